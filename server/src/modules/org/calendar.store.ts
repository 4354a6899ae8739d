import { sql } from 'kysely'
import { newId } from '../../kernel/ids'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'
import { DaySpans, HolidayKind, WeeklySpans, type CalendarChange, type NewCalendar } from './calendar.schemas'
import type { CalendarFacts, Holiday, HolidayFacts, OwnDay } from './calendar.rules'

export type CalendarOwn = Pick<
  Db,
  | 'orgCalendars'
  | 'orgCalendarDays'
  | 'orgHolidays'
  | 'orgHolidayYears'
  | 'orgUnitCalendars'
  | 'orgUnits'
  | 'orgPeople'
>

const db = (ctx: Ctx) => tables<CalendarOwn>(ctx.tx)

/** What a calendar says, by id: one statement for the calendars, one for their own days. */
export async function calendarFacts(ctx: Ctx, ids: readonly string[]): Promise<Map<string, CalendarFacts>> {
  if (ids.length === 0) return new Map()
  const calendars = await db(ctx)
    .selectFrom('orgCalendars')
    .select(['id', 'weekly', 'makeUp', 'keepsHolidays'])
    .where('companyId', '=', ctx.company.id)
    .where('id', 'in', ids)
    .execute()
  const days = await db(ctx)
    .selectFrom('orgCalendarDays')
    .select(['calendarId', 'date', 'spans', 'note'])
    .where('companyId', '=', ctx.company.id)
    .where('calendarId', 'in', ids)
    .orderBy('date')
    .execute()
  const daysOf = new Map<string, OwnDay[]>(calendars.map((calendar) => [calendar.id, []]))
  for (const day of days)
    daysOf.get(day.calendarId)?.push({ date: day.date, spans: DaySpans.parse(day.spans), note: day.note })
  return new Map(
    calendars.map((calendar) => [
      calendar.id,
      {
        weekly: WeeklySpans.parse(calendar.weekly),
        makeUp: DaySpans.parse(calendar.makeUp),
        keepsHolidays: calendar.keepsHolidays,
        days: daysOf.get(calendar.id) ?? [],
      },
    ]),
  )
}

/** The company's holidays and make-up days, and the years that are complete. */
export async function holidayFacts(ctx: Ctx): Promise<HolidayFacts> {
  const { rows } = await sql<{ holidays: Holiday[]; years: number[] }>`select
    (select coalesce(jsonb_agg(jsonb_build_object('date', h.date, 'kind', h.kind, 'name', h.name) order by h.date), '[]')
      from org_holidays h where h.company_id = ${ctx.company.id}) as holidays,
    (select coalesce(array_agg(y.year order by y.year), '{}')
      from org_holiday_years y where y.company_id = ${ctx.company.id}) as years`.execute(db(ctx))
  return rows[0] ?? { holidays: [], years: [] }
}

export async function holidaysOf(ctx: Ctx, year: number): Promise<Holiday[]> {
  const rows = await db(ctx)
    .selectFrom('orgHolidays')
    .select(['date', 'kind', 'name'])
    .where('companyId', '=', ctx.company.id)
    .where('date', '>=', `${year}-01-01`)
    .where('date', '<=', `${year}-12-31`)
    .orderBy('date')
    .execute()
  return rows.map((row) => ({ ...row, kind: HolidayKind.parse(row.kind) }))
}

/** Writes days over what is there: one statement. */
export const saveHolidays = (ctx: Ctx, days: readonly Holiday[]) =>
  db(ctx)
    .insertInto('orgHolidays')
    .values(days.map((day) => ({ companyId: ctx.company.id, ...day })))
    .onConflict((oc) =>
      oc
        .columns(['companyId', 'date'])
        .doUpdateSet((eb) => ({ kind: eb.ref('excluded.kind'), name: eb.ref('excluded.name') })),
    )
    .execute()

