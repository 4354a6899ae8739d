import { sql } from 'kysely'
import type { WorkingCalendar } from '../../kernel/working-calendar'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import { workingCalendar } from './calendar.rules'
import { calendarFacts, holidayFacts, type CalendarOwn } from './calendar.store'
import { today } from './days'

const db = (ctx: Ctx) => tables<CalendarOwn>(ctx.tx)

/**
 * ORG-11: the working calendar of each unit on a day (today): its own, else that of the nearest unit above, in the end
 * the company's default. A fixed number of statements however many units; a company without a default calendar gives
 * no entry for units that have none.
 */
export async function workingCalendars(
  ctx: Ctx,
  unitIds: readonly string[],
  on = today(ctx),
): Promise<Map<string, WorkingCalendar>> {
  if (unitIds.length === 0) return new Map()
  const used = await calendarIdsOf(ctx, unitIds, on)
  const calendars = await calendarFacts(ctx, [...new Set(used.values())])
  const company = await holidayFacts(ctx)
  const made = new Map(
    [...calendars].map(([id, facts]) => [id, workingCalendar(facts, company, ctx.company.timeZone)]),
  )
  return new Map(
    [...used].flatMap(([unitId, calendarId]) => {
      const calendar = made.get(calendarId)
      return calendar ? [[unitId, calendar] as const] : []
    }),
  )
}

/** The id of the calendar each unit uses on a day; units without any are left out. */
export async function calendarIdsOf(
  ctx: Ctx,
  unitIds: readonly string[],
  on: string,
): Promise<Map<string, string>> {
  const { rows } = await sql<{ unitId: string; calendarId: string | null }>`
    select w.id as "unitId", coalesce(near.calendar_id, fallback.id) as "calendarId"
    from unnest(${[...new Set(unitIds)]}::uuid[]) as w (id)
    left join lateral (
      select uc.calendar_id
      from org_unit_tree t
      join org_unit_calendars uc on uc.company_id = t.company_id and uc.unit_id = t.ancestor_id
        and uc.valid_from <= ${on}::date and (uc.valid_to is null or uc.valid_to > ${on}::date)
      where t.company_id = ${ctx.company.id} and t.descendant_id = w.id
        and t.valid_from <= ${on}::date and (t.valid_to is null or t.valid_to > ${on}::date)
      order by t.depth limit 1
    ) near on true
    left join org_calendars fallback on fallback.company_id = ${ctx.company.id} and fallback.is_default`.execute(
    db(ctx),
  )
  return new Map(rows.flatMap((row) => (row.calendarId ? [[row.unitId, row.calendarId] as const] : [])))
}
