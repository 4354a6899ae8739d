import { civilDate, monthOf, type Month } from '../../kernel/civil-date'
import type { Ctx } from '../../platform/ctx'
import { addJob } from '../../platform/jobs'
import { touch } from '../../platform/live'
import { companySettings } from '../org'
import { sumChanges } from './deltas.rules'
import { orderFacts, type FactSettings, type WantedFacts } from './facts.rules'
import * as store from './facts.store'
import { planFactChanges, type FactChanges, type StoredFact } from './plan.rules'
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
  const existing = await store.factsOfSources(ctx, 'order', ids)
  const closed = await store.lockMonths(ctx, monthsOf(ctx, wanted, existing))
  const changes = planAll(ctx, { wanted, existing, closed })
  const remove = changes.flatMap((change) => change.remove)
  const add = changes.flatMap((change) => change.add)
  if (remove.length + add.length === 0) return 0
  await store.deleteFacts(ctx, remove)
  await store.insertFacts(ctx, add)
  const changed = sumChanges({ remove, add })
  await store.appendChanges(ctx, sums === 'queued' ? changed : { ...changed, deltas: [] })
  if (sums === 'at_once') await applyDeltas(ctx, changed.deltas)
  touch(ctx, 'indicators')
  if (sums === 'at_once') return remove.length + add.length
  // Keyed by transaction, not by company: a common key would be one row that all writers of a company wait for.
  await addJob(
    ctx,
    'indicators.fold',
    {},
    { key: `indicators.fold:${ctx.requestId}`, queue: `indicators.fold:${ctx.company.id}` },
  )
  return remove.length + add.length
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
}

type NamedChanges = Omit<FactChanges, 'add'> & { add: store.NewFact[] }

function planAll(ctx: Ctx, { wanted, existing, closed }: Situation): NamedChanges[] {
  const books = { closed, today: civilDate(ctx.now, ctx.company.timeZone) }
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

/** What recordFacts would change, without locks and without changing it; nothing, if facts and orders agree. */
export async function missingChanges(
  ctx: Ctx,
  input: { orderIds: readonly string[]; closed: ReadonlySet<Month>; load: LoadSnapshots },
): Promise<{ orderId: string; number: string; remove: number; add: number }[]> {
  const wanted = await wantedFacts(ctx, input.orderIds, input.load)
  const existing = await store.factsOfSources(ctx, 'order', input.orderIds)
  const changes = planAll(ctx, { wanted, existing, closed: input.closed })
  return wanted.flatMap(({ sourceId, sourceNumber }, at) => {
    const { remove = [], add = [] } = changes[at] ?? {}
    if (remove.length + add.length === 0) return []
    return [{ orderId: sourceId, number: sourceNumber, remove: remove.length, add: add.length }]
  })
}
