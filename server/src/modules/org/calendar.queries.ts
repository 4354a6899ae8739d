import { addDays } from '../../kernel/civil-date'
import { AppError } from '../../kernel/errors'
import { timeline } from '../../platform/audit'
import { can } from '../../platform/actor'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import { dayOf } from './calendar.rules'
import { DaySpans, WeeklySpans } from './calendar.schemas'
import { calendarFacts, holidayFacts, holidaysOf, type CalendarOwn } from './calendar.store'
import { personNames } from './lookups'

const db = (ctx: Ctx) => tables<CalendarOwn>(ctx.tx)

const abilities = (ctx: Ctx) => ({ edit: can(ctx.actor, 'calendar.edit') })

const calendars = (ctx: Ctx) =>
  db(ctx)
    .selectFrom('orgCalendars')
    .select(['id', 'code', 'name', 'weekly', 'makeUp', 'keepsHolidays', 'isDefault', 'isExample', 'version'])
    .where('companyId', '=', ctx.company.id)

const read = <Row extends { weekly: unknown; makeUp: unknown }>(row: Row) => ({
  ...row,
  weekly: WeeklySpans.parse(row.weekly),
  makeUp: DaySpans.parse(row.makeUp),
})

async function usesOf(ctx: Ctx, ids: readonly string[]) {
  if (ids.length === 0) return []
  return db(ctx)
    .selectFrom('orgUnitCalendars as uc')
    .innerJoin('orgUnits as u', (join) =>
      join.onRef('u.companyId', '=', 'uc.companyId').onRef('u.id', '=', 'uc.unitId'),
    )
    .where('uc.companyId', '=', ctx.company.id)
    .where('uc.calendarId', 'in', ids)
    .select(['uc.calendarId', 'uc.unitId', 'u.name as unitName', 'uc.validFrom', 'uc.validTo'])
    .orderBy('u.code')
    .orderBy('uc.validFrom')
    .execute()
}

const withUses = <Row extends { id: string }>(row: Row, uses: Awaited<ReturnType<typeof usesOf>>) => ({
  ...row,
  units: uses.filter((use) => use.calendarId === row.id).map(({ calendarId: _id, ...use }) => use),
})

/** ORG-11: the calendars, which units use them, and the years whose holidays are known. */
export async function listCalendars(ctx: Ctx) {
  const rows = await calendars(ctx).orderBy('isDefault', 'desc').orderBy('code').execute()
  const uses = await usesOf(
    ctx,
    rows.map((row) => row.id),
  )
  const { years } = await holidayFacts(ctx)
  return { items: rows.map((row) => withUses(read(row), uses)), knownYears: [...years], can: abilities(ctx) }
}

export async function calendarRow(ctx: Ctx, id: string) {
  const row = await calendars(ctx).where('id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not_found', 'org.no_such_calendar')
  return read(row)
}

export const calendarByCode = (ctx: Ctx, code: string) =>
  calendars(ctx).where('code', '=', code).executeTakeFirst()

export async function calendarRecord(ctx: Ctx, id: string) {
  const row = await calendarRow(ctx, id)
  return {
    ...withUses(row, await usesOf(ctx, [id])),
    timeline: await timeline(ctx, 'calendar', id),
    can: abilities(ctx),
  }
}

/** ORG-11: every day of a year with its hours and why; `isKnown` is false where nobody confirmed the holidays. */
export async function yearOfCalendar(ctx: Ctx, id: string, year: number) {
  const facts = (await calendarFacts(ctx, [id])).get(id)
  if (!facts) throw new AppError('not_found', 'org.no_such_calendar')
  const company = await holidayFacts(ctx)
  const byDate = new Map(company.holidays.map((holiday) => [holiday.date, holiday]))
  const days = []
  for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = addDays(date, 1))
    days.push(dayOf(facts, byDate, date))
  return {
    year,
    isKnown: !facts.keepsHolidays || company.years.includes(year),
    days: days.map((day) => ({ ...day, spans: [...day.spans] })),
  }
}

/** ORG-11: the company's holidays and make-up days of a year, and who said they are complete. */
export async function holidayYear(ctx: Ctx, year: number) {
  const known = await db(ctx)
    .selectFrom('orgHolidayYears')
    .select(['source', 'confirmedAt', 'confirmedBy'])
    .where('companyId', '=', ctx.company.id)
    .where('year', '=', year)
    .executeTakeFirst()
  const names = await personNames(ctx, [known?.confirmedBy])
  return {
    year,
    isKnown: known !== undefined,
    source: known?.source ?? null,
    confirmedAt: known?.confirmedAt ?? null,
    confirmedByName: names.get(known?.confirmedBy ?? '') ?? null,
    days: await holidaysOf(ctx, year),
    timeline: await timeline(ctx, 'holiday_year', yearId(year)),
    can: abilities(ctx),
  }
}

/** A year has no id of its own; its history is kept under one made of its number. */
export const yearId = (year: number): string => `00000000-0000-4000-8000-${String(year).padStart(12, '0')}`
