import { civilDate, monthOf } from '../../kernel/civil-date'
import { AppError } from '../../kernel/errors'
import { auditPast } from '../../platform/audit'
import type { Ctx } from '../../platform/ctx'
import { recordReadings } from '../products'
import { refreshClocks } from './clocks'
import { insertMany, learnTables } from './import.store'
import { tell } from './news'
import { takeNumbers } from './numbers'
import { deedsOf } from './past.deeds'
import { courseOf, type PastCourse, type PastOrder } from './past.rules'
import { orderRow, partRows, type PastAround } from './past.rows'
import { refreshRepeats } from './repeats'
import { indexOrders } from './search'
import { serviceSettings } from './settings'
import { listOrderTypes } from './types.queries'

interface Settled {
  order: PastOrder
  course: PastCourse
}

async function coursesOf(ctx: Ctx, orders: readonly PastOrder[]) {
  const types = new Map((await listOrderTypes(ctx)).map((type) => [type.key, type]))
  return orders.map((order) => {
    const type = types.get(order.typeKey)
    if (!type) throw new AppError('not_found', 'service.no_such_order_type')
    return { order, type, course: courseOf(order, type) }
  })
}

/** SVC-1: own numbers in the order of arrival, one block a month. */
async function numbersOf(ctx: Ctx, all: readonly Settled[]): Promise<Map<string, string>> {
  const byMonth = new Map<string, Settled[]>()
  const arrived = [...all].sort((a, b) => a.course.receivedAt.getTime() - b.course.receivedAt.getTime())
  for (const each of arrived) {
    const month = monthOf(civilDate(each.course.receivedAt, ctx.company.timeZone))
    byMonth.set(month, [...(byMonth.get(month) ?? []), each])
  }
  const numbers = new Map<string, string>()
  for (const [month, ofMonth] of byMonth) {
    const taken = await takeNumbers(ctx, month, ofMonth.length)
    ofMonth.forEach(({ order }, at) => numbers.set(order.id, taken[at] ?? ''))
  }
  return numbers
}

/**
 * PCK-4: orders with everything that happened to them, in sets. Moves, intake, prices, discounts, promises and the
 * judgement go through the rules of the live verbs; what they refuse is refused here.
 */
export async function savePastOrders(
  ctx: Ctx,
  orders: readonly PastOrder[],
): Promise<{ id: string; number: string; version: number }[]> {
  if (orders.length === 0) return []
  const all = await coursesOf(ctx, orders)
  const numbers = await numbersOf(ctx, all)
  const settings = await serviceSettings(ctx)
  const known = { customerCaused: settings.customerCaused(), discountLimit: settings.discountLimit('unit') }
  const made = all.map(({ order, type, course }) => {
    const around: PastAround = { type, course, number: numbers.get(order.id) ?? '', ...known }
    const parts = partRows(ctx, order, around)
    return { parts, row: orderRow(ctx, order, { ...around, parts }) }
  })
  const rows = made.map(({ row }) => row)
  await insertMany(
    ctx,
    rows,
    made.map(({ parts: { counted: _counted, ...parts } }) => parts),
  )
  await recordReadings(
    ctx,
    rows.flatMap(({ productId, mileageKm, runningHours, receivedAt, state }) =>
      productId === null || state === 'draft' || (mileageKm === null && runningHours === null)
        ? []
        : [{ productId, mileageKm, hours: runningHours, on: civilDate(receivedAt, ctx.company.timeZone) }],
    ),
  )
  await indexOrders(ctx, rows)
  await auditPast(
    ctx,
    all.flatMap(({ order, course }) => deedsOf(order, course, numbers.get(order.id) ?? '')),
  )
  await learnTables(ctx)
  const productIds = [...new Set(rows.flatMap((row) => row.productId ?? []))]
  const moved = await refreshRepeats(ctx, { productIds, orderIds: [] })
  const changed = [...new Set([...rows.map((row) => row.id), ...moved])]
  // SVC-18: before the facts, which say whether an answer came within its clock.
  for (let at = 0; at < changed.length; at += 1000) await refreshClocks(ctx, changed.slice(at, at + 1000))
  await tell(ctx, changed)
  await learnTables(ctx)
  return rows.map(({ id, number, version }) => ({ id, number, version }))
}
