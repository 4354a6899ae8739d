import type { ImportFinding, ImportRecord } from '../../kernel/importing'
import type { Ctx } from '../../platform/ctx'
import type { Importer } from '../../platform/importer'
import { importHolidays } from './calendar.commands'
import { HolidayKind } from './calendar.schemas'
import { holidayFacts } from './calendar.store'

const label = (name: string) => `field.holiday.${name}`
const dateOf = (record: ImportRecord) => record.values.date ?? ''

const finding = (
  record: ImportRecord,
  reason: string,
  severity: ImportFinding['severity'],
): ImportFinding => ({ record, fieldKey: 'date', severity, reason })

async function check(ctx: Ctx, records: readonly ImportRecord[]): Promise<ImportFinding[]> {
  const { holidays } = await holidayFacts(ctx)
  const there = new Set(holidays.map((holiday) => holiday.date))
  const seen = new Set<string>()
  return records.flatMap((record) => {
    const date = dateOf(record)
    const isAgain = seen.has(date)
    seen.add(date)
    if (isAgain) return [finding(record, 'org.day_twice_in_file', 'error')]
    return there.has(date) ? [finding(record, 'org.day_overwritten', 'warning')] : []
  })
}

async function save(ctx: Ctx, records: readonly ImportRecord[]) {
  const { holidays } = await holidayFacts(ctx)
  const there = new Set(holidays.map((holiday) => holiday.date))
  const days = records.map((record) => ({
    date: dateOf(record),
    kind: HolidayKind.parse(record.values.kind),
    name: record.values.name ?? '',
  }))
  await importHolidays(ctx, days)
  const updated = days.filter((day) => there.has(day.date)).length
  return { created: days.length - updated, updated }
}

/** PLT-4, ORG-11: holidays and make-up days from a file, one row a day; the year is confirmed on its page. */
export const holidayImporter: Importer = {
  entity: 'holidays',
  kinds: ['normal'],
  modes: ['upsert'],
  permission: 'calendar.edit',
  fields: [
    { key: 'date', labelKey: label('date'), type: 'date', required: true },
    {
      key: 'kind',
      labelKey: label('kind'),
      type: 'choice',
      required: true,
      choices: HolidayKind.options.map((value) => ({ value, labelKey: `value.holiday.kind.${value}` })),
    },
    { key: 'name', labelKey: label('name'), type: 'text', max: 100, required: true },
  ],
  check,
  save,
}
