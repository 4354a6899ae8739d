import type { CellValue, SheetRow } from '../../kernel/importing'
import { columnLetters } from './column-letters'
import { decodeText, readCsv, type Encoding } from './csv-read'
import { limits, refusedFile, tooLarge } from './limits'
import type { RawRow } from './xlsx-cells'
import { readXlsx } from './xlsx-read'

export interface ReadOptions {
  readonly fileName: string
  readonly sheet?: string
  /** Line of the (first) header row; found by itself when left out. */
  readonly headerRow?: number
  /** How many rows make the header; two-row headers with merged cells become 'upper lower'. */
  readonly headerRows?: number
}

export interface SheetContent {
  /** All sheets with the number of their filled rows; one, named like the file, for CSV. */
  readonly sheets: readonly { readonly name: string; readonly rowCount: number }[]
  readonly encoding: Encoding | null
  readonly headerLine: number
  /** One name per column, unique; a column without a name is called by its letter: '[A]'. */
  readonly header: readonly string[]
  readonly rows: readonly SheetRow[]
}

/**
 * The header and the filled rows of an .xlsx or .csv file (PLT-4); throws invalid_input `workbench.file_too_large`,
 * `file_unreadable`, `file_encrypted`, `old_excel_format`, `file_kind_unknown`, `encoding_unknown`, `sheet_missing`,
 * `file_empty`, `header_missing`.
 */
export async function readSheet(bytes: Buffer, options: ReadOptions): Promise<SheetContent> {
  if (bytes.length > limits.fileBytes) throw tooLarge('fileBytes')
  if (bytes.length === 0) throw refusedFile('file_empty')
  if (isWorkbook(bytes)) {
    const { sheets, rows } = await readXlsx(bytes, options.sheet)
    return { sheets, encoding: null, ...table(rows, options) }
  }
  if (!/\.(csv|txt|tsv)$/i.test(options.fileName)) throw refusedFile('file_kind_unknown')
  const { text, encoding } = decodeText(bytes)
  const rows = await readCsv(text)
  const content = table(rows, options)
  return {
    sheets: [{ name: options.fileName, rowCount: rows.length }],
    encoding,
    ...content,
    rows: content.rows.map((row) => withWidthChecked(row, content.width)),
  }
}

function isWorkbook(bytes: Buffer): boolean {
  const mark = bytes.length >= 4 ? bytes.readUInt32BE(0) : 0
  return mark === 0x504b0304 || mark === 0xd0cf11e0 || mark === 0x504b0506
}

// A cell too many means that every cell after the slip stands in the wrong column.
function withWidthChecked(row: SheetRow, width: number): SheetRow {
  if (row.problem !== undefined || row.cells.length <= width) return row
  return row.cells.slice(width).every((cell) => cell === null)
    ? row
    : { ...row, problem: 'workbench.extra_cells' }
}

function table(rows: readonly RawRow[], options: ReadOptions) {
  if (rows.length === 0) throw refusedFile('file_empty')
  const first = options.headerRow === undefined ? likelyHeader(rows) : headerAt(rows, options.headerRow)
  const depth = Math.max(1, options.headerRows ?? 1)
  const headerLine = rows[first]?.line ?? 1
  const top = rows.slice(first).filter((row) => row.line < headerLine + depth)
  const data = rows.slice(first + top.length)
  if (data.length > limits.rows) throw tooLarge('rows')
  const names = joinHeader(top.map((row) => row.cells))
  const width = top.reduce((most, row) => Math.max(most, row.cells.length), 0)
  const columns = data.reduce((most, row) => Math.max(most, filledWidth(row.cells)), filledWidth(names))
  return { headerLine, header: uniqueNames(names, columns), rows: data, width: Math.max(width, names.length) }
}

// Ledgers open with a title and a date line: the header is the first row at least half as full as the fullest near it.
function likelyHeader(rows: readonly RawRow[]): number {
  const filled = rows.slice(0, 20).map((row) => row.cells.filter((cell) => cell !== null).length)
  const most = Math.max(...filled)
  return filled.findIndex((count) => count * 2 >= most)
}

function headerAt(rows: readonly RawRow[], line: number): number {
  const index = rows.findIndex((row) => row.line === line)
  if (index < 0) throw refusedFile('header_missing', { line })
  return index
}

function filledWidth(cells: readonly CellValue[]): number {
  let width = cells.length
  while (width > 0 && cells[width - 1] === null) width -= 1
  return width
}

// In all but the last row a name stands once over the columns merged under it: it holds until the next one.
function joinHeader(rows: readonly (readonly CellValue[])[]): (string | null)[] {
  const width = Math.max(...rows.map((cells) => filledWidth(cells)))
  const last = rows.at(-1) ?? []
  const names: string[][] = Array.from({ length: width }, () => [])
  for (const cells of rows) {
    let held: string | null = null
    for (const [column, name] of names.entries()) {
      const text = headerText(cells[column] ?? null)
      held = text ?? (cells !== last && headerText(last[column] ?? null) !== null ? held : null)
      if (held !== null && name.at(-1) !== held) name.push(held)
    }
  }
  return names.map((name) => (name.length === 0 ? null : name.join(' ')))
}

function headerText(cell: CellValue): string | null {
  if (cell === null) return null
  const text = typeof cell === 'string' ? cell : cell.date.replace('T00:00:00', '')
  return text.replace(/\s+/g, ' ').trim()
}

function uniqueNames(names: readonly (string | null)[], columns: number): string[] {
  const used = new Set<string>()
  return Array.from({ length: columns }, (_, column) => {
    const base = names[column] ?? `[${columnLetters(column)}]`
    let name = base
    for (let n = 2; used.has(name); n += 1) name = `${base} (${n})`
    used.add(name)
    return name
  })
}
