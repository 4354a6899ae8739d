import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'

/** A new password and its repetition; `name` is the field of the API. */
export function PasswordFields({ name, label }: { name: string; label?: string }) {
  const { t } = useTranslation()
  return (
    <>
      <Form.Item
        name={name}
        label={label ?? t('identity.newPassword')}
        extra={t('identity.passwordHint')}
        rules={[
          { required: true, message: t('ui.required') },
          { min: 8, message: t('reason.identity.password_too_short') },
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="repeated"
        label={t('identity.repeatPassword')}
        dependencies={[name]}
        rules={[
          { required: true, message: t('ui.required') },
          ({ getFieldValue }) => ({
            validator: (_, value: string) =>
              !value || value === getFieldValue(name)
                ? Promise.resolve()
                : Promise.reject(new Error(t('identity.passwordsDiffer'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  )
}
