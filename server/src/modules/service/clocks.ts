import type { WorkingCalendar } from '../../kernel/working-calendar'
import type { Ctx } from '../../platform/ctx'
import { workingCalendars } from '../org'
import { raiseStopped } from './clock-alerts'
import { orderClockRules } from './clock-rules.store'
import { clockRow, noCalendar, rulesFor, sameClock } from './clock-of.rules'
import { clockedOrders, dropClocks, saveClocks } from './clocks.store'
import type { ClockedOrder, ClockRow, ClockSubject, StoredRule } from './order-clocks.rules'
import type { OrderState } from './transitions.rules'

export type CalendarOf = (unitId: string) => WorkingCalendar

/** The calendars that the clocks of these orders count by; asked only where a rule counts business time. */
export async function calendarsFor(
  ctx: Ctx,
  orders: readonly { unitId: string }[],
  rules: readonly Pick<StoredRule, 'time'>[],
): Promise<CalendarOf> {
  const none = noCalendar(ctx.company.timeZone)
  if (!rules.some((rule) => rule.time === 'business')) return () => none
  const found = await workingCalendars(ctx, [...new Set(orders.map((order) => order.unitId))])
  return (unitId) => found.get(unitId) ?? none
}

/** SVC-18: the clocks of orders as they follow from their histories now. */
export async function computedClocks(
  ctx: Ctx,
  orders: readonly ClockedOrder[],
  rules: readonly StoredRule[],
): Promise<ClockRow[]> {
  const pairs = orders.flatMap((order) => rulesFor(order, rules).map((rule) => ({ order, rule })))
  const calendarOf = await calendarsFor(
    ctx,
    pairs.map(({ order }) => order),
    pairs.map(({ rule }) => rule),
  )
  return pairs.map(({ order, rule }) => clockRow(order, rule, calendarOf(order.unitId)))
}

/** Writes what differs; gives the order of each clock that changed. */
async function keep(
  ctx: Ctx,
  orders: readonly ClockedOrder[],
  clocks: readonly ClockRow[],
): Promise<string[]> {
  const keyOf = (clock: { orderId: string; ruleKey: string }): string => `${clock.orderId} ${clock.ruleKey}`
  const stored = new Map(
    orders.flatMap((order) =>
      order.clocks.map((clock) => [keyOf({ orderId: order.id, ruleKey: clock.ruleKey }), clock] as const),
    ),
  )
  const changed = clocks.filter((clock) => {
    const before = stored.get(keyOf(clock))
    return before === undefined || !sameClock(before, clock)
  })
  const kept = new Set(clocks.map(keyOf))
  const gone = orders.flatMap((order) =>
    order.clocks.flatMap(({ ruleKey }) =>
      kept.has(`${order.id} ${ruleKey}`) ? [] : [{ orderId: order.id, ruleKey }],
    ),
  )
  await dropClocks(ctx, gone)
  await saveClocks(ctx, changed)
  return [...changed, ...gone].map((clock) => clock.orderId)
}

/** SVC-18: brings the clocks of orders to what follows from their histories; gives how many changed. */
export async function refreshClocks(
  ctx: Ctx,
  orderIds: readonly string[],
  given?: readonly StoredRule[],
): Promise<number> {
  if (orderIds.length === 0) return 0
  const rules = given ?? (await orderClockRules(ctx))
  const orders = await clockedOrders(ctx, orderIds)
  const changed = await keep(ctx, orders, await computedClocks(ctx, orders, rules))
  await raiseStopped(ctx, changed, rules)
  return changed.length
}

interface OpenedOrder extends ClockSubject {
  id: string
  number: string
  unitId: string
  advisorId: string | null
  state: OrderState
  receivedAt: Date
}

/** The first clocks of an order that was opened just now: its only move is known, so nothing is read back. */
export async function startClocks(ctx: Ctx, order: OpenedOrder): Promise<void> {
  const rules = await orderClockRules(ctx)
  if (rules.length === 0) return
  const move = {
    fromState: null,
    toState: order.state,
    occurredAt: order.receivedAt,
    recordedAt: ctx.now,
  }
  const opened: ClockedOrder = {
    ...order,
    isHistory: false,
    leadId: null,
    history: { receivedAt: order.receivedAt, finishedAt: null, moves: [move], happened: [] },
    decisions: [],
    clocks: [],
  }
  await saveClocks(ctx, await computedClocks(ctx, [opened], rules))
}
