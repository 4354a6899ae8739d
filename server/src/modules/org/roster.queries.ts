import { sql } from 'kysely'
import { addDays, civilDate, daysBetween } from '../../kernel/civil-date'
import { AppError } from '../../kernel/errors'
import { reach } from '../../platform/actor'
import { timeline } from '../../platform/audit'
import { allow, type Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import { dayOf } from './calendar.rules'
import { calendarFacts, holidayFacts } from './calendar.store'
import { calendarIdsOf } from './calendars'
import { today } from './days'
import { mayPlan, mayReadRoster } from './policy'
import { isOnDuty, shiftStretches } from './shift.rules'
import { ShiftSpans } from './shift.schemas'
import type { ShiftOwn } from './shift.store'
import { unitRow } from './units.queries'

const db = (ctx: Ctx) => tables<ShiftOwn>(ctx.tx)

export interface Range {
  from: string
  to: string
}

const longest = 62

export function checkRange({ from, to }: Range): void {
  const days = daysBetween(from, to)
  if (days < 0 || days >= longest) throw new AppError('invalid_input', 'org.range_too_long', { max: longest })
}

interface EntryOf {
  id: string
  unitId: string
  personId: string
  date: string
  shiftId: string
  shiftName: string
  isOnCall: boolean
  startsAt: Date
  endsAt: Date
  version: number
}

const entries = (ctx: Ctx) =>
  db(ctx)
    .selectFrom('orgRoster as r')
    .innerJoin('orgShifts as sh', (join) =>
      join.onRef('sh.companyId', '=', 'r.companyId').onRef('sh.id', '=', 'r.shiftId'),
    )
    .select(['r.id', 'r.unitId', 'r.personId', 'r.date', 'r.shiftId', 'sh.name as shiftName'])
    .select(['r.isOnCall', 'r.startsAt', 'r.endsAt', 'r.version'])
    .where('r.companyId', '=', ctx.company.id)

/** The units of a subtree as it stands today. */
export async function subtree(ctx: Ctx, unitId: string): Promise<string[]> {
  const day = today(ctx)
  const { rows } = await sql<{ id: string }>`
    select t.descendant_id as id from org_unit_tree t
    where t.company_id = ${ctx.company.id} and t.ancestor_id = ${unitId}
      and t.valid_from <= ${day}::date and (t.valid_to is null or t.valid_to > ${day}::date)`.execute(db(ctx))
  return rows.map((row) => row.id)
}

export const entriesOfUnits = (ctx: Ctx, unitIds: readonly string[], { from, to }: Range) =>
  entries(ctx)
    .where('r.unitId', 'in', [...unitIds])
    .where('r.date', '>=', from)
    .where('r.date', '<=', to)
    .orderBy('r.startsAt')
    .execute()

/** All shifts of some people in a range, whatever the unit: two of them may stand in each other's way. */
export const entriesOfPeople = (ctx: Ctx, personIds: readonly string[], { from, to }: Range) =>
  entries(ctx)
    .where('r.personId', 'in', [...new Set(personIds)])
    .where('r.date', '>=', from)
    .where('r.date', '<=', to)
    .orderBy('r.startsAt')
    .execute()

interface Seat {
  personId: string
  personName: string
  unitId: string
  unitName: string
}

const holders = (ctx: Ctx, unitIds: readonly string[], { from, to }: Range) => sql`
  select p.unit_id as "unitId", a.person_id as "personId" from org_positions p
  join org_assignments a on a.company_id = p.company_id and a.position_id = p.id
  where p.company_id = ${ctx.company.id} and p.unit_id = any(${[...unitIds]}::uuid[])
    and a.valid_from <= ${to}::date and (a.valid_to is null or a.valid_to > ${from}::date)`

/** Who can be planned in the units: holders of their positions in the range, and whoever already stands in the roster. */
async function seats(ctx: Ctx, unitIds: readonly string[], { from, to }: Range): Promise<Seat[]> {
  const { rows } = await sql<Seat>`
    select pe.id as "personId", pe.name as "personName", u.id as "unitId", u.name as "unitName"
    from (
      ${holders(ctx, unitIds, { from, to })}
      union
      select r.unit_id, r.person_id from org_roster r
      where r.company_id = ${ctx.company.id} and r.unit_id = any(${[...unitIds]}::uuid[])
        and r.date between ${from}::date and ${to}::date
    ) s
    join org_people pe on pe.company_id = ${ctx.company.id} and pe.id = s."personId"
    join org_units u on u.company_id = ${ctx.company.id} and u.id = s."unitId"
    order by u.code, pe.employee_no`.execute(db(ctx))
  return rows
}

/** The seats of units in a range, as 'unit person'. */
export const seatKeys = async (ctx: Ctx, unitIds: readonly string[], range: Range): Promise<string[]> =>
  (await holderRows(ctx, unitIds, range)).map((seat) => `${seat.unitId} ${seat.personId}`)

/** Whether somebody holds a position of the unit itself on a day. */
export const holdsPositionIn = async (
  ctx: Ctx,
  { unitId, personId, date }: { unitId: string; personId: string; date: string },
): Promise<boolean> =>
  (await holderRows(ctx, [unitId], { from: date, to: date })).some((seat) => seat.personId === personId)

async function holderRows(ctx: Ctx, unitIds: readonly string[], { from, to }: Range) {
  const { rows } = await sql<{
    unitId: string
    personId: string
  }>`${holders(ctx, unitIds, { from, to })}`.execute(db(ctx))
  return rows
}

/** ORG-11: the roster of a unit with everything below it, day by day with what the unit's calendar says of each. */
export async function roster(ctx: Ctx, input: Range & { unitId: string }) {
  checkRange(input)
  await unitRow(ctx, input.unitId)
  allow(mayReadRoster(ctx.actor, input.unitId))
  const unitIds = await subtree(ctx, input.unitId)
  const found = unitIds.length > 0 ? await entriesOfUnits(ctx, unitIds, input) : []
  const entriesOf = new Map<string, EntryOf[]>()
  for (const entry of found) {
    const key = `${entry.unitId} ${entry.personId}`
    entriesOf.set(key, [...(entriesOf.get(key) ?? []), entry])
  }
  const rows = (await seats(ctx, unitIds, input)).map((seat) => ({
    ...seat,
    entries: entriesOf.get(`${seat.unitId} ${seat.personId}`) ?? [],
  }))
  return { ...(await daysFor(ctx, input)), rows, can: { edit: mayPlan(ctx.actor, input.unitId) } }
}

async function daysFor(ctx: Ctx, { unitId, from, to }: Range & { unitId: string }) {
  const calendarId = (await calendarIdsOf(ctx, [unitId], from)).get(unitId)
  const facts = calendarId ? (await calendarFacts(ctx, [calendarId])).get(calendarId) : undefined
  if (!facts) return { days: [], unknownYears: [] }
  const company = await holidayFacts(ctx)
  const byDate = new Map(company.holidays.map((holiday) => [holiday.date, holiday]))
  const days = []
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const { kind, note } = dayOf(facts, byDate, date)
    days.push({ date, kind, note })
  }
  const years = [...new Set(days.map((day) => Number(day.date.slice(0, 4))))]
  return { days, unknownYears: years.filter((year) => facts.keepsHolidays && !company.years.includes(year)) }
}

