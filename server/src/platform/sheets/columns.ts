import { Decimal } from 'decimal.js'

export type ColumnType = 'text' | 'number' | 'money' | 'percent' | 'date' | 'datetime'

/** A column of an export. `percent` values are ratios; `note` becomes a comment, `choices` a list to pick from. */
export interface Column {
  readonly key: string
  readonly header: string
  readonly type: ColumnType
  readonly width?: number
  readonly note?: string
  readonly choices?: readonly string[]
}

/** Money, ratios and numbers as decimal strings, days 'YYYY-MM-DD', instants as Date or ISO text. */
export type OutValue = string | number | boolean | Date | null | undefined
export type OutRow = Readonly<Record<string, OutValue>>
export type OutRows = AsyncIterable<OutRow> | Iterable<OutRow>

const decimalText = /^-?\d+(\.\d+)?$/
const instantText = /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/

export const isDecimal = (text: string): boolean => decimalText.test(text)

/** A ratio as a percentage with all its digits: '0.960000' → '96%'. */
export const percentText = (ratio: string): string => `${new Decimal(ratio).times(100).toFixed()}%`

/** Gives an instant as the local time 'YYYY-MM-DDTHH:mm:ss' of one zone. */
export function localClock(timeZone: string): (instant: Date) => string {
  // Swedish writes dates as ISO 8601 does; one formatter for a whole file is a hundred times faster than one a cell.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  return (instant) => format.format(instant).replace(' ', 'T')
}

/** The text of a value as a sheet shows it, dates in local time; '' for nothing. */
export function shownText(value: OutValue, type: ColumnType, local: (instant: Date) => string): string {
  if (value === null || value === undefined) return ''
  if (type !== 'date' && type !== 'datetime') return value instanceof Date ? local(value) : String(value)
  const text = value instanceof Date ? local(value) : String(value)
  const moment = instantText.test(text) ? local(new Date(text)) : text
  return type === 'date' ? moment.slice(0, 10) : moment
}
