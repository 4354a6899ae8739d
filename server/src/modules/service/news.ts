import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx'
import { emit } from '../../platform/events'
import { touch } from '../../platform/live'
import { db } from './store'
import './events'

/**
 * Tells that orders changed. Return repairs of these orders are told as well, because their facts name the advisor
 * and the lead technician of the original (SVC-13).
 */
export async function tell(ctx: Ctx, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return
  const returns = await db(ctx)
    .selectFrom('serviceOrders')
    .select('id')
    .where('companyId', '=', ctx.company.id)
    .where(sql<boolean>`return_of_id = any(${orderIds}::uuid[])`)
    .orderBy('id')
    // Two who change an original and its return at once would each write the facts of the return.
    .forUpdate()
    .execute()
  const all = [...new Set([...orderIds, ...returns.map((row) => row.id)])]
  await emit(ctx, 'service.ordersChanged', { orderIds: all })
  touch(ctx, 'orders')
}