/** The unit in which the user works today and whose roster opens first; null for one without a position. */
export async function homeUnit(ctx: Ctx): Promise<{ unitId: string | null }> {
  const day = today(ctx)
  const { rows } = await sql<{ unitId: string }>`
    select p.unit_id as "unitId" from org_assignments a
    join org_positions p on p.company_id = a.company_id and p.id = a.position_id
    where a.company_id = ${ctx.company.id} and a.person_id = ${ctx.actor.personId}
      and a.valid_from <= ${day}::date and (a.valid_to is null or a.valid_to > ${day}::date)
    order by a.share desc, a.valid_from, p.code limit 1`.execute(db(ctx))
  return { unitId: rows[0]?.unitId ?? null }
}

/** ORG-11: what was planned, copied, taken away and swapped in a unit. */
export async function rosterHistory(ctx: Ctx, unitId: string) {
  allow(mayReadRoster(ctx.actor, unitId))
  return { items: await timeline(ctx, 'roster', unitId) }
}

/** ORG-11: one's own shifts; needs no more than a session. */
export async function myShifts(ctx: Ctx, range: Range) {
  checkRange(range)
  if (!ctx.actor.personId) return { items: [] }
  const items = await entries(ctx)
    .innerJoin('orgUnits as u', (join) =>
      join.onRef('u.companyId', '=', 'r.companyId').onRef('u.id', '=', 'r.unitId'),
    )
    .select('u.name as unitName')
    .where('r.personId', '=', ctx.actor.personId)
    .where('r.date', '>=', range.from)
    .where('r.date', '<=', range.to)
    .orderBy('r.startsAt')
    .execute()
  return { items }
}

