import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Key } from './similar.rules'
import type { Own } from './store'

const db = (ctx: Ctx) => tables<Own>(ctx.tx)
const atOnce = 5000

export interface SourcedKeys {
  customerId: string
  /** The customer's archive, or a product. */
  sourceId: string
  keys: readonly Key[]
}

/** Writes the keys of some sources anew, two statements for any number of them (5,000 rows each). */
export async function writeKeys(ctx: Ctx, sourceIds: readonly string[], rows: readonly SourcedKeys[]) {
  if (sourceIds.length === 0) return
  await sql`delete from customers_keys where company_id = ${ctx.company.id}
    and source_id = any(${[...sourceIds]}::uuid[])`.execute(db(ctx))
  const flat = rows.flatMap(({ customerId, sourceId, keys }) =>
    keys.map((key) => ({ customerId, sourceId, ...key })),
  )
  for (let at = 0; at < flat.length; at += atOnce) {
    const part = flat.slice(at, at + atOnce)
    await sql`insert into customers_keys (company_id, kind, key, customer_id, source_id)
      select ${ctx.company.id}::uuid, k, v, c, s
      from unnest(${part.map((row) => row.kind)}::text[], ${part.map((row) => row.key)}::text[],
        ${part.map((row) => row.customerId)}::uuid[], ${part.map((row) => row.sourceId)}::uuid[]) as x (k, v, c, s)
      on conflict do nothing`.execute(db(ctx))
  }
}

/** The customers that products' keys point at, before they are written anew. */
export async function ownersOfKeys(ctx: Ctx, sourceIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct customer_id as id from customers_keys
    where company_id = ${ctx.company.id} and source_id = any(${[...sourceIds]}::uuid[])`.execute(db(ctx))
  return rows.map((row) => row.id)
}

/**
 * The customers under these keys, by the place of the key's owner in the list. One index range for each key; a key that
 * more than `crowded` customers share says nothing and is left out.
 */
export async function customersByKeys(
  ctx: Ctx,
  wanted: readonly (Key & { at: number })[],
  crowded: number,
): Promise<{ at: number; id: string }[]> {
  if (wanted.length === 0) return []
  const { rows } = await sql<{ at: number; id: string }>`
    select distinct m.at, o.id
    from unnest(${wanted.map((one) => one.at)}::int[], ${wanted.map((one) => one.kind)}::text[],
      ${wanted.map((one) => one.key)}::text[]) as m (at, kind, key)
    cross join lateral (
      select x.customer_id as id, count(*) over () as many from (
        select distinct k.customer_id from customers_keys k
        where k.company_id = ${ctx.company.id} and k.kind = m.kind and k.key = m.key
        limit ${crowded + 1}) x) o
    where o.many <= ${crowded}`.execute(db(ctx))
  return rows
}

/** The customers that share a key with some of these customers, as pairs of different ones. */
export async function sharedKeys(
  ctx: Ctx,
  ids: readonly string[],
  crowded: number,
): Promise<{ a: string; b: string }[]> {
  const { rows } = await sql<{ a: string; b: string }>`
    select distinct least(m.customer_id, o.id) as a, greatest(m.customer_id, o.id) as b
    from (select distinct kind, key, customer_id from customers_keys
      where company_id = ${ctx.company.id} and customer_id = any(${[...ids]}::uuid[])) m
    cross join lateral (
      select x.customer_id as id, count(*) over () as many from (
        select distinct k.customer_id from customers_keys k
        where k.company_id = ${ctx.company.id} and k.kind = m.kind and k.key = m.key
        limit ${crowded + 1}) x) o
    where o.many <= ${crowded} and o.id <> m.customer_id`.execute(db(ctx))
  return rows
}

export interface ArchiveRow {
  id: string
  name: string
  kind: string
  phones: string[]
  numbers: string[]
}

/** What is compared of some customers; merged ones are left out. */
export async function archivesOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, ArchiveRow>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<ArchiveRow>`
    select c.id, c.name, c.kind,
      coalesce((select array_agg(distinct p.digits) from customers_phones p
        where p.company_id = c.company_id and p.customer_id = c.id), '{}') as phones,
      coalesce((select array_agg(distinct k.key) from customers_keys k
        where k.company_id = c.company_id and k.customer_id = c.id and k.kind = 'product'), '{}') as numbers
    from customers_customers c
    where c.company_id = ${ctx.company.id} and c.id = any(${[...ids]}::uuid[]) and c.merged_into is null`.execute(
    db(ctx),
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** The ids of all customers in order, a page at a time. */
export async function customerIds(ctx: Ctx, after: string | null, limit: number): Promise<string[]> {
  let query = db(ctx)
    .selectFrom('customersCustomers')
    .select('id')
    .where('companyId', '=', ctx.company.id)
    .where('mergedInto', 'is', null)
    .orderBy('id')
    .limit(limit)
  if (after !== null) query = query.where('id', '>', after)
  return (await query.execute()).map((row) => row.id)
}

/** Names of the archives that were merged into these. */
export async function mergedNames(ctx: Ctx, ids: readonly string[]) {
  return db(ctx)
    .selectFrom('customersCustomers')
    .select(['id', 'name', 'mergedInto'])
    .where('companyId', '=', ctx.company.id)
    .where(sql<boolean>`merged_into = any(${[...ids]}::uuid[])`)
    .execute()
}
