import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { addDays, startOfDay } from '../../kernel/civil-date'
import { reach } from '../../platform/actor'
import type { Ctx } from '../../platform/ctx'
import { matches } from '../../platform/search'
import type { OrderCut } from './schemas'
import { db } from './store'

type Condition = RawBuilder<SqlBool>
const nobody = '00000000-0000-0000-0000-000000000000'

const isMine = (personId: string): Condition => sql`(o.advisor_id = ${personId} or exists (
  select 1 from service_order_workers w where w.company_id = o.company_id and w.order_id = o.id and w.person_id = ${personId}))`

/** ORG-7: the orders a permission reaches, as a condition on `o`; null for all of the company. */
export function reachCondition(ctx: Ctx, permission: string): Condition | null {
  const held = reach(ctx.actor, permission)
  if (held.company) return null
  const own = isMine(held.own ? (ctx.actor.personId ?? nobody) : nobody)
  return sql`(o.unit_id = any(${held.unitIds}::uuid[]) or ${own})`
}

/** 超时 (PLT-1): not handed over, not cancelled, and the promise that counts has passed. */
export const isOverdue = (now: Date): Condition =>
  sql`(o.handed_over_at is null and o.state <> 'cancelled' and o.promise_at < ${now})`
const isOpen: Condition = sql`(o.handed_over_at is null and o.state <> 'cancelled')`

const texts = (column: string, value: string | string[] | undefined): Condition[] =>
  value === undefined ? [] : [sql`${sql.ref(column)} = any(${[value].flat()}::text[])`]
const ids = (column: string, value: string | string[] | undefined): Condition[] =>
  value === undefined ? [] : [sql`${sql.ref(column)} = any(${[value].flat()}::uuid[])`]
const yesNo = (value: 'true' | 'false' | undefined, condition: Condition): Condition[] =>
  value === undefined ? [] : [value === 'true' ? condition : sql`(${condition}) is not true`]

/** Civil days of the company, both included. */
function days(ctx: Ctx, column: string, range: { from?: string; to?: string }): Condition[] {
  const { timeZone } = ctx.company
  const at = sql.ref(column)
  const from = range.from === undefined ? [] : [sql<SqlBool>`${at} >= ${startOfDay(range.from, timeZone)}`]
  const to =
    range.to === undefined ? [] : [sql<SqlBool>`${at} < ${startOfDay(addDays(range.to, 1), timeZone)}`]
  return [...from, ...to]
}

function onTime(value: OrderCut['onTime']): Condition[] {
  if (value === undefined) return []
  const wanted = [value].flat()
  const known = wanted.filter((one) => one !== 'none').map((one) => one === 'true')
  return [sql`(o.on_time = any(${known}::boolean[]) or (${wanted.includes('none')} and o.on_time is null))`]
}

/** CUS-7: by the order's own numbers, by its customer, by its product; each is one range of the terms. */
function search(ctx: Ctx, q: string | undefined): Condition[] {
  if (!q) return []
  const of = (kind: string) => matches(ctx.company.id, kind, q)
  const inCompany = sql`f.company_id = ${ctx.company.id}`
  return [
    sql`o.id in (${of('order')}
      union all select f.id from service_orders f where ${inCompany} and f.customer_id in ${of('customer')}
      union all select f.id from service_orders f where ${inCompany} and f.product_id in ${of('product')})`,
  ]
}

function technician(value: string | string[] | undefined): Condition[] {
  if (value === undefined) return []
  return [
    sql`exists (select 1 from service_order_workers w where w.company_id = o.company_id and w.order_id = o.id
      and w.person_id = any(${[value].flat()}::uuid[]))`,
  ]
}

/** A unit stands for itself and everything below it today, as in every other list. */
function units(value: string | string[] | undefined): Condition[] {
  if (value === undefined) return []
  return [
    sql`o.unit_id in (select below.descendant_id from v_org_units_now below
      where below.company_id = o.company_id and below.ancestor_id = any(${[value].flat()}::uuid[]))`,
  ]
}

/** All filters of the list as conditions on `o`, the caller's visibility first. */
export function conditions(ctx: Ctx, cut: OrderCut): Condition[] {
  const visible = reachCondition(ctx, 'orders.read')
  return [
    sql`o.company_id = ${ctx.company.id}`,
    ...(visible ? [visible] : []),
    ...texts('o.state', cut.state),
    ...texts('o.typeKey', cut.typeKey),
    ...texts('o.faultGroupKey', cut.faultGroupKey),
    ...texts('o.channel', cut.channel),
    ...texts('o.onTimeWhy', cut.onTimeWhy),
    ...texts('o.spotCheck', cut.spotCheck),
    ...units(cut.unitId),
    ...ids('o.advisorId', cut.advisorId),
    ...ids('o.customerId', cut.customerId),
    ...ids('o.productId', cut.productId),
    ...technician(cut.technicianId),
    ...yesNo(cut.mine, isMine(ctx.actor.personId ?? nobody)),
    ...yesNo(cut.open, isOpen),
    ...yesNo(cut.overdue, isOverdue(ctx.now)),
    ...yesNo(cut.unclear, sql`o.unclear`),
    ...yesNo(cut.customerCaused, sql`(o.caused_marked_at is not null)`),
    ...yesNo(cut.returnOnly, sql`(o.return_of_id is not null)`),
    ...yesNo(cut.history, sql`o.is_history`),
    ...onTime(cut.onTime),
    ...(cut.repeatWithin === undefined ? [] : [sql<SqlBool>`o.days_since_previous <= ${cut.repeatWithin}`]),
    ...days(ctx, 'o.receivedAt', { from: cut.receivedFrom, to: cut.receivedTo }),
    ...days(ctx, 'o.settledAt', { from: cut.settledFrom, to: cut.settledTo }),
    ...days(ctx, 'o.handedOverAt', { from: cut.handedOverFrom, to: cut.handedOverTo }),
    ...search(ctx, cut.q),
  ]
}

/** Orders of a cut, not yet selected. */
export const ordersOf = (ctx: Ctx, all: Condition[]) => {
  const base = db(ctx)
    .selectFrom('serviceOrders as o')
    .innerJoin('serviceOrderTypes as t', (join) =>
      join.onRef('t.companyId', '=', 'o.companyId').onRef('t.key', '=', 'o.typeKey'),
    )
  return all.reduce((query, condition) => query.where(condition), base)
}
