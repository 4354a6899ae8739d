import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ApiError } from '../../shared/api/api-error'
import { useTimeZone } from '../../shared/session/session'
import { Panel } from '../../shared/ui/panel'
import { reasonText } from '../../shared/ui/reason'
import { When } from '../../shared/ui/times'
import { useRefusal } from '../../shared/ui/use-refusal'
import { checkImport, type Import } from './api'

interface Props {
  record: Import
  onMapping: () => void
}

/** A run or a trial that did not come to its end: what happened, that nothing stayed, and what to do next. */
export function FailedStep({ record, onMapping }: Props) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const client = useQueryClient()
  const refuse = useRefusal()
  const check = useMutation({
    mutationFn: () => checkImport(record),
    onSuccess: (next) => client.setQueryData(['imports', 'record', record.id], next),
    onError: refuse,
  })
  const { failure } = record
  const isFailed = record.state === 'failed'
  const what = failure
    ? reasonText(new ApiError(0, 'rule_broken', failure.reason, failure.details), t, timeZone)
    : t('workbench.failed.cancelled')
  return (
    <Panel>
      <div className="fh-stack">
        <Alert
          type={isFailed ? 'error' : 'info'}
          showIcon
          title={what}
          description={
            <div className="fh-stack-tight">
              <strong>{t('workbench.failed.nothingLeft')}</strong>
              <span>
                {t(isFailed ? 'workbench.failed.at' : 'workbench.failed.cancelledAt')}{' '}
                <When at={record.finishedAt} exact />
              </span>
            </div>
          }
        />
        <div className="fh-actions">
          {record.can.check && (
            <Button type="primary" loading={check.isPending} onClick={() => check.mutate()}>
              {t('workbench.failed.tryAgain')}
            </Button>
          )}
          {record.can.edit && <Button onClick={onMapping}>{t('workbench.changeMapping')}</Button>}
          <Link to={`/imports/new?entity=${record.entity}&kind=${record.kind}`}>
            <Button tabIndex={-1}>{t('workbench.failed.otherFile')}</Button>
          </Link>
        </div>
      </div>
    </Panel>
  )
}
