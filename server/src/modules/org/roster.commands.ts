import { addDays } from '../../kernel/civil-date'
import { AppError } from '../../kernel/errors'
import { newId } from '../../kernel/ids'
import { audit } from '../../platform/audit'
import { allow, type Ctx } from '../../platform/ctx'
import { touch } from '../../platform/live'
import { personNames } from './lookups'
import { mayPlan } from './policy'
import * as queries from './roster.queries'
import { doOverlap, fitting, shiftStretches } from './shift.rules'
import { ShiftSpans, type NewEntry } from './shift.schemas'
import * as store from './shift.store'

/** The instants of a shift on a day, as the roster keeps them. */
function placed(ctx: Ctx, shift: { spans: unknown; isOnCall: boolean }, date: string) {
  const stretches = shiftStretches(ShiftSpans.parse(shift.spans), date, ctx.company.timeZone)
  const [first, last] = [stretches[0], stretches.at(-1)]
  if (!first || !last) throw new AppError('rule_broken', 'org.shift_without_hours')
  return { date, startsAt: first.from, endsAt: last.until, isOnCall: shift.isOnCall }
}

/** ORG-11: puts a person on a shift on a day; refused while another shift of the person lies at the same time. */
export async function addEntry(ctx: Ctx, input: NewEntry): Promise<string> {
  allow(mayPlan(ctx.actor, input.unitId))
  const shift = await store.lockShift(ctx, input.shiftId)
  if (!shift) throw new AppError('not_found', 'org.no_such_shift')
  if (!shift.isActive) throw new AppError('rule_broken', 'org.shift_retired')
  if (!(await queries.holdsPositionIn(ctx, input))) throw new AppError('rule_broken', 'org.not_of_unit')
  const entry = { id: newId(), ...input, ...placed(ctx, shift, input.date) }
  const near = await queries.entriesOfPeople(ctx, [input.personId], around(input.date))
  const other = near.find((there) => doOverlap(entry, there))
  if (other)
    throw new AppError('rule_broken', 'org.shift_overlap', { shift: other.shiftName, date: other.date })
  await store.insertEntries(ctx, [entry])
  const names = await personNames(ctx, [input.personId])
  await audit(ctx, 'org.shift_planned', {
    entity: 'roster',
    entityId: input.unitId,
    after: { person: names.get(input.personId), date: input.date, shift: shift.name },
  })
  touch(ctx, 'roster')
  return entry.id
}

/** A shift lasts at most a day: what can overlap lies on the same day or beside it. */
const around = (date: string) => ({ from: addDays(date, -1), to: addDays(date, 1) })

/** ORG-11: takes a person off a shift. */
export async function removeEntry(ctx: Ctx, id: string, version: number): Promise<void> {
  const [entry] = await store.lockEntries(ctx, [id])
  if (!entry) throw new AppError('not_found', 'org.no_such_entry')
  allow(mayPlan(ctx.actor, entry.unitId))
  if (!(await store.deleteEntry(ctx, id, version)))
    throw new AppError('conflict', 'org.version_moved', { current: entry, changed: ['personId'] })
  const names = await personNames(ctx, [entry.personId])
  const shift = await store.lockShift(ctx, entry.shiftId)
  await audit(ctx, 'org.shift_unplanned', {
    entity: 'roster',
    entityId: entry.unitId,
    before: { person: names.get(entry.personId), date: entry.date, shift: shift?.name },
  })
  touch(ctx, 'roster')
}

/**
 * ORG-11: plans the seven days from `from` as the seven days before them, in a unit with everything below it. What does
 * not fit beside what is already planned is left, and so are retired shifts and people who are gone.
 */
export async function copyWeek(ctx: Ctx, input: { unitId: string; from: string }) {
  allow(mayPlan(ctx.actor, input.unitId))
  const unitIds = await queries.subtree(ctx, input.unitId)
  const before = { from: addDays(input.from, -7), to: addDays(input.from, -1) }
  const week = { from: input.from, to: addDays(input.from, 6) }
  const model = unitIds.length > 0 ? await queries.entriesOfUnits(ctx, unitIds, before) : []
  if (model.length === 0) return { copied: 0, left: 0 }
  const shifts = new Map((await store.activeShifts(ctx)).map((shift) => [shift.id, shift]))
  const seats = new Set(await queries.seatKeys(ctx, unitIds, week))
  const planned = model.flatMap((entry) => {
    const shift = shifts.get(entry.shiftId)
    if (!shift || !seats.has(`${entry.unitId} ${entry.personId}`)) return []
    const { unitId, personId, shiftId } = entry
    return [{ id: newId(), unitId, personId, shiftId, ...placed(ctx, shift, addDays(entry.date, 7)) }]
  })
  const there = await queries.entriesOfPeople(
    ctx,
    model.map((entry) => entry.personId),
    { from: addDays(week.from, -1), to: addDays(week.to, 1) },
  )
  const fit = fitting(planned, there)
  if (fit.length > 0) await store.insertEntries(ctx, fit)
  const result = { copied: fit.length, left: model.length - fit.length }
  await audit(ctx, 'org.week_copied', {
    entity: 'roster',
    entityId: input.unitId,
    after: { from: input.from, ...result },
  })
  touch(ctx, 'roster')
  return result
}
