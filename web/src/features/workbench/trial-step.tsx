import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatCount } from '../../shared/format/numbers'
import { Panel } from '../../shared/ui/panel'
import { useRefusal } from '../../shared/ui/use-refusal'
import { checkImport, runImport, saveSettings, settingsOf, type Entity, type Import } from './api'
import { Findings } from './findings'
import { Figures } from './import-figures'
import { MarkedFile } from './marked-file'

interface Props {
  record: Import
  entity: Entity
  onMapping: () => void
}

function useSteps(record: Import) {
  const client = useQueryClient()
  const refuse = useRefusal()
  const onSuccess = (next: Import) => client.setQueryData(['imports', 'record', record.id], next)
  const onError = (error: unknown) => {
    refuse(error)
    void client.invalidateQueries({ queryKey: ['imports'] })
  }
  const run = useMutation({ mutationFn: () => runImport(record), onSuccess, onError })
  const drop = useMutation({
    mutationFn: async (dropBadRows: boolean) =>
      checkImport(await saveSettings(record.id, settingsOf(record, { dropBadRows }))),
    onSuccess,
    onError,
  })
  return { run, drop }
}

/** PLT-4: what the trial found, and what can be done about it: correct the file, leave bad rows out, or run. */
export function TrialStep({ record, entity, onMapping }: Props) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const { run, drop } = useSteps(record)
  const { good = 0, bad = 0, errors = 0, warnings = 0 } = record.counts
  const name = t(`import.${record.entity}`)
  const counts = { good: formatCount(good), bad: formatCount(bad), errors: formatCount(errors), name }
  const askRun = () =>
    modal.confirm({
      title: t('workbench.run.confirm', counts),
      content: (
        <div className="fh-stack-tight">
          {bad > 0 && <div>{t('workbench.run.confirmBad', counts)}</div>}
          {warnings > 0 && <div>{t('workbench.run.confirmWarnings', { count: formatCount(warnings) })}</div>}
          <div>{t(`workbench.run.${record.kind}`)}</div>
        </div>
      ),
      okText: t('workbench.run.yes'),
      cancelText: t('ui.cancel'),
      onOk: () => run.mutate(),
    })
  const askDrop = () =>
    modal.confirm({
      title: t('workbench.drop.confirm', counts),
      content: t('workbench.drop.explain'),
      okText: t('workbench.drop.yes'),
      cancelText: t('ui.cancel'),
      onOk: () => drop.mutate(true),
    })
  const again = `/imports/new?entity=${record.entity}&kind=${record.kind}`
  const isRefused = errors > 0 && !record.dropBadRows
  return (
    <div className="fh-column">
      <Panel>
        <div className="fh-stack">
          <Figures record={record} />
          <Verdict record={record} counts={counts} />
          <div className="fh-actions">
            {record.can.run && (
              <Button type="primary" loading={run.isPending} onClick={askRun}>
                {t('workbench.run', counts)}
              </Button>
            )}
            {isRefused && (
              <Link to={again}>
                <Button type="primary" tabIndex={-1}>
                  {t('workbench.uploadCorrected')}
                </Button>
              </Link>
            )}
            {isRefused && good > 0 && (
              <Button loading={drop.isPending} onClick={askDrop}>
                {t('workbench.drop', counts)}
              </Button>
            )}
            {record.dropBadRows && errors > 0 && (
              <Button loading={drop.isPending} onClick={() => drop.mutate(false)}>
                {t('workbench.drop.undo')}
              </Button>
            )}
            <Button onClick={onMapping}>{t('workbench.changeMapping')}</Button>
            {errors + warnings > 0 && <MarkedFile id={record.id} hasErrors={errors > 0} />}
          </div>
        </div>
      </Panel>
      <Findings record={record} entity={entity} />
    </div>
  )
}

function Verdict({ record, counts }: { record: Import; counts: Record<string, string> }) {
  const { t } = useTranslation()
  const { good = 0, errors = 0, warnings = 0 } = record.counts
  if (good === 0)
    return (
      <Alert
        type="error"
        showIcon
        title={t('workbench.verdict.none')}
        description={t('workbench.verdict.noneExplain')}
      />
    )
  if (errors > 0 && !record.dropBadRows)
    return (
      <Alert
        type="error"
        showIcon
        title={t('workbench.verdict.errors', counts)}
        description={t('workbench.verdict.errorsExplain')}
      />
    )
  if (errors > 0)
    return (
      <Alert
        type="warning"
        showIcon
        title={t('workbench.verdict.dropped', counts)}
        description={t('workbench.verdict.droppedExplain')}
      />
    )
  return (
    <Alert
      type="success"
      showIcon
      title={t('workbench.verdict.good', counts)}
      description={
        warnings > 0 ? t('workbench.verdict.warnings', { count: formatCount(warnings) }) : undefined
      }
    />
  )
}
