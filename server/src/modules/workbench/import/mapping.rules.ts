import type { CellValue, FieldMapping, ImportField, ImportMapping, SheetRow } from '../../../kernel/importing'
import { detectDateFormat } from './dates.rules'

/** Names by which a field's column may be headed, per field key: its texts in every language and its aliases. */
export type FieldNames = Readonly<Record<string, readonly string[]>>

/** A header or code reduced to what people mean by it: 'Job_Card Date ' and 'JOBCARDDATE' are one name. */
export function normalName(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

// A unit or remark in brackets does not belong to the name.
const withoutBrackets = (text: string) => text.normalize('NFKC').replace(/[([{\u3010].*?[)\]}\u3011]/g, '')

/** Same header, same mapping: the names in their order, normalised. Hashed for storage by `headerSignature`. */
export const signatureText = (header: readonly string[]): string => header.map(normalName).join('|')

export interface MappingInput {
  readonly header: readonly string[]
  readonly fields: readonly ImportField[]
  readonly names: FieldNames
  /** Rows to look at for the date formats. */
  readonly rows?: readonly SheetRow[]
  /** A mapping saved for this very header; fields it names are taken as they are. */
  readonly saved?: ImportMapping
}

/** PLT-4: which column feeds which field, by exact name first, then by the name without brackets. */
export function proposeMapping({ header, fields, names, rows = [], saved }: MappingInput): ImportMapping {
  if (saved !== undefined) return fitting(saved, header, fields)
  const exact = header.map(normalName)
  const short = header.map((name) => normalName(withoutBrackets(name)))
  const taken = new Set<number>()
  const proposed: Record<string, FieldMapping> = {}
  for (const columns of [exact, short]) {
    for (const field of fields) {
      if (proposed[field.key] !== undefined) continue
      const wanted = (names[field.key] ?? []).map(normalName)
      const column = columns.findIndex((name, i) => name !== '' && !taken.has(i) && wanted.includes(name))
      if (column < 0) continue
      taken.add(column)
      proposed[field.key] = { column, ...formatOf(field, rows, column) }
    }
  }
  return proposed
}

/** The mapping without fields and columns that do not exist (any more). */
export function fitting(
  mapping: ImportMapping,
  header: readonly string[],
  fields: readonly ImportField[],
): ImportMapping {
  const known = new Set(fields.map((field) => field.key))
  return Object.fromEntries(
    Object.entries(mapping).filter(
      ([key, how]) =>
        known.has(key) && (how.column === undefined || (how.column >= 0 && how.column < header.length)),
    ),
  )
}

/** Date columns whose format nobody chose, with the one that the whole column looks like. */
export function withFormats(
  mapping: ImportMapping,
  fields: readonly ImportField[],
  rows: readonly SheetRow[],
): ImportMapping {
  const typed = new Map(fields.map((field) => [field.key, field]))
  const completed = Object.entries(mapping).map(([key, how]): [string, FieldMapping] => {
    const field = typed.get(key)
    if (field === undefined || how.column === undefined || how.format !== undefined) return [key, how]
    return [key, { ...how, ...formatOf(field, rows, how.column) }]
  })
  return Object.fromEntries(completed)
}

function formatOf(
  field: ImportField,
  rows: readonly SheetRow[],
  column: number,
): Pick<FieldMapping, 'format'> {
  if (field.type !== 'date' && field.type !== 'datetime') return {}
  return { format: detectDateFormat(rows.map((row) => row.cells[column] ?? null)).format }
}

const emptySigns = [
  '/',
  '\\',
  '#',
  '-',
  '--',
  '\u2014',
  '\u2014\u2014',
  'n/a',
  '#n/a',
  'na',
  'null',
  'none',
  '\u65e0',
]

/** Signs that stand alone in cells of this file and often mean "nothing here"; offered, not applied. */
export function likelyEmptySigns(rows: readonly SheetRow[]): string[] {
  const found = new Set<string>()
  for (const row of rows) {
    for (const cell of row.cells) {
      if (typeof cell !== 'string' || cell.length > 6) continue
      const sign = cell.trim()
      if (emptySigns.includes(sign.toLowerCase())) found.add(sign)
    }
  }
  return [...found].sort()
}

/** The first different values of every column, for the person who maps them. */
export function columnSamples(header: readonly string[], rows: readonly SheetRow[], most = 5): string[][] {
  const samples = header.map(() => new Set<string>())
  for (const row of rows.slice(0, 200)) {
    for (const [column, seen] of samples.entries()) {
      const shown = cellText(row.cells[column] ?? null)
      if (shown !== '' && seen.size < most) seen.add(shown.slice(0, 80))
    }
  }
  return samples.map((seen) => [...seen])
}

/** A cell as text: a date without the midnight it does not mean. */
export function cellText(cell: CellValue): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return cell.trim()
  return cell.date.endsWith('T00:00:00') ? cell.date.slice(0, 10) : cell.date.replace('T', ' ')
}
