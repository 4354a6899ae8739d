import { sql, type SqlBool } from 'kysely'
import { can } from '../../platform/actor'
import type { Ctx } from '../../platform/ctx'
import { pageRows, type PageInput } from '../../platform/paging'
import { conditions, isOverdue, ordersOf, reachCondition } from './list.filters'
import { orderRows, selected } from './order-rows'
import { stateOf } from './rows'
import type { OrderCut, OrderList, RepeatQuery } from './schemas'
import { serviceSettings } from './settings'
import { orderStates } from './transitions.rules'

// Those without the time come last; the same expression as in the indexes.
const orLast = (column: string) => sql`coalesce(${sql.ref(column)}, timestamptz '9999-01-01 00:00:00+00')`

const sorts = {
  receivedAt: sql.ref('o.receivedAt'),
  number: sql.ref('o.number'),
  promiseAt: orLast('o.promiseAt'),
  handedOverAt: orLast('o.handedOverAt'),
  settledAt: orLast('o.settledAt'),
  total: sql.ref('o.total'),
  daysSincePrevious: sql`coalesce(o.days_since_previous, 2147483647)`,
}

async function page(ctx: Ctx, query: ReturnType<typeof ordersOf>, input: PageInput) {
  const rows = await pageRows(selected(query), {
    sorts,
    defaultSort: '-receivedAt',
    id: sql.ref('o.id'),
    input,
  })
  return { ...rows, items: await orderRows(ctx, rows.items) }
}

/** PLT-1: a page of the orders the caller may see. */
export const listOrders = (ctx: Ctx, input: OrderList) =>
  page(ctx, ordersOf(ctx, conditions(ctx, input)), input)

/** CUS-7: the newest orders the caller may see for any fragment of number, contact, customer, plate, VIN or serial. */
export async function searchOrders(ctx: Ctx, q: string, limit: number) {
  if (!can(ctx.actor, 'orders.read')) return []
  return (await listOrders(ctx, { q, limit })).items
}

/** APR-4: id and number of an order the caller may see, found by its id or else by its number; null when there is none. */
export async function orderRef(
  ctx: Ctx,
  by: { id: string | null; number: string | null },
): Promise<{ id: string; number: string } | null> {
  if (!can(ctx.actor, 'orders.read')) return null
  const visible = reachCondition(ctx, 'orders.read')
  const wanted = by.id === null ? sql<SqlBool>`o.number = ${by.number}` : sql<SqlBool>`o.id = ${by.id}::uuid`
  const here = sql<SqlBool>`o.company_id = ${ctx.company.id}`
  const found = ordersOf(ctx, [here, wanted, ...(visible ? [visible] : [])])
  return (await found.select(['o.id', 'o.number']).executeTakeFirst()) ?? null
}

/** PLT-3: all orders of the filter that the caller may also take away, at most `limit`. */
export function ordersToExport(ctx: Ctx, input: OrderCut & { sort?: string }, limit: number) {
  const mayExport = reachCondition(ctx, 'orders.export')
  const all = [...conditions(ctx, input), ...(mayExport ? [mayExport] : [])]
  return page(ctx, ordersOf(ctx, all), { limit, sort: input.sort })
}

/** The heads of the board: orders per state, and what needs a look, for the same filters as the list. */
export async function countStates(ctx: Ctx, cut: OrderCut) {
  const rows = await ordersOf(ctx, conditions(ctx, cut))
    .select('o.state')
    .select(sql<number>`count(*)`.as('count'))
    .select(
      sql<number>`count(*) filter (where o.handed_over_at is null and o.state <> 'cancelled')`.as('open'),
    )
    .select(sql<number>`count(*) filter (where ${isOverdue(ctx.now)})`.as('overdue'))
    .select(sql<number>`count(*) filter (where o.unclear)`.as('unclear'))
    .groupBy('o.state')
    .execute()
  const byState = new Map(rows.map((row) => [stateOf(row.state), row.count]))
  const all = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0)
  return {
    states: orderStates.map((state) => ({ state, count: byState.get(state) ?? 0 })),
    open: all((row) => row.open),
    overdue: all((row) => row.overdue),
    unclear: all((row) => row.unclear),
    total: all((row) => row.count),
  }
}

/** SVC-13: how often products came back within so many civil days of their last hand-over; each span opens its list. */
export async function repeatVisits(ctx: Ctx, query: RepeatQuery) {
  const { days, ...cut } = query
  const spans = days === undefined ? (await serviceSettings(ctx)).reportDays() : [days].flat()
  const row = await ordersOf(ctx, conditions(ctx, cut))
    .select(sql<number>`count(*)`.as('orders'))
    .select(
      sql<number[]>`json_build_array(${sql.join(
        spans.map((span) => sql`count(*) filter (where o.days_since_previous <= ${span})`),
      )})`.as('counts'),
    )
    .executeTakeFirstOrThrow()
  return { orders: row.orders, spans: spans.map((span, at) => ({ days: span, count: row.counts[at] ?? 0 })) }
}
