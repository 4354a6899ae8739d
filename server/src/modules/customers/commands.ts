import { changedFields } from '../../kernel/changed-fields'
import { AppError } from '../../kernel/errors'
import { newId } from '../../kernel/ids'
import { audit } from '../../platform/audit'
import { allow, type Ctx } from '../../platform/ctx'
import { emit } from '../../platform/events'
import { touch } from '../../platform/live'
import { personNames, today } from '../org'
import './events'
import { mayAdd, mayEdit, onlyOwn } from './policy'
import { indexCustomers } from './indexing'
import * as queries from './queries'
import { phonesText, tracedChanges } from './rules'
import type { Contact, CustomerEdit, NewCustomer, Phone } from './schemas'
import { checkDuplicates } from './similar'
import * as store from './store'

const refusedField = (kind: 'conflict' | 'rule_broken', path: string, reason: string) =>
  new AppError(kind, reason, { fields: [{ path, code: 'refused', message: '' }] })

async function checkReferences(
  ctx: Ctx,
  input: { code?: string | null; responsiblePersonId?: string | null },
  id?: string,
): Promise<void> {
  const { code, responsiblePersonId } = input
  if (code) {
    await store.lockEnsuring(ctx)
    const other = await queries.customerByCode(ctx, code)
    if (other && other.id !== id) throw refusedField('conflict', 'code', 'customers.code_taken')
  }
  if (responsiblePersonId && !(await personNames(ctx, [responsiblePersonId])).has(responsiblePersonId))
    throw refusedField('rule_broken', 'responsiblePersonId', 'customers.no_such_person')
}

/** CUS-1, CUS-2: a new customer whose archive is made today. */
export async function addCustomer(ctx: Ctx, input: NewCustomer): Promise<string> {
  allow(mayAdd(ctx.actor))
  const responsiblePersonId = input.responsiblePersonId ?? onlyOwn(ctx.actor, 'customers.edit')
  await checkReferences(ctx, { ...input, responsiblePersonId })
  allow(mayEdit(ctx.actor, { responsiblePersonId }))
  const { evenIfSimilar, ...fields } = input
  if (!evenIfSimilar) await checkDuplicates(ctx, fields)
  const day = today(ctx)
  const row = {
    ...fields,
    id: newId(),
    responsiblePersonId,
    firstContactOn: input.firstContactOn === undefined ? day : input.firstContactOn,
    archivedOn: day,
  }
  await store.insertCustomers(ctx, [row])
  await indexCustomers(ctx, [row])
  const { phones, contacts, id, ...after } = row
  await audit(ctx, 'customers.customer_added', {
    entity: 'customer',
    entityId: id,
    after: { ...after, phone: phonesText(phones, contacts) },
  })
  touch(ctx, 'customers')
  return id
}

const auditable = (fields: object, phone: string, responsiblePerson: string) => {
  const values = new Map(Object.entries(fields))
  for (const key of ['phones', 'contacts', 'responsiblePersonId', 'version', 'id', 'mergedInto'])
    values.delete(key)
  return { ...Object.fromEntries(values), phone, responsiblePerson }
}

/** CUS-1: changes a customer's archive; address, phones and responsible person leave a visible trace. */
export async function editCustomer(ctx: Ctx, id: string, input: CustomerEdit): Promise<void> {
  const before = await store.lockCustomer(ctx, id)
  if (!before) throw new AppError('not_found', 'customers.no_such_customer')
  allow(mayEdit(ctx.actor, before))
  if (before.mergedInto !== null) throw new AppError('rule_broken', 'customers.merged_away')
  const { phones, contacts, ...fields } = input
  if (!(await store.saveCustomer(ctx, id, fields))) {
    const current = await queries.customerRecord(ctx, id)
    throw new AppError('conflict', 'customers.version_moved', {
      current,
      changed: changedFields(current, input),
    })
  }
  const after = { ...before, ...fields }
  allow(mayEdit(ctx.actor, after))
  await checkReferences(ctx, fields, id)
  const old = await queries.peopleOf(ctx, id)
  const people = { phones: phones ?? old.phones, contacts: contacts ?? old.contacts }
  if (phones || contacts) await store.replacePeople(ctx, id, people)
  await trace(ctx, { before, after, oldPhone: phonesText(old.phones, old.contacts), people })
  await indexCustomers(ctx, [{ ...after, ...people }])
  if (after.name !== before.name) await emit(ctx, 'customers.renamed', { customerIds: [id] })
  touch(ctx, 'customers')
}

interface Traceable {
  id: string
  address: string
  responsiblePersonId: string | null
}

async function trace(
  ctx: Ctx,
  change: {
    before: Traceable
    after: Traceable
    oldPhone: string
    people: { phones: Phone[]; contacts: Contact[] }
  },
): Promise<void> {
  const { before, after, oldPhone, people } = change
  const names = await personNames(ctx, [before.responsiblePersonId, after.responsiblePersonId])
  const nameOf = (id: string | null) => names.get(id ?? '') ?? ''
  const phone = phonesText(people.phones, people.contacts)
  const old = {
    address: before.address,
    phone: oldPhone,
    responsiblePerson: nameOf(before.responsiblePersonId),
  }
  const now = { address: after.address, phone, responsiblePerson: nameOf(after.responsiblePersonId) }
  await store.insertChanges(ctx, before.id, tracedChanges(old, now))
  await audit(ctx, 'customers.customer_edited', {
    entity: 'customer',
    entityId: before.id,
    before: auditable(before, old.phone, old.responsiblePerson),
    after: auditable(after, now.phone, now.responsiblePerson),
  })
}

/** CUS-2: says that the archive of a customer known by name only is complete from today. */
export async function archiveCustomer(ctx: Ctx, id: string, version: number): Promise<void> {
  const customer = await store.lockCustomer(ctx, id)
  if (!customer) throw new AppError('not_found', 'customers.no_such_customer')
  allow(mayEdit(ctx.actor, customer))
  if (customer.mergedInto !== null) throw new AppError('rule_broken', 'customers.merged_away')
  if (customer.archivedOn !== null) throw new AppError('rule_broken', 'customers.already_archived')
  const { phones, contacts } = await queries.peopleOf(ctx, id)
  if (phonesText(phones, contacts) === '') throw new AppError('rule_broken', 'customers.phone_needed')
  const archivedOn = today(ctx)
  if (!(await store.saveCustomer(ctx, id, { archivedOn, version })))
    throw new AppError('conflict', 'customers.version_moved', {
      current: await queries.customerRecord(ctx, id),
      changed: ['archivedOn'],
    })
  await audit(ctx, 'customers.customer_archived', {
    entity: 'customer',
    entityId: id,
    before: { archivedOn: null },
    after: { archivedOn },
  })
  touch(ctx, 'customers')
}
