import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Modal } from 'antd'
import { useDeferredValue, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBlocker } from 'react-router'
import { ErrorNotice } from '../../shared/ui/error-notice'
import { Loaded } from '../../shared/ui/loaded'
import { Panel } from '../../shared/ui/panel'
import * as calls from './api'
import { DateNotices } from './date-notices'
import { draftOf, unusedColumns, type Draft } from './draft'
import { FilePlace } from './file-place'
import { MappingFields } from './mapping-fields'
import { PreviewTable } from './preview-table'

interface Props {
  record: calls.Import
  entity: calls.Entity
  onStarted: () => void
}

/** PLT-4: which column feeds which field. Nothing is saved before the trial is asked for. */
export function MappingStep({ record, entity, onStarted }: Props) {
  const client = useQueryClient()
  const [draft, setDraft] = useState(() => draftOf(record))
  const [isChanged, setChanged] = useState(false)
  const { sheet: name, headerRow, headerRows } = draft
  const place = { sheet: name, headerRow, headerRows }
  const sheet = useQuery({
    queryKey: ['import-sheet', record.id, place],
    queryFn: () => calls.fetchSheet(record.id, place),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  })
  const start = useMutation({
    mutationFn: async () => {
      const { remember, ...settings } = draft
      const saved = await calls.saveSettings(
        record.id,
        calls.settingsOf(record, { ...settings, remember, dropBadRows: false }),
      )
      return calls.checkImport(saved)
    },
    onSuccess: (checking) => {
      client.setQueryData(['imports', 'record', record.id], checking)
      onStarted()
    },
    onError: () => void client.invalidateQueries({ queryKey: ['imports'] }),
  })
  const change = (next: Draft) => {
    setDraft(next)
    setChanged(true)
  }
  return (
    <>
      <LeaveGuard isActive={isChanged && !start.isPending && !start.isSuccess} />
      <Loaded query={sheet}>
        {(read) => (
          <Mapper
            record={record}
            entity={entity}
            sheet={read}
            draft={draft}
            change={change}
            start={{ error: start.error, isPending: start.isPending, mutate: () => start.mutate() }}
          />
        )}
      </Loaded>
    </>
  )
}

function LeaveGuard({ isActive }: { isActive: boolean }) {
  const { t } = useTranslation()
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isActive && currentLocation.pathname !== nextLocation.pathname,
  )
  return (
    <Modal
      open={blocker.state === 'blocked'}
      title={t('ui.discard.title')}
      okText={t('ui.discard.yes')}
      cancelText={t('ui.discard.no')}
      okButtonProps={{ danger: true }}
      onOk={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    >
      {t('workbench.leaveMapping')}
    </Modal>
  )
}

/** The file is read anew only when typing pauses. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), 350)
    return () => window.clearTimeout(timer)
  }, [value])
  return useDeferredValue(settled)
}

function usePreview(record: calls.Import, draft: Draft) {
  const { sheet, headerRow, headerRows, mapping, emptySigns } = useSettled(draft)
  const body = { sheet, headerRow, headerRows, mapping, emptySigns }
  return useQuery({
    queryKey: ['import-preview', record.id, body],
    queryFn: () => calls.fetchPreview(record.id, body),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  })
}

interface MapperProps {
  record: calls.Import
  entity: calls.Entity
  sheet: calls.Sheet
  draft: Draft
  change: (draft: Draft) => void
  start: { error: unknown; isPending: boolean; mutate: () => void }
}

function Mapper({ record, entity, sheet, draft, change, start }: MapperProps) {
  const { t } = useTranslation()
  const preview = usePreview(record, draft)
  const missing = entity.fields.filter((field) => field.required && draft.mapping[field.key] === undefined)
  const unused = unusedColumns(
    draft,
    sheet.columns.map((column) => column.name),
  )
  return (
    <div className="fh-column">
      {sheet.fromSaved && record.state === 'uploaded' && (
        <Alert
          type="info"
          showIcon
          title={t('workbench.fromSaved')}
          description={t('workbench.fromSaved.explain')}
        />
      )}
      <Panel title={t('workbench.file')}>
        <FilePlace record={record} sheet={sheet} draft={draft} onChange={change} />
      </Panel>
      <DateNotices entity={entity} sheet={sheet} draft={draft} preview={preview.data} onChange={change} />
      <Panel title={t('workbench.columns')} flush>
        <MappingFields entity={entity} sheet={sheet} draft={draft} preview={preview.data} onChange={change} />
        {unused.length > 0 && (
          <div className="fh-import-unused">
            <div className="fh-quiet">
              {t(entity.keepsExtra ? 'workbench.unused.kept' : 'workbench.unused.left', {
                count: unused.length,
              })}
            </div>
            <div>{unused.join(t('ui.listComma'))}</div>
          </div>
        )}
      </Panel>
      <Panel title={t('workbench.preview')} flush>
        {preview.isError ? (
          <div className="fh-pad">
            <ErrorNotice error={preview.error} retry={() => void preview.refetch()} />
          </div>
        ) : (
          <PreviewTable entity={entity} preview={preview.data} isFetching={preview.isFetching} />
        )}
      </Panel>
      <Panel>
        <div className="fh-stack">
          {start.error !== null && <ErrorNotice error={start.error} />}
          {missing.length > 0 && (
            <Alert
              type="warning"
              showIcon
              title={t('workbench.missing', {
                fields: missing.map((field) => t(field.labelKey)).join(t('ui.listComma')),
              })}
            />
          )}
          <div className="fh-stack-tight">
            <Checkbox
              checked={draft.dropDuplicateLines}
              onChange={(event) => change({ ...draft, dropDuplicateLines: event.target.checked })}
            >
              {t('workbench.dropDuplicates')}
            </Checkbox>
            <Checkbox
              checked={draft.remember}
              onChange={(event) => change({ ...draft, remember: event.target.checked })}
            >
              {t('workbench.remember')}
            </Checkbox>
          </div>
          <div className="fh-actions">
            <Button
              type="primary"
              loading={start.isPending}
              disabled={missing.length > 0}
              onClick={() => start.mutate()}
            >
              {t('workbench.startTrial')}
            </Button>
            <span className="fh-quiet">{t('workbench.startTrial.explain')}</span>
          </div>
        </div>
      </Panel>
    </div>
  )
}
