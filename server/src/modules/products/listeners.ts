import type { Ctx } from '../../platform/ctx'
import { touch } from '../../platform/live'
import { reindex } from './commands'
import { idsOfCustomers } from './reindex-queries'

/** CUS-7: products are found by their customer's name, so a new name is indexed with them. */
export async function onCustomersRenamed(ctx: Ctx, news: { customerIds: string[] }): Promise<void> {
  await reindex(ctx, await idsOfCustomers(ctx, news.customerIds))
  touch(ctx, 'products')
}
