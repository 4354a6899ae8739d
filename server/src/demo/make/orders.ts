import { newId } from '../../kernel/ids'
import { unitByCode } from '../../modules/org'
import { recordFollowUpAnswer, savePastOrders, type PastDoer, type PastOrder } from '../../modules/service'
import type { Ctx } from '../../platform/ctx'
import type { Owners } from './owners'

export interface OrderIds {
  people: ReadonlyMap<string, string>
  owners: Owners
  parts: ReadonlyMap<string, string>
  units: ReadonlyMap<string, string>
  /** Ids of orders by their place in the plan; grows. */
  orders: Map<string, string>
}

export async function unitIdsOf(ctx: Ctx, codes: readonly (string | null)[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const code of codes) {
    const unit = code === null ? undefined : await unitByCode(ctx, code)
    if (code !== null && unit) ids.set(code, unit.id)
  }
  return ids
}

const named = (ids: ReadonlyMap<string, string>, name: string | null): string | null => {
  if (name === null) return null
  const id = ids.get(name)
  if (id === undefined) throw new Error(`The demo company has no "${name}".`)
  return id
}

/** The plan's names become ids. */
function withIds(order: PastOrder, ids: OrderIds): PastOrder {
  const who = (doer: PastDoer): PastDoer => ({ ...doer, id: named(ids.people, doer.id) })
  const by = <T extends { who: PastDoer }>(deed: T): T => ({ ...deed, who: who(deed.who) })
  const perhaps = <T extends { who: PastDoer }>(deed: T | null): T | null => deed && by(deed)
  const id = newId(order.steps[0]?.at)
  ids.orders.set(order.id, id)
  return {
    ...order,
    id,
    unitId: named(ids.units, order.unitId) ?? '',
    advisor: who(order.advisor),
    customerId: named(ids.owners.customers, order.customerId),
    productId: named(ids.owners.products, order.productId),
    returnOfId: named(ids.orders, order.returnOfId),
    clarified: perhaps(order.clarified),
    steps: order.steps.map(by),
    workers: order.workers.map((worker) => ({
      ...worker,
      personId: named(ids.people, worker.personId) ?? '',
    })),
    lines: order.lines.map((line) => ({ ...line, partId: named(ids.parts, line.partId) })),
    additions: order.additions.map((addition) => ({ ...by(addition), decision: perhaps(addition.decision) })),
    caused: order.caused && { ...by(order.caused), check: perhaps(order.caused.check) },
    followUp: perhaps(order.followUp),
  }
}

export interface MadeOrder {
  id: string
  number: string
  version: number
  plan: PastOrder
}

/** PCK-4: a part of the orders, written in sets. An original is written before what returns to it. */
export async function makeOrders(ctx: Ctx, plan: readonly PastOrder[], ids: OrderIds): Promise<MadeOrder[]> {
  const saved = await savePastOrders(
    ctx,
    plan.map((order) => withIds(order, ids)),
  )
  return saved.map((order, at) => ({ ...order, plan: plan[at] as PastOrder }))
}

/** SVC-9, IND-1: customers who say “late” after their month is closed: adjustments in the open month. */
export async function answerLate(ctx: Ctx, orders: readonly MadeOrder[], note: string): Promise<void> {
  for (const { id, version } of orders) await recordFollowUpAnswer(ctx, id, { version, answer: 'no', note })
}
