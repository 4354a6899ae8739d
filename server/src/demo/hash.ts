import { sql } from 'kysely'
import type { Ctx } from '../platform/ctx'
import { tables } from '../platform/db'
import type { Db } from '../platform/db-rows'

/**
 * What two demo companies of the same seed and day may differ in: the list of migrations with the times they ran, and
 * logins and sessions, whose passwords and tokens are salted; and the possible duplicates, a worklist that a job finds
 * anew after each commit, in no order. Everything else is the company.
 */
export const leftOut = ['fuheng_migrations', 'identity_users', 'identity_sessions', 'customers_pairs']

/** PCK-4: one number over every business table of the company, and one for each table. */
export async function companyHash(ctx: Ctx): Promise<{ hash: string; tables: Record<string, string> }> {
  const db = tables<Db>(ctx.tx)
  await sql`set local timezone = 'UTC'`.execute(db)
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and c.relname <> all(${leftOut}::text[]) order by 1`.execute(db)
  const hashes: Record<string, string> = {}
  for (const { name } of rows) {
    const table = await sql<{ hash: string }>`
      select count(*) || ' ' || coalesce(md5(string_agg(line, '' order by line collate "C")), '') as hash
      from (select md5(t::text) as line from ${sql.table(name)} t) x`.execute(db)
    hashes[name] = table.rows[0]?.hash ?? ''
  }
  const { rows: all } = await sql<{ hash: string }>`select md5(${JSON.stringify(hashes)}) as hash`.execute(db)
  return { hash: all[0]?.hash ?? '', tables: hashes }
}
