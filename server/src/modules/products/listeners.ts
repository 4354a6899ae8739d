import { auditMany } from '../../platform/audit'
import type { Ctx } from '../../platform/ctx'
import { touch } from '../../platform/live'
import { customerNames, keepMoved, keepNumbers, movedRows, type MergeNews } from '../customers'
import { reindex } from './commands'
import { idsOfCustomers, productIds } from './reindex-queries'
import { ownedNumbers, productRows } from './rows'
import * as store from './store'

/** CUS-7: products are found by their customer's name, so a new name is indexed with them. */
export async function onCustomersRenamed(ctx: Ctx, news: { customerIds: string[] }): Promise<void> {
  await reindex(ctx, await idsOfCustomers(ctx, news.customerIds))
  touch(ctx, 'products')
}

async function tellMoved(
  ctx: Ctx,
  ids: readonly string[],
  move: { from: string; to: string },
): Promise<void> {
  if (ids.length === 0) return
  await reindex(ctx, ids)
  const names = await customerNames(ctx, [move.from, move.to])
  const before = { customer: names.get(move.from) ?? null }
  const after = { customer: names.get(move.to) ?? null }
  for (let at = 0; at < ids.length; at += 2000)
    await auditMany(
      ctx,
      'products.customer_merged',
      ids.slice(at, at + 2000).map((entityId) => ({ entity: 'product', entityId, before, after })),
    )
  touch(ctx, 'products')
}

/** CUS-6: the products of a merged customer follow the survivor. */
export async function onCustomersMerged(ctx: Ctx, { mergeId, fromId, intoId }: MergeNews): Promise<void> {
  const ids = await store.moveOwner(ctx, { from: fromId, to: intoId })
  await keepMoved(ctx, mergeId, 'product', ids)
  await tellMoved(ctx, ids, { from: fromId, to: intoId })
}

/** CUS-6: those that followed and are still the survivor's go back. */
export async function onCustomersUnmerged(ctx: Ctx, { mergeId, fromId, intoId }: MergeNews): Promise<void> {
  const moved = await movedRows(ctx, mergeId, 'product')
  const ids = await store.moveOwner(ctx, { from: intoId, to: fromId, only: moved })
  await tellMoved(ctx, ids, { from: intoId, to: fromId })
}

const chunk = 5000

/** CUS-6: tells the numbers of all products anew. */
export async function onNumbersWanted(ctx: Ctx): Promise<void> {
  let after: string | null = null
  for (;;) {
    const ids: string[] = await productIds(ctx, after, chunk)
    const rows = await productRows(ctx, ids)
    await keepNumbers(ctx, [...rows.values()].map(ownedNumbers))
    if (ids.length < chunk) return
    after = ids.at(-1) ?? null
  }
}
