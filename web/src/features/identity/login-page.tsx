import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useSearchParams } from 'react-router'
import { ErrorNotice } from '../../shared/ui/error-notice'
import { signIn } from './api'
import { fetchSetup, setupKey } from './setup-api'
import { useEnter } from './use-enter'

interface Values {
  login: string
  password: string
}

export function Component() {
  const { t } = useTranslation()
  const enter = useEnter()
  const [search] = useSearchParams()
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  const setup = useQuery({ queryKey: setupKey, queryFn: fetchSetup, staleTime: 60_000 })

  useEffect(() => {
    document.title = `${t('identity.signIn')} · ${t('app.name')}`
  }, [t])

  const submit = async (values: Values) => {
    setBusy(true)
    setError(null)
    try {
      await signIn(values)
      await enter(search.get('to'))
    } catch (thrown) {
      setError(thrown)
    } finally {
      setBusy(false)
    }
  }

  if (setup.data?.needed) return <Navigate to="/setup" replace />
  return (
    <section className="fh-sheet">
      <h1>{t('identity.signIn')}</h1>
      <p>{t('app.slogan')}</p>
      {error !== null && <ErrorNotice error={error} />}
      <Form layout="vertical" requiredMark={false} onFinish={(values: Values) => void submit(values)}>
        <Form.Item
          name="login"
          label={t('field.user.login')}
          rules={[{ required: true, message: t('ui.required') }]}
        >
          <Input autoComplete="username" autoFocus autoCapitalize="none" spellCheck={false} size="large" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('field.user.password')}
          rules={[{ required: true, message: t('ui.required') }]}
        >
          <Input.Password autoComplete="current-password" size="large" />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={isBusy}>
          {t('identity.signIn')}
        </Button>
      </Form>
      <p className="fh-sheet-foot">{t('identity.forgotten')}</p>
    </section>
  )
}
