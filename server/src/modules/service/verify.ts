import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx'
import { differences } from './clock-of.rules'
import { orderClockRules } from './clock-rules.store'
import { computedClocks } from './clocks'
import { clockedOrders } from './clocks.store'
import { judgedOrders } from './caches'
import { cachedJudgement, judgeOrder } from './judge.rules'
import { serviceSettings } from './settings'
import { allOrderIds } from './snapshots'
import { db } from './store'

/** One thing that is not as it must be, by order number. */
export interface ServiceProblem {
  check: 'settlement_totals' | 'order_total' | 'judgement' | 'shares' | 'state_settlement' | 'clock'
  number: string
  detail: string
}

const chunk = 2000

/** SVC-14: a settlement's totals are the sums of its lines by category. */
const wrongSettlements = (ctx: Ctx) =>
  sql<{ number: string; detail: string }>`
    select o.number, s.seq || ': ' || s.total || ' / ' || coalesce(l.total, 0) as detail
    from service_settlements s join service_orders o on o.company_id = s.company_id and o.id = s.order_id
    left join lateral (
      select sum(amount) as total, sum(discount) as discount,
        coalesce(sum(amount) filter (where category = 'daily'), 0) as daily,
        coalesce(sum(amount) filter (where category = 'warranty'), 0) as warranty,
        coalesce(sum(amount) filter (where category = 'insurance'), 0) as insurance,
        coalesce(sum(amount) filter (where category = 'boutique'), 0) as boutique
      from service_settlement_lines x where x.company_id = s.company_id and x.settlement_id = s.id) l on true
    where s.company_id = ${ctx.company.id}
      and (s.total, s.discount, s.daily, s.warranty, s.insurance, s.boutique) is distinct from
        (coalesce(l.total, 0), coalesce(l.discount, 0), l.daily, l.warranty, l.insurance, l.boutique)
    order by o.number limit 100`.execute(db(ctx))

/** The cached total of an order is the sum of the lines that count. */
const wrongTotals = (ctx: Ctx) =>
  sql<{ number: string; detail: string }>`
    select o.number, o.total || ' / ' || coalesce(l.total, 0) as detail from service_orders o
    left join lateral (
      select sum(x.amount) as total from service_order_lines x
      left join service_additions a on a.company_id = x.company_id and a.id = x.addition_id
      where x.company_id = o.company_id and x.order_id = o.id and (x.addition_id is null or a.state = 'confirmed')) l on true
    where o.company_id = ${ctx.company.id} and o.total <> coalesce(l.total, 0) order by o.number limit 100`.execute(
    db(ctx),
  )

/** IND-1: the shares of an order's technicians add to 1 and exactly one leads. */
const wrongShares = (ctx: Ctx) =>
  sql<{ number: string; detail: string }>`
    select o.number, sum(w.share)::text as detail from service_order_workers w
    join service_orders o on o.company_id = w.company_id and o.id = w.order_id
    where w.company_id = ${ctx.company.id} group by o.number
    having sum(w.share) <> 1 or count(*) filter (where w.is_lead) <> 1 order by o.number limit 100`.execute(
    db(ctx),
  )

/** SVC-14: an order is settled if and only if one settlement of it stands. */
const wrongStates = (ctx: Ctx) =>
  sql<{ number: string; detail: string }>`
    select o.number, o.state || ': ' || s.standing as detail from service_orders o
    cross join lateral (
      select coalesce(sum(case kind when 'settlement' then 1 else -1 end), 0) as standing
      from service_settlements s where s.company_id = o.company_id and s.order_id = o.id) s
    where o.company_id = ${ctx.company.id}
      and ((o.settled_at is not null) <> (s.standing = 1) or o.state = 'settled' and s.standing <> 1)
    order by o.number limit 100`.execute(db(ctx))

async function wrongJudgements(ctx: Ctx): Promise<ServiceProblem[]> {
  const customerCaused = (await serviceSettings(ctx)).customerCaused()
  const problems: ServiceProblem[] = []
  let after: string | null = null
  for (;;) {
    const ids: string[] = await allOrderIds(ctx, after, chunk)
    const last = ids.at(-1)
    if (last === undefined) return problems
    after = last
    for (const { order, promises } of await judgedOrders(ctx, ids)) {
      const now = cachedJudgement(judgeOrder(order, promises, customerCaused))
      const same =
        now.onTime === order.onTime &&
        now.onTimeWhy === order.onTimeWhy &&
        now.promiseSeq === order.promiseSeq &&
        now.promiseAt?.getTime() === order.promiseAt?.getTime()
      if (!same)
        problems.push({
          check: 'judgement',
          number: order.number,
          detail: `${order.onTimeWhy} / ${now.onTimeWhy}`,
        })
    }
  }
}

/** SVC-18: what is stored of a clock is what follows from its history. */
async function wrongClocks(ctx: Ctx): Promise<ServiceProblem[]> {
  const rules = await orderClockRules(ctx)
  const problems: ServiceProblem[] = []
  let after: string | null = null
  for (;;) {
    const ids: string[] = await allOrderIds(ctx, after, chunk)
    const last = ids.at(-1)
    if (last === undefined) return problems
    after = last
    const orders = await clockedOrders(ctx, ids)
    const computed = await computedClocks(ctx, orders, rules)
    problems.push(...differences(orders, computed).map((one): ServiceProblem => ({ check: 'clock', ...one })))
  }
}

/** PLT-16: settlement totals = their lines, caches = recomputation, shares = 1; an empty list when all is well. */
export async function verifyService(ctx: Ctx): Promise<ServiceProblem[]> {
  const of = (check: ServiceProblem['check'], found: { rows: { number: string; detail: string }[] }) =>
    found.rows.map((row): ServiceProblem => ({ check, ...row }))
  return [
    ...of('settlement_totals', await wrongSettlements(ctx)),
    ...of('order_total', await wrongTotals(ctx)),
    ...of('shares', await wrongShares(ctx)),
    ...of('state_settlement', await wrongStates(ctx)),
    ...(await wrongJudgements(ctx)),
    ...(await wrongClocks(ctx)),
  ]
}