export async function deleteHoliday(ctx: Ctx, date: string): Promise<boolean> {
  const { numDeletedRows } = await db(ctx)
    .deleteFrom('orgHolidays')
    .where('companyId', '=', ctx.company.id)
    .where('date', '=', date)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

export const saveYear = (ctx: Ctx, year: number, source: string) =>
  db(ctx)
    .insertInto('orgHolidayYears')
    .values({
      companyId: ctx.company.id,
      year,
      source,
      confirmedAt: ctx.now,
      confirmedBy: ctx.actor.personId,
    })
    .onConflict((oc) =>
      oc.columns(['companyId', 'year']).doUpdateSet((eb) => ({
        source: eb.ref('excluded.source'),
        confirmedAt: eb.ref('excluded.confirmedAt'),
        confirmedBy: eb.ref('excluded.confirmedBy'),
      })),
    )
    .execute()

export const deleteYear = (ctx: Ctx, year: number) =>
  db(ctx)
    .deleteFrom('orgHolidayYears')
    .where('companyId', '=', ctx.company.id)
    .where('year', '=', year)
    .execute()

const rowOf = (calendar: NewCalendar) => ({
  code: calendar.code,
  name: calendar.name,
  weekly: JSON.stringify(calendar.weekly),
  makeUp: JSON.stringify(calendar.makeUp),
  keepsHolidays: calendar.keepsHolidays,
  isDefault: calendar.isDefault,
})

/** There is one default: the others stop being it. */
export const clearDefault = (ctx: Ctx, exceptId: string) =>
  db(ctx)
    .updateTable('orgCalendars')
    .set((eb) => ({ isDefault: false, version: eb('version', '+', 1) }))
    .where('companyId', '=', ctx.company.id)
    .where('isDefault', '=', true)
    .where('id', '<>', exceptId)
    .execute()

export async function insertCalendar(
  ctx: Ctx,
  id: string,
  calendar: NewCalendar & { isExample?: boolean },
): Promise<void> {
  await db(ctx)
    .insertInto('orgCalendars')
    .values({
      companyId: ctx.company.id,
      id,
      ...rowOf(calendar),
      isExample: calendar.isExample ?? false,
      createdAt: ctx.now,
      createdBy: ctx.actor.userId,
      updatedAt: ctx.now,
    })
    .execute()
}

export async function saveCalendar(ctx: Ctx, id: string, change: CalendarChange): Promise<boolean> {
  const { numUpdatedRows } = await db(ctx)
    .updateTable('orgCalendars')
    .set({
      ...rowOf(change),
      // A calendar a company has changed is its own, not an example any more.
      isExample: false,
      version: change.version + 1,
      updatedAt: ctx.now,
      updatedBy: ctx.actor.userId,
    })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .where('version', '=', change.version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export const saveOwnDay = (ctx: Ctx, calendarId: string, day: OwnDay) =>
  db(ctx)
    .insertInto('orgCalendarDays')
    .values({
      companyId: ctx.company.id,
      calendarId,
      date: day.date,
      spans: JSON.stringify(day.spans),
      note: day.note,
    })
    .onConflict((oc) =>
      oc
        .columns(['companyId', 'calendarId', 'date'])
        .doUpdateSet((eb) => ({ spans: eb.ref('excluded.spans'), note: eb.ref('excluded.note') })),
    )
    .execute()

export const deleteOwnDay = (ctx: Ctx, calendarId: string, date: string) =>
  db(ctx)
    .deleteFrom('orgCalendarDays')
    .where('companyId', '=', ctx.company.id)
    .where('calendarId', '=', calendarId)
    .where('date', '=', date)
    .execute()

/** From a day on the unit uses another calendar, or none of its own; what was planned after that day is gone. */
export async function setUnitCalendar(
  ctx: Ctx,
  use: { unitId: string; calendarId: string | null; from: string },
): Promise<void> {
  const mine = { companyId: ctx.company.id, unitId: use.unitId }
  await db(ctx)
    .deleteFrom('orgUnitCalendars')
    .where('companyId', '=', mine.companyId)
    .where('unitId', '=', mine.unitId)
    .where('validFrom', '>=', use.from)
    .execute()
  await db(ctx)
    .updateTable('orgUnitCalendars')
    .set({ validTo: use.from })
    .where('companyId', '=', mine.companyId)
    .where('unitId', '=', mine.unitId)
    .where((eb) => eb.or([eb('validTo', 'is', null), eb('validTo', '>', use.from)]))
    .execute()
  if (use.calendarId === null) return
  await db(ctx)
    .insertInto('orgUnitCalendars')
    .values({ ...mine, id: newId(), calendarId: use.calendarId, validFrom: use.from })
    .execute()
}
