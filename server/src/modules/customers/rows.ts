import { sql } from 'kysely'
import { AppError } from '../../kernel/errors'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import { firstMatches } from '../../platform/search'
import { can } from '../../platform/actor'
import { onlyOwn } from './policy'
import type { Own } from './store'

const db = (ctx: Ctx) => tables<Own>(ctx.tx)

/** The first phone of a customer, its own before those of its contacts. */
export const firstPhone = sql<string | null>`(select p.phone from customers_phones p
  where p.company_id = c.company_id and p.customer_id = c.id
  order by p.contact_id is not null, p.position, p.id limit 1)`

export interface CustomerBrief {
  id: string
  name: string
  kind: string
  region: string
  address: string
  phone: string | null
  responsiblePersonId: string | null
  creditBlocked: boolean
}

/** Customers by id with their first phone; unknown ids are left out. For other modules, without visibility. */
export async function customerRows(
  ctx: Ctx,
  ids: readonly (string | null)[],
): Promise<Map<string, CustomerBrief>> {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await db(ctx)
    .selectFrom('customersCustomers as c')
    .where('c.companyId', '=', ctx.company.id)
    .where(sql<boolean>`c.id = any(${wanted}::uuid[])`)
    .select(['c.id', 'c.name', 'c.kind', 'c.region', 'c.address', 'c.responsiblePersonId', 'c.creditBlocked'])
    .select(firstPhone.as('phone'))
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** One customer by id; not_found `customers.no_such_customer`. */
export async function customerRow(ctx: Ctx, id: string): Promise<CustomerBrief> {
  const row = (await customerRows(ctx, [id])).get(id)
  if (!row) throw new AppError('not_found', 'customers.no_such_customer')
  return row
}

/** Names of customers by id; unknown ids are left out. */
export async function customerNames(ctx: Ctx, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await db(ctx)
    .selectFrom('customersCustomers as c')
    .where('c.companyId', '=', ctx.company.id)
    .where(sql<boolean>`c.id = any(${wanted}::uuid[])`)
    .select(['c.id', 'c.name'])
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** CUS-7: the closest customers for any fragment of name, pinyin, phone or code, as far as the actor may see. */
export async function searchCustomers(ctx: Ctx, q: string, limit: number): Promise<CustomerBrief[]> {
  if (!can(ctx.actor, 'customers.read')) return []
  const own = onlyOwn(ctx.actor, 'customers.read')
  // Narrowed to one's own, the closest few of all customers may hold none of them.
  const ids = await firstMatches(ctx, 'customer', q, own === null ? limit : 2000)
  const rows = await customerRows(ctx, ids)
  return ids
    .flatMap((id) => rows.get(id) ?? [])
    .filter((row) => own === null || row.responsiblePersonId === own)
    .slice(0, limit)
}
