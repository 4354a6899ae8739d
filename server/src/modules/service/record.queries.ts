import { sql } from 'kysely'
import { AppError } from '../../kernel/errors'
import { timeline } from '../../platform/audit'
import { allow, type Ctx } from '../../platform/ctx'
import { personNames } from '../org'
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

type Head = Awaited<ReturnType<typeof headOf>>

async function peopleOf(ctx: Ctx, head: Head) {
  const workers = await workersOf(ctx, head.id)
  const names = await personNames(ctx, [
    ...workers.map((worker) => worker.personId),
    head.causedMarkedBy,
    head.spotCheckedBy,
  ])
  return { workers: workers.map((worker) => ({ ...worker, name: names.get(worker.personId) ?? '' })), names }
}

async function moneyOf(ctx: Ctx, id: string, type: OrderType) {
  const { lines, additions } = await parts.linesShown(ctx, id, type)
  const counted = lines.filter((line) => line.counts)
  return { lines, additions, totals: totalsOf(counted, type.category) }
}

/** SVC-2: everything on an order's page. Refused to whom the order does not belong. */
export async function orderRecord(ctx: Ctx, id: string): Promise<OrderRecord> {
  const head = await headOf(ctx, id)
  const { workers, names } = await peopleOf(ctx, head)
  const technicianIds = workers.map((worker) => worker.personId)
  const subject = { ...head, state: stateOf(head.state), technicianIds }
  allow(mayRead(ctx.actor, subject))
  const [row] = await orderRows(ctx, [head])
  if (!row) throw new AppError('not_found', 'service.no_such_order')
  const type = await orderType(ctx, head.typeKey)
  const details = orderDetails(head.details)
  const customerCaused = (await serviceSettings(ctx)).customerCaused()
  return {
    ...head,
    ...row,
    type,
    details,
    workers,
    missing: missingFields(type.needs, { ...head, details }),
    causedMarkedBy: names.get(head.causedMarkedBy ?? '') ?? null,
    spotCheckedBy: names.get(head.spotCheckedBy ?? '') ?? null,
    ...(await moneyOf(ctx, id, type)),
    promises: await parts.promisesShown(
      ctx,
      id,
      (promises) => judgeOrder(head, promises, customerCaused).explanation,
    ),
    lateParty: await latePartyShown(ctx, id),
    settlements: await parts.settlementsShown(ctx, id),
    stateMoves: await parts.movesOfOrder(ctx, id),
    ...(await parts.relatedOrders(ctx, head)),
    extra: orderExtra(head.extra),
    timeline: await timeline(ctx, 'order', id),
    can: abilities(ctx.actor, subject, type.states),
  }
}
