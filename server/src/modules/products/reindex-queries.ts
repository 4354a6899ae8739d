import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Own } from './store'

const products = (ctx: Ctx) =>
  tables<Own>(ctx.tx).selectFrom('productsProducts').select('id').where('companyId', '=', ctx.company.id)

/** The products that are found by this model's name. */
export const idsOfModel = async (ctx: Ctx, modelId: string): Promise<string[]> =>
  (await products(ctx).where('modelId', '=', modelId).execute()).map((row) => row.id)

/** The products that are found by these customers' names. */
export const idsOfCustomers = async (ctx: Ctx, customerIds: readonly string[]): Promise<string[]> =>
  (
    await products(ctx)
      .where(sql<boolean>`customer_id = any(${customerIds}::uuid[])`)
      .execute()
  ).map((row) => row.id)

/** The ids of all products in order, a page at a time. */
export async function productIds(ctx: Ctx, after: string | null, limit: number): Promise<string[]> {
  let query = products(ctx).orderBy('id').limit(limit)
  if (after !== null) query = query.where('id', '>', after)
  return (await query.execute()).map((row) => row.id)
}
