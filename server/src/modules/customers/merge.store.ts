import { sql } from 'kysely'
import { newId } from '../../kernel/ids'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { ContactValue, FieldMoves, MergeFields, People, PhoneValue } from './merge.rules'
import type { Own } from './store'

const db = (ctx: Ctx) => tables<Own>(ctx.tx)

/** Locks two archives in the order of their ids, so that two merges of the same two cannot wait for each other. */
export async function lockTwo(ctx: Ctx, ids: readonly [string, string]) {
  const rows = await db(ctx)
    .selectFrom('customersCustomers')
    .selectAll()
    .where('companyId', '=', ctx.company.id)
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

export type PhoneRow = PhoneValue & { id: string }
export type ContactRow = Omit<ContactValue, 'phones'> & { id: string; phones: PhoneRow[] }

/** Phones and contacts with their ids, in the order they were entered. */
export async function peopleRows(ctx: Ctx, customerId: string): Promise<People<PhoneRow, ContactRow>> {
  const phones = await db(ctx)
    .selectFrom('customersPhones')
    .select(['id', 'contactId', 'phone', 'digits', 'label'])
    .where('companyId', '=', ctx.company.id)
    .where('customerId', '=', customerId)
    .orderBy('position')
    .orderBy('id')
    .execute()
  const contacts = await db(ctx)
    .selectFrom('customersContacts')
    .select(['id', 'name', 'title', 'note'])
    .where('companyId', '=', ctx.company.id)
    .where('customerId', '=', customerId)
    .orderBy('position')
    .orderBy('id')
    .execute()
  const of = (contactId: string | null): PhoneRow[] =>
    phones
      .filter((phone) => phone.contactId === contactId)
      .map(({ id, phone, digits, label }) => ({ id, phone, digits, label }))
  return {
    phones: of(null),
    contacts: contacts.map((contact) => ({ ...contact, phones: of(contact.id) })),
  }
}

/** Adds phones and contacts behind those a customer has. */
export async function addPeople(ctx: Ctx, customerId: string, added: People, have: People): Promise<void> {
  const companyId = ctx.company.id
  const contacts = added.contacts.map((contact, at) => ({
    ...contact,
    id: newId(),
    position: have.contacts.length + at,
  }))
  if (contacts.length > 0)
    await db(ctx)
      .insertInto('customersContacts')
      .values(
        contacts.map(({ id, position, name, title, note }) => ({
          companyId,
          customerId,
          id,
          position,
          name,
          title,
          note,
        })),
      )
      .execute()
  const row = (contactId: string | null, { phone, digits, label }: PhoneValue, position: number) => ({
    companyId,
    id: newId(),
    customerId,
    contactId,
    position,
    phone,
    digits,
    label,
  })
  const phones = [
    ...added.phones.map((phone, at) => row(null, phone, have.phones.length + at)),
    ...contacts.flatMap(({ id, phones: list }) => list.map((phone, at) => row(id, phone, at))),
  ]
  if (phones.length > 0) await db(ctx).insertInto('customersPhones').values(phones).execute()
}

export async function removePeople(ctx: Ctx, people: People<PhoneRow, ContactRow>): Promise<void> {
  const phoneIds = [...people.phones, ...people.contacts.flatMap(({ phones }) => phones)].map(({ id }) => id)
  await sql`delete from customers_phones where company_id = ${ctx.company.id} and id = any(${phoneIds}::uuid[])`.execute(
    db(ctx),
  )
  const contactIds = people.contacts.map(({ id }) => id)
  await sql`delete from customers_contacts where company_id = ${ctx.company.id} and id = any(${contactIds}::uuid[])`.execute(
    db(ctx),
  )
}

export interface NewMerge {
  id: string
  fromId: string
  intoId: string
  note: string
  fields: FieldMoves
  phones: readonly PhoneValue[]
  contacts: readonly ContactValue[]
}

export async function insertMerge(ctx: Ctx, merge: NewMerge): Promise<void> {
  const { fields, phones, contacts, ...row } = merge
  await db(ctx)
    .insertInto('customersMerges')
    .values({
      companyId: ctx.company.id,
      ...row,
      mergedAt: ctx.now,
      mergedBy: ctx.actor.userId,
      mergedByName: ctx.actor.name,
      fields: JSON.stringify(fields),
      phones: JSON.stringify(phones),
      contacts: JSON.stringify(contacts),
    })
    .execute()
}

export interface StoredMerge {
  id: string
  fromId: string
  intoId: string
  undoneAt: Date | null
  fields: FieldMoves
  phones: PhoneValue[]
  contacts: ContactValue[]
}

export async function lockMerge(ctx: Ctx, id: string): Promise<StoredMerge | undefined> {
  const row = await db(ctx)
    .selectFrom('customersMerges')
    .selectAll()
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return undefined
  return {
    ...row,
    fields: row.fields as FieldMoves,
    phones: row.phones as PhoneValue[],
    contacts: row.contacts as ContactValue[],
  }
}

export const closeMerge = (ctx: Ctx, id: string, note: string): Promise<unknown> =>
  db(ctx)
    .updateTable('customersMerges')
    .set({
      undoneAt: ctx.now,
      undoneBy: ctx.actor.userId,
      undoneByName: ctx.actor.name,
      undoNote: note,
    })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .execute()

/** Points an archive at the one it was merged into, or at none; its other fields stay as they were. */
export const pointAt = (ctx: Ctx, id: string, intoId: string | null): Promise<unknown> =>
  db(ctx)
    .updateTable('customersCustomers')
    .set({
      mergedInto: intoId,
      version: sql<number>`version + 1`,
      updatedAt: ctx.now,
      updatedBy: ctx.actor.userId,
    })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .execute()

/** Archives that were merged into `fromId` earlier go with it. */
export async function pointEarlier(ctx: Ctx, fromId: string, intoId: string): Promise<string[]> {
  const rows = await db(ctx)
    .updateTable('customersCustomers')
    .set({ mergedInto: intoId })
    .where('companyId', '=', ctx.company.id)
    .where('mergedInto', '=', fromId)
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}

export const pointEarlierBack = (ctx: Ctx, ids: readonly string[], fromId: string): Promise<unknown> =>
  sql`update customers_customers set merged_into = ${fromId} where company_id = ${ctx.company.id}
    and id = any(${[...ids]}::uuid[])`.execute(db(ctx))

/** Saves the survivor's fields whatever its version, which moves on: the row is locked. */
export const saveFields = (ctx: Ctx, id: string, values: Partial<MergeFields>): Promise<unknown> =>
  db(ctx)
    .updateTable('customersCustomers')
    .set({
      ...values,
      version: sql<number>`version + 1`,
      updatedAt: ctx.now,
      updatedBy: ctx.actor.userId,
    })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .execute()

/** CUS-6: whether a later merge into the same archive stands, and whether the code to go back is in use. */
export async function undoFacts(ctx: Ctx, merge: StoredMerge, code: string | null) {
  const later = await db(ctx)
    .selectFrom('customersMerges')
    .select('id')
    .where('companyId', '=', ctx.company.id)
    .where('intoId', '=', merge.intoId)
    .where('id', '>', merge.id)
    .where('undoneAt', 'is', null)
    .executeTakeFirst()
  const taken = await db(ctx)
    .selectFrom('customersCustomers')
    .select('id')
    .where('companyId', '=', ctx.company.id)
    .where('mergedInto', 'is', null)
    .where('code', '=', code)
    .where('id', '!=', merge.intoId)
    .executeTakeFirst()
  return { laterMerge: later !== undefined, codeTaken: code !== null && taken !== undefined }
}

/** CUS-6: which rows of a kind went over with a merge; each module writes down its own. */
export async function keepMoved(ctx: Ctx, mergeId: string, kind: string, rowIds: readonly string[]) {
  if (rowIds.length === 0) return
  await sql`insert into customers_merge_moves (company_id, merge_id, kind, row_id)
    select ${ctx.company.id}::uuid, ${mergeId}::uuid, ${kind}::text, r from unnest(${[...rowIds]}::uuid[]) as r`.execute(
    db(ctx),
  )
}

/** CUS-6: the rows of a kind that went over with a merge, to go back when it is undone. */
export async function movedRows(ctx: Ctx, mergeId: string, kind: string): Promise<string[]> {
  const rows = await db(ctx)
    .selectFrom('customersMergeMoves')
    .select('rowId')
    .where('companyId', '=', ctx.company.id)
    .where('mergeId', '=', mergeId)
    .where('kind', '=', kind)
    .orderBy('rowId')
    .execute()
  return rows.map((row) => row.rowId)
}
