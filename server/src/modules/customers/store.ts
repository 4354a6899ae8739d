import { sql } from 'kysely'
import { newId } from '../../kernel/ids'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'
import { digitsOf, type TracedChange } from './rules'
import type { Contact, Phone } from './schemas'

export type Own = Pick<
  Db,
  | 'customersCustomers'
  | 'customersPhones'
  | 'customersContacts'
  | 'customersChanges'
  | 'customersKeys'
  | 'customersPairs'
  | 'customersMerges'
  | 'customersMergeMoves'
>

const db = (ctx: Ctx) => tables<Own>(ctx.tx)
const atOnce = 1000

/** The columns of a customer that people fill in. */
export interface CustomerFields {
  code: string | null
  name: string
  kind: string
  region: string
  address: string
  source: string
  responsiblePersonId: string | null
  creditLimit: string | null
  creditBlocked: boolean
  hopedService: string
  nextService: string
  nextServiceOn: string | null
  note: string
  firstContactOn: string | null
  archivedOn: string | null
}

export interface NewRow extends CustomerFields {
  id: string
  phones: readonly Phone[]
  contacts: readonly Contact[]
}

export const lockCustomer = (ctx: Ctx, id: string) =>
  db(ctx)
    .selectFrom('customersCustomers')
    .selectAll()
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

/** One search-and-create of customers by name at a time per company, or two imports would make them twice. */
export const lockEnsuring = (ctx: Ctx): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`customers.ensure ${ctx.company.id}`}, 0))`.execute(
    db(ctx),
  )

/** Inserts customers with phones and contacts, a few statements for all. */
export async function insertCustomers(ctx: Ctx, rows: readonly NewRow[]): Promise<void> {
  const own = { companyId: ctx.company.id, createdBy: ctx.actor.userId, updatedBy: ctx.actor.userId }
  const stamp = { createdAt: ctx.now, updatedAt: ctx.now }
  for (let at = 0; at < rows.length; at += atOnce) {
    const part = rows.slice(at, at + atOnce)
    await db(ctx)
      .insertInto('customersCustomers')
      .values(part.map(({ phones: _p, contacts: _c, ...row }) => ({ ...own, ...stamp, ...row })))
      .execute()
    await insertPeople(ctx, part)
  }
}

async function insertPeople(
  ctx: Ctx,
  rows: readonly { id: string; phones: readonly Phone[]; contacts: readonly Contact[] }[],
): Promise<void> {
  const companyId = ctx.company.id
  const contacts = rows.flatMap((row) =>
    row.contacts.map((contact, position) => ({ ...contact, id: newId(), customerId: row.id, position })),
  )
  if (contacts.length > 0)
    await db(ctx)
      .insertInto('customersContacts')
      .values(contacts.map(({ phones: _p, ...contact }) => ({ companyId, ...contact })))
      .execute()
  const owned = [
    ...rows.map((row) => ({ customerId: row.id, contactId: null, phones: row.phones })),
    ...contacts.map((contact) => ({
      customerId: contact.customerId,
      contactId: contact.id,
      phones: contact.phones,
    })),
  ]
  const phones = owned.flatMap(({ customerId, contactId, phones: list }) =>
    list.map((phone, position) => ({
      companyId,
      id: newId(),
      customerId,
      contactId,
      position,
      ...phone,
      digits: digitsOf(phone.phone),
    })),
  )
  if (phones.length > 0) await db(ctx).insertInto('customersPhones').values(phones).execute()
}

/** Writes phones and contacts of one customer anew. */
export async function replacePeople(
  ctx: Ctx,
  id: string,
  people: { phones: readonly Phone[]; contacts: readonly Contact[] },
): Promise<void> {
  for (const table of ['customersPhones', 'customersContacts'] as const)
    await db(ctx)
      .deleteFrom(table)
      .where('companyId', '=', ctx.company.id)
      .where('customerId', '=', id)
      .execute()
  await insertPeople(ctx, [{ id, ...people }])
}

/** Saves if the version is still the one that was read; false if it moved. */
export async function saveCustomer(
  ctx: Ctx,
  id: string,
  change: Partial<CustomerFields> & { version: number },
): Promise<boolean> {
  const { version, ...values } = change
  const { numUpdatedRows } = await db(ctx)
    .updateTable('customersCustomers')
    .set({ ...values, updatedAt: ctx.now, updatedBy: ctx.actor.userId, version: version + 1 })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** CUS-1: appends to the visible history. */
export async function insertChanges(ctx: Ctx, customerId: string, changes: TracedChange[]): Promise<void> {
  if (changes.length === 0) return
  await db(ctx)
    .insertInto('customersChanges')
    .values(
      changes.map((change) => ({
        companyId: ctx.company.id,
        id: newId(),
        customerId,
        ...change,
        changedAt: ctx.now,
        changedBy: ctx.actor.userId,
        changedByName: ctx.actor.name,
      })),
    )
    .execute()
}
