import type { CellValue } from '../../kernel/importing'
import { limits, refusedFile, tooLarge } from './limits'
import type { RawRow } from './xlsx-cells'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

/** The text of a file and its encoding: a byte order mark decides, then UTF-8, then GB18030 (GBK). PLT-4 */
export function decodeText(bytes: Buffer): { text: string; encoding: Encoding } {
  const read = decodedAsMarked(bytes)
  if (read.text.includes('\u0000')) throw refusedFile('file_unreadable')
  return read
}

function decodedAsMarked(bytes: Buffer): { text: string; encoding: Encoding } {
  const tries: Encoding[] =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? ['utf-16le']
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? ['utf-16be']
        : ['utf-8', 'gb18030']
  for (const encoding of tries) {
    const text = decoded(bytes, encoding)
    if (text !== null) return { text, encoding }
  }
  throw refusedFile('encoding_unknown')
}

function decoded(bytes: Buffer, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** The delimiter of the first lines: comma, semicolon or tab, whichever stands there most outside quotes. */
export function delimiterOf(text: string): string {
  const head = text.slice(0, 10_000).replace(/"[^"]*"/g, '')
  const counted = [',', ';', '\t'].map((sign) => ({ sign, times: head.split(sign).length }))
  return counted.reduce((best, next) => (next.times > best.times ? next : best)).sign
}

interface Parsed {
  readonly cells: string[]
  readonly next: number
  readonly lineBreaks: number
  readonly problem?: string
}

const oddEscape = /\\[^"\\]*"/
const guarded = /^'+[=+\-@\t\r]/
const pauseEvery = 20_000

/**
 * Reads CSV by RFC 4180; every filled row with its first line in the file. A row whose quotes do not add up is
 * kept as it stands, marked with its reason, and reading goes on with the next line: nothing is swallowed.
 */
export async function readCsv(given: string): Promise<RawRow[]> {
  // Files of very old machines end lines with a carriage return alone.
  const text = given.includes('\n') ? given : given.replaceAll('\r', '\n')
  const delimiter = delimiterOf(text)
  const rows: RawRow[] = []
  let at = 0
  let line = 1
  let width = 0
  while (at < text.length) {
    const parsed = parseRecord(text, at, delimiter, width)
    const cells = parsed.cells.map(cellValue)
    if (cells.some((cell) => cell !== null)) {
      if (cells.length > limits.columns) throw tooLarge('columns')
      if (width === 0 && cells.length > 1) width = cells.length
      rows.push(parsed.problem === undefined ? { line, cells } : { line, cells, problem: parsed.problem })
      if (rows.length > limits.rows + limits.rowsBesidesData) throw tooLarge('rows')
      if (rows.length % pauseEvery === 0) await new Promise((resume) => setImmediate(resume))
    }
    line += parsed.lineBreaks
    at = parsed.next
  }
  return rows
}

function parseRecord(text: string, from: number, delimiter: string, width: number): Parsed {
  const end = lineEnd(text, from)
  const whole = text.slice(from, end.at)
  if (!whole.includes('"')) return { cells: whole.split(delimiter), next: end.next, lineBreaks: 1 }
  const parsed = parseQuoted(text, from, delimiter)
  const unlike = parsed !== null && parsed.lineBreaks > 1 && width > 0 && parsed.cells.length !== width
  if (parsed === null || unlike) {
    return {
      cells: whole.split(delimiter),
      next: end.next,
      lineBreaks: 1,
      problem: 'workbench.broken_quotes',
    }
  }
  return parsed.cells.some((cell) => oddEscape.test(cell))
    ? { ...parsed, problem: 'workbench.odd_escape' }
    : parsed
}

/** One record with quotes in it, over several lines if need be; null when the quotes do not add up. */
function parseQuoted(text: string, from: number, delimiter: string): Parsed | null {
  const cells: string[] = []
  let at = from
  let lineBreaks = 1
  for (;;) {
    const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, delimiter)
    if (cell === null) return null
    cells.push(cell.value)
    if (cell.value.includes('\n')) lineBreaks += countBreaks(cell.value)
    at = cell.next
    const sign = text[at]
    if (sign === delimiter) {
      at += 1
      continue
    }
    if (sign !== undefined && !endsLine(text, at)) return null
    return { cells, next: lineEnd(text, at).next, lineBreaks }
  }
}

function quotedCell(text: string, open: number): { value: string; next: number } | null {
  let at = open + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0 || quote - open > limits.cellChars) return null
    if (text[quote + 1] !== '"') {
      return { value: text.slice(open + 1, quote).replaceAll('""', '"'), next: quote + 1 }
    }
    at = quote + 2
  }
}

// A quote inside a cell that does not begin with one stands for itself (5" pipe), as spreadsheets read it.
function plainCell(text: string, from: number, delimiter: string): { value: string; next: number } {
  let at = from
  while (at < text.length) {
    const sign = text[at]
    if (sign === delimiter || endsLine(text, at)) break
    at += 1
  }
  return { value: text.slice(from, at), next: at }
}

function endsLine(text: string, at: number): boolean {
  return text[at] === '\n' || (text[at] === '\r' && (at + 1 === text.length || text[at + 1] === '\n'))
}

function lineEnd(text: string, from: number): { at: number; next: number } {
  const feed = text.indexOf('\n', from)
  if (feed < 0)
    return {
      at: text.endsWith('\r') && from < text.length ? text.length - 1 : text.length,
      next: text.length,
    }
  return { at: feed > from && text[feed - 1] === '\r' ? feed - 1 : feed, next: feed + 1 }
}

function countBreaks(value: string): number {
  return value.split('\n').length - 1
}

// Our own export puts an apostrophe before text that a spreadsheet would take for a formula.
function cellValue(text: string): CellValue {
  if (text.trim() === '') return null
  return guarded.test(text) ? text.slice(1) : text
}
