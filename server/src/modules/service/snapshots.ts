import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '../../platform/ctx'
import { lateParty } from './attribution.rules'
import type { Party } from './clock-words'
import { instantText, Moves } from './clocks.store'
import { partyOf, stateOf, whyOf } from './rows'
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
  judgement: {
    onTime: boolean | null
    hasPromise: boolean
    why: (typeof onTimeWhys)[number]
    /** SVC-19: of a late one, who answers for it; null where the timeline does not tell. */
    lateParty: Party | null
  }
  /** SVC-3: its response clocks; `stoppedAt` is the last of them, null while one still runs. */
  clocks: { count: number; missed: number; stoppedAt: Date | null }
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

// The timeline is read of late orders only: nobody else's is asked for.
const lateMoves = sql<unknown>`case when o.on_time is false then (
  select coalesce(jsonb_agg(jsonb_build_object('fromState', m.from_state, 'toState', m.to_state,
    'occurredAt', m.occurred_at, 'recordedAt', m.recorded_at) order by m.occurred_at, m.recorded_at, m.id), '[]')
  from service_order_moves m where m.company_id = o.company_id and m.order_id = o.id) else '[]' end`
const clocksOf = sql<unknown>`(select jsonb_build_object('count', count(*), 'missed', count(*) filter (where c.missed),
    'stoppedAt', case when bool_and(c.state = 'stopped') then max(c.stopped_at) end)
  from service_clocks c where c.company_id = o.company_id and c.order_id = o.id)`
const Clocks = z.object({
  count: z.number(),
  missed: z.number(),
  stoppedAt: instantText.nullable(),
})

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
    .select(['o.supplierNeeded', 'o.lateParty', 'o.latePartyNote'])
    .select([lateMoves.as('lateMoves'), clocksOf.as('clocks')])
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

function latePartyOf(head: Head): Party | null {
  if (head.onTime !== false || head.promiseAt === null) return null
  const history = {
    receivedAt: head.receivedAt,
    finishedAt: head.finishedAt,
    moves: Moves.parse(head.lateMoves),
    happened: [],
  }
  return lateParty({
    history,
    promiseAt: head.promiseAt,
    finishedAt: head.finishedAt,
    supplierNeeded: head.supplierNeeded,
    decided: head.lateParty === null ? null : partyOf(head.lateParty),
  })
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
    judgement: {
      onTime: head.onTime,
      hasPromise: head.promiseAt !== null,
      why: whyOf(head.onTimeWhy),
      lateParty: latePartyOf(head),
    },
    clocks: Clocks.parse(head.clocks),
    workers,
    returnOf: returnOf || null,
    secondReturn: head.isSecondReturn,
  }
}

/** IND-1: orders as facts need them; three statements for any number of ids, unknown ids are left out. */
export async function orderSnapshots(ctx: Ctx, ids: readonly string[]): Promise<OrderSnapshot[]> {
  if (ids.length === 0) return []
  const [heads, workers, totals] = await Promise.all([
    headsOf(ctx, ids),
    workersByOrder(ctx, ids),
    totalsByOrder(ctx, ids),
  ])
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

/** SVC-19: who answers for a late order, and whether somebody decided so; null when it is not late or nobody can tell. */
export async function latePartyShown(ctx: Ctx, id: string) {
  const [head] = await headsOf(ctx, [id])
  const party = head ? latePartyOf(head) : null
  return party === null
    ? null
    : { party, isDecided: head?.lateParty !== null, note: head?.latePartyNote ?? '' }
}
