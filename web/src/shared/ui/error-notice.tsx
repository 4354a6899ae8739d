import { Alert, Button, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { asApiError } from '../api/api-error'
import { useTimeZone } from '../session/session'
import { reasonText } from './reason'

interface Props {
  error: unknown
  retry?: () => void
}

/** Says what was refused and why; a fault of the system also gives the request number for whoever looks into it. */
export function ErrorNotice({ error, retry }: Props) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const { kind, requestId } = asApiError(error)
  const isOurs = kind === 'internal' || kind === 'unavailable'
  return (
    <Alert
      type={isOurs || kind === 'offline' ? 'error' : 'warning'}
      showIcon
      role="alert"
      className="fh-error"
      title={reasonText(error, t, timeZone)}
      description={
        isOurs &&
        requestId && (
          <span className="fh-quiet">
            {t('ui.requestId')} <Typography.Text copyable={{ text: requestId }}>{requestId}</Typography.Text>
          </span>
        )
      }
      action={
        retry && (
          <Button size="small" onClick={retry}>
            {t('ui.retry')}
          </Button>
        )
      }
    />
  )
}
