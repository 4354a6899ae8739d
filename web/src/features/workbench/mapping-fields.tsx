import { Checkbox, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { StatusTag } from '../../shared/ui/status-tag'
import type { DateFormat, Entity, Field, FieldMapping, Preview, Sheet } from './api'
import { withField, type Draft } from './draft'
import { ValueWords } from './value-words'

interface Props {
  entity: Entity
  sheet: Sheet
  draft: Draft
  preview: Preview | undefined
  onChange: (draft: Draft) => void
}

const formats: DateFormat[] = ['ymd', 'dmy', 'mdy', 'serial']

/** One line a field: where it comes from and how it is read. */
export function MappingFields({ entity, sheet, draft, preview, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <ul className="fh-import-fields">
      {entity.fields.map((field) => (
        <li key={field.key}>
          <div className="fh-import-field-name">
            <strong>{t(field.labelKey)}</strong>
            {field.required && <StatusTag tone="warn">{t('workbench.required')}</StatusTag>}
            {field.perLine && <StatusTag>{t('workbench.perLine')}</StatusTag>}
          </div>
          <Source field={field} sheet={sheet} draft={draft} onChange={onChange} />
          <Reading field={field} sheet={sheet} draft={draft} preview={preview} onChange={onChange} />
        </li>
      ))}
    </ul>
  )
}

type FieldProps = Omit<Props, 'entity' | 'preview'> & { field: Field }

const columnValue = (column: number) => `column ${column}`

function sourceOf(how: FieldMapping | undefined): string {
  if (how === undefined) return 'none'
  return how.column === undefined ? 'constant' : columnValue(how.column)
}

function Source({ field, sheet, draft, onChange }: FieldProps) {
  const { t } = useTranslation()
  const columns = sheet.columns.map((column, index) => ({
    value: columnValue(index),
    label: column.name,
    samples: column.samples.slice(0, 3).join(' · '),
  }))
  const choose = (value: string) => {
    const column = columns.findIndex((one) => one.value === value)
    if (column >= 0) return onChange(withField(draft, field.key, { column }))
    onChange(withField(draft, field.key, value === 'constant' ? { constant: '' } : null))
  }
  return (
    <Select
      className="fh-full"
      aria-label={t('workbench.sourceOf', { field: t(field.labelKey) })}
      value={sourceOf(draft.mapping[field.key])}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={320}
      options={[
        { value: 'none', label: t('workbench.source.none'), samples: '' },
        { value: 'constant', label: t('workbench.source.constant'), samples: '' },
        ...columns,
      ]}
      optionRender={({ data }) => (
        <div className="fh-import-option">
          <div>{data.label}</div>
          {data.samples !== '' && <div className="fh-quiet">{data.samples}</div>}
        </div>
      )}
      onChange={choose}
    />
  )
}

function Reading(props: FieldProps & { preview: Preview | undefined }) {
  const { field, sheet, draft, preview, onChange } = props
  const { t } = useTranslation()
  const how = draft.mapping[field.key]
  if (how === undefined) return <div className="fh-import-reading fh-import-nothing fh-quiet">—</div>
  if (how.column === undefined) return <Constant {...props} how={how} />
  const change = (more: FieldMapping) => onChange(withField(draft, field.key, { ...how, ...more }))
  const dates = preview?.dates.find((one) => one.fieldKey === field.key)
  const words = preview?.choices.find((one) => one.fieldKey === field.key)
  return (
    <div className="fh-import-reading">
      <span className="fh-import-samples fh-quiet">
        {sheet.columns[how.column]?.samples.slice(0, 3).join(' · ') || t('workbench.columnEmpty')}
      </span>
      {(field.type === 'date' || field.type === 'datetime') && (
        <Select
          aria-label={t('workbench.dateFormatOf', { field: t(field.labelKey) })}
          value={how.format ?? dates?.format ?? 'ymd'}
          options={formats.map((format) => ({ value: format, label: t(`workbench.dateFormat.${format}`) }))}
          onChange={(format: DateFormat) => change({ format })}
        />
      )}
      {(preview?.tenThousands.includes(field.key) || how.tenThousands) && (
        <Checkbox
          checked={how.tenThousands === true}
          onChange={(event) => change({ tenThousands: event.target.checked })}
        >
          {t('workbench.tenThousands')}
        </Checkbox>
      )}
      {words !== undefined && words.found.length > 0 && (
        <ValueWords field={field} words={words} draft={draft} onChange={onChange} />
      )}
    </div>
  )
}

function Constant({ field, draft, how, onChange }: FieldProps & { how: FieldMapping }) {
  const { t } = useTranslation()
  const label = t('workbench.constantOf', { field: t(field.labelKey) })
  const change = (constant: string) => onChange(withField(draft, field.key, { ...how, constant }))
  if (field.type === 'choice')
    return (
      <Select
        aria-label={label}
        value={how.constant === '' ? undefined : how.constant}
        placeholder={t('workbench.constant.choose')}
        options={field.choices.map(({ value, labelKey }) => ({
          value,
          label: labelKey ? t(labelKey) : value,
        }))}
        onChange={change}
      />
    )
  return (
    <Input
      aria-label={label}
      value={how.constant}
      maxLength={500}
      placeholder={t(`workbench.template.${field.type}`)}
      onChange={(event) => change(event.target.value)}
    />
  )
}
