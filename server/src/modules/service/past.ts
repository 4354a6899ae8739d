import { civilDate, monthOf } from '../../kernel/civil-date'
import { AppError } from '../../kernel/errors'
import { auditPast, type PastDeed } from '../../platform/audit'
import type { Ctx } from '../../platform/ctx'
import { recordReadings } from '../products'
import { insertMany, learnTables } from './import.store'
import { tell } from './news'
import { takeNumbers } from './numbers'
import { courseOf, type PastCourse } from './past.rules'
import { orderRow, partRows, type PastAround } from './past.rows'
import type { PastDoer, PastOrder } from './past.types'
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

const verbOf = {
  settle: 'service.order_settled',
  hand_over: 'service.order_handed_over',
  close: 'service.order_closed',
  cancel: 'service.order_cancelled',
  reverse: 'service.settlement_reversed',
  move: 'service.order_moved',
} as const

/** PLT-2: the order's timeline; plain moves stand in the history of states already. */
function deedsOf({ order, course }: Settled, number: string): PastDeed[] {
  const deed = (at: Date, who: PastDoer, action: string, more: Partial<PastDeed> = {}): PastDeed => ({
    at,
    action,
    personId: who.id,
    actorName: who.name,
    entity: 'order',
    entityId: order.id,
    ...more,
  })
  const { caused, followUp, clarified } = order
  const steps = course.steps
    .filter((step) => step.by !== 'move')
    .map((step) =>
      deed(step.at, step.who, verbOf[step.by], {
        before: { state: step.from },
        after: { state: step.to },
        note: step.reason,
      }),
    )
  const opened = { number, typeKey: order.typeKey, channel: order.channel, complaint: order.complaint }
  return [
    deed(course.receivedAt, order.advisor, 'service.order_opened', { after: opened }),
    ...(clarified
      ? [deed(clarified.at, clarified.who, 'service.order_clarified', { note: clarified.text })]
      : []),
    ...order.additions.flatMap((addition, at) => [
      deed(addition.at, addition.who, 'service.addition_proposed', {
        after: { seq: at + 1, description: addition.description },
      }),
      ...(addition.decision
        ? [
            deed(addition.decision.at, addition.decision.who, `service.addition_${addition.decision.state}`, {
              after: { seq: at + 1 },
              note: addition.decision.note,
            }),
          ]
        : []),
    ]),
    ...(caused ? [deed(caused.at, caused.who, 'service.customer_cause_marked', { note: caused.note })] : []),
    ...(caused?.signed
      ? [
          deed(caused.signed.at, caused.who, 'service.customer_cause_signed', {
            after: { causedSignedBy: caused.signed.by },
          }),
        ]
      : []),
    ...(caused?.check
      ? [
          deed(caused.check.at, caused.check.who, 'service.spot_checked', {
            after: { spotCheck: caused.check.result },
            note: caused.check.note,
          }),
        ]
      : []),
    ...(followUp
      ? [
          deed(followUp.at, followUp.who, 'service.follow_up_answered', {
            after: { followUpAnswer: followUp.answer },
          }),
        ]
      : []),
    ...steps,
  ].sort((a, b) => a.at.getTime() - b.at.getTime())
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
    all.flatMap((each) => deedsOf(each, numbers.get(each.order.id) ?? '')),
  )
  await learnTables(ctx)
  const productIds = [...new Set(rows.flatMap((row) => row.productId ?? []))]
  const moved = await refreshRepeats(ctx, { productIds, orderIds: [] })
  await tell(ctx, [...new Set([...rows.map((row) => row.id), ...moved])])
  await learnTables(ctx)
  return rows.map(({ id, number, version }) => ({ id, number, version }))
}
