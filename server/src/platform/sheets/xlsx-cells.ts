import { Decimal } from 'decimal.js'
import type { CellValue } from '../../kernel/importing'
import { limits, refusedFile, tooLarge } from './limits'
import { serialToLocal, serialToTime, type NumberKind } from './serial-date'
import { attributes, unescapeSheetText, unescapeXml } from './xml'

/** What the cells of a workbook need from its other parts. */
export interface CellWords {
  readonly shared: readonly string[]
  readonly kinds: readonly NumberKind[]
  readonly from1904: boolean
}

export interface RawRow {
  readonly line: number
  readonly cells: CellValue[]
  readonly problem?: string
}

/** The filled cells of one <row> element; null when it is blank (styled, but empty: phantom rows). */
export function readRow(xml: string, previousLine: number, words: CellWords): RawRow | null {
  const open = xml.indexOf('>')
  if (!xml.includes('<v', open) && !xml.includes('<is', open)) return null
  const given = Number(/\sr="(\d+)"/.exec(xml.slice(0, open))?.[1])
  const line = Number.isInteger(given) && given > 0 ? given : previousLine + 1
  const cells: CellValue[] = []
  let filled = false
  let column = -1
  for (const cell of cellsOf(xml, open)) {
    column = columnOf(cell.tag) ?? column + 1
    if (cell.body === '') continue
    const value = readCell(cell.tag, cell.body, words)
    if (value === null) continue
    if (column >= limits.columns) throw tooLarge('columns')
    while (cells.length < column) cells.push(null)
    cells[column] = value
    filled = true
  }
  return filled ? { line, cells } : null
}

interface RawCell {
  readonly tag: string
  readonly body: string
}

function* cellsOf(xml: string, from: number): Generator<RawCell> {
  let at = xml.indexOf('<c', from)
  while (at >= 0) {
    const next = xml[at + 2]
    const open = xml.indexOf('>', at)
    if (open < 0) return
    if (next === '>' || next === ' ' || next === '\n' || next === '/') {
      const tag = xml.slice(at + 2, open)
      if (xml[open - 1] === '/') {
        yield { tag, body: '' }
        at = xml.indexOf('<c', open)
        continue
      }
      const close = xml.indexOf('</c>', open)
      if (close < 0) throw refusedFile('file_unreadable')
      yield { tag, body: xml.slice(open + 1, close) }
      at = xml.indexOf('<c', close + 4)
      continue
    }
    at = xml.indexOf('<c', open)
  }
}

function columnOf(tag: string): number | null {
  const letters = /\sr="([A-Z]{1,3})\d*"/.exec(tag)?.[1]
  if (letters === undefined) return null
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

function readCell(tag: string, body: string, words: CellWords): CellValue {
  const type = /\st="(\w+)"/.exec(tag)?.[1] ?? 'n'
  if (type === 'inlineStr') return blankToNull(richText(body))
  const value = elementText(body, 'v')
  if (value === null) return null
  if (type === 's') {
    const text = words.shared[Number(value)]
    if (text === undefined) throw refusedFile('file_unreadable')
    return blankToNull(text)
  }
  if (type === 'b') return value.trim() === '1' ? 'TRUE' : 'FALSE'
  if (type === 'd') return isoDate(value.trim())
  if (type === 'str' || type === 'e') return blankToNull(unescapeSheetText(unescapeXml(value)))
  const style = Number(/\ss="(\d+)"/.exec(tag)?.[1] ?? 0)
  return numberCell(value.trim(), words.kinds[style] ?? 'number', words.from1904)
}

function isoDate(text: string): CellValue {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2}))?/.exec(text)
  return match === null ? blankToNull(text) : { date: `${match[1]}T${match[2] ?? '00:00:00'}` }
}

function numberCell(text: string, kind: NumberKind, from1904: boolean): CellValue {
  if (text === '') return null
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text)) return blankToNull(text)
  if (kind === 'number') return exactNumber(text)
  const serial = Number(text)
  if (kind === 'time' || (serial >= 0 && serial < 1)) return serialToTime(serial)
  const date = serialToLocal(serial, from1904)
  return date === null ? exactNumber(text) : { date }
}

/**
 * The digits as the user saw them. Spreadsheets compute in binary and save up to 17 digits (1157.2700000000001)
 * but show 15 at most: a fraction is cut to 15 where that is the same number or a much shorter one.
 */
export function exactNumber(text: string): string {
  if (/^-?(0|[1-9]\d*)$/.test(text)) return text
  const value = new Decimal(text)
  const cut = value.toSignificantDigits(15)
  const noise = !value.isInteger() && (cut.precision() < 14 || cut.toNumber() === value.toNumber())
  return (noise ? cut : value).toFixed()
}

function blankToNull(text: string): string | null {
  if (text.length > limits.cellChars * 2) throw tooLarge('cellChars')
  return text.trim() === '' ? null : text
}

function elementText(xml: string, name: string): string | null {
  const start = xml.indexOf(`<${name}`)
  if (start < 0) return null
  const open = xml.indexOf('>', start)
  if (open < 0 || xml[open - 1] === '/') return null
  const close = xml.indexOf(`</${name}>`, open)
  return close < 0 ? null : xml.slice(open + 1, close)
}

/** The text of a string item: its runs put together, without the reading aids (<rPh>) of East Asian text. */
export function richText(xml: string): string {
  const plain = withoutReadings(xml)
  let text = ''
  let at = plain.indexOf('<t')
  while (at >= 0) {
    const open = plain.indexOf('>', at)
    if (open < 0) break
    if (/^t[\s>/]/.test(plain.slice(at + 1, at + 3)) && plain[open - 1] !== '/') {
      const close = plain.indexOf('</t>', open)
      if (close < 0) break
      text += plain.slice(open + 1, close)
      at = plain.indexOf('<t', close)
      continue
    }
    at = plain.indexOf('<t', open)
  }
  return unescapeSheetText(unescapeXml(text))
}

function withoutReadings(xml: string): string {
  let text = xml
  let start = text.indexOf('<rPh')
  while (start >= 0) {
    const end = text.indexOf('</rPh>', start)
    if (end < 0) return text.slice(0, start)
    text = text.slice(0, start) + text.slice(end + 6)
    start = text.indexOf('<rPh', start)
  }
  return text
}

/** Number kinds by cell style, from styles.xml. */
export function styleKinds(xml: string, kindOf: (id: number, code?: string) => NumberKind): NumberKind[] {
  const codes = new Map<number, string>()
  for (const tag of xml.matchAll(/<(?:\w+:)?numFmt\s([^<>]*)>/g)) {
    const given = attributes(tag[1] ?? '')
    codes.set(Number(given.numFmtId), given.formatCode ?? '')
  }
  const from = xml.search(/<(?:\w{1,9}:)?cellXfs[\s>]/)
  const formats = from < 0 ? '' : xml.slice(from, xml.indexOf('cellXfs>', from + 12))
  return [...formats.matchAll(/<(?:\w+:)?xf\s([^<>]*)>/g)].map((tag) => {
    const id = Number(attributes(tag[1] ?? '').numFmtId ?? 0)
    return kindOf(id, codes.get(id))
  })
}
