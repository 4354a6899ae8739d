import { Modal, Typography } from 'antd'
import { useTranslation } from 'react-i18next'

interface Props {
  login: string
  password: string
  onClose: () => void
}

/** Shows a one-time password, once: nobody can look it up again. */
export function OneTimePassword({ login, password, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Modal
      open
      title={t('identity.oneTimePassword')}
      onOk={onClose}
      onCancel={onClose}
      okText={t('identity.noted')}
      cancelButtonProps={{ hidden: true }}
      mask={{ closable: false }}
    >
      <p>{t('identity.oneTimeHint')}</p>
      <dl className="fh-keys fh-keys-2 fh-secret">
        <div>
          <dt>{t('field.user.login')}</dt>
          <dd>{login}</dd>
        </div>
        <div>
          <dt>{t('field.user.password')}</dt>
          <dd>
            <Typography.Text code copyable>
              {password}
            </Typography.Text>
          </dd>
        </div>
      </dl>
    </Modal>
  )
}
