import { limits, refusedFile, tooLarge } from './limits'
import { kindOfFormat } from './serial-date'
import { readRow, richText, styleKinds, type CellWords, type RawRow } from './xlsx-cells'
import { elements, startTags } from './xml'
import { listZip, UnpackBudget, unpackText, type ZipEntry } from './zip-read'

export interface RawSheet {
  readonly sheets: { name: string; rowCount: number }[]
  readonly rows: RawRow[]
}

/**
 * Reads the filled rows of one sheet; without a name the first visible sheet that has any. Own reader: a
 * general one loses digits of long numbers and takes seconds over phantom rows (PLT-4).
 */
export async function readXlsx(bytes: Buffer, sheet?: string): Promise<RawSheet> {
  refuseOldFormats(bytes)
  const book = await openBook(bytes)
  if (sheet !== undefined && !book.sheets.some(({ name }) => name === sheet)) {
    throw refusedFile('sheet_missing', { sheet })
  }
  const sheets: RawSheet['sheets'] = []
  let chosen: RawRow[] | null = null
  for (const { name, hidden, entry } of book.sheets) {
    const wanted = sheet === undefined ? chosen === null && !hidden : name === sheet
    const rows: RawRow[] = []
    let rowCount = 0
    for await (const row of sheetRows(book, entry)) {
      rowCount += 1
      if (wanted) rows.push(row)
    }
    sheets.push({ name, rowCount })
    if (wanted && rowCount > 0) chosen = rows
  }
  return { sheets, rows: chosen ?? [] }
}

// Password-protected workbooks and the format before 2007 share one container.
function refuseOldFormats(bytes: Buffer): void {
  if (bytes.length < 8 || bytes.readUInt32BE(0) !== 0xd0cf11e0) return
  const encrypted = bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))
  throw refusedFile(encrypted ? 'file_encrypted' : 'old_excel_format')
}

interface Book {
  readonly bytes: Buffer
  readonly budget: UnpackBudget
  readonly words: CellWords
  readonly sheets: { name: string; hidden: boolean; entry: ZipEntry }[]
}

async function openBook(bytes: Buffer): Promise<Book> {
  const parts = listZip(bytes)
  const budget = new UnpackBudget()
  const text = async (name: string) => {
    const entry = parts.get(name)
    return entry === undefined ? '' : wholeText(unpackText(bytes, entry, budget))
  }
  const root = startTags(await text('_rels/.rels'), 'Relationship')
  const main = partName(
    '',
    root.find((link) => link.Type?.endsWith('/officeDocument'))?.Target ?? 'xl/workbook.xml',
  )
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const workbook = await text(main)
  const links = startTags(await text(`${folder}_rels/${main.slice(folder.length)}.rels`), 'Relationship')
  const linked = (type: string) => {
    const target = links.find((link) => link.Type?.endsWith(type))?.Target
    return target === undefined ? '' : partName(folder, target)
  }
  const sheets = startTags(workbook, 'sheet').flatMap((tag) => {
    const relation = Object.entries(tag).find(([name]) => name === 'r:id' || /:id$/.test(name))?.[1]
    const target = links.find((link) => link.Id === relation)?.Target
    const entry = target === undefined ? undefined : parts.get(partName(folder, target))
    return entry === undefined
      ? []
      : [{ name: tag.name ?? '', hidden: tag.state?.includes('idden') === true, entry }]
  })
  if (sheets.length === 0) throw refusedFile('file_unreadable')
  const shared: string[] = []
  const strings = parts.get(linked('/sharedStrings'))
  if (strings !== undefined) {
    for await (const item of elements(unpackText(bytes, strings, budget), 'si')) shared.push(richText(item))
  }
  const from1904 = startTags(workbook, 'workbookPr').some(
    (tag) => tag.date1904 === '1' || tag.date1904 === 'true',
  )
  const kinds = styleKinds(await text(linked('/styles')), kindOfFormat)
  return { bytes, budget, words: { shared, kinds, from1904 }, sheets }
}

function partName(folder: string, target: string): string {
  return target.startsWith('/') ? target.slice(1) : `${folder}${target.replace(/^\.\//, '')}`
}

async function wholeText(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) {
    text += piece
    if (text.length > limits.elementChars * 4) throw tooLarge('elementChars')
  }
  return text
}

async function* sheetRows(book: Book, entry: ZipEntry): AsyncGenerator<RawRow> {
  let line = 0
  let count = 0
  let all = 0
  for await (const element of elements(unpackText(book.bytes, entry, book.budget), 'row')) {
    all += 1
    if (all > limits.phantomRows) throw tooLarge('phantomRows')
    const row = readRow(element, line, book.words)
    line = row?.line ?? line + 1
    if (row === null) continue
    count += 1
    if (count > limits.rows + limits.rowsBesidesData) throw tooLarge('rows')
    yield row
  }
}
