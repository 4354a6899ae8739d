import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx'
import { serviceSettings } from './settings'
import { db } from './store'

/**
 * SVC-13: for all orders of these products (and these orders) in one statement: days since the last hand-over of the
 * same product, the order that a return repair returns to (same product and fault group, handed over at most
 * returns.days civil days before), and whether a factory return is a second one. Gives the ids that changed.
 * A link that a person gave stays. Drafts and cancelled orders are no visits.
 */
export async function refreshRepeats(
  ctx: Ctx,
  what: { productIds: readonly string[]; orderIds: readonly string[] },
): Promise<string[]> {
  const days = (await serviceSettings(ctx)).returnDays()
  const tz = ctx.company.timeZone
  const { rows } = await sql<{ id: string }>`
    update service_orders u
    set days_since_previous = x.days, return_of_id = x.return_of_id, is_second_return = x.second
    from (
      select o.id,
        case when o.state not in ('draft', 'cancelled')
          then (o.received_at at time zone ${tz})::date - (previous.at at time zone ${tz})::date end as days,
        case when o.return_of_given then o.return_of_id when o.state <> 'cancelled' then original.id end as return_of_id,
        t.factory_return and o.state not in ('draft', 'cancelled') and exists (
          select 1 from service_orders p
          join service_order_types pt on pt.company_id = p.company_id and pt.key = p.type_key
          where p.company_id = o.company_id and p.product_id = o.product_id and p.id <> o.id and pt.factory_return
            and p.state <> 'cancelled' and p.finished_at <= o.received_at
            and (p.received_at, p.id) < (o.received_at, o.id)) as second
      from service_orders o
      join service_order_types t on t.company_id = o.company_id and t.key = o.type_key
      left join lateral (
        select max(p.handed_over_at) as at from service_orders p
        where p.company_id = o.company_id and p.product_id = o.product_id and p.id <> o.id
          and p.handed_over_at <= o.received_at and p.state <> 'cancelled'
          and (p.received_at, p.id) < (o.received_at, o.id)) previous on true
      left join lateral (
        select p.id from service_orders p
        where p.company_id = o.company_id and p.product_id = o.product_id and p.id <> o.id
          and p.fault_group_key = o.fault_group_key and p.handed_over_at <= o.received_at and p.state <> 'cancelled'
          and (p.received_at, p.id) < (o.received_at, o.id)
          and (o.received_at at time zone ${tz})::date - (p.handed_over_at at time zone ${tz})::date <= ${days}
        order by p.handed_over_at desc, p.id desc limit 1) original on true
      where o.company_id = ${ctx.company.id}
        and (o.product_id = any(${what.productIds}::uuid[]) or o.id = any(${what.orderIds}::uuid[]))
    ) x
    where u.company_id = ${ctx.company.id} and u.id = x.id
      and (u.days_since_previous, u.return_of_id, u.is_second_return)
        is distinct from (x.days, x.return_of_id, x.second)
    returning u.id`.execute(db(ctx))
  return rows.map((row) => row.id)
}

/** What must be known of an order that another one returns to; a cancelled one is none. */
export const returnable = (ctx: Ctx, id: string) =>
  db(ctx)
    .selectFrom('serviceOrders')
    .select(['id', 'productId', 'handedOverAt'])
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .where('state', '!=', 'cancelled')
    .executeTakeFirst()
