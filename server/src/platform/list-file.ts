import { z } from 'zod'
import { AppError } from '../kernel/errors'
import { civilDate } from '../kernel/civil-date'
import type { Ctx } from './ctx'
import type { Download } from './http/route'
import type { Page } from './paging'
import { writeCsv, writeXlsx, type ColumnType, type OutRow } from './sheets'
import { installedTexts } from './installed-texts'
import { languages, type Language } from './texts'

/** What an export adds to the filters of its list. */
export const fileQuery = {
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
  language: z.enum(languages).default('zh-CN'),
}

/** Rows of one export file. */
export const exportLimit = 100_000

/** The header: the key of a text, or the header itself where it is data (a day of a roster). */
export type FileHeader = { text: string; header?: undefined } | { header: string; text?: undefined }

export type FileColumn<T> = FileHeader & {
  type: ColumnType
  /** `say` gives the text of a key in the language of the file. */
  value: (row: T, say: (key: string) => string) => string | number | boolean | Date | null | undefined
}

export interface ListFile<T> {
  /** Key of the file's name. */
  name: string
  columns: readonly FileColumn<T>[]
  page: Page<T>
  query: { format: 'xlsx' | 'csv'; language: Language }
}

const mediaTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
}

/** PLT-3: a list as a file with exactly the rows of its filter; refuses rather than leaving rows out. */
export function listFile<T>(ctx: Ctx, file: ListFile<T>): Download {
  const { format, language } = file.query
  if (file.page.nextCursor !== null)
    throw new AppError('rule_broken', 'platform.export_too_large', { max: exportLimit })
  const say = (key: string) => installedTexts().say(key, language)
  const columns = file.columns.map((column, at) => ({
    key: String(at),
    header: column.header ?? say(column.text),
    type: column.type,
  }))
  const rows = file.page.items.map((row): OutRow =>
    Object.fromEntries(file.columns.map((column, at) => [String(at), column.value(row, say)])),
  )
  const { timeZone } = ctx.company
  const name = say(file.name)
  const body =
    format === 'csv'
      ? writeCsv(columns, rows, { timeZone })
      : writeXlsx(columns, rows, { timeZone, sheetName: name })
  return {
    fileName: `${name}-${civilDate(ctx.now, timeZone)}.${format}`,
    contentType: mediaTypes[format],
    body,
  }
}
