import { civilDate, monthOf, type Month } from '../../kernel/civil-date'
import type { Ctx } from '../../platform/ctx'
import { addJob } from '../../platform/jobs'
import { touch } from '../../platform/live'
import { companySettings } from '../org'
import { sumChanges } from './deltas.rules'
import { orderFacts, type FactSettings, type WantedFacts } from './facts.rules'
import * as store from './facts.store'
import { planFactChanges, type FactChanges, type StoredFact } from './plan.rules'
import { sameCustomers } from './merged.store'
import { applyDeltas, lockFolding, lockWriting } from './rollups.store'
import type { OrderSnapshot } from './snapshot.rules'

/** How orders are read; an argument, so that verification, repair and tests use the same path. */
export type LoadSnapshots = (ctx: Ctx, ids: readonly string[]) => Promise<OrderSnapshot[]>

const defaultReturnDays = 7

/** What the company says about facts: time zone and the days of the factory return workshop (SVC-13). */
export async function factSettings(ctx: Ctx): Promise<FactSettings> {
  const settings = await companySettings(ctx)
  const days = settings['factory_return.days']
  return {
    timeZone: ctx.company.timeZone,
    factoryReturnDays: typeof days === 'number' ? days : defaultReturnDays,
  }
}

/**
 * IND-1: makes the facts of some orders equal to what the orders say now, in the transaction that changed them. A
 * handful of statements for any number of orders; an order that is gone loses its facts.
 */
export async function recordFacts(
  ctx: Ctx,
  orderIds: readonly string[],
  load: LoadSnapshots,
  sums: 'queued' | 'at_once' = 'queued',
): Promise<number> {
  const ids = [...new Set(orderIds)]
  if (ids.length === 0) return 0
  await lockWriting(ctx, 'shared')
  if (sums === 'at_once') await lockFolding(ctx)
  const wanted = await wantedFacts(ctx, ids, load)
  const { existing, closed } = await lockedFacts(ctx, ids, wanted)
  const sameCustomer = await sameCustomersOf(ctx, { wanted, existing, closed })
  const changes = planAll(ctx, { wanted, existing, closed, sameCustomer })
  const remove = changes.flatMap((change) => change.remove)
  const add = changes.flatMap((change) => change.add)
  if (remove.length + add.length === 0) return 0
  // Keyed by transaction, not by company: a common key would be one row that all writers of a company wait for.
  const changed = sumChanges({ remove, add })
  const atOnce = sums === 'at_once'
  const job = { key: `indicators.fold:${ctx.requestId}`, queue: `indicators.fold:${ctx.company.id}` }
  await Promise.all([
    store.deleteFacts(ctx, remove),
    store.insertFacts(ctx, add),
    store.appendChanges(ctx, atOnce ? { ...changed, deltas: [] } : changed),
    atOnce ? applyDeltas(ctx, changed.deltas) : addJob(ctx, 'indicators.fold', {}, job),
  ])
  touch(ctx, 'indicators')
  return remove.length + add.length
}

/**
 * The facts as they are once their months are held: read after the lock, because whoever was waited for — a closing or
 * a reopening — may have written them anew; those found in a further month are held as well and read again.
 */
async function lockedFacts(
  ctx: Ctx,
  ids: readonly string[],
  wanted: readonly WantedFacts[],
): Promise<Pick<Situation, 'existing' | 'closed'>> {
  let months = monthsOf(ctx, wanted, new Map())
  for (;;) {
    const closed = await store.lockMonths(ctx, months)
    const existing = await store.factsOfSources(ctx, 'order', ids)
    const held = new Set(months)
    months = monthsOf(ctx, wanted, existing)
    if (months.every((month) => held.has(month))) return { existing, closed }
  }
}

async function wantedFacts(ctx: Ctx, ids: readonly string[], load: LoadSnapshots): Promise<WantedFacts[]> {
  const settings = await factSettings(ctx)
  const found = (await load(ctx, ids)).map((order) => orderFacts(order, settings))
  const known = new Set(found.map((each) => each.sourceId))
  const gone = ids.filter((id) => !known.has(id))
  return [
    ...found,
    ...gone.map((sourceId) => ({ sourceKind: 'order' as const, sourceId, sourceNumber: '', facts: [] })),
  ]
}

interface Situation {
  wanted: readonly WantedFacts[]
  existing: ReadonlyMap<string, StoredFact[]>
  closed: ReadonlySet<Month>
  sameCustomer: ReadonlyMap<string, string>
}

// Asked only where a month is closed: open facts are compared as they are.
function sameCustomersOf(
  ctx: Ctx,
  { wanted, existing, closed }: Omit<Situation, 'sameCustomer'>,
): Promise<Map<string, string>> {
  if (closed.size === 0) return Promise.resolve(new Map())
  const facts = [...wanted.flatMap((each) => each.facts), ...[...existing.values()].flat()]
  return sameCustomers(
    ctx,
    facts.flatMap((fact) => fact.customerId ?? []),
  )
}

type NamedChanges = Omit<FactChanges, 'add'> & { add: store.NewFact[] }

function planAll(ctx: Ctx, { wanted, existing, closed, sameCustomer }: Situation): NamedChanges[] {
  const books = { closed, sameCustomer, today: civilDate(ctx.now, ctx.company.timeZone) }
  return wanted.map(({ facts, ...source }) => {
    const { remove, add } = planFactChanges(existing.get(source.sourceId) ?? [], facts, books)
    return { remove, add: add.map((fact) => ({ ...fact, ...source })) }
  })
}

function monthsOf(
  ctx: Ctx,
  wanted: readonly WantedFacts[],
  existing: ReadonlyMap<string, StoredFact[]>,
): Month[] {
  const facts = [...wanted.flatMap((each) => each.facts), ...[...existing.values()].flat()]
  return [monthOf(civilDate(ctx.now, ctx.company.timeZone)), ...facts.map((fact) => monthOf(fact.happenedOn))]
}

/**
 * Makes the queue of a new company. The first job of a queue makes its row, and a long transaction that were the first
 * would let all others wait for its end.
 */
export const openFolding = (ctx: Ctx): Promise<void> =>
  addJob(ctx, 'indicators.fold', {}, { queue: `indicators.fold:${ctx.company.id}` })

/** What recordFacts would change, without locks and without changing it; nothing, if facts and orders agree. */
export async function missingChanges(
  ctx: Ctx,
  input: { orderIds: readonly string[]; closed: ReadonlySet<Month>; load: LoadSnapshots },
): Promise<{ orderId: string; number: string; remove: number; add: number }[]> {
  const wanted = await wantedFacts(ctx, input.orderIds, input.load)
  const existing = await store.factsOfSources(ctx, 'order', input.orderIds)
  const { closed } = input
  const sameCustomer = await sameCustomersOf(ctx, { wanted, existing, closed })
  const changes = planAll(ctx, { wanted, existing, closed, sameCustomer })
  return wanted.flatMap(({ sourceId, sourceNumber }, at) => {
    const { remove = [], add = [] } = changes[at] ?? {}
    if (remove.length + add.length === 0) return []
    return [{ orderId: sourceId, number: sourceNumber, remove: remove.length, add: add.length }]
  })
}
