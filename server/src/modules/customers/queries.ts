import { sql } from 'kysely'
import { z } from 'zod'
import { archiveDueOn, archiveState, timelinessRate, type ArchiveState } from '../../kernel/archive-time'
import { AppError } from '../../kernel/errors'
import { timeline } from '../../platform/audit'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import { pageRows } from '../../platform/paging'
import { matches } from '../../platform/search'
import { companySettings, personNames, today } from '../org'
import { historyIds, mergesOf, survivorShown } from './merges.queries'
import { abilities, mayRead, onlyOwn } from './policy'
import { firstPhone } from './rows'
import type { Contact, CustomerList, CustomerRecord, CustomerRow, Phone } from './schemas'
import type { Own } from './store'

const db = (ctx: Ctx) => tables<Own>(ctx.tx)
const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value])

const Days = z.coerce.number().int().min(0).catch(2)

/** CUS-2: days after first contact within which the archive must exist (company parameter archive.customer_days). */
export const archiveDays = async (ctx: Ctx): Promise<number> =>
  Days.parse((await companySettings(ctx))['archive.customer_days'])

/** CUS-2 in SQL; says the same as the rule `archiveState`, and a test holds the two together. */
const stateSql = (day: string, days: number) => sql<ArchiveState>`case
  when c.first_contact_on is null then 'unknown'
  when c.archived_on is not null then case when c.archived_on <= c.first_contact_on + ${days}::int then 'on_time' else 'late' end
  when ${day}::date <= c.first_contact_on + ${days}::int then 'pending' else 'late' end`

const columns = [
  'c.id',
  'c.code',
  'c.name',
  'c.region',
  'c.address',
  'c.source',
  'c.responsiblePersonId',
  'c.creditLimit',
  'c.creditBlocked',
  'c.nextService',
  'c.nextServiceOn',
  'c.firstContactOn',
  'c.archivedOn',
  'c.createdAt',
  'c.version',
] as const

const customers = (ctx: Ctx) =>
  db(ctx).selectFrom('customersCustomers as c').where('c.companyId', '=', ctx.company.id)

function filtered(ctx: Ctx, input: Partial<CustomerList>, state: ReturnType<typeof stateSql>) {
  let query = customers(ctx).where('c.mergedInto', 'is', null)
  const own = onlyOwn(ctx.actor, 'customers.read')
  if (own !== null) query = query.where('c.responsiblePersonId', '=', own)
  if (input.kind) query = query.where('c.kind', 'in', list(input.kind))
  if (input.region) query = query.where('c.region', 'in', list(input.region))
  if (input.source) query = query.where('c.source', 'in', list(input.source))
  if (input.responsiblePersonId) {
    const wanted = list(input.responsiblePersonId)
    const people = wanted.filter((id) => id !== 'none')
    query = query.where((eb) =>
      eb.or([
        ...(people.length > 0 ? [eb('c.responsiblePersonId', 'in', people)] : []),
        ...(wanted.includes('none') ? [eb('c.responsiblePersonId', 'is', null)] : []),
      ]),
    )
  }
  if (input.archive) query = query.where(state, 'in', list(input.archive))
  if (input.creditBlocked) query = query.where('c.creditBlocked', '=', input.creditBlocked === 'true')
  if (input.firstContactFrom) query = query.where('c.firstContactOn', '>=', input.firstContactFrom)
  if (input.firstContactTo) query = query.where('c.firstContactOn', '<=', input.firstContactTo)
  if (input.nextServiceFrom) query = query.where('c.nextServiceOn', '>=', input.nextServiceFrom)
  if (input.nextServiceTo) query = query.where('c.nextServiceOn', '<=', input.nextServiceTo)
  if (input.q) query = query.where('c.id', 'in', matches(ctx.company.id, 'customer', input.q))
  return query
}

/** CUS-1, CUS-2: customers as far as the actor may see them, one page of the filter. */
export async function listCustomers(ctx: Ctx, input: Partial<CustomerList> & { limit: number }) {
  const days = await archiveDays(ctx)
  const state = stateSql(today(ctx), days)
  const query = filtered(ctx, input, state)
    .select(columns)
    .select(sql<CustomerRow['kind']>`c.kind`.as('kind'))
    .select([firstPhone.as('phone'), state.as('archiveState')])
  const page = await pageRows(query, {
    sorts: {
      name: sql`c.name collate "C"`,
      createdAt: sql.ref('c.createdAt'),
      region: sql`c.region collate "C"`,
      firstContactOn: sql`coalesce(c.first_contact_on, '0001-01-01'::date)`,
      nextServiceOn: sql`coalesce(c.next_service_on, '9999-12-31'::date)`,
    },
    defaultSort: '-createdAt',
    id: sql.ref('c.id'),
    input,
  })
  const names = await personNames(
    ctx,
    page.items.map((row) => row.responsiblePersonId),
  )
  const items = page.items.map((row) => ({
    ...row,
    responsiblePersonName: names.get(row.responsiblePersonId ?? '') ?? null,
    archiveDueOn: archiveDueOn(row.firstContactOn, days),
  }))
  return { ...page, items }
}

