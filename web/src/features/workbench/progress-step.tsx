import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Progress, Spin } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../shared/format/numbers'
import { Panel } from '../../shared/ui/panel'
import { useRefusal } from '../../shared/ui/use-refusal'
import { cancelImport, type Import } from './api'

function whatHappens({ state, progress: { done, total } }: Import, t: TFunction): string {
  if (total === 0) return t('workbench.progress.reading')
  if (state === 'checking') return t('workbench.progress.checking', { total: formatCount(total) })
  if (done === 0) return t('workbench.progress.checkingAgain', { total: formatCount(total) })
  return t('workbench.progress.writing', { done: formatCount(done), total: formatCount(total) })
}

/** A trial or a run under way: how far it is, and the way to stop it. */
export function ProgressStep({ record }: { record: Import }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const client = useQueryClient()
  const refuse = useRefusal()
  const { done, total } = record.progress
  const isRun = record.state === 'running'
  const isKnown = isRun && done > 0
  const cancel = useMutation({
    mutationFn: () => cancelImport(record.id),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['imports'] }),
    onError: refuse,
  })
  const ask = () =>
    modal.confirm({
      title: t(isRun ? 'workbench.cancel.run' : 'workbench.cancel.trial'),
      content: t('workbench.cancel.explain'),
      okText: t('workbench.cancel.yes'),
      cancelText: t('workbench.cancel.no'),
      okButtonProps: { danger: true },
      onOk: () => cancel.mutate(),
    })
  return (
    <Panel>
      <div className="fh-stack fh-import-progress">
        <h2 className="fh-result-title">
          {t(isRun ? 'workbench.progress.run' : 'workbench.progress.trial')}
        </h2>
        {isKnown && (
          <Progress
            percent={Math.floor((done / total) * 100)}
            status="active"
            aria-label={t('workbench.progress.run')}
          />
        )}
        <div role="status" className="fh-row">
          {!isKnown && <Spin size="small" />}
          {cancel.isSuccess ? t('workbench.cancel.asked') : whatHappens(record, t)}
        </div>
        <div className="fh-quiet">
          {t(isRun ? 'workbench.progress.runNote' : 'workbench.progress.trialNote')}
        </div>
        {record.can.cancel && (
          <div>
            <Button onClick={ask} loading={cancel.isPending} disabled={cancel.isSuccess}>
              {t('workbench.cancel')}
            </Button>
          </div>
        )}
      </div>
    </Panel>
  )
}
