import { Readable } from 'node:stream'
import { columnLetters } from './column-letters'
import {
  isDecimal,
  localClock,
  shownText,
  type Column,
  type OutRow,
  type OutRows,
  type OutValue,
} from './columns'
import { limits, tooLarge } from './limits'
import { localToSerial } from './serial-date'
import { escapeXml } from './xml'
import {
  commentsXml,
  contentTypesXml,
  drawingXml,
  rootRelations,
  sheetHead,
  sheetRelations,
  styleCount,
  styles,
  stylesXml,
  workbookRelations,
  workbookXml,
  type Comment,
} from './xlsx-parts'
import { zipStream, type ZipPart } from './zip-write'

/** A cell to be highlighted with a comment. */
export interface Mark {
  readonly severity: 'error' | 'warning'
  readonly text: string
}

export interface BookSheet {
  readonly name: string
  readonly columns: readonly Column[]
  readonly rows: OutRows
  /** Marks by column key. */
  readonly marks?: (row: OutRow) => Readonly<Record<string, Mark>> | undefined
}

/**
 * One sheet as an .xlsx stream (PLT-3): real dates and numbers with every digit they have, header frozen, filters on.
 * Text is always a text cell, never a formula. Throws `workbench.file_too_large` beyond what a sheet can hold.
 */
export function writeXlsx(
  columns: readonly Column[],
  rows: OutRows,
  options: { timeZone: string; sheetName?: string },
): Readable {
  return writeBook([{ name: options.sheetName ?? 'Sheet1', columns, rows }], options)
}

/** Several sheets as one .xlsx stream. */
export function writeBook(sheets: readonly BookSheet[], options: { timeZone: string }): Readable {
  return Readable.from(zipStream(bookParts(sheets, localClock(options.timeZone))), { objectMode: false })
}

// Parts are asked for one after the other: the comments of a sheet are known once its rows have been written.
function* bookParts(sheets: readonly BookSheet[], local: (instant: Date) => string): Generator<ZipPart> {
  const commented: number[] = []
  for (const [i, sheet] of sheets.entries()) {
    const n = i + 1
    const comments: Comment[] = []
    yield { name: `xl/worksheets/sheet${n}.xml`, text: sheetXml({ sheet, local, comments }) }
    if (comments.length === 0) continue
    commented.push(n)
    yield { name: `xl/worksheets/_rels/sheet${n}.xml.rels`, text: [sheetRelations(n)] }
    yield { name: `xl/comments${n}.xml`, text: commentsXml(comments) }
    yield { name: `xl/drawings/vmlDrawing${n}.vml`, text: drawingXml(comments) }
  }
  yield { name: 'xl/styles.xml', text: [stylesXml()] }
  yield { name: 'xl/workbook.xml', text: [workbookXml(sheetNames(sheets))] }
  yield { name: 'xl/_rels/workbook.xml.rels', text: [workbookRelations(sheets.length)] }
  yield { name: '_rels/.rels', text: [rootRelations()] }
  yield { name: '[Content_Types].xml', text: [contentTypesXml(sheets.length, commented)] }
}

function sheetNames(sheets: readonly BookSheet[]): string[] {
  const used = new Set<string>()
  return sheets.map(({ name }, i) => {
    const clean = name
      .replace(/[[\]:*?/\\]/g, ' ')
      .replace(/^'|'$/g, '')
      .trim()
      .slice(0, 31)
    const unique = clean === '' || used.has(clean.toLowerCase()) ? `Sheet${i + 1}` : clean
    used.add(unique.toLowerCase())
    return unique
  })
}

interface Writing {
  readonly sheet: BookSheet
  readonly local: (instant: Date) => string
  readonly comments: Comment[]
}