/** Phones and contacts of one customer, in the order they were entered. */
export async function peopleOf(ctx: Ctx, id: string): Promise<{ phones: Phone[]; contacts: Contact[] }> {
  const phones = await db(ctx)
    .selectFrom('customersPhones')
    .select(['contactId', 'phone', 'label'])
    .where('companyId', '=', ctx.company.id)
    .where('customerId', '=', id)
    .orderBy('position')
    .execute()
  const contacts = await db(ctx)
    .selectFrom('customersContacts')
    .select(['id', 'name', 'title', 'note'])
    .where('companyId', '=', ctx.company.id)
    .where('customerId', '=', id)
    .orderBy('position')
    .execute()
  const of = (contactId: string | null): Phone[] =>
    phones.filter((phone) => phone.contactId === contactId).map(({ phone, label }) => ({ phone, label }))
  return {
    phones: of(null),
    contacts: contacts.map(({ id: contactId, ...contact }) => ({ ...contact, phones: of(contactId) })),
  }
}

/** CUS-1: a customer's whole archive; one that is not visible does not exist for the actor. */
export async function customerRecord(ctx: Ctx, id: string): Promise<z.input<typeof CustomerRecord>> {
  const row = await customers(ctx)
    .where('c.id', '=', id)
    .select(columns)
    .select(['c.hopedService', 'c.note', 'c.updatedAt', 'c.mergedInto'])
    .select(sql<CustomerRow['kind']>`c.kind`.as('kind'))
    .select(firstPhone.as('phone'))
    .executeTakeFirst()
  if (!row || !mayRead(ctx.actor, row)) throw new AppError('not_found', 'customers.no_such_customer')
  const days = await archiveDays(ctx)
  const names = await personNames(ctx, [row.responsiblePersonId])
  const history = await historyIds(ctx, id)
  const changes = await db(ctx)
    .selectFrom('customersChanges')
    .select(['id', 'oldValue', 'newValue', 'changedAt', 'changedByName'])
    .select(sql<'address' | 'phone' | 'responsiblePerson'>`field`.as('field'))
    .where('companyId', '=', ctx.company.id)
    .where('customerId', 'in', history)
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  return {
    ...row,
    ...(await peopleOf(ctx, id)),
    responsiblePersonName: names.get(row.responsiblePersonId ?? '') ?? null,
    archiveDueOn: archiveDueOn(row.firstContactOn, days),
    archiveState: archiveState({ from: row.firstContactOn, archivedOn: row.archivedOn }, days, today(ctx)),
    changes,
    timeline: await timeline(ctx, 'customer', history),
    mergedInto: await survivorShown(ctx, row.mergedInto),
    merges: await mergesOf(ctx, id),
    can: abilities(ctx.actor, row),
  }
}

export const customerByCode = (ctx: Ctx, code: string) =>
  customers(ctx)
    .where('c.code', '=', code)
    .where('c.mergedInto', 'is', null)
    .select('c.id')
    .executeTakeFirst()

/** CUS-2: 建档及时率 of the first contacts of a period, by responsible person. */
export async function archiveTimeliness(ctx: Ctx, period: { from: string; to: string }) {
  const days = await archiveDays(ctx)
  const state = stateSql(today(ctx), days)
  const filter = { firstContactFrom: period.from, firstContactTo: period.to }
  const rows = await filtered(ctx, filter, state)
    .select(['c.responsiblePersonId'])
    .select(sql<number>`count(*) filter (where ${state} = 'on_time')`.as('onTime'))
    .select(sql<number>`count(*) filter (where ${state} = 'late')`.as('late'))
    .select(sql<number>`count(*) filter (where ${state} = 'pending')`.as('pending'))
    .groupBy('c.responsiblePersonId')
    .execute()
  const names = await personNames(
    ctx,
    rows.map((row) => row.responsiblePersonId),
  )
  const rated = (part: { onTime: number; late: number; pending: number }) => {
    const judged = part.onTime + part.late
    return { ...part, judged, rate: timelinessRate(part.onTime, judged) }
  }
  const total = (key: 'onTime' | 'late' | 'pending') => rows.reduce((all, row) => all + row[key], 0)
  const byPerson = rows.map(({ responsiblePersonId, ...row }) => ({
    ...rated(row),
    personId: responsiblePersonId,
    personName: names.get(responsiblePersonId ?? '') ?? null,
  }))
  return {
    ...rated({ onTime: total('onTime'), late: total('late'), pending: total('pending') }),
    days,
    byPerson: byPerson.sort((a, b) => b.late - a.late || b.judged - a.judged),
  }
}

/** Regions and sources in use, for the filters and for typing less. */
export async function wordsInUse(ctx: Ctx) {
  const of = async (column: 'region' | 'source') => {
    const rows = await customers(ctx)
      .where(`c.${column}`, '!=', '')
      .select(`c.${column} as word`)
      .distinct()
      .orderBy('word')
      .limit(200)
      .execute()
    return rows.map((row) => row.word)
  }
  return { regions: await of('region'), sources: await of('source') }
}
