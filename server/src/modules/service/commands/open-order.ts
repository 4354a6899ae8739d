import { civilDate, monthOf } from '../../../kernel/civil-date'
import { AppError } from '../../../kernel/errors'
import { newId } from '../../../kernel/ids'
import { audit } from '../../../platform/audit'
import { allow, type Ctx } from '../../../platform/ctx'
import { survivorOf } from '../../customers'
import { productBriefs, recordReadings } from '../../products'
import { startClocks } from '../clocks'
import { checkIntake } from '../intake.rules'
import { cachedJudgement, judgeOrder } from '../judge.rules'
import { checkMoment } from '../moments.rules'
import { tell } from '../news'
import { takeNumbers } from '../numbers'
import { reaches } from '../policy'
import { refreshRepeats, returnable } from '../repeats'
import type { NewOrder } from '../schemas'
import { indexOrders } from '../search'
import { serviceSettings } from '../settings'
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
  const product = (await productBriefs(ctx, [productId])).get(productId)
  if (!product) throw new AppError('not_found', 'products.no_such_product')
  return { family: product.family || null, customerId: product.customerId }
}

/**
 * SVC-13: a person may link a return to an order of any fault and any age, but only of the same product and only to one
 * that had been handed over, because its technicians answer for it.
 */
export async function checkReturnOf(
  ctx: Ctx,
  order: { id: string | null; returnOfId: string | null; productId: string | null; receivedAt: Date },
): Promise<void> {
  if (order.returnOfId === null) return
  const original = await returnable(ctx, order.returnOfId)
  if (
    !original ||
    original.id === order.id ||
    original.productId === null ||
    original.productId !== order.productId
  )
    throw new AppError('rule_broken', 'service.return_of_other_product')
  if (original.handedOverAt === null || original.handedOverAt > order.receivedAt)
    throw new AppError('rule_broken', 'service.return_before_hand_over')
}

/** CUS-6: an order is taken in for the archive that stands for the customer today. */
export const customerOf = async (ctx: Ctx, customerId: string | null): Promise<string | null> =>
  customerId === null ? null : survivorOf(ctx, customerId)

/** What the row of a new order repeats of its one promise; it has no lines yet. */
async function firstCaches(ctx: Ctx, promiseAt: Date | null) {
  const untouched = {
    handedOverAt: null,
    causedMarkedAt: null,
    causedSignedAt: null,
    spotCheck: 'none',
    followUpAnswer: null,
  }
  const promises =
    promiseAt === null
      ? []
      : [{ seq: 1, at: promiseAt, reason: 'first', confirmed: true, confirmedRecordedAt: ctx.now }]
  const settings = await serviceSettings(ctx)
  return cachedJudgement(judgeOrder(untouched, promises, settings.customerCaused()))
}

async function writeOrder(ctx: Ctx, input: NewOrder, receivedAt: Date) {
  const id = newId()
  const month = monthOf(civilDate(receivedAt, ctx.company.timeZone))
  const [[number = ''], product, caches] = await Promise.all([
    takeNumbers(ctx, month, 1),
    productOf(ctx, input.productId),
    firstCaches(ctx, input.promiseAt),
  ])
  const { promiseAt, accept, advisorId, details, returnOfId, ...fields } = input
  const order = {
    ...fields,
    number,
    state: accept ? ('accepted' as const) : ('draft' as const),
    receivedAt,
    advisorId: advisorId === undefined ? ctx.actor.personId : advisorId,
    customerId: await customerOf(ctx, input.customerId ?? product.customerId),
  }
  await store.insertOrder(ctx, {
    ...order,
    ...caches,
    id,
    productFamily: product.family,
    details: JSON.stringify(details),
    returnOfId,
    returnOfGiven: returnOfId !== null,
  })
  // None of these waits for another.
  await Promise.all([
    store.insertMove(ctx, { orderId: id, fromState: null, toState: order.state, occurredAt: receivedAt }),
    indexOrders(ctx, [{ ...fields, id, number, externalNo: null }], { areNew: true }),
    keepReading(ctx, { ...fields, receivedAt }),
    promiseAt === null ? null : firstPromise(ctx, id, promiseAt),
  ])
  return { id, order }
}

/** SVC-1, SVC-8, SVC-13: takes in an order; the time on the 委托书 is its first promise. Gives the id. */
export async function openOrder(ctx: Ctx, input: NewOrder): Promise<string> {
  const advisorId = input.advisorId === undefined ? ctx.actor.personId : input.advisorId
  allow(reaches(ctx.actor, 'orders.edit', { unitId: input.unitId, advisorId, technicianIds: [] }))
  const type = await orderType(ctx, input.typeKey)
  const receivedAt = input.receivedAt ?? ctx.now
  checkMoment({ occurredAt: receivedAt, receivedAt, now: ctx.now })
  if (input.accept) checkIntake('accepted', input, type.needs)
  await checkReturnOf(ctx, { ...input, id: null, receivedAt })
  const { id, order } = await writeOrder(ctx, input, receivedAt)
  const productIds = input.productId === null ? [] : [input.productId]
  const [moved] = await Promise.all([
    refreshRepeats(ctx, { productIds, orderIds: [id] }),
    startClocks(ctx, { ...order, id }),
    audit(ctx, 'service.order_opened', { entity: 'order', entityId: id, after: opened(order) }),
  ])
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

type Opened = Pick<
  store.Order,
  | 'number'
  | 'typeKey'
  | 'state'
  | 'unitId'
  | 'advisorId'
  | 'customerId'
  | 'productId'
  | 'receivedAt'
  | 'channel'
  | 'complaint'
>

const opened = (order: Opened) => ({
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
