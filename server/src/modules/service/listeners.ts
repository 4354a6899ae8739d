import { sql } from 'kysely'
import { auditMany } from '../../platform/audit'
import type { Ctx } from '../../platform/ctx'
import { keepMoved, movedRows, type MergeNews } from '../customers'
import { tell } from './news'
import { db } from './store'

const chunk = 1000

// Versions stay: nothing of the order changed but who its customer is called, and whoever edits it may go on.
async function moveOrders(
  ctx: Ctx,
  move: { from: string; to: string; only?: readonly string[] },
): Promise<string[]> {
  let query = db(ctx)
    .updateTable('serviceOrders')
    .set({ customerId: move.to })
    .where('companyId', '=', ctx.company.id)
    .where('customerId', '=', move.from)
  if (move.only) query = query.where(sql<boolean>`id = any(${[...move.only]}::uuid[])`)
  const ids = (await query.returning('id').execute()).map((row) => row.id)
  for (let at = 0; at < ids.length; at += chunk) {
    const part = ids.slice(at, at + chunk)
    await auditMany(
      ctx,
      'service.customer_merged',
      part.map((entityId) => ({
        entity: 'order',
        entityId,
        before: { customerId: move.from },
        after: { customerId: move.to },
      })),
    )
    await tell(ctx, part)
  }
  return ids
}

/** CUS-6: the orders of a merged customer follow the survivor, and their facts with them. */
export async function onCustomersMerged(ctx: Ctx, { mergeId, fromId, intoId }: MergeNews): Promise<void> {
  await keepMoved(ctx, mergeId, 'order', await moveOrders(ctx, { from: fromId, to: intoId }))
}

/** CUS-6: those that followed and are still the survivor's go back; orders taken in since stay. */
export async function onCustomersUnmerged(ctx: Ctx, { mergeId, fromId, intoId }: MergeNews): Promise<void> {
  const only = await movedRows(ctx, mergeId, 'order')
  await moveOrders(ctx, { from: intoId, to: fromId, only })
}
