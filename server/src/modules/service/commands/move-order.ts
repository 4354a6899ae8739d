import { AppError } from '../../../kernel/errors'
import type { Ctx } from '../../../platform/ctx'
import { checkIntake } from '../intake.rules'
import { checkMoment } from '../moments.rules'
import { orderDetails } from '../rows'
import type { Cancel, Close, HandOver, Move } from '../schemas'
import * as store from '../store'
import { checkMove, type MoveBy, type OrderState } from '../transitions.rules'
import type { OrderType } from '../record.schemas'
import { changeOrder } from './change'

export interface Step {
  order: store.Order
  type: OrderType
  to: OrderState
  by: MoveBy
  occurredAt?: Date
  reason?: string
}

/** SVC-2: one legal move, written into the history; gives when it happened. */
export async function step(ctx: Ctx, { order, type, to, by, occurredAt, reason }: Step): Promise<Date> {
  checkMove({ from: order.state, to, by }, type.states)
  const gone = order.handedOverAt !== null
  if (gone && (by === 'move' || by === 'cancel' || by === 'hand_over'))
    throw new AppError('rule_broken', 'service.already_handed_over', { handedOverAt: order.handedOverAt })
  const at = checkMoment({ occurredAt: occurredAt ?? ctx.now, receivedAt: order.receivedAt, now: ctx.now })
  await store.insertMove(ctx, {
    orderId: order.id,
    fromState: order.state,
    toState: to,
    occurredAt: at,
    reason,
  })
  return at
}

const forward: readonly OrderState[] = ['ready', 'settled', 'handed_over', 'closed']

/** What else a plain move writes: when the work was finished, and that it is not finished any more. */
function finishing(order: store.Order, to: OrderState, at: Date): store.OrderPatch {
  if (to === 'ready') return { finishedAt: at }
  return forward.includes(order.state) ? { finishedAt: null } : {}
}

/** SVC-2: moves an order along the table of transitions; the user may say when it happened. */
export async function moveOrder(ctx: Ctx, id: string, input: Move): Promise<void> {
  const { to, occurredAt, reason, version } = input
  await changeOrder(ctx, id, { ability: 'move', version, sent: { state: to } }, async (order, type) => {
    const at = await step(ctx, { order, type, to, by: 'move', occurredAt, reason })
    checkIntake(to, { ...order, details: orderDetails(order.details) }, type.needs)
    if (to === 'assigned' && order.technicianIds.length === 0)
      throw new AppError('rule_broken', 'service.no_worker')
    if (to === 'accepted') await store.replaceWorkers(ctx, id, [])
    return {
      action: 'service.order_moved',
      patch: { state: to, ...finishing(order, to, at) },
      before: { state: order.state },
      after: { state: to, occurredAt: at },
      note: reason || undefined,
    }
  })
}

/** SVC-2: cancels an order; the reason stays with it. */
export async function cancelOrder(ctx: Ctx, id: string, input: Cancel): Promise<void> {
  const { reason, occurredAt, version } = input
  await changeOrder(
    ctx,
    id,
    { ability: 'cancel', version, sent: { state: 'cancelled' } },
    async (order, type) => {
      const at = await step(ctx, { order, type, to: 'cancelled', by: 'cancel', occurredAt, reason })
      return {
        action: 'service.order_cancelled',
        patch: { state: 'cancelled', cancelledAt: at, cancelReason: reason },
        before: { state: order.state },
        after: { state: 'cancelled' },
        note: reason,
      }
    },
  )
}

/** SVC-2, SVC-9: the hand-over time as it is written on the settlement sheet. */
export async function handOver(ctx: Ctx, id: string, input: HandOver): Promise<void> {
  const sent = { state: 'handed_over', handedOverAt: input.handedOverAt }
  await changeOrder(ctx, id, { ability: 'handOver', version: input.version, sent }, async (order, type) => {
    const at = await step(ctx, {
      order,
      type,
      to: 'handed_over',
      by: 'hand_over',
      occurredAt: input.handedOverAt,
    })
    return {
      action: 'service.order_handed_over',
      patch: { state: 'handed_over', handedOverAt: at },
      before: { state: order.state, handedOverAt: null },
      after: { state: 'handed_over', handedOverAt: at },
    }
  })
}

/** SVC-2: nothing more is expected of the order. */
export async function closeOrder(ctx: Ctx, id: string, input: Close): Promise<void> {
  const { occurredAt, version } = input
  await changeOrder(
    ctx,
    id,
    { ability: 'close', version, sent: { state: 'closed' } },
    async (order, type) => {
      const at = await step(ctx, { order, type, to: 'closed', by: 'close', occurredAt })
      return {
        action: 'service.order_closed',
        patch: { state: 'closed', closedAt: at },
        before: { state: order.state },
        after: { state: 'closed' },
      }
    },
  )
}
