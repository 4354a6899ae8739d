import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Radio } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate } from 'react-router'
import { asApiError } from '../../shared/api/api-error'
import { useLanguage } from '../../shared/i18n/use-language'
import { useTimeZone } from '../../shared/session/session'
import { ErrorNotice } from '../../shared/ui/error-notice'
import { fieldErrors } from '../../shared/ui/form-faults'
import { Loaded } from '../../shared/ui/loaded'
import { reasonText } from '../../shared/ui/reason'
import { PasswordFields } from './password-fields'
import { fetchSetup, setUp, setupKey, type PackOffer } from './setup-api'
import { useEnter } from './use-enter'

interface Values {
  company: string
  pack: string
  adminName: string
  password: string
}

function PackChoice({ pack }: { pack: PackOffer }) {
  const { t, i18n } = useTranslation()
  const isEnglish = useLanguage() === 'en'
  const key = `identity.setup.pack.${pack.code}`
  return (
    <Radio value={pack.code} className="fh-choice">
      <strong>{isEnglish ? pack.nameEn : pack.name}</strong>
      <span className="fh-quiet">{i18n.exists(key) ? t(key) : pack.version}</span>
    </Radio>
  )
}

function SetupForm({ packs }: { packs: PackOffer[] }) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const enter = useEnter()
  const [form] = Form.useForm()
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  const required = [{ required: true, message: t('ui.required') }]

  const submit = async ({ company, pack, adminName, password }: Values) => {
    setBusy(true)
    setError(null)
    try {
      await setUp({ company, pack, adminName, password })
      await enter('/')
    } catch (thrown) {
      const refusal = asApiError(thrown)
      form.setFields(fieldErrors(refusal, reasonText(refusal, t, timeZone), t))
      setError(refusal)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ pack: packs[0]?.code }}
      onFinish={(values: Values) => void submit(values)}
    >
      {error !== null && <ErrorNotice error={error} />}
      <Form.Item name="company" label={t('identity.setup.company')} rules={required}>
        <Input
          autoFocus
          autoComplete="organization"
          maxLength={200}
          placeholder={t('identity.setup.companyExample')}
        />
      </Form.Item>
      <Form.Item
        name="pack"
        label={t('identity.setup.pack')}
        extra={t('identity.setup.packHint')}
        rules={required}
      >
        <Radio.Group className="fh-choices">
          {packs.map((pack) => (
            <PackChoice key={pack.code} pack={pack} />
          ))}
        </Radio.Group>
      </Form.Item>
      <Form.Item
        name="adminName"
        label={t('identity.setup.adminName')}
        extra={t('identity.setup.loginHint')}
        rules={required}
      >
        <Input autoComplete="name" maxLength={100} />
      </Form.Item>
      <PasswordFields name="password" label={t('identity.setup.password')} />
      <Button type="primary" htmlType="submit" size="large" block loading={isBusy}>
        {t('identity.setup.start')}
      </Button>
    </Form>
  )
}

export function Component() {
  const { t } = useTranslation()
  const setup = useQuery({ queryKey: setupKey, queryFn: fetchSetup, staleTime: 60_000 })
  useEffect(() => {
    document.title = `${t('identity.setup.title')} · ${t('app.name')}`
  }, [t])
  if (setup.data && !setup.data.needed) return <Navigate to="/login" replace />
  return (
    <section className="fh-sheet fh-sheet-wide">
      <h1>{t('identity.setup.title')}</h1>
      <p>{t('identity.setup.explain')}</p>
      <Loaded query={setup}>{({ packs }) => <SetupForm packs={packs} />}</Loaded>
    </section>
  )
}
