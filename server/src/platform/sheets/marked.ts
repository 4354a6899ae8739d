import type { Readable } from 'node:stream'
import type { CellValue } from '../../kernel/importing'
import type { Column, OutRow } from './columns'
import { writeBook, type Mark } from './xlsx-write'

export interface MarkedRow {
  readonly line: number
  readonly cells: readonly CellValue[]
}

/** A remark already put into words; `column` is the name in the header, null for the whole row. */
export interface MarkedIssue {
  readonly line: number
  readonly column: string | null
  readonly severity: 'error' | 'warning'
  readonly text: string
}

export interface MarkedFile {
  readonly header: readonly string[]
  readonly rows: Iterable<MarkedRow> | AsyncIterable<MarkedRow>
  readonly issues: readonly MarkedIssue[]
  readonly sheetName: string
  /** Headers of the columns put before the original ones. */
  readonly words: { readonly line: string; readonly reason: string }
}

/**
 * The file given back for correction (PLT-4): line and reason, then the original columns; bad cells are highlighted
 * and say why in a comment, red for errors and yellow for warnings.
 */
export function writeMarked(file: MarkedFile): Readable {
  const byLine = new Map<number, MarkedIssue[]>()
  for (const issue of file.issues) byLine.set(issue.line, [...(byLine.get(issue.line) ?? []), issue])
  const columns: Column[] = [
    { key: 'line', header: file.words.line, type: 'number' },
    { key: 'reason', header: file.words.reason, type: 'text', width: 48 },
    ...file.header.map((header, i): Column => ({
      key: `c${i}`,
      header,
      type: 'text',
      note: wholeColumn(file, header),
    })),
  ]
  const marks = (row: OutRow) => marksOf(byLine.get(Number(row.line)) ?? [], file.header)
  return writeBook([{ name: file.sheetName, columns, rows: markedRows(file, byLine), marks }], {
    timeZone: 'UTC',
  })
}

// What concerns a column as a whole stands on line 0 and goes to its header.
function wholeColumn(file: MarkedFile, header: string): string | undefined {
  const texts = file.issues
    .filter(({ line, column }) => line === 0 && column === header)
    .map(({ text }) => text)
  return texts.length === 0 ? undefined : texts.join('\n')
}

async function* markedRows(file: MarkedFile, byLine: Map<number, MarkedIssue[]>): AsyncGenerator<OutRow> {
  for await (const { line, cells } of file.rows) {
    const reason = (byLine.get(line) ?? [])
      .map(({ column, text }) => (column === null ? text : `${column}: ${text}`))
      .join('\n')
    const row: Record<string, string | number | null> = { line, reason }
    for (const [i, cell] of cells.entries()) row[`c${i}`] = cellText(cell)
    yield row
  }
}

// Cells go back as text, exactly as they were read: a correction must not change what nobody touched.
function cellText(cell: CellValue): string | null {
  if (cell === null || typeof cell === 'string') return cell
  return cell.date.endsWith('T00:00:00') ? cell.date.slice(0, 10) : cell.date.replace('T', ' ')
}

function marksOf(issues: readonly MarkedIssue[], header: readonly string[]): Record<string, Mark> {
  const marks: Record<string, Mark> = {}
  for (const { column, severity, text } of issues) {
    const key = column === null ? 'reason' : `c${header.indexOf(column)}`
    const before = marks[key]
    if (before === undefined) {
      marks[key] = { severity, text }
      continue
    }
    const worst = before.severity === 'error' ? 'error' : severity
    marks[key] = { severity: worst, text: `${before.text}\n${text}` }
  }
  return marks
}
