import {
  ApartmentOutlined,
  ContactsOutlined,
  LineChartOutlined,
  PayCircleOutlined,
  SettingOutlined,
  ToolOutlined,
  TrophyOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'

export interface MenuEntry {
  to: string
  /** Key of the text. */
  text: string
  /** Shown to who holds it, or one of them; to everybody signed in without one. */
  permission?: string | string[]
  icon?: ReactNode
}

export interface MenuGroup {
  key: string
  text: string
  icon: ReactNode
  items: MenuEntry[]
}

export type MenuNode = MenuEntry | MenuGroup

export const isGroup = (node: MenuNode): node is MenuGroup => 'items' in node

/** The menu, in the order of a working day. One line a page; a page that does not exist has no line. */
export const menu: MenuNode[] = [
  {
    key: 'service',
    text: 'nav.service',
    icon: <ToolOutlined />,
    items: [
      { to: '/orders', text: 'nav.orders', permission: 'orders.read' },
      { to: '/orders/new', text: 'nav.takeIn', permission: 'orders.edit' },
      { to: '/orders/repeats', text: 'nav.repeats', permission: 'orders.read' },
      { to: '/clock-alerts', text: 'nav.clockAlerts', permission: 'orders.read' },
      { to: '/clock-rules', text: 'nav.clockRules', permission: 'orders.read' },
    ],
  },
  {
    key: 'indicators',
    text: 'nav.indicatorGroup',
    icon: <LineChartOutlined />,
    items: [
      { to: '/indicators', text: 'nav.indicators', permission: 'indicators.read' },
      { to: '/indicator-definitions', text: 'nav.indicatorDefinitions', permission: 'indicators.read' },
      { to: '/indicator-periods', text: 'nav.indicatorPeriods', permission: 'indicators.edit' },
    ],
  },
  {
    key: 'archive',
    text: 'nav.archive',
    icon: <ContactsOutlined />,
    items: [
      { to: '/customers', text: 'nav.customers', permission: 'customers.read' },
      { to: '/customers/duplicates', text: 'nav.duplicates', permission: 'customers.merge' },
      { to: '/products', text: 'nav.products', permission: 'products.read' },
      { to: '/products/models', text: 'nav.models', permission: 'products.read' },
      { to: '/parts', text: 'nav.parts', permission: 'parts.read' },
    ],
  },
  {
    key: 'appraisal',
    text: 'nav.appraisal',
    icon: <TrophyOutlined />,
    items: [
      { to: '/appraisal/mine', text: 'nav.myScorecard' },
      {
        to: '/appraisal/cards',
        text: 'nav.scorecards',
        permission: ['appraisal.score', 'appraisal.review', 'appraisal.edit'],
      },
    ],
  },
  {
    key: 'pay',
    text: 'nav.pay',
    icon: <PayCircleOutlined />,
    items: [
      { to: '/pay/mine', text: 'nav.myPay' },
      { to: '/pay/runs', text: 'nav.payRuns', permission: ['pay.run', 'pay.approve'] },
      { to: '/pay/salaries', text: 'nav.salaries', permission: 'pay.run' },
      { to: '/pay/entries', text: 'nav.payEntries', permission: 'pay.run' },
    ],
  },
  {
    key: 'org',
    text: 'nav.org',
    icon: <ApartmentOutlined />,
    items: [
      { to: '/org/units', text: 'nav.units', permission: 'org.read' },
      { to: '/org/positions', text: 'nav.positions', permission: 'org.read' },
      { to: '/org/people', text: 'nav.people', permission: 'people.read' },
      { to: '/org/calendar', text: 'nav.calendar', permission: 'calendar.read' },
      { to: '/org/roster', text: 'nav.roster', permission: 'roster.read' },
      { to: '/org/my-shifts', text: 'nav.myShifts', permission: 'roster.read' },
      { to: '/org/roles', text: 'nav.roles', permission: 'org.read' },
    ],
  },
  {
    key: 'system',
    text: 'nav.system',
    icon: <SettingOutlined />,
    items: [
      { to: '/imports', text: 'nav.imports', permission: 'imports.run' },
      { to: '/users', text: 'nav.users', permission: 'users.manage' },
      { to: '/packs', text: 'nav.packs', permission: 'settings.edit' },
    ],
  },
]

/** The menu as one user sees it; a group without entries is gone. */
export function menuFor(nodes: MenuNode[], holds: (permission: string) => boolean): MenuNode[] {
  const isShown = (entry: MenuEntry) =>
    entry.permission === undefined || [entry.permission].flat().some(holds)
  return nodes.flatMap((node): MenuNode[] => {
    if (!isGroup(node)) return isShown(node) ? [node] : []
    const items = node.items.filter(isShown)
    return items.length > 0 ? [{ ...node, items }] : []
  })
}

/** All entries a user may open, from top to bottom. */
export const entriesFor = (nodes: MenuNode[], holds: (permission: string) => boolean): MenuEntry[] =>
  menuFor(nodes, holds).flatMap((node) => (isGroup(node) ? node.items : [node]))
