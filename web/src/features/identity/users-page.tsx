import { PlusOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { useSession } from '../../shared/session/session'
import { DataTable } from '../../shared/ui/data-table'
import { PageHeader } from '../../shared/ui/page-header'
import { StatusTag } from '../../shared/ui/status-tag'
import type { Column } from '../../shared/ui/table-types'
import { useRefusal } from '../../shared/ui/use-refusal'
import { listUsers, resetPassword, setDisabled, type User } from './api'
import { OneTimePassword } from '../../shared/ui/one-time-password'
import { UserDrawer } from './user-drawer'

interface Secret {
  login: string
  password: string
}

function UserState({ user }: { user: User }) {
  const { t } = useTranslation()
  if (user.disabledAt) return <StatusTag>{t('identity.state.disabled')}</StatusTag>
  if (user.lockedUntil && Date.parse(user.lockedUntil) > Date.now())
    return <StatusTag tone="bad">{t('identity.state.locked')}</StatusTag>
  if (user.mustChangePassword) return <StatusTag tone="warn">{t('identity.state.firstSignIn')}</StatusTag>
  return <StatusTag tone="good">{t('identity.state.active')}</StatusTag>
}

function UserActions({ user, onSecret }: { user: User; onSecret: (secret: Secret) => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const session = useSession()
  const invalidate = useInvalidate()
  const refuse = useRefusal()
  const isMe = session.user.id === user.id
  const reset = useMutation({
    mutationFn: () => resetPassword(user.id),
    onSuccess: ({ password }) => {
      invalidate('users')
      onSecret({ login: user.login, password })
    },
    onError: refuse,
  })
  const toggle = useMutation({
    mutationFn: () => setDisabled(user, user.disabledAt === null),
    onSuccess: () => {
      invalidate('users')
      void message.success(t('ui.saved'))
    },
    onError: refuse,
  })
  if (isMe) return <span className="fh-quiet">{t('identity.you')}</span>
  return (
    <div className="fh-actions">
      <Popconfirm
        title={t('identity.resetSure', { name: user.name })}
        description={t('identity.resetExplain')}
        onConfirm={() => reset.mutate()}
      >
        <Button size="small" loading={reset.isPending}>
          {t('identity.resetPassword')}
        </Button>
      </Popconfirm>
      {user.disabledAt ? (
        <Button size="small" loading={toggle.isPending} onClick={() => toggle.mutate()}>
          {t('identity.enable')}
        </Button>
      ) : (
        <Popconfirm
          title={t('identity.disableSure', { name: user.name })}
          description={t('identity.disableExplain')}
          onConfirm={() => toggle.mutate()}
        >
          <Button size="small" danger loading={toggle.isPending}>
            {t('identity.disable')}
          </Button>
        </Popconfirm>
      )}
    </div>
  )
}

export function Component() {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const [isOpen, setOpen] = useState(false)
  const [secret, setSecret] = useState<Secret | null>(null)
  const columns: Column<User>[] = [
    {
      key: 'login',
      title: t('field.user.login'),
      width: 180,
      sort: true,
      phone: 'title',
      render: (user) => user.login,
    },
    {
      key: 'name',
      title: t('field.user.person'),
      width: 160,
      sort: true,
      render: (user) =>
        user.personId ? <Link to={`/org/people/${user.personId}`}>{user.name}</Link> : user.name,
    },
    {
      key: 'state',
      title: t('field.user.state'),
      width: 130,
      phone: 'tag',
      render: (user) => <UserState user={user} />,
    },
    {
      key: 'actions',
      title: t('ui.actions'),
      width: 200,
      render: (user) => <UserActions user={user} onSecret={setSecret} />,
    },
  ]
  const create = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
      {t('identity.newUser')}
    </Button>
  )
  return (
    <>
      <PageHeader title={t('nav.users')} note={t('identity.usersNote')} actions={create} />
      <DataTable
        id="users"
        label={t('nav.users')}
        queryKey={['users']}
        list={listUsers}
        columns={columns}
        rowKey={(user) => user.id}
        search={t('identity.searchUsers')}
        defaultSort="login"
        empty={{ text: t('identity.noUsers'), action: create }}
      />
      <UserDrawer
        open={isOpen}
        onClose={() => setOpen(false)}
        onCreated={(login, password) => {
          invalidate('users')
          if (password) setSecret({ login, password })
        }}
      />
      {secret && <OneTimePassword {...secret} onClose={() => setSecret(null)} />}
    </>
  )
}
