import type { z } from 'zod'
import { weekday } from '../../kernel/civil-date'
import type { Ctx } from '../../platform/ctx'
import type { Download } from '../../platform/http/route'
import { listFile, type FileColumn } from '../../platform/list-file'
import { installedTexts } from '../../platform/installed-texts'
import { roster } from './roster.queries'
import type { RosterExport } from './shift.schemas'

type Row = Awaited<ReturnType<typeof roster>>['rows'][number]

/** PLT-3, ORG-11: the roster as on the screen: one row a person, one column a day. */
export async function exportRoster(ctx: Ctx, query: z.output<typeof RosterExport>): Promise<Download> {
  const { rows, days } = await roster(ctx, query)
  const say = (key: string) => installedTexts().say(key, query.language)
  const dayColumns = days.map(({ date, note }): FileColumn<Row> => ({
    header: [date.slice(5), say(`value.weekday.${weekday(date)}`), note].filter(Boolean).join(' '),
    type: 'text',
    value: (row) =>
      row.entries
        .filter((entry) => entry.date === date)
        .map((entry) => entry.shiftName)
        .join('、'),
  }))
  const columns: FileColumn<Row>[] = [
    { text: 'field.roster.unit', type: 'text', value: (row) => row.unitName },
    { text: 'field.roster.person', type: 'text', value: (row) => row.personName },
    ...dayColumns,
  ]
  const page = { items: rows, nextCursor: null, total: rows.length }
  return listFile(ctx, { name: 'org.roster.file', columns, page, query })
}
