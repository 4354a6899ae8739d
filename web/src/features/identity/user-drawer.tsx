import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { PersonSelect } from '../../shared/pickers/person-select'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { createUser, type NewUser } from './api'

interface Props {
  open: boolean
  onClose: () => void
  /** The login and its one-time password. */
  onCreated: (login: string, password: string | null) => void
}

/** Gives an employee a login; the password is made by the server and has to be changed at the first sign-in. */
export function UserDrawer({ open, onClose, onCreated }: Props) {
  const { t } = useTranslation()
  const required = [{ required: true, message: t('ui.required') }]
  return (
    <FormDrawer<NewUser, Awaited<ReturnType<typeof createUser>>>
      open={open}
      title={t('identity.newUser')}
      onClose={onClose}
      doneText={null}
      submitText={t('ui.create')}
      submit={(values, { key }) => createUser(values, key)}
      onDone={({ user, password }) => onCreated(user.login, password)}
    >
      <Form.Item name="personId" label={t('field.user.person')} rules={required}>
        <PersonSelect />
      </Form.Item>
      <Form.Item
        name="login"
        label={t('field.user.login')}
        extra={t('identity.loginRule')}
        rules={[
          ...required,
          { pattern: /^[A-Za-z0-9][A-Za-z0-9._@-]{1,99}$/, message: t('identity.loginRule') },
        ]}
      >
        <Input autoCapitalize="none" spellCheck={false} autoComplete="off" />
      </Form.Item>
      <p className="fh-quiet">{t('identity.newUserHint')}</p>
    </FormDrawer>
  )
}