async function* sheetXml(writing: Writing): AsyncGenerator<string> {
  const { columns, rows, marks } = writing.sheet
  const letters = columns.map((_, i) => columnLetters(i))
  yield (
    `${sheetHead}<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft"` +
    ` state="frozen"/></sheetView></sheetViews><cols>${columns.map(columnXml).join('')}</cols><sheetData>`
  )
  yield headerXml(writing, letters)
  let line = 1
  for await (const row of rows) {
    line += 1
    if (line > limits.exportRows + 1) throw tooLarge('exportRows')
    const marked = marks?.(row)
    const cells = columns.map((column, i) => {
      const mark = marked?.[column.key]
      const cell = `${letters[i] ?? ''}${line}`
      if (mark !== undefined) comment(writing, { row: line - 1, column: i, cell, text: mark.text })
      const shade = mark === undefined ? 0 : mark.severity === 'error' ? styleCount : styleCount * 2
      return cellXml(cell, { value: row[column.key], type: column.type, shade, local: writing.local })
    })
    yield `<row r="${line}">${cells.join('')}</row>`
  }
  yield '</sheetData>'
  yield tailXml(writing, letters, line)
}

function tailXml({ sheet, comments }: Writing, letters: readonly string[], lastLine: number): string {
  const filter = `<autoFilter ref="A1:${letters.at(-1) ?? 'A'}${lastLine}"/>`
  const lists = sheet.columns.flatMap((column, i) => {
    const list = column.choices?.join(',') ?? ''
    if (list === '' || list.length > 255 || column.choices?.some((choice) => /[",]/.test(choice))) return []
    const range = `${letters[i] ?? 'A'}2:${letters[i] ?? 'A'}${limits.rows + 1}`
    return [
      `<dataValidation type="list" allowBlank="1" sqref="${range}"><formula1>"${escapeXml(list)}"</formula1></dataValidation>`,
    ]
  })
  const validations =
    lists.length === 0 ? '' : `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>`
  const drawing = comments.length === 0 ? '' : '<legacyDrawing r:id="drawing"/>'
  return `${filter}${validations}${drawing}</worksheet>`
}

function columnXml(column: Column, i: number): string {
  const usual = { text: 18, number: 12, money: 14, percent: 10, date: 12, datetime: 17 }[column.type]
  // Characters beyond Latin are about two wide.
  const title = [...column.header].reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e7f ? 2 : 1), 4)
  const width = column.width ?? Math.min(60, Math.max(usual, title))
  const style = styles[column.type]
  return `<col min="${i + 1}" max="${i + 1}" width="${width}" style="${style}" customWidth="1"/>`
}

function headerXml(writing: Writing, letters: readonly string[]): string {
  const cells = writing.sheet.columns.map((column, i) => {
    const cell = `${letters[i] ?? ''}1`
    if (column.note !== undefined) comment(writing, { row: 0, column: i, cell, text: column.note })
    return textXml(cell, column.header, styles.header)
  })
  return `<row r="1">${cells.join('')}</row>`
}

// Spreadsheets grow slow with very many comments; the reason also stands in its column.
function comment(writing: Writing, made: Comment): void {
  if (writing.comments.length < 10_000) writing.comments.push(made)
}

interface CellToWrite {
  readonly value: OutValue
  readonly type: Column['type']
  readonly shade: number
  readonly local: (instant: Date) => string
}

function cellXml(cell: string, { value, type, shade, local }: CellToWrite): string {
  const text = shownText(value, type, local)
  if (text === '') return shade === 0 ? '' : `<c r="${cell}" s="${styles[type] + shade}"/>`
  if (type === 'date' || type === 'datetime') {
    const serial = localToSerial(text)
    if (serial !== null) return `<c r="${cell}" s="${styles[type] + shade}"><v>${serial}</v></c>`
  }
  if (type !== 'text' && type !== 'date' && type !== 'datetime' && isDecimal(text)) {
    return `<c r="${cell}" s="${styles[type] + shade}"><v>${text}</v></c>`
  }
  return textXml(cell, text, (/^[=+\-@\t\r]/.test(text) ? styles.guarded : styles.text) + shade)
}

function textXml(cell: string, text: string, style: number): string {
  const cut = text.length > limits.cellChars ? `${text.slice(0, limits.cellChars - 1)}…` : text
  return `<c r="${cell}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cut)}</t></is></c>`
}
