import type { ImportField, ImportRecord, ImportSeverity, ImportValues } from '../../../kernel/importing'

/** A row after reading: its values by field, its unmapped cells by column, its text for comparison. */
export interface ReadRow {
  readonly line: number
  readonly values: ImportValues
  readonly extra: readonly (string | null)[]
  readonly whole: string
}

export interface FoldRemark {
  readonly line: number
  readonly fieldKey: string | null
  readonly severity: ImportSeverity
  readonly reason: string
  readonly params: Readonly<Record<string, string | number>>
}

export interface FoldInput {
  readonly rows: readonly ReadRow[]
  readonly fields: readonly ImportField[]
  readonly groupBy: readonly string[] | undefined
  /** Names of the unmapped columns, in the order of `extra`. */
  readonly extraNames: readonly string[]
  readonly dropDuplicateLines: boolean
  readonly remark: (remark: FoldRemark) => void
}

/** PLT-4: rows with the same key become one record with lines; every loss of information is said. */
export function foldRows(input: FoldInput): ImportRecord[] {
  const rows = withoutDuplicates(input)
  const groups = new Map<string, ReadRow[]>()
  for (const row of rows) {
    const key = keyOf(row, input.groupBy)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    if (group !== undefined) group.push(row)
  }
  return [...groups.values()].map((group) => recordOf(group, input))
}

// A row with nothing in its key fields belongs to no other row.
function keyOf(row: ReadRow, groupBy: readonly string[] | undefined): string {
  const parts = (groupBy ?? []).map((field) => row.values[field] ?? '')
  return parts.every((part) => part === '') ? `line ${row.line}` : parts.join('\u0000')
}

// The same row twice may be a slip of the hand or two equal services: it is kept unless asked otherwise.
function withoutDuplicates({ rows, dropDuplicateLines, remark }: FoldInput): ReadRow[] {
  const seen = new Map<string, number>()
  return rows.filter((row) => {
    const first = seen.get(row.whole)
    if (first === undefined) {
      seen.set(row.whole, row.line)
      return true
    }
    const reason = dropDuplicateLines ? 'workbench.line_duplicate_dropped' : 'workbench.line_duplicate'
    remark({ line: row.line, fieldKey: null, severity: 'warning', reason, params: { line: first } })
    return !dropDuplicateLines
  })
}

function recordOf(group: readonly ReadRow[], input: FoldInput): ImportRecord {
  const values: Record<string, string | null> = {}
  const lineFields = input.fields.filter((field) => field.perLine === true)
  for (const field of input.fields) {
    if (field.perLine !== true) values[field.key] = headerValue(group, field, input.remark)
  }
  const items =
    lineFields.length === 0
      ? []
      : group.map((row) => ({ line: row.line, values: only(row.values, lineFields) }))
  return {
    line: group[0]?.line ?? 0,
    lines: group.map((row) => row.line),
    values,
    items,
    extra: extraOf(group, input.extraNames),
  }
}

const only = (values: ImportValues, fields: readonly ImportField[]): ImportValues =>
  Object.fromEntries(fields.map(({ key }) => [key, values[key] ?? null]))

/** One value for the record: dates take the latest, others the first; a second opinion is said with its lines. */
function headerValue(
  group: readonly ReadRow[],
  field: ImportField,
  remark: FoldInput['remark'],
): string | null {
  const lines = new Map<string, number[]>()
  for (const row of group) {
    const value = row.values[field.key]
    if (value != null) lines.set(value, [...(lines.get(value) ?? []).slice(0, 9), row.line])
  }
  const found = [...lines.keys()]
  if (found.length < 2) return found[0] ?? null
  const isTime = field.type === 'date' || field.type === 'datetime'
  const taken = isTime ? found.reduce((latest, value) => (value > latest ? value : latest)) : (found[0] ?? '')
  const others = found.filter((value) => value !== taken)
  const otherLines = others.flatMap((value) => lines.get(value) ?? [])
  remark({
    line: otherLines[0] ?? group[0]?.line ?? 0,
    fieldKey: field.key,
    severity: 'warning',
    reason: isTime ? 'workbench.values_differ_latest_taken' : 'workbench.values_differ_first_taken',
    params: {
      taken,
      takenLines: (lines.get(taken) ?? []).join(', '),
      others: others.slice(0, 5).join(', '),
      otherLines: otherLines.slice(0, 10).join(', '),
    },
  })
  return taken
}

/** Unmapped columns: one text where all lines agree, else one per line ('' for a blank). */
function extraOf(group: readonly ReadRow[], names: readonly string[]): Record<string, string | string[]> {
  const extra: Record<string, string | string[]> = {}
  for (const [i, name] of names.entries()) {
    const texts = group.map((row) => row.extra[i] ?? '')
    const first = texts[0] ?? ''
    if (texts.every((text) => text === first)) {
      if (first !== '') extra[name] = first
      continue
    }
    extra[name] = texts
  }
  return extra
}
