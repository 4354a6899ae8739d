import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { fetchSession, sessionKey, useSession } from '../../shared/session/session'
import { ErrorNotice } from '../../shared/ui/error-notice'
import { changePassword } from './api'
import { PasswordFields } from './password-fields'

interface Values {
  current: string
  next: string
}

export function Component() {
  const { t } = useTranslation()
  const { user } = useSession()
  const { message } = App.useApp()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  const isForced = user.mustChangePassword

  useEffect(() => {
    document.title = `${t('identity.changePassword')} · ${t('app.name')}`
  }, [t])

  const submit = async ({ current, next }: Values) => {
    setBusy(true)
    setError(null)
    try {
      await changePassword({ current, next })
      await client.fetchQuery({ queryKey: sessionKey, queryFn: fetchSession, staleTime: 0 })
      void message.success(t('identity.passwordChanged'))
      await navigate('/', { replace: true })
    } catch (thrown) {
      setError(thrown)
    } finally {
      setBusy(false)
    }
  }

  return (
    <section className="fh-sheet">
      <h1>{t('identity.changePassword')}</h1>
      <p>{t(isForced ? 'identity.mustChange' : 'identity.changeEndsOthers')}</p>
      {error !== null && <ErrorNotice error={error} />}
      <Form layout="vertical" requiredMark={false} onFinish={(values: Values) => void submit(values)}>
        <input type="text" name="username" autoComplete="username" value={user.login} readOnly hidden />
        <Form.Item
          name="current"
          label={t(isForced ? 'identity.oneTimePassword' : 'identity.currentPassword')}
          rules={[{ required: true, message: t('ui.required') }]}
        >
          <Input.Password autoComplete="current-password" autoFocus />
        </Form.Item>
        <PasswordFields name="next" />
        <div className="fh-drawer-foot">
          {!isForced && <Button onClick={() => void navigate(-1)}>{t('ui.cancel')}</Button>}
          <Button type="primary" htmlType="submit" loading={isBusy}>
            {t('identity.changePassword')}
          </Button>
        </div>
      </Form>
    </section>
  )
}
