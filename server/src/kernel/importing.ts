/**
 * A cell as it stands in the file. Numbers are their exact digits as text, so a 20-digit id survives;
 * a real date of a spreadsheet is a local time 'YYYY-MM-DDTHH:mm:ss'; blank is null.
 */
export type CellValue = string | { readonly date: string } | null

/** One filled row: `line` is its line in the file, `problem` the reason why it could not be read cleanly. */
export interface SheetRow {
  readonly line: number
  readonly cells: readonly CellValue[]
  readonly problem?: string
}

export type ImportFieldType = 'text' | 'number' | 'money' | 'date' | 'datetime' | 'choice' | 'phone'

/** One value a choice field may take; `labelKey` is its text, `aliases` are other spellings met in files. */
export interface ImportChoice {
  readonly value: string
  readonly labelKey?: string
  readonly aliases?: readonly string[]
}

/**
 * One field that a file may fill. `perLine` fields belong to the lines of a record (order lines), the others
 * to the record itself. `labelKey` is the column's text; the text `<labelKey>.aliases`, where it exists,
 * adds header names separated by '|'. `max`: characters of a text, value of a number.
 */
export interface ImportField {
  readonly key: string
  readonly labelKey: string
  readonly type: ImportFieldType
  readonly required?: boolean
  readonly perLine?: boolean
  readonly choices?: readonly ImportChoice[]
  readonly aliases?: readonly string[]
  readonly max?: number
}

/** How dates of a column are written: order of year, month and day, or the day number of a spreadsheet. */
export type DateFormat = 'ymd' | 'dmy' | 'mdy' | 'serial'

/** Where a field comes from: a column (0-based) or a constant. `values` translates the file's own codes. */
export interface FieldMapping {
  readonly column?: number
  readonly constant?: string
  readonly format?: DateFormat
  readonly values?: Readonly<Record<string, string>>
  /** Figures of this column are in units of ten thousand when they say so. */
  readonly tenThousands?: boolean
}

export type ImportMapping = Readonly<Record<string, FieldMapping>>

/** Field key → text: numbers and money as decimal strings, dates 'YYYY-MM-DD', instants as local time. */
export type ImportValues = Readonly<Record<string, string | null>>

/** Several rows of one record folded together, or one row. */
export interface ImportRecord {
  /** First line in the file; issues without a line of their own are shown there. */
  readonly line: number
  readonly lines: readonly number[]
  readonly values: ImportValues
  readonly items: readonly { readonly line: number; readonly values: ImportValues }[]
  /** Columns that nobody mapped: the one value, or one value per line where the lines differ. */
  readonly extra: Readonly<Record<string, string | readonly string[]>>
}

export type ImportSeverity = 'error' | 'warning'

/** One remark about one cell, row or column (`line` 0 = the whole column). */
export interface ImportIssue {
  readonly line: number
  readonly column: string | null
  readonly fieldKey: string | null
  readonly severity: ImportSeverity
  /** `<module>.<slug>`, text under `reason.<…>`; `params` fills the text. */
  readonly reason: string
  readonly params: Readonly<Record<string, string | number>>
}

/** A remark of an importer's own check; the core adds line and column where they are not given. */
export interface ImportFinding {
  readonly record: ImportRecord
  readonly line?: number
  readonly fieldKey?: string
  readonly severity: ImportSeverity
  readonly reason: string
  readonly params?: Readonly<Record<string, string | number>>
}

/** What the reading of rows needs to know of an entity; all of it data. */
export interface ImportShape {
  readonly fields: readonly ImportField[]
  /** Rows with the same values here are one record (order header and lines). Left out: every row is a record. */
  readonly groupBy?: readonly string[]
  /** Pairs of times of which the first may not be after the second. */
  readonly order?: readonly (readonly [earlier: string, later: string])[]
  /** A reading that only grows, per product, by time. */
  readonly odometer?: { readonly reading: string; readonly at: string; readonly of: readonly string[] }
}
