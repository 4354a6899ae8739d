import { DownOutlined, UserOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { api, done } from '../shared/api/client'
import { sessionKey, useSession } from '../shared/session/session'
import { useRefusal } from '../shared/ui/use-refusal'

export function UserMenu() {
  const { t } = useTranslation()
  const { user } = useSession()
  const client = useQueryClient()
  const navigate = useNavigate()
  const refuse = useRefusal()

  const signOut = async () => {
    try {
      await done(api.DELETE('/session'))
      await navigate('/login')
      client.clear()
      client.setQueryData(sessionKey, null)
    } catch (error) {
      refuse(error)
    }
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'who', label: user.login, disabled: true },
          { type: 'divider' },
          { key: 'password', label: <Link to="/password">{t('identity.changePassword')}</Link> },
          { key: 'sessions', label: <Link to="/sessions">{t('identity.mySessions')}</Link> },
          { type: 'divider' },
          { key: 'out', label: t('identity.signOut'), onClick: () => void signOut() },
        ],
      }}
    >
      <Button type="text" icon={<UserOutlined />} aria-label={t('app.userMenu', { name: user.name })}>
        <span className="fh-user-name">{user.name}</span>
        <DownOutlined className="fh-caret" aria-hidden />
      </Button>
    </Dropdown>
  )
}
