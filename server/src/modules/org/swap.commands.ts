import { addDays } from '../../kernel/civil-date'
import { AppError } from '../../kernel/errors'
import { audit } from '../../platform/audit'
import { allow, type Ctx } from '../../platform/ctx'
import { touch } from '../../platform/live'
import { mayPlan, mayReadRoster } from './policy'
import { personNames } from './lookups'
import { entriesOfPeople } from './roster.queries'
import { afterMove, doOverlap, type SwapMove } from './shift.rules'
import type { NewSwap } from './shift.schemas'
import { handOver, lockEntries } from './shift.store'
import * as queries from './swap.queries'
import * as store from './swap.store'

type Entry = Awaited<ReturnType<typeof lockEntries>>[number]

interface Sides {
  give: Entry
  take: Entry | null
  requesterId: string
  colleagueId: string
}

/** ORG-11: asks a colleague to take one's own coming shift, in exchange for one of theirs or for nothing. */
export async function askSwap(ctx: Ctx, input: NewSwap): Promise<string> {
  const requesterId = ctx.actor.personId
  if (!requesterId) throw new AppError('forbidden', 'platform.forbidden')
  if (input.colleagueId === requesterId) throw new AppError('rule_broken', 'org.swap_with_oneself')
  if (!(await personNames(ctx, [input.colleagueId])).has(input.colleagueId))
    throw new AppError('not_found', 'org.no_such_person')
  const found = await lockEntries(
    ctx,
    [input.giveId, input.takeId].filter((id) => id !== null),
  )
  const give = found.find((entry) => entry.id === input.giveId)
  const take = found.find((entry) => entry.id === input.takeId) ?? null
  if (!give || (input.takeId && !take)) throw new AppError('not_found', 'org.no_such_entry')
  allow(give.personId === requesterId, 'org.not_your_shift')
  if (take && take.personId !== input.colleagueId) throw new AppError('rule_broken', 'org.swap_outdated')
  if (await store.isOffered(ctx, give.id)) throw new AppError('conflict', 'org.swap_open')
  if (take) allow(mayReadRoster(ctx.actor, take.unitId))
  await checkSides(ctx, { give, take, requesterId, colleagueId: input.colleagueId })
  const id = await store.insertSwap(ctx, {
    unitId: give.unitId,
    requesterId,
    colleagueId: input.colleagueId,
    giveId: give.id,
    giveDate: give.date,
    giveShiftId: give.shiftId,
    takeId: take?.id ?? null,
    takeDate: take?.date ?? null,
    takeShiftId: take?.shiftId ?? null,
    note: input.note,
  })
  await audit(ctx, 'org.swap_asked', {
    entity: 'swap',
    entityId: id,
    after: { note: input.note },
  })
  touch(ctx, 'roster')
  return id
}

/** ORG-11: both shifts lie ahead, and afterwards nobody has two shifts at one time. */
async function checkSides(ctx: Ctx, { give, take, requesterId, colleagueId }: Sides): Promise<void> {
  const moved = [{ ...give, personId: colleagueId }, ...(take ? [{ ...take, personId: requesterId }] : [])]
  if (moved.some((entry) => entry.startsAt <= ctx.now)) throw new AppError('rule_broken', 'org.shift_began')
  const dates = moved.map((entry) => entry.date).sort()
  const range = { from: addDays(dates[0] ?? give.date, -1), to: addDays(dates.at(-1) ?? give.date, 1) }
  const there = await entriesOfPeople(ctx, [requesterId, colleagueId], range)
  const others = there.filter((entry) => !moved.some((mine) => mine.id === entry.id))
  const clash = others.find((other) => moved.some((entry) => doOverlap(entry, other)))
  if (clash)
    throw new AppError('rule_broken', 'org.shift_overlap', { shift: clash.shiftName, date: clash.date })
}

/** ORG-11: the colleague agrees or declines. */
export const answerSwap = (
  ctx: Ctx,
  id: string,
  input: { agree: boolean; answer: string; version: number },
): Promise<void> => move(ctx, id, input.agree ? 'agree' : 'decline', input)

/** ORG-11: who plans the unit approves what both agreed, and the roster changes; or refuses. */
export const decideSwap = (
  ctx: Ctx,
  id: string,
  input: { approve: boolean; answer: string; version: number },
): Promise<void> => move(ctx, id, input.approve ? 'approve' : 'refuse', input)

/** ORG-11: the requester takes an open request back. */
export const withdrawSwap = (ctx: Ctx, id: string, input: { version: number }): Promise<void> =>
  move(ctx, id, 'withdraw', input)

const actions: Readonly<Record<SwapMove, string>> = {
  agree: 'org.swap_agreed',
  decline: 'org.swap_declined',
  withdraw: 'org.swap_withdrawn',
  approve: 'org.swap_approved',
  refuse: 'org.swap_refused',
}

async function move(
  ctx: Ctx,
  id: string,
  verb: SwapMove,
  input: { answer?: string; version: number },
): Promise<void> {
  const swap = await store.lockSwap(ctx, id)
  if (!swap) throw new AppError('not_found', 'org.no_such_swap')
  const current = await queries.swapRecord(ctx, id)
  if (swap.version !== input.version)
    throw new AppError('conflict', 'org.version_moved', { current, changed: ['state'] })
  const state = afterMove(current, verb, {
    personId: ctx.actor.personId,
    mayPlan: mayPlan(ctx.actor, swap.unitId),
  })
  if (!state) throw new AppError('rule_broken', 'org.swap_not_yours_or_closed')
  if (verb === 'approve') await exchange(ctx, swap)
  const isDecision = verb === 'approve' || verb === 'refuse'
  await store.saveSwap(ctx, id, { state, answer: input.answer, isDecision, version: input.version })
  await audit(ctx, actions[verb], {
    entity: 'swap',
    entityId: id,
    before: { state: current.state },
    after: { state },
    note: input.answer,
  })
  touch(ctx, 'roster')
}

async function exchange(
  ctx: Ctx,
  swap: NonNullable<Awaited<ReturnType<typeof store.lockSwap>>>,
): Promise<void> {
  const found = await lockEntries(
    ctx,
    [swap.giveId, swap.takeId].filter((id) => id !== null),
  )
  const give = found.find((entry) => entry.id === swap.giveId)
  const take = found.find((entry) => entry.id === swap.takeId) ?? null
  // The roster may have moved on since the request was made.
  const isAsAsked =
    give?.personId === swap.requesterId && (!swap.takeId || take?.personId === swap.colleagueId)
  if (!give || !isAsAsked) throw new AppError('rule_broken', 'org.swap_outdated')
  const { requesterId, colleagueId } = swap
  await checkSides(ctx, { give, take, requesterId, colleagueId })
  await handOver(ctx, [
    { id: give.id, personId: colleagueId },
    ...(take ? [{ id: take.id, personId: requesterId }] : []),
  ])
  const names = await personNames(ctx, [requesterId, colleagueId])
  await audit(ctx, 'org.shifts_swapped', {
    entity: 'roster',
    entityId: swap.unitId,
    before: { person: names.get(requesterId), date: give.date },
    after: { person: names.get(colleagueId), date: take?.date ?? give.date },
  })
}
