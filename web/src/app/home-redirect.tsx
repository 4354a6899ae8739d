import { Empty } from 'antd'
import { useTranslation } from 'react-i18next'
import { Navigate } from 'react-router'
import { usePermission } from '../shared/session/session'
import { entriesFor, menu } from './menu'

/** The first page the user may see is their home. */
export function HomeRedirect() {
  const { t } = useTranslation()
  const holds = usePermission()
  const first = entriesFor(menu, holds)[0]
  return first ? (
    <Navigate to={first.to} replace />
  ) : (
    <Empty className="fh-empty" description={t('app.nothingGranted')} />
  )
}
