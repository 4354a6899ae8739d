import type { FieldMapping, Import, Mapping, Place, Sheet } from './api'

/** How the file shall be read, before it is saved. */
export interface Draft extends Place {
  mapping: Mapping
  emptySigns: string[]
  dropDuplicateLines: boolean
  remember: boolean
}

export const draftOf = (record: Import): Draft => ({
  sheet: record.sheet,
  headerRow: record.headerRow,
  headerRows: record.headerRows,
  mapping: record.mapping,
  emptySigns: record.emptySigns,
  dropDuplicateLines: record.dropDuplicateLines,
  remember: true,
})

/** Another sheet or header: columns are others, so the mapping starts from what is proposed for them. */
export const withSheet = (draft: Draft, place: Place, sheet: Sheet): Draft => ({
  ...draft,
  ...place,
  mapping: sheet.proposed,
})

/** A field fed in another way; null takes it out. What belonged to the old column goes with it. */
export function withField(draft: Draft, key: string, how: FieldMapping | null): Draft {
  const { [key]: before, ...others } = draft.mapping
  if (how === null) return { ...draft, mapping: others }
  const isSameColumn = before !== undefined && before.column === how.column
  const next = isSameColumn ? { ...before, ...how } : how
  return { ...draft, mapping: { ...others, [key]: next } }
}

/** One text of the file given a meaning; null lets it speak for itself again. */
export function withValue(draft: Draft, key: string, text: string, value: string | null): Draft {
  const how = draft.mapping[key] ?? {}
  const { [text]: _before, ...others } = how.values ?? {}
  const values = value === null ? others : { ...others, [text]: value }
  return { ...draft, mapping: { ...draft.mapping, [key]: { ...how, values } } }
}

/** The columns of the file that feed no field, in their order. */
export function unusedColumns(draft: Draft, names: readonly string[]): string[] {
  const used = new Set(Object.values(draft.mapping).map((how) => how.column))
  return names.filter((_name, index) => !used.has(index))
}

/** The letter of a column as spreadsheets write it: 0 is A, 26 is AA. */
export function columnLetter(column: number): string {
  const rest = column % 26
  const letter = String.fromCharCode(65 + rest)
  return column < 26 ? letter : `${columnLetter((column - rest) / 26 - 1)}${letter}`
}
