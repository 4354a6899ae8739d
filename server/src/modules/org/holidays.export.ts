import type { z } from 'zod'
import type { Ctx } from '../../platform/ctx'
import type { Download } from '../../platform/http/route'
import { listFile, type FileColumn } from '../../platform/list-file'
import type { Holiday } from './calendar.rules'
import type { HolidayExport } from './calendar.schemas'
import { holidaysOf } from './calendar.store'

const columns: FileColumn<Holiday>[] = [
  { text: 'field.holiday.date', type: 'date', value: (day) => day.date },
  { text: 'field.holiday.kind', type: 'text', value: (day, say) => say(`value.holiday.kind.${day.kind}`) },
  { text: 'field.holiday.name', type: 'text', value: (day) => day.name },
]

/** PLT-3, ORG-11: a year's days with the headers and words the import reads again. */
export async function exportHolidays(ctx: Ctx, query: z.output<typeof HolidayExport>): Promise<Download> {
  const items = await holidaysOf(ctx, query.year)
  const page = { items, nextCursor: null, total: items.length }
  return listFile(ctx, { name: 'org.holidays.file', columns, page, query })
}
