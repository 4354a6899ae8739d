import { sql } from 'kysely'
import { newId } from '../../kernel/ids'
import { auditMany } from '../../platform/audit'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import { touch } from '../../platform/live'
import { indexTerms } from '../../platform/search'
import { searchable } from './commands'
import { digitsOf } from './rules'
import { insertCustomers, lockEnsuring, type NewRow, type Own } from './store'

/** A customer as a file or the counter names one. */
export interface NamedCustomer {
  name: string
  phone?: string | null
  kind?: 'person' | 'organisation'
  address?: string | null
  /** First contact for CUS-2; left out: not known, the archive is not judged. */
  firstContactOn?: string | null
}

interface Known {
  id: string
  name: string
  digits: string | null
}

const keyOf = (name: string, phone: string | null | undefined) => `${name.trim()} ${digitsOf(phone ?? '')}`

const known = (ctx: Ctx, names: string[]): Promise<Known[]> =>
  tables<Own>(ctx.tx)
    .selectFrom('customersCustomers as c')
    .leftJoin('customersPhones as p', (join) =>
      join.onRef('p.companyId', '=', 'c.companyId').onRef('p.customerId', '=', 'c.id'),
    )
    .where('c.companyId', '=', ctx.company.id)
    .where(sql<boolean>`c.name collate "C" = any(${names}::text[])`)
    .select(['c.id', 'c.name', 'p.digits'])
    .orderBy('c.id')
    .execute()

/**
 * With a phone: name and phone must agree. Without one: the oldest customer of that name without any phone, else the
 * oldest of that name, because a file without phones says nothing that could tell namesakes apart.
 */
function index(rows: Known[]): (customer: NamedCustomer) => string | undefined {
  const byKey = new Map<string, string>()
  const byName = new Map<string, string>()
  for (const row of rows) {
    const key = `${row.name} ${row.digits ?? ''}`
    if (!byKey.has(key)) byKey.set(key, row.id)
    if (!byName.has(row.name)) byName.set(row.name, row.id)
  }
  return ({ name, phone }) =>
    byKey.get(keyOf(name, phone)) ?? (digitsOf(phone ?? '') === '' ? byName.get(name.trim()) : undefined)
}

/** PLT-4: which of these customers are already there, by the same identity as `ensureCustomers`; null where not. */
export async function findCustomers(ctx: Ctx, wanted: readonly NamedCustomer[]): Promise<(string | null)[]> {
  if (wanted.length === 0) return []
  const find = index(await known(ctx, [...new Set(wanted.map((customer) => customer.name.trim()))]))
  return wanted.map((customer) => find(customer) ?? null)
}

/** Inserts, indexes and audits customers, in sets. For imports and for customers met on an order. */
export async function createCustomers(ctx: Ctx, rows: NewRow[], action: string): Promise<void> {
  if (rows.length === 0) return
  await insertCustomers(ctx, rows)
  for (let at = 0; at < rows.length; at += 5000)
    await indexTerms(ctx, 'customer', rows.slice(at, at + 5000).map(searchable), { areNew: true })
  for (let at = 0; at < rows.length; at += 2000)
    await auditMany(
      ctx,
      action,
      rows.slice(at, at + 2000).map((row) => ({
        entity: 'customer',
        entityId: row.id,
        after: { name: row.name, phone: row.phones.map((phone) => phone.phone).join(', ') },
      })),
    )
  touch(ctx, 'customers')
}

const stub = (customer: NamedCustomer): NewRow => ({
  id: newId(),
  code: null,
  name: customer.name.trim(),
  kind: customer.kind ?? 'person',
  region: '',
  address: customer.address ?? '',
  source: '',
  responsiblePersonId: null,
  creditLimit: null,
  creditBlocked: false,
  hopedService: '',
  nextService: '',
  nextServiceOn: null,
  note: '',
  firstContactOn: customer.firstContactOn ?? null,
  archivedOn: null,
  phones: digitsOf(customer.phone ?? '') === '' ? [] : [{ phone: (customer.phone ?? '').trim(), label: '' }],
  contacts: [],
})

/**
 * CUS-1, PLT-4: finds customers by name and phone or makes them (archive still to be made); ids in the order of the
 * input, the same id for the same customer named twice. A few statements for any number.
 */
export async function ensureCustomers(ctx: Ctx, wanted: readonly NamedCustomer[]): Promise<string[]> {
  const first = await findCustomers(ctx, wanted)
  if (!first.includes(null)) return first.flatMap((id) => id ?? [])
  await lockEnsuring(ctx)
  const again = await findCustomers(ctx, wanted)
  const made = new Map<string, NewRow>()
  const ids = wanted.map((customer, at) => {
    const found = again[at]
    if (found) return found
    const key = keyOf(customer.name, customer.phone)
    const row = made.get(key) ?? stub(customer)
    made.set(key, row)
    return row.id
  })
  await createCustomers(ctx, [...made.values()], 'customers.customer_met')
  return ids
}
