import { Menu, type MenuProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { usePermission } from '../shared/session/session'
import { entriesFor, isGroup, menu, menuFor, type MenuEntry } from './menu'

/** The entry a page belongs to: the longest address it begins with. */
function entryOf(pathname: string, entries: MenuEntry[]): MenuEntry | undefined {
  return entries
    .filter(({ to }) => pathname === to || pathname.startsWith(`${to}/`))
    .sort((a, b) => b.to.length - a.to.length)[0]
}

export function SideMenu({ onChoose }: { onChoose?: () => void }) {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const holds = usePermission()
  const link = ({ to, text, icon }: MenuEntry) => ({
    key: to,
    icon,
    label: (
      <Link to={to} onClick={onChoose}>
        {t(text)}
      </Link>
    ),
  })
  const nodes = menuFor(menu, holds)
  const items: MenuProps['items'] = nodes.map((node) =>
    isGroup(node)
      ? { key: node.key, icon: node.icon, label: t(node.text), children: node.items.map(link) }
      : link(node),
  )
  const current = entryOf(pathname, entriesFor(menu, holds))
  return (
    <nav aria-label={t('app.menu')}>
      <Menu
        mode="inline"
        items={items}
        selectedKeys={current ? [current.to] : []}
        defaultOpenKeys={nodes.filter(isGroup).map((group) => group.key)}
        inlineIndent={16}
      />
    </nav>
  )
}
