import { civilDate, monthOf } from '../../../kernel/civil-date'
import { newId } from '../../../kernel/ids'
import { audit } from '../../../platform/audit'
import { allow, type Ctx } from '../../../platform/ctx'
import { productRow, recordReadings } from '../../products'
import { cachesOf } from '../caches'
import { startClocks } from '../clocks'
import { checkIntake } from '../intake.rules'
import { checkMoment } from '../moments.rules'
import { tell } from '../news'
import { takeNumbers } from '../numbers'
import { reaches } from '../policy'
import { refreshRepeats } from '../repeats'
import type { NewOrder } from '../schemas'
import { indexOrders } from '../search'
import * as store from '../store'
import { orderType } from '../types.queries'

/** AST-1 B: what was read at the counter goes into the archive of the product. */
export async function keepReading(
  ctx: Ctx,
  order: {
    productId: string | null
    mileageKm: number | null
    runningHours: number | null
    receivedAt: Date
  },
): Promise<void> {
  const { productId, mileageKm, runningHours: hours, receivedAt } = order
  if (productId === null || (mileageKm === null && hours === null)) return
  const on = civilDate(receivedAt, ctx.company.timeZone)
  await recordReadings(ctx, [{ productId, mileageKm, hours, on }])
}

/** The product of an order: it must exist; its owner and its family go onto the order where nothing else is said. */
export async function productOf(ctx: Ctx, productId: string | null) {
  if (productId === null) return { family: null, customerId: null }
  const product = await productRow(ctx, productId)
  return { family: product.family === '' ? null : product.family, customerId: product.customerId }
}

async function writeOrder(ctx: Ctx, input: NewOrder, receivedAt: Date): Promise<string> {
  const id = newId()
  const month = monthOf(civilDate(receivedAt, ctx.company.timeZone))
  const [number = ''] = await takeNumbers(ctx, month, 1)
  const product = await productOf(ctx, input.productId)
  const { promiseAt: _promiseAt, accept, advisorId, details, returnOfId, ...fields } = input
  const state = accept ? 'accepted' : 'draft'
  await store.insertOrder(ctx, {
    ...fields,
    id,
    number,
    state,
    receivedAt,
    advisorId: advisorId === undefined ? ctx.actor.personId : advisorId,
    customerId: input.customerId ?? product.customerId,
    productFamily: product.family,
    details: JSON.stringify(details),
    returnOfId,
    returnOfGiven: returnOfId !== null,
  })
  await store.insertMove(ctx, { orderId: id, fromState: null, toState: state, occurredAt: receivedAt })
  await indexOrders(ctx, [{ ...fields, id, number, externalNo: null }])
  await keepReading(ctx, { ...fields, receivedAt })
  return id
}

/** SVC-1, SVC-8, SVC-13: takes in an order; the time on the 委托书 is its first promise. Gives the id. */
export async function openOrder(ctx: Ctx, input: NewOrder): Promise<string> {
  const advisorId = input.advisorId === undefined ? ctx.actor.personId : input.advisorId
  allow(reaches(ctx.actor, 'orders.edit', { unitId: input.unitId, advisorId, technicianIds: [] }))
  const type = await orderType(ctx, input.typeKey)
  const receivedAt = input.receivedAt ?? ctx.now
  checkMoment({ occurredAt: receivedAt, receivedAt, now: ctx.now })
  if (input.accept) checkIntake('accepted', input, type.needs)
  const id = await writeOrder(ctx, input, receivedAt)
  if (input.promiseAt) await firstPromise(ctx, id, input.promiseAt)
  const order = await store.lockOrder(ctx, id)
  await store.saveCaches(ctx, id, await cachesOf(ctx, order))
  await startClocks(ctx, order)
  const moved = await refreshRepeats(ctx, {
    productIds: input.productId ? [input.productId] : [],
    orderIds: [id],
  })
  const { version: _version, ...after } = order
  await audit(ctx, 'service.order_opened', { entity: 'order', entityId: id, after: opened(after) })
  await tell(ctx, [id, ...moved])
  return id
}

/** SVC-8: the time on the 委托书, which the customer signs there. */
export const firstPromise = (ctx: Ctx, orderId: string, at: Date): Promise<unknown> =>
  store.insertPromise(ctx, {
    orderId,
    seq: 1,
    at,
    reason: 'first',
    confirmed: true,
    confirmedRecordedAt: ctx.now,
  })

const opened = (order: Omit<store.Order, 'version'>) => ({
  number: order.number,
  typeKey: order.typeKey,
  state: order.state,
  unitId: order.unitId,
  advisorId: order.advisorId,
  customerId: order.customerId,
  productId: order.productId,
  receivedAt: order.receivedAt,
  channel: order.channel,
  complaint: order.complaint,
})
