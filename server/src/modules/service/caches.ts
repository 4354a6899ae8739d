import { sql } from 'kysely'
import { sum, toMoney } from '../../kernel/money'
import type { Ctx } from '../../platform/ctx'
import { cachedJudgement, judgeOrder, type JudgedOrder, type StoredPromise } from './judge.rules'
import { countedLines } from './lines.rules'
import { tell } from './news'
import { serviceSettings } from './settings'
import { additionsOf, db, linesOf, promisesOf, type OrderPatch } from './store'

/** SVC-8, SVC-9, SVC-14: what an order's row repeats of its promises and lines, as it follows from them now. */
export async function cachesOf(ctx: Ctx, order: JudgedOrder & { id: string }): Promise<OrderPatch> {
  const settings = await serviceSettings(ctx)
  const promises = await promisesOf(ctx, order.id)
  const counted = countedLines(await linesOf(ctx, order.id), await additionsOf(ctx, order.id))
  return {
    ...cachedJudgement(judgeOrder(order, promises, settings.customerCaused())),
    total: toMoney(sum(counted.map((line) => line.amount))),
  }
}

/** Everything the judgement reads of a set of orders, in two statements. */
export async function judgedOrders(ctx: Ctx, ids: readonly string[]) {
  const orders = await db(ctx)
    .selectFrom('serviceOrders')
    .select([
      'id',
      'number',
      'handedOverAt',
      'causedMarkedAt',
      'causedSignedAt',
      'spotCheck',
      'followUpAnswer',
    ])
    .select(['promiseAt', 'promiseSeq', 'onTime', 'onTimeWhy'])
    .where('companyId', '=', ctx.company.id)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  const promises = await db(ctx)
    .selectFrom('servicePromises')
    .select(['orderId', 'seq', 'at', 'reason', 'confirmed', 'confirmedRecordedAt'])
    .where('companyId', '=', ctx.company.id)
    .where(sql<boolean>`order_id = any(${ids}::uuid[])`)
    .execute()
  const byOrder = new Map<string, StoredPromise[]>()
  for (const promise of promises)
    byOrder.set(promise.orderId, [...(byOrder.get(promise.orderId) ?? []), promise])
  return orders.map((order) => ({ order, promises: byOrder.get(order.id) ?? [] }))
}

const chunk = 1000

/**
 * SVC-9: judges every order that the customer delayed anew, because the parameter on_time.customer_caused has
 * changed. No other judgement depends on it.
 */
export async function judgeAllAnew(ctx: Ctx): Promise<void> {
  const rows = await db(ctx)
    .selectFrom('serviceOrders')
    .select('id')
    .where('companyId', '=', ctx.company.id)
    .where('causedMarkedAt', 'is not', null)
    .forUpdate()
    .execute()
  const settings = await serviceSettings(ctx)
  for (let at = 0; at < rows.length; at += chunk) {
    const ids = rows.slice(at, at + chunk).map((row) => row.id)
    const judged = (await judgedOrders(ctx, ids)).map(({ order, promises }) => ({
      id: order.id,
      before: order,
      now: cachedJudgement(judgeOrder(order, promises, settings.customerCaused())),
    }))
    const changed = judged.filter(
      ({ before, now }) => before.onTime !== now.onTime || before.onTimeWhy !== now.onTimeWhy,
    )
    if (changed.length === 0) continue
    await sql`update service_orders o set on_time = x.on_time, on_time_why = x.why
      from unnest(${changed.map(({ id }) => id)}::uuid[], ${changed.map(({ now }) => now.onTime)}::boolean[],
        ${changed.map(({ now }) => now.onTimeWhy)}::text[]) as x (id, on_time, why)
      where o.company_id = ${ctx.company.id} and o.id = x.id`.execute(db(ctx))
    await tell(
      ctx,
      changed.map(({ id }) => id),
    )
  }
}
