import { changedFields } from '../../kernel/changed-fields'
import { AppError } from '../../kernel/errors'
import { newId } from '../../kernel/ids'
import { audit } from '../../platform/audit'
import { tellCalendars } from './calendar-news'
import type { Ctx } from '../../platform/ctx'
import { touch } from '../../platform/live'
import * as queries from './calendar.queries'
import type { Holiday } from './calendar.rules'
import type * as s from './calendar.schemas'
import * as store from './calendar.store'
import { unitRow } from './units.queries'

const taken = () =>
  new AppError('conflict', 'org.code_taken', { fields: [{ path: 'code', code: 'taken', message: '' }] })

/** ORG-11: a new calendar. */
export async function addCalendar(ctx: Ctx, input: s.NewCalendar & { isExample?: boolean }): Promise<string> {
  if (await queries.calendarByCode(ctx, input.code)) throw taken()
  const id = newId()
  if (input.isDefault) await store.clearDefault(ctx, id)
  await store.insertCalendar(ctx, id, input)
  await audit(ctx, 'org.calendar_added', { entity: 'calendar', entityId: id, after: input })
  touch(ctx, 'org')
  await tellCalendars(ctx)
  return id
}

/** ORG-11: rewrites a calendar: its week, its make-up hours, whether it keeps holidays, whether it is the default. */
export async function editCalendar(ctx: Ctx, id: string, input: s.CalendarChange): Promise<void> {
  const before = await queries.calendarRow(ctx, id)
  if (input.code !== before.code && (await queries.calendarByCode(ctx, input.code))) throw taken()
  // A company always has a default: it is given up by making another one the default.
  if (before.isDefault && !input.isDefault) throw new AppError('rule_broken', 'org.default_calendar_needed')
  if (input.isDefault) await store.clearDefault(ctx, id)
  if (!(await store.saveCalendar(ctx, id, input)))
    throw new AppError('conflict', 'org.version_moved', {
      current: await queries.calendarRecord(ctx, id),
      changed: changedFields(before, input),
    })
  const { version: _version, ...after } = input
  const kept = new Map(Object.entries(before))
  await audit(ctx, 'org.calendar_edited', {
    entity: 'calendar',
    entityId: id,
    after,
    before: Object.fromEntries(Object.keys(after).map((key) => [key, kept.get(key)])),
  })
  touch(ctx, 'org')
  await tellCalendars(ctx)
}

/** ORG-11: other hours, or none, on one day of one calendar. */
export async function setOwnDay(ctx: Ctx, id: string, date: string, input: s.OwnDayChange): Promise<void> {
  await queries.calendarRow(ctx, id)
  await store.saveOwnDay(ctx, id, { date, ...input })
  await audit(ctx, 'org.calendar_day_set', { entity: 'calendar', entityId: id, after: { date, ...input } })
  touch(ctx, 'org')
  await tellCalendars(ctx)
}

/** ORG-11: the day is again what the week and the holidays make of it. */
export async function clearOwnDay(ctx: Ctx, id: string, date: string): Promise<void> {
  await queries.calendarRow(ctx, id)
  await store.deleteOwnDay(ctx, id, date)
  await audit(ctx, 'org.calendar_day_cleared', { entity: 'calendar', entityId: id, before: { date } })
  touch(ctx, 'org')
  await tellCalendars(ctx)
}

/** ORG-11: a unit uses a calendar from a day on; null gives it the calendar of the unit above again. */
export async function useCalendar(ctx: Ctx, input: s.UnitCalendar): Promise<void> {
  const unit = await unitRow(ctx, input.unitId)
  const calendar = input.calendarId ? await queries.calendarRow(ctx, input.calendarId) : null
  await store.setUnitCalendar(ctx, input)
  await audit(ctx, 'org.unit_calendar_set', {
    entity: 'unit',
    entityId: unit.id,
    after: { calendar: calendar?.name ?? null, from: input.from },
  })
  if (calendar)
    await audit(ctx, 'org.unit_calendar_set', {
      entity: 'calendar',
      entityId: calendar.id,
      after: { unit: unit.name, from: input.from },
    })
  touch(ctx, 'org')
  await tellCalendars(ctx)
}

const yearOf = (date: string) => Number(date.slice(0, 4))

const tell = (ctx: Ctx, action: string, year: number, change: { before?: object; after?: object }) =>
  audit(ctx, action, { entity: 'holiday_year', entityId: queries.yearId(year), ...change })

/** ORG-11: one day of the company is free or is a make-up day. */
export async function setHoliday(ctx: Ctx, date: string, input: s.HolidayChange): Promise<void> {
  await store.saveHolidays(ctx, [{ date, ...input }])
  await tell(ctx, 'org.holiday_set', yearOf(date), { after: { date, ...input } })
  touch(ctx, 'org')
  await tellCalendars(ctx)
}

/** ORG-11: the day is an ordinary one again. */
export async function clearHoliday(ctx: Ctx, date: string): Promise<void> {
  if (!(await store.deleteHoliday(ctx, date))) throw new AppError('not_found', 'org.no_such_holiday')
  await tell(ctx, 'org.holiday_cleared', yearOf(date), { before: { date } })
  touch(ctx, 'org')
  await tellCalendars(ctx)
}

/** ORG-11: somebody answers for it that the days of a year are complete; from now on its business time is counted. */
export async function confirmYear(ctx: Ctx, year: number, input: { source: string }): Promise<void> {
  const { days } = await queries.holidayYear(ctx, year)
  if (days.length === 0) throw new AppError('rule_broken', 'org.year_without_days')
  await store.saveYear(ctx, year, input.source)
  await tell(ctx, 'org.year_confirmed', year, { after: { source: input.source, days: days.length } })
  touch(ctx, 'org')
  await tellCalendars(ctx)
}

/** ORG-11: the year is not known any more, its days stay. */
export async function reopenYear(ctx: Ctx, year: number): Promise<void> {
  await store.deleteYear(ctx, year)
  await tell(ctx, 'org.year_reopened', year, {})
  touch(ctx, 'org')
  await tellCalendars(ctx)
}

/** ORG-11: days from a file, in sets; the year is not confirmed by that. */
export async function importHolidays(ctx: Ctx, days: readonly Holiday[]): Promise<void> {
  if (days.length === 0) return
  await store.saveHolidays(ctx, days)
  for (const year of new Set(days.map((day) => yearOf(day.date))))
    await tell(ctx, 'org.holidays_imported', year, {
      after: { days: days.filter((day) => yearOf(day.date) === year).length },
    })
  touch(ctx, 'org')
  await tellCalendars(ctx)
}

/** ORG-11: the year as an official notice announces it, known at once: its source answers for it. */
export async function loadHolidayYear(
  ctx: Ctx,
  input: { year: number; source: string; days: readonly Holiday[] },
): Promise<void> {
  await store.saveHolidays(ctx, input.days)
  await store.saveYear(ctx, input.year, input.source)
  await tell(ctx, 'org.year_confirmed', input.year, {
    after: { source: input.source, days: input.days.length },
  })
  touch(ctx, 'org')
  await tellCalendars(ctx)
}
