import { MenuOutlined } from '@ant-design/icons'
import { Button, Drawer, Layout, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Outlet, ScrollRestoration, useNavigation } from 'react-router'
import { useLive } from '../shared/live/use-live'
import { useSession } from '../shared/session/session'
import { useIsPhone } from '../shared/ui/use-is-phone'
import { Brand } from './brand'
import { GlobalSearch } from './global-search'
import { LanguageSwitch } from './language-switch'
import { SideMenu } from './side-menu'
import { UserMenu } from './user-menu'

/** The frame of every working page: menu at the side (a drawer on a phone), company, search, language, user. */
export function WorkLayout() {
  useLive()
  const { t } = useTranslation()
  const { company } = useSession()
  const isPhone = useIsPhone()
  const isMoving = useNavigation().state !== 'idle'
  const [isOpen, setOpen] = useState(false)
  return (
    <Layout className="fh-layout">
      <a href="#content" className="fh-skip">
        {t('app.skip')}
      </a>
      {!isPhone && (
        <Layout.Sider width={184} className="fh-sider">
          <div className="fh-sider-head">
            <Brand />
          </div>
          <SideMenu />
        </Layout.Sider>
      )}
      <Layout>
        <Layout.Header className="fh-header">
          {isPhone && (
            <Button
              type="text"
              icon={<MenuOutlined />}
              aria-label={t('app.menu')}
              onClick={() => setOpen(true)}
            />
          )}
          <span className="fh-company" title={company.name}>
            {company.name}
          </span>
          {company.demo && !isPhone && (
            <Tag color="orange" title={t('app.demoHint')}>
              {t('app.demo')}
            </Tag>
          )}
          <GlobalSearch />
          <div className="fh-header-end">
            <LanguageSwitch />
            <UserMenu />
          </div>
        </Layout.Header>
        <div className={isMoving ? 'fh-progress fh-moving' : 'fh-progress'} aria-hidden />
        <Layout.Content id="content" role="main" tabIndex={-1} className="fh-content">
          <Outlet />
        </Layout.Content>
      </Layout>
      {isPhone && (
        <Drawer
          open={isOpen}
          onClose={() => setOpen(false)}
          placement="left"
          size={240}
          title={<Brand />}
          styles={{ body: { padding: '8px 0' } }}
        >
          <SideMenu onChoose={() => setOpen(false)} />
        </Drawer>
      )}
      <ScrollRestoration />
    </Layout>
  )
}
