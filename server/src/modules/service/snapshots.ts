import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '../../platform/ctx'
import { stateOf, whyOf } from './rows'
import { db } from './store'
import type { OrderState } from './transitions.rules'
import type { onTimeWhys } from './words'

/** An order as facts need it (IND-1). Sums are net of reversals; before it is accepted nothing has happened. */
export interface OrderSnapshot {
  id: string
  number: string
  typeKey: string
  factoryReturn: boolean
  unitId: string
  ownerId: string | null
  customerId: string | null
  productFamily: string | null
  state: OrderState
  /** null while the order is a draft. */
  receivedAt: Date | null
  finishedAt: Date | null
  settledAt: Date | null
  handedOverAt: Date | null
  cancelled: boolean
  cancelledAt: Date | null
  totals: {
    total: string
    daily: string
    warranty: string
    insurance: string
    boutique: string
    /** 1 where something was settled for the insurer's account, else 0. */
    insuranceCases: number
  }
  judgement: { onTime: boolean | null; hasPromise: boolean; why: (typeof onTimeWhys)[number] }
  /** Technicians in their order; shares are ratios that add to 1, exactly one leads. */
  workers: { personId: string; share: string; isLead: boolean }[]
  /** SVC-13: the order that this one returns to, with the people who answer for it. */
  returnOf: {
    orderId: string
    ownerId: string | null
    leadTechnicianId: string | null
    unitId: string
  } | null
  secondReturn: boolean
}

const Totals = z.object({
  total: z.string(),
  daily: z.string(),
  warranty: z.string(),
  insurance: z.string(),
  boutique: z.string(),
})
const none = { total: '0.00', daily: '0.00', warranty: '0.00', insurance: '0.00', boutique: '0.00' }

const headsOf = (ctx: Ctx, ids: readonly string[]) =>
  db(ctx)
    .selectFrom('serviceOrders as o')
    .innerJoin('serviceOrderTypes as t', (join) =>
      join.onRef('t.companyId', '=', 'o.companyId').onRef('t.key', '=', 'o.typeKey'),
    )
    .leftJoin('serviceOrders as first', (join) =>
      join.onRef('first.companyId', '=', 'o.companyId').onRef('first.id', '=', 'o.returnOfId'),
    )
    .leftJoin('serviceOrderWorkers as lead', (join) =>
      join
        .onRef('lead.companyId', '=', 'first.companyId')
        .onRef('lead.orderId', '=', 'first.id')
        .on('lead.isLead', '=', true),
    )
    .where('o.companyId', '=', ctx.company.id)
    .where(sql<boolean>`o.id = any(${ids}::uuid[])`)
    .select(['o.id', 'o.number', 'o.typeKey', 't.factoryReturn', 'o.unitId', 'o.advisorId', 'o.customerId'])
    .select(['o.productFamily', 'o.state', 'o.receivedAt', 'o.finishedAt', 'o.settledAt', 'o.handedOverAt'])
    .select(['o.cancelledAt', 'o.promiseAt', 'o.onTime', 'o.onTimeWhy', 'o.isSecondReturn', 'o.returnOfId'])
    .select([
      'first.advisorId as firstAdvisorId',
      'first.unitId as firstUnitId',
      'lead.personId as firstLeadId',
    ])
    // Whatever plan the database takes, facts come into being in the same order.
    .orderBy('o.id')
    .execute()

type Head = Awaited<ReturnType<typeof headsOf>>[number]

async function workersByOrder(ctx: Ctx, ids: readonly string[]) {
  const rows = await db(ctx)
    .selectFrom('serviceOrderWorkers')
    .select(['orderId', 'personId', 'share', 'isLead'])
    .where('companyId', '=', ctx.company.id)
    .where(sql<boolean>`order_id = any(${ids}::uuid[])`)
    .orderBy('orderId')
    .orderBy('position')
    .execute()
  const byOrder = new Map<string, OrderSnapshot['workers']>()
  for (const { orderId, ...worker } of rows) byOrder.set(orderId, [...(byOrder.get(orderId) ?? []), worker])
  return byOrder
}

async function totalsByOrder(ctx: Ctx, ids: readonly string[]) {
  const rows = await db(ctx)
    .selectFrom('serviceSettlements')
    .select('orderId')
    .select(
      ['total', 'daily', 'warranty', 'insurance', 'boutique'].map((name) =>
        sql<string>`sum(${sql.ref(name)})`.as(name),
      ),
    )
    .where('companyId', '=', ctx.company.id)
    .where(sql<boolean>`order_id = any(${ids}::uuid[])`)
    .groupBy('orderId')
    .execute()
  return new Map(rows.map((row) => [row.orderId, Totals.parse(row)]))
}

function snapshotOf(
  head: Head,
  workers: OrderSnapshot['workers'],
  totals: z.infer<typeof Totals>,
): OrderSnapshot {
  const returnOf = head.returnOfId !== null &&
    head.firstUnitId !== null && {
      orderId: head.returnOfId,
      ownerId: head.firstAdvisorId,
      leadTechnicianId: head.firstLeadId,
      unitId: head.firstUnitId,
    }
  return {
    id: head.id,
    number: head.number,
    typeKey: head.typeKey,
    factoryReturn: head.factoryReturn,
    unitId: head.unitId,
    ownerId: head.advisorId,
    customerId: head.customerId,
    productFamily: head.productFamily,
    state: stateOf(head.state),
    receivedAt: head.state === 'draft' ? null : head.receivedAt,
    finishedAt: head.finishedAt,
    settledAt: head.settledAt,
    handedOverAt: head.handedOverAt,
    cancelled: head.cancelledAt !== null,
    cancelledAt: head.cancelledAt,
    totals: { ...totals, insuranceCases: /[1-9]/.test(totals.insurance) ? 1 : 0 },
    judgement: { onTime: head.onTime, hasPromise: head.promiseAt !== null, why: whyOf(head.onTimeWhy) },
    workers,
    returnOf: returnOf || null,
    secondReturn: head.isSecondReturn,
  }
}

/** IND-1: orders as facts need them; three statements for any number of ids, unknown ids are left out. */
export async function orderSnapshots(ctx: Ctx, ids: readonly string[]): Promise<OrderSnapshot[]> {
  if (ids.length === 0) return []
  const heads = await headsOf(ctx, ids)
  const workers = await workersByOrder(ctx, ids)
  const totals = await totalsByOrder(ctx, ids)
  return heads.map((head) => snapshotOf(head, workers.get(head.id) ?? [], totals.get(head.id) ?? none))
}

/** PLT-16: the ids of all orders in order, a page at a time: those after `after` (null: from the start). */
export async function allOrderIds(ctx: Ctx, after: string | null, limit: number): Promise<string[]> {
  let query = db(ctx)
    .selectFrom('serviceOrders')
    .select('id')
    .where('companyId', '=', ctx.company.id)
    .orderBy('id')
    .limit(limit)
  if (after !== null) query = query.where('id', '>', after)
  return (await query.execute()).map((row) => row.id)
}
