import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Own } from './store'

/** Which of these customer codes are in use. */
export async function existingCodes(ctx: Ctx, codes: readonly string[]): Promise<Set<string>> {
  if (codes.length === 0) return new Set()
  const rows = await tables<Own>(ctx.tx)
    .selectFrom('customersCustomers')
    .select('code')
    .where('companyId', '=', ctx.company.id)
    .where('mergedInto', 'is', null)
    .where(sql<boolean>`code = any(${[...new Set(codes)]}::text[])`)
    .execute()
  return new Set(rows.flatMap((row) => row.code ?? []))
}
