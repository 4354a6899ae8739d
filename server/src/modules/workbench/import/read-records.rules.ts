import type {
  FieldMapping,
  ImportField,
  ImportFinding,
  ImportMapping,
  ImportRecord,
  ImportShape,
  SheetRow,
} from '../../../kernel/importing'
import { readCell, type CellContext, type CellReading, type ChoiceNames } from './cells.rules'
import { detectDateFormat } from './dates.rules'
import { foldRows, type ReadRow } from './fold.rules'
import { IssueBag } from './issues.rules'
import { cellText } from './mapping.rules'
import { odometerBack, timesOutOfOrder } from './times.rules'

export interface ReadOptions {
  readonly timeZone: string
  readonly emptySigns: readonly string[]
  readonly dropDuplicateLines: boolean
}

export interface RecordsInput {
  readonly header: readonly string[]
  readonly rows: readonly SheetRow[]
  readonly shape: ImportShape
  readonly mapping: ImportMapping
  readonly choices: ChoiceNames
  readonly options: ReadOptions
  /** Names of columns that are no data: line and reason of a marked file that comes back. */
  readonly ignoredColumns?: readonly string[]
}

export interface ReadRecords {
  readonly records: readonly ImportRecord[]
  readonly issues: IssueBag
}

export interface MappedField {
  readonly field: ImportField
  readonly how: FieldMapping
  readonly context: CellContext
  /** Days, codes and names repeat a thousand times in a ledger: each text is read once. */
  readonly known: Map<string, CellReading>
}

/** PLT-4: the rows of a file as records of an entity, with everything that must be said about them. */
export function readRecords(input: RecordsInput): ReadRecords {
  const { shape } = input
  const issues = new IssueBag()
  const mapped = mappedFields(input)
  for (const one of mapped) sayFormat(one, input, issues)
  sayUnmapped(input, issues)
  const used = new Set(mapped.map(({ how }) => how.column))
  const data = input.header.flatMap((name, i) => (input.ignoredColumns?.includes(name) ? [] : [i]))
  const unmapped = data.filter((i) => !used.has(i))
  const rows = input.rows.map((row) => readRow(row, { input, mapped, data, unmapped, issues }))
  const records = foldRows({
    rows,
    fields: shape.fields,
    groupBy: shape.groupBy,
    extraNames: unmapped.map((i) => input.header[i] ?? ''),
    dropDuplicateLines: input.options.dropDuplicateLines,
    remark: ({ fieldKey, ...remark }) =>
      issues.add({ ...remark, fieldKey, column: columnOf(fieldKey, input) }),
  })
  addFindings(
    [...timesOutOfOrder(records, shape.order), ...odometerBack(records, shape.odometer)],
    input,
    issues,
  )
  return { records, issues }
}

/** Findings of checks on records, put beside the others with the column's name. */
export function addFindings(
  findings: readonly ImportFinding[],
  input: Pick<RecordsInput, 'mapping' | 'header'>,
  issues: IssueBag,
): void {
  for (const { record, line, fieldKey = null, severity, reason, params = {} } of findings) {
    const other = typeof params.earlierField === 'string' ? columnOf(params.earlierField, input) : null
    issues.add({
      line: line ?? record.line,
      column: columnOf(fieldKey, input),
      fieldKey,
      severity,
      reason,
      params: other === null ? params : { ...params, earlierColumn: other },
    })
  }
}

/** Records none of whose lines has an error: what may be saved once dropping bad ones was chosen. */
export function cleanRecords(records: readonly ImportRecord[], issues: IssueBag): ImportRecord[] {
  // Line 0 speaks of a whole column: no row is right without it.
  if (issues.badLines.has(0)) return []
  return records.filter((record) => !record.lines.some((line) => issues.badLines.has(line)))
}

function columnOf(
  fieldKey: string | null,
  { mapping, header }: Pick<RecordsInput, 'mapping' | 'header'>,
): string | null {
  const column = fieldKey === null ? undefined : mapping[fieldKey]?.column
  return column === undefined ? null : (header[column] ?? null)
}

