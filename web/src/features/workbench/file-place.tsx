import { useQueryClient } from '@tanstack/react-query'
import { Checkbox, InputNumber, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../shared/format/numbers'
import { useRefusal } from '../../shared/ui/use-refusal'
import { fetchSheet, type Import, type Place, type Sheet } from './api'
import { withSheet, type Draft } from './draft'

interface Props {
  record: Import
  sheet: Sheet
  draft: Draft
  onChange: (draft: Draft) => void
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <label className="fh-import-setting">
      <span className="fh-quiet">{label}</span>
      {children}
    </label>
  )
}

/** Where in the file the table stands, and which signs mean that nothing is there. */
export function FilePlace({ record, sheet, draft, onChange }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const refuse = useRefusal()
  const [isBusy, setBusy] = useState(false)
  const read = async (change: Partial<Place>) => {
    const place = { sheet: draft.sheet, headerRow: draft.headerRow, headerRows: draft.headerRows, ...change }
    setBusy(true)
    try {
      const found = await client.fetchQuery({
        queryKey: ['import-sheet', record.id, place],
        queryFn: () => fetchSheet(record.id, place),
      })
      onChange(withSheet(draft, place, found))
    } catch (error) {
      refuse(error)
    } finally {
      setBusy(false)
    }
  }
  const shownSheet = draft.sheet ?? sheet.sheets[0]?.name
  return (
    <div className="fh-stack">
      <div className="fh-quiet">
        {t('workbench.fileRows', { rows: formatCount(sheet.rowCount), columns: sheet.columns.length })}
        {sheet.encoding !== null && ` · ${sheet.encoding.toUpperCase()}`}
      </div>
      <div className="fh-import-settings">
        {sheet.sheets.length > 1 && (
          <Labelled label={t('workbench.sheet')}>
            <Select
              value={shownSheet}
              disabled={isBusy}
              options={sheet.sheets.map((one) => ({
                value: one.name,
                label: t('workbench.sheetRows', { name: one.name, rows: formatCount(one.rowCount) }),
              }))}
              onChange={(name: string) => void read({ sheet: name, headerRow: null })}
            />
          </Labelled>
        )}
        <Labelled label={t('workbench.headerRow')}>
          <InputNumber
            min={1}
            max={1_048_576}
            precision={0}
            disabled={isBusy}
            value={draft.headerRow ?? sheet.headerLine}
            changeOnWheel={false}
            onChange={(line) => line !== null && line !== sheet.headerLine && void read({ headerRow: line })}
          />
        </Labelled>
        <Labelled label={t('workbench.headerRows')}>
          <InputNumber
            min={1}
            max={5}
            precision={0}
            disabled={isBusy}
            value={draft.headerRows}
            onChange={(rows) => rows !== null && void read({ headerRows: rows })}
          />
        </Labelled>
        <Labelled label={t('workbench.emptySigns')}>
          <Select
            mode="tags"
            value={draft.emptySigns}
            placeholder={t('workbench.emptySigns.none')}
            options={sheet.emptySigns.map((sign) => ({ value: sign, label: sign }))}
            onChange={(emptySigns: string[]) => onChange({ ...draft, emptySigns })}
          />
        </Labelled>
      </div>
      {sheet.emptySigns.length > 0 && (
        <div className="fh-row">
          <span className="fh-quiet">{t('workbench.emptySigns.found')}</span>
          <Checkbox.Group
            value={draft.emptySigns}
            options={sheet.emptySigns.map((sign) => ({ value: sign, label: sign }))}
            onChange={(chosen) => {
              const others = draft.emptySigns.filter((sign) => !sheet.emptySigns.includes(sign))
              onChange({ ...draft, emptySigns: [...others, ...chosen.map(String)] })
            }}
          />
        </div>
      )}
    </div>
  )
}
