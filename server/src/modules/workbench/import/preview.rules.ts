import type { DateFormat, ImportSeverity } from '../../../kernel/importing'
import { readCell, type CellReading } from './cells.rules'
import { detectDateFormat, readDate } from './dates.rules'
import { cellText } from './mapping.rules'
import { mappedFields, type MappedField, type RecordsInput } from './read-records.rules'

interface PreviewCell {
  readonly fieldKey: string
  readonly raw: string
  readonly value: string | null
  readonly severity: ImportSeverity | null
  readonly reason: string | null
  readonly params: Record<string, string | number>
}

interface DatePreview {
  readonly fieldKey: string
  readonly format: DateFormat
  /** What the column itself looks like. */
  readonly likely: DateFormat
  readonly ambiguous: boolean
  readonly samples: { raw: string; readings: { format: DateFormat; value: string | null }[] }[]
}

interface ChoicePreview {
  readonly fieldKey: string
  readonly found: { raw: string; count: number; value: string | null }[]
  /** Different texts beyond those shown. */
  readonly more: number
}

export interface Preview {
  readonly rows: { line: number; cells: PreviewCell[] }[]
  readonly dates: DatePreview[]
  readonly choices: ChoicePreview[]
  /** Fields of figures of whose column some are in units of ten thousand. */
  readonly tenThousands: string[]
}

const shownRows = 5
const shownDates = 4
const shownChoices = 60
const mostCodes = 30

/** PLT-4: what a mapping would make of the file, before anything is saved: the eye finds what no check can. */
export function previewOf(input: RecordsInput): Preview {
  const mapped = mappedFields(input)
  const ofType = (...types: string[]) => mapped.filter(({ field }) => types.includes(field.type))
  return {
    rows: input.rows.slice(0, shownRows).map((row) => ({
      line: row.line,
      cells: mapped.map((one) =>
        cellOf(one, one.how.column === undefined ? null : row.cells[one.how.column]),
      ),
    })),
    dates: ofType('date', 'datetime').flatMap((one) => datePreview(one, input)),
    choices: [
      ...ofType('choice').flatMap((one) => choicePreview(one, input)),
      ...ofType('text').flatMap((one) => codePreview(one, input)),
    ],
    tenThousands: ofType('number', 'money')
      .filter((one) => textsOf(one, input).some(([text]) => /\u4e07$/.test(text)))
      .map(({ field }) => field.key),
  }
}

type Cell = RecordsInput['rows'][number]['cells'][number]

function cellOf({ field, how, context }: MappedField, cell: Cell | undefined): PreviewCell {
  const given = cell ?? how.constant ?? null
  const { value, remark }: CellReading = readCell(given, field, context)
  const isMissing = value === null && remark === undefined && field.required === true
  return {
    fieldKey: field.key,
    raw: cellText(given),
    value,
    severity: isMissing ? 'error' : (remark?.severity ?? null),
    reason: isMissing ? 'workbench.value_missing' : (remark?.reason ?? null),
    params: { ...remark?.params },
  }
}

/** The different texts of a field's column with how often they occur, in the order of the file. */
function textsOf({ how }: MappedField, { rows }: RecordsInput): [text: string, count: number][] {
  const { column } = how
  if (column === undefined) return []
  const counts = new Map<string, number>()
  for (const row of rows) {
    const text = cellText(row.cells[column] ?? null)
    if (text !== '') counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return [...counts]
}

const orders: readonly DateFormat[] = ['ymd', 'dmy', 'mdy']

function datePreview(one: MappedField, input: RecordsInput): DatePreview[] {
  const { column, format = 'ymd' } = one.how
  if (column === undefined) return []
  const detected = detectDateFormat(input.rows.map((row) => row.cells[column] ?? null))
  const isPlain = detected.format === format && !detected.ambiguous
  const read = (raw: string, order: DateFormat) => {
    const reading = readDate(raw, order, input.options.timeZone)
    return 'local' in reading ? reading.local : null
  }
  const samples = textsOf(one, input)
    .map(([raw]) => ({ raw, readings: orders.map((order) => ({ format: order, value: read(raw, order) })) }))
    .filter(({ readings }) => new Set(readings.map(({ value }) => value)).size > 1)
  // Texts with two full readings show the difference best.
  const byWeight = [...samples].sort((a, b) => readable(b) - readable(a))
  return [
    {
      fieldKey: one.field.key,
      format,
      likely: detected.format,
      ambiguous: detected.ambiguous,
      samples: isPlain ? [] : byWeight.slice(0, shownDates),
    },
  ]
}

const readable = ({ readings }: { readings: { value: string | null }[] }) =>
  readings.filter(({ value }) => value !== null).length

function choicePreview(one: MappedField, input: RecordsInput): ChoicePreview[] {
  if (one.how.column === undefined) return []
  const found = textsOf(one, input)
    .filter(([raw]) => !one.context.emptySigns.has(raw.toLowerCase()))
    .map(([raw, count]) => ({ raw, count, value: readCell(raw, one.field, one.context).value }))
  // By what they are without a translation, so that a word stays in its place while it is translated.
  const bare = { ...one.context, mapping: { ...one.how, values: {} } }
  const isKnown = new Map(found.map(({ raw }) => [raw, readCell(raw, one.field, bare).value !== null]))
  const unknownFirst = [...found].sort((a, b) => Number(isKnown.get(a.raw)) - Number(isKnown.get(b.raw)))
  const shown = unknownFirst.slice(0, shownChoices)
  return [{ fieldKey: one.field.key, found: shown, more: found.length - shown.length }]
}

/** A text column of few words is a list of codes, which may be written otherwise here than in the file. */
function codePreview(one: MappedField, input: RecordsInput): ChoicePreview[] {
  const texts = textsOf(one, input)
  const times = texts.reduce((sum, [, count]) => sum + count, 0)
  const isCode = one.field.perLine !== true && texts.length <= mostCodes && times >= texts.length * 2
  return isCode ? choicePreview(one, input) : []
}
