import { Spin } from 'antd'
import { useTranslation } from 'react-i18next'

export function Waiting() {
  const { t } = useTranslation()
  return (
    <div className="fh-waiting" role="status" aria-label={t('app.loading')}>
      <Spin size="large" />
    </div>
  )
}
