import { AppError } from '../../../kernel/errors'
import type { Ctx } from '../../../platform/ctx'
import { checkMoment } from '../moments.rules'
import type { AddPromise, Confirmation, ConfirmAddition } from '../schemas'
import * as store from '../store'
import { changeOrder } from './change'

/** SVC-8: what is kept of a customer's yes: the user's words about the time, and the server's own time beside it. */
export function confirmed(ctx: Ctx, order: store.Order, confirmation: Confirmation) {
  const { saidAt = null } = confirmation
  if (saidAt) checkMoment({ occurredAt: saidAt, receivedAt: order.receivedAt, now: ctx.now })
  return {
    confirmed: true,
    confirmedSaidAt: saidAt,
    confirmedRecordedAt: ctx.now,
    confirmedChannel: confirmation.channel,
    confirmedWho: confirmation.who,
    evidenceKind: confirmation.evidenceKind,
    evidenceText: confirmation.evidenceText,
  }
}

/** Where the next promise of an order stands. */
export const nextSeq = (rows: readonly { seq: number }[]): number =>
  Math.max(0, ...rows.map((row) => row.seq)) + 1

/**
 * SVC-8: another time without an addition. The very first one is the promise of the 委托书; any later one is kept and
 * shown, and never counts.
 */
export async function addPromise(ctx: Ctx, id: string, input: AddPromise): Promise<void> {
  await changeOrder(ctx, id, { ability: 'promise', version: input.version, sent: {} }, async (order) => {
    const before = await store.promisesOf(ctx, id)
    const isFirst = before.length === 0
    // A first promise made after the work began would be one that is easy to keep.
    if (isFirst && order.state !== 'draft' && order.state !== 'accepted' && order.state !== 'assigned')
      throw new AppError('rule_broken', 'service.first_promise_too_late', { state: order.state })
    const promise = { orderId: id, seq: nextSeq(before), at: input.at, note: input.note }
    await store.insertPromise(
      ctx,
      isFirst
        ? { ...promise, reason: 'first', confirmed: true, confirmedRecordedAt: ctx.now }
        : { ...promise, reason: 'other' },
    )
    return {
      action: 'service.promise_added',
      after: { seq: promise.seq, at: input.at },
      note: input.note || undefined,
    }
  })
}

/** SVC-8: records the customer's yes to a promise; the server's time is the one that is used. */
export async function confirmPromise(
  ctx: Ctx,
  place: { id: string; promiseId: string },
  input: ConfirmAddition,
): Promise<void> {
  const { version, ...confirmation } = input
  await changeOrder(ctx, place.id, { ability: 'promise', version, sent: {} }, async (order) => {
    const promise = (await store.promisesOf(ctx, place.id)).find((other) => other.id === place.promiseId)
    if (!promise) throw new AppError('not_found', 'service.no_such_promise')
    if (promise.confirmed)
      throw new AppError('rule_broken', 'service.already_confirmed', { seq: promise.seq })
    // A new time for further work is worth as much as the customer's yes to the work.
    const addition = (await store.additionsOf(ctx, place.id)).find((other) => other.id === promise.additionId)
    if (addition && addition.state !== 'confirmed')
      throw new AppError('rule_broken', 'service.addition_undecided', { seq: addition.seq })
    await store.updatePromise(ctx, promise.id, confirmed(ctx, order, confirmation))
    return {
      action: 'service.promise_confirmed',
      after: { seq: promise.seq, at: promise.at, ...confirmation },
    }
  })
}
