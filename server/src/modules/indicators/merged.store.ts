import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'

type Own = Pick<Db, 'indicatorCustomers'>

const db = (ctx: Ctx) => tables<Own>(ctx.tx)

/** CUS-6: customers that were merged at some time → one id that all of them share. Others are left out. */
export async function sameCustomers(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db(ctx)
    .selectFrom('indicatorCustomers')
    .select(['customerId', 'sameAs'])
    .where('companyId', '=', ctx.company.id)
    .where('customerId', '=', sql<string>`any(${[...new Set(ids)]}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.customerId, row.sameAs]))
}

/** CUS-6: these customers are one from now on: one id for all that were ever merged, and who counts for whom. */
export async function joinCustomers(ctx: Ctx, gone: readonly string[], intoId: string): Promise<void> {
  const companyId = ctx.company.id
  await sql`insert into indicator_customers (company_id, customer_id, same_as)
    select ${companyId}::uuid, c, c from unnest(${[...gone, intoId]}::uuid[]) as c on conflict do nothing`.execute(
    db(ctx),
  )
  await sql`update indicator_customers set same_as = (
      select same_as from indicator_customers where company_id = ${companyId} and customer_id = ${intoId})
    where company_id = ${companyId} and same_as in (
      select same_as from indicator_customers where company_id = ${companyId} and customer_id = any(${[...gone]}::uuid[]))`.execute(
    db(ctx),
  )
  await pointCustomers(ctx, gone, intoId)
}

/** Who counts for whom today; null: for themselves. */
export const pointCustomers = (ctx: Ctx, ids: readonly string[], intoId: string | null): Promise<unknown> =>
  sql`update indicator_customers set merged_into = ${intoId}::uuid
    where company_id = ${ctx.company.id} and customer_id = any(${[...ids]}::uuid[])`.execute(db(ctx))