/** The fields that the mapping feeds, each with how. */
export function mappedFields({ shape, mapping, choices, options }: RecordsInput): MappedField[] {
  const emptySigns = new Set(options.emptySigns.map((sign) => sign.trim().toLowerCase()))
  return shape.fields.flatMap((field) => {
    const how = mapping[field.key]
    if (how === undefined || (how.column === undefined && how.constant === undefined)) return []
    const context = { mapping: how, choices, emptySigns, timeZone: options.timeZone }
    return [{ field, how, context, known: new Map() }]
  })
}

// A required field without a column is said once, not once a row.
function sayUnmapped({ shape, mapping }: RecordsInput, issues: IssueBag): void {
  for (const field of shape.fields) {
    const how = mapping[field.key]
    if (field.required !== true || how?.column !== undefined || (how?.constant ?? '') !== '') continue
    issues.add({
      line: 0,
      column: null,
      fieldKey: field.key,
      severity: 'error',
      reason: 'workbench.field_unmapped',
      params: { field: field.key },
    })
  }
}

function sayFormat({ field, how }: MappedField, input: RecordsInput, issues: IssueBag): void {
  const { column } = how
  if ((field.type !== 'date' && field.type !== 'datetime') || column === undefined) return
  const detected = detectDateFormat(input.rows.map((row) => row.cells[column] ?? null))
  const format = how.format ?? 'ymd'
  if (detected.format === format && !detected.ambiguous) return
  issues.add({
    line: 0,
    column: input.header[column] ?? null,
    fieldKey: field.key,
    severity: 'warning',
    reason: detected.ambiguous ? 'workbench.date_order_ambiguous' : 'workbench.date_order_unlikely',
    params: { format, likely: detected.format },
  })
}

interface RowWork {
  readonly input: RecordsInput
  readonly mapped: readonly MappedField[]
  readonly data: readonly number[]
  readonly unmapped: readonly number[]
  readonly issues: IssueBag
}

function readRow(row: SheetRow, work: RowWork): ReadRow {
  const { mapped, data, unmapped, issues } = work
  if (row.problem !== undefined) {
    const severity = row.problem === 'workbench.odd_escape' ? 'warning' : 'error'
    issues.add({ line: row.line, column: null, fieldKey: null, severity, reason: row.problem, params: {} })
  }
  const values: Record<string, string | null> = {}
  for (const one of mapped) values[one.field.key] = readField(row, one, work)
  const shown = (columns: readonly number[]) => columns.map((i) => cellText(row.cells[i] ?? null))
  return { line: row.line, values, extra: shown(unmapped), whole: shown(data).join('\u0000') }
}

function readOnce(row: SheetRow, { field, how, context, known }: MappedField): CellReading {
  const cell = (how.column === undefined ? null : (row.cells[how.column] ?? null)) ?? how.constant ?? null
  if (typeof cell !== 'string') return readCell(cell, field, context)
  const before = known.get(cell)
  if (before !== undefined) return before
  const reading = readCell(cell, field, context)
  known.set(cell, reading)
  return reading
}

function readField(row: SheetRow, one: MappedField, { input, issues }: RowWork): string | null {
  const { field } = one
  const { value, remark } = readOnce(row, one)
  const place = { line: row.line, column: columnOf(field.key, input), fieldKey: field.key }
  if (remark !== undefined) issues.add({ ...place, params: {}, ...remark })
  if (value !== null || remark !== undefined) return value
  if (field.required === true) {
    issues.add({ ...place, severity: 'error', reason: 'workbench.value_missing', params: {} })
    return null
  }
  // A line without its text says nothing about what was done.
  if (field.perLine === true && field.type === 'text') {
    issues.add({ ...place, severity: 'warning', reason: 'workbench.text_blank', params: {} })
  }
  return null
}
