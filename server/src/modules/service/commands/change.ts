import { AppError } from '../../../kernel/errors'
import { audit } from '../../../platform/audit'
import { allow, type Ctx } from '../../../platform/ctx'
import { cachesOf } from '../caches'
import { refreshClocks } from '../clocks'
import { tell } from '../news'
import { abilities, permissionOf, reaches, type Ability } from '../policy'
import { orderRecord } from '../record.queries'
import type { OrderType } from '../record.schemas'
import { refreshRepeats } from '../repeats'
import * as store from '../store'
import { isOpen } from '../transitions.rules'
import { listOrderTypes } from '../types.queries'

export interface Asked {
  ability: Ability
  version: number
  /** What the caller wants to be written, by the names of the record; a conflict names those that differ. */
  sent?: object
}

export interface Outcome {
  action: string
  patch?: store.OrderPatch
  before?: object
  after?: object
  note?: string
  /** Something was written that clocks follow from and the patch does not show. */
  clocks?: true
}

// SVC-18: the fields of an order from which its clocks follow.
const clocked = [
  'state',
  'typeKey',
  'unitId',
  'advisorId',
  'channel',
  'faultGroupKey',
  'priority',
  'distanceKm',
  'supplierNeeded',
  'finishedAt',
] as const
const clocksFollow = (patch: store.OrderPatch): boolean => clocked.some((field) => patch[field] !== undefined)

// A move that is not possible is refused with the legal moves by the table of transitions.
const moving: readonly Ability[] = ['move', 'settle', 'reverse', 'handOver', 'close', 'cancel']

function changedFields(current: object, sent: object): string[] {
  const now = new Map(Object.entries(current))
  const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
  return Object.entries(sent).flatMap(([key, value]) =>
    value === undefined || same(value, now.get(key)) ? [] : [key],
  )
}

/** SVC-2: of two who change the same order, one succeeds; the other gets the order as it is and what differs. */
async function versionMoved(ctx: Ctx, id: string, sent: object): Promise<AppError> {
  const current = await orderRecord(ctx, id)
  return new AppError('conflict', 'service.version_moved', { current, changed: changedFields(current, sent) })
}

async function admit(ctx: Ctx, order: store.Order, asked: Asked): Promise<OrderType> {
  allow(reaches(ctx.actor, permissionOf(asked.ability), order))
  if (order.version !== asked.version) throw await versionMoved(ctx, order.id, asked.sent ?? {})
  const type = (await listOrderTypes(ctx)).find((other) => other.key === order.typeKey)
  if (!type) throw new AppError('not_found', 'service.no_such_order_type')
  if (moving.includes(asked.ability) || abilities(ctx.actor, order, type.states)[asked.ability]) return type
  const reason = isOpen(order.state) ? 'service.not_possible_now' : 'service.closed_to_change'
  throw new AppError('rule_broken', reason, { state: order.state, ability: asked.ability })
}

/**
 * The frame of every verb on an order: lock, allow, decide, save with version, caches, audit, tell. `work` decides and
 * writes what belongs to the order; what it patches is written here.
 */
export async function changeOrder(
  ctx: Ctx,
  id: string,
  asked: Asked,
  work: (order: store.Order, type: OrderType) => Promise<Outcome>,
): Promise<void> {
  const order = await store.lockOrder(ctx, id)
  const type = await admit(ctx, order, asked)
  const outcome = await work(order, type)
  const patch = outcome.patch ?? {}
  const caches = await cachesOf(ctx, { ...order, ...patch, id })
  await store.saveOrder(ctx, order, { ...patch, ...caches })
  const productIds = [order.productId, patch.productId].filter((product) => typeof product === 'string')
  if (outcome.clocks || clocksFollow(patch)) await refreshClocks(ctx, [id])
  const moved = await refreshRepeats(ctx, { productIds, orderIds: [id] })
  await audit(ctx, outcome.action, {
    entity: 'order',
    entityId: id,
    before: outcome.before,
    after: outcome.after,
    note: outcome.note,
  })
  await tell(ctx, [id, ...moved])
}
