import { Button, Result } from 'antd'
import { useTranslation } from 'react-i18next'
import { isRouteErrorResponse, useRouteError } from 'react-router'
import { NotFoundPage } from './not-found-page'

const isStaleBuild = (error: unknown): boolean =>
  error instanceof TypeError && /dynamically imported module|Importing a module/i.test(error.message)

/** What is left of a page that broke; after an upgrade of the server the old parts of a page are gone and a reload helps. */
export function FaultPage() {
  const { t } = useTranslation()
  const error = useRouteError()
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />
  const isStale = isStaleBuild(error)
  return (
    <Result
      status={isStale ? 'info' : 'error'}
      title={<h1 className="fh-result-title">{t(isStale ? 'app.updated' : 'app.broken')}</h1>}
      subTitle={
        isStale
          ? t('app.updatedHint')
          : t('app.brokenHint', { message: error instanceof Error ? error.message : '' })
      }
      extra={
        <Button type="primary" onClick={() => window.location.reload()}>
          {t('app.reload')}
        </Button>
      }
    />
  )
}
