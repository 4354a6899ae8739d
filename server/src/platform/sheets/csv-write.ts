import { Readable } from 'node:stream'
import {
  isDecimal,
  localClock,
  percentText,
  shownText,
  type Column,
  type OutRows,
  type OutValue,
} from './columns'

const formulaLike = /^'*[=+\-@\t\r]/

/** One line of CSV by RFC 4180, CRLF at its end. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`
}

/**
 * Text that a spreadsheet would run as a formula gets an apostrophe before it, as the spreadsheet itself does;
 * our reader takes it off again.
 */
export function guardFormula(text: string): string {
  return formulaLike.test(text) ? `'${text}` : text
}

/** A CSV export as a stream: UTF-8 with a byte order mark, so that spreadsheets read Chinese. PLT-3 */
export function writeCsv(columns: readonly Column[], rows: OutRows, options: { timeZone: string }): Readable {
  const local = localClock(options.timeZone)
  return Readable.from(lines(), { objectMode: false })

  async function* lines(): AsyncGenerator<Buffer> {
    let held = `\ufeff${csvLine(columns.map((column) => guardFormula(column.header)))}`
    for await (const row of rows) {
      held += csvLine(columns.map((column) => cellText(column, row[column.key], local)))
      if (held.length < 64 * 1024) continue
      yield Buffer.from(held)
      held = ''
    }
    yield Buffer.from(held)
  }
}

function cellText(column: Column, value: OutValue, local: (instant: Date) => string): string {
  const text = shownText(value, column.type, local)
  if (column.type === 'text' || !isDecimal(text))
    return guardFormula(text.replace(/^(\d{4}-\d{2}-\d{2})T/, '$1 '))
  return column.type === 'percent' ? percentText(text) : text
}