/** Who is on duty in units at an instant: in their hours, not in a break. */
export interface DutyHolder {
  personId: string
  personName: string
  phone: string
  unitId: string
  unitName: string
  shiftId: string
  shiftName: string
  isOnCall: boolean
  startsAt: Date
  endsAt: Date
}

/**
 * ORG-11: the people on shift in the given units themselves at an instant, those at work before those on call. One
 * statement; a shift of yesterday that runs over midnight counts.
 */
export async function onDutyAt(ctx: Ctx, unitIds: readonly string[], instant: Date): Promise<DutyHolder[]> {
  if (unitIds.length === 0) return []
  const day = civilDate(instant, ctx.company.timeZone)
  const rows = await entries(ctx)
    .innerJoin('orgPeople as pe', (join) =>
      join.onRef('pe.companyId', '=', 'r.companyId').onRef('pe.id', '=', 'r.personId'),
    )
    .innerJoin('orgUnits as u', (join) =>
      join.onRef('u.companyId', '=', 'r.companyId').onRef('u.id', '=', 'r.unitId'),
    )
    .select(['pe.name as personName', 'pe.phone', 'u.name as unitName', 'sh.spans'])
    .where('r.unitId', 'in', [...new Set(unitIds)])
    .where('r.date', '>=', addDays(day, -1))
    .where('r.date', '<=', day)
    .where('r.startsAt', '<=', instant)
    .where('r.endsAt', '>', instant)
    .orderBy('r.isOnCall')
    .orderBy('u.code')
    .orderBy('pe.employeeNo')
    .execute()
  return rows
    .filter((row) =>
      isOnDuty(shiftStretches(ShiftSpans.parse(row.spans), row.date, ctx.company.timeZone), instant),
    )
    .map(({ id: _id, date: _date, spans: _spans, version: _version, ...holder }) => holder)
}

/** ORG-11: who is on duty, in a unit with everything below it or in all units the actor may look at. */
export async function onDuty(ctx: Ctx, input: { unitId?: string; at?: Date }) {
  const at = input.at ?? ctx.now
  return { at, items: await onDutyAt(ctx, await dutyUnits(ctx, input.unitId), at) }
}

async function dutyUnits(ctx: Ctx, unitId: string | undefined): Promise<string[]> {
  if (unitId) {
    allow(mayReadRoster(ctx.actor, unitId))
    return subtree(ctx, unitId)
  }
  const held = reach(ctx.actor, 'roster.read')
  if (!held.company) return held.unitIds
  const all = await db(ctx)
    .selectFrom('orgUnits')
    .select('id')
    .where('companyId', '=', ctx.company.id)
    .execute()
  return all.map((unit) => unit.id)
}
