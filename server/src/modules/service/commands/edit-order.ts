import type { Ctx } from '../../../platform/ctx'
import { allow } from '../../../platform/ctx'
import { checkIntake } from '../intake.rules'
import { reaches } from '../policy'
import { orderDetails } from '../rows'
import type { Clarify, OrderEdit } from '../schemas'
import { indexOrders } from '../search'
import type { Order, OrderPatch } from '../store'
import { orderType } from '../types.queries'
import { changeOrder } from './change'
import { checkReturnOf, customerOf, keepReading, productOf } from './open-order'

async function patchOf(ctx: Ctx, order: Order, fields: Omit<OrderEdit, 'version'>): Promise<OrderPatch> {
  const { details, returnOfId, ...plain } = fields
  const patch: OrderPatch = { ...plain }
  if (details !== undefined) patch.details = JSON.stringify(details)
  // SVC-13: whoever changes the link says so for good, also that there is none; whoever leaves it leaves it to the rule.
  if (returnOfId !== undefined && returnOfId !== order.returnOfId) {
    const productId = plain.productId === undefined ? order.productId : plain.productId
    await checkReturnOf(ctx, { id: order.id, returnOfId, productId, receivedAt: order.receivedAt })
    Object.assign(patch, { returnOfId, returnOfGiven: true })
  }
  if (plain.productId !== undefined && plain.productId !== order.productId) {
    const product = await productOf(ctx, plain.productId)
    patch.productFamily = product.family
    if (plain.customerId === undefined && order.customerId === null) patch.customerId = product.customerId
  }
  if (patch.customerId) patch.customerId = await customerOf(ctx, patch.customerId)
  return patch
}

// Whoever edits may not push an order out of their own reach.
function checkReach(ctx: Ctx, order: Order, patch: OrderPatch): void {
  if (patch.unitId === undefined && patch.advisorId === undefined) return
  const after = {
    unitId: patch.unitId ?? order.unitId,
    advisorId: patch.advisorId === undefined ? order.advisorId : patch.advisorId,
    technicianIds: order.technicianIds,
  }
  allow(reaches(ctx.actor, 'orders.edit', after))
}

/** SVC-2: changes the head of an order; of two at once one succeeds, the other gets both values. */
export async function editOrder(ctx: Ctx, id: string, input: OrderEdit): Promise<void> {
  const { version, ...fields } = input
  await changeOrder(ctx, id, { ability: 'edit', version, sent: fields }, async (order) => {
    const patch = await patchOf(ctx, order, fields)
    checkReach(ctx, order, patch)
    const current = { ...order, details: orderDetails(order.details) }
    const after = { ...current, ...fields }
    const type = await orderType(ctx, after.typeKey)
    // What an accepted order needs, it keeps.
    if (order.state !== 'draft')
      checkIntake(order.state === 'accepted' ? 'accepted' : 'assigned', after, type.needs)
    await indexOrders(ctx, [after])
    if (order.state !== 'draft') await keepReading(ctx, after)
    const before = new Map(Object.entries(current))
    return {
      action: 'service.order_edited',
      patch,
      before: Object.fromEntries(Object.keys(fields).map((key) => [key, before.get(key)])),
      after: fields,
    }
  })
}

/** SVC-1: what the customer meant, written down before anybody works on it. */
export async function clarifyOrder(ctx: Ctx, id: string, input: Clarify): Promise<void> {
  await changeOrder(
    ctx,
    id,
    { ability: 'clarify', version: input.version, sent: { unclear: false } },
    async () => ({
      action: 'service.order_clarified',
      patch: {
        unclear: false,
        clarification: input.clarification,
        clarifiedAt: ctx.now,
        clarifiedBy: ctx.actor.personId,
      },
      before: { unclear: true },
      after: { unclear: false, clarification: input.clarification },
    }),
  )
}
