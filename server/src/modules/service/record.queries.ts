import { sql } from 'kysely'
import { AppError } from '../../kernel/errors'
import { timeline } from '../../platform/audit'
import { allow, type Ctx } from '../../platform/ctx'
import { personNames } from '../org'
import { swapsOfOrder } from '../products'
import { missingFields } from './intake.rules'
import { judgeOrder } from './judge.rules'
import { totalsOf } from './lines.rules'
import { ordersOf } from './list.filters'
import { orderRows, selected } from './order-rows'
import { abilities, mayRead } from './policy'
import * as parts from './record-parts.queries'
import type { OrderRecord, OrderType } from './record.schemas'
import { latePartyShown } from './snapshots'
import { orderDetails, orderExtra, stateOf } from './rows'
import { serviceSettings } from './settings'
import { workersOf } from './store'
import { orderType } from './types.queries'

async function headOf(ctx: Ctx, id: string) {
  const head = await selected(ordersOf(ctx, [sql`o.company_id = ${ctx.company.id}`, sql`o.id = ${id}`]))
    .select([
      'o.runningHours',
      'o.details',
      'o.clarification',
      'o.clarifiedAt',
      'o.closedAt',
      'o.cancelledAt',
    ])
    .select(['o.cancelReason', 'o.causedMarkedBy', 'o.causedNote', 'o.causedSignedBy', 'o.causedEvidence'])
    .select(['o.spotCheckedAt', 'o.spotCheckedBy', 'o.spotCheckNote', 'o.followUpAt', 'o.followUpNote'])
    .select(['o.promiseSeq', 'o.isSecondReturn', 'o.extra', 'o.createdAt', 'o.updatedAt'])
    .executeTakeFirst()
  if (!head) throw new AppError('not_found', 'service.no_such_order')
  return head
}

async function moneyOf(ctx: Ctx, id: string, type: Promise<OrderType>) {
  const { lines, additions, category } = await parts.linesShown(ctx, id, type)
  const counted = lines.filter((line) => line.counts)
  return { lines, additions, totals: totalsOf(counted, category) }
}

/** What needs nothing but the order's id. */
async function plainParts(ctx: Ctx, id: string) {
  const [settlements, stateMoves, entries, swaps, lateParty] = await Promise.all([
    parts.settlementsShown(ctx, id),
    parts.movesOfOrder(ctx, id),
    timeline(ctx, 'order', id),
    swapsOfOrder(ctx, id),
    latePartyShown(ctx, id),
  ])
  return { settlements, stateMoves, timeline: entries, swaps, lateParty }
}

/**
 * SVC-2: everything on an order's page. Refused to whom the order does not belong. What does not wait for another
 * answer is asked for together: the page costs a few round trips, not one for each of its parts.
 */
export async function orderRecord(ctx: Ctx, id: string): Promise<OrderRecord> {
  const asked = headOf(ctx, id)
  const typeOf = asked.then((head) => orderType(ctx, head.typeKey))
  const settings = serviceSettings(ctx)
  const [head, workers, type, row, money, promises, related, names, plain] = await Promise.all([
    asked,
    workersOf(ctx, id),
    typeOf,
    asked.then(async (order) => (await orderRows(ctx, [order]))[0]),
    moneyOf(ctx, id, typeOf),
    Promise.all([asked, settings]).then(([order, values]) =>
      parts.promisesShown(ctx, id, (all) => judgeOrder(order, all, values.customerCaused()).explanation),
    ),
    asked.then((order) => parts.relatedOrders(ctx, order)),
    asked.then((order) => personNames(ctx, [order.causedMarkedBy, order.spotCheckedBy])),
    plainParts(ctx, id),
  ])
  const technicianIds = workers.map((worker) => worker.personId)
  const subject = { ...head, state: stateOf(head.state), technicianIds }
  allow(mayRead(ctx.actor, subject))
  if (!row) throw new AppError('not_found', 'service.no_such_order')
  const details = orderDetails(head.details)
  const workerNames = new Map(row.technicians.map((worker) => [worker.personId, worker.name]))
  return {
    ...head,
    ...row,
    type,
    details,
    workers: workers.map((worker) => ({ ...worker, name: workerNames.get(worker.personId) ?? '' })),
    missing: missingFields(type.needs, { ...head, details }),
    causedMarkedBy: names.get(head.causedMarkedBy ?? '') ?? null,
    spotCheckedBy: names.get(head.spotCheckedBy ?? '') ?? null,
    ...money,
    promises,
    ...plain,
    ...related,
    extra: orderExtra(head.extra),
    can: abilities(ctx.actor, subject, type.states),
  }
}
