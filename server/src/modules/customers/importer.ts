import type { ImportFinding, ImportRecord } from '../../kernel/importing'
import { newId } from '../../kernel/ids'
import type { Ctx } from '../../platform/ctx'
import type { Importer } from '../../platform/importer'
import { findPeople, today } from '../org'
import { createCustomers, findCustomers } from './ensure'
import { duplicateWarnings } from './import-duplicates'
import { existingCodes } from './import-lookups'
import { digitsOf } from './rules'
import type { NewRow } from './store'

const label = (name: string) => `field.customer.${name}`
const text = (key: string, max: number) => ({ key, labelKey: label(key), type: 'text', max }) as const

const nameOf = (record: ImportRecord) => (record.values.name ?? '').trim()
const phoneOf = (record: ImportRecord) => record.values.phone ?? null

const finding = (record: ImportRecord, fieldKey: string, reason: string): ImportFinding => ({
  record,
  fieldKey,
  severity: 'error',
  reason,
})

/** The records that say the same as an earlier one of the file. */
function repeated(records: readonly ImportRecord[], keyOf: (record: ImportRecord) => string | null) {
  const seen = new Set<string>()
  return records.filter((record) => {
    const key = keyOf(record)
    if (key === null) return false
    const isAgain = seen.has(key)
    seen.add(key)
    return isAgain
  })
}

async function check(ctx: Ctx, records: readonly ImportRecord[]): Promise<ImportFinding[]> {
  const there = await findCustomers(
    ctx,
    records.map((record) => ({ name: nameOf(record), phone: phoneOf(record) })),
  )
  const codes = await existingCodes(
    ctx,
    records.flatMap((record) => record.values.code ?? []),
  )
  const people = await findPeople(
    ctx,
    records.flatMap((record) => record.values.responsiblePerson ?? []),
  )
  const isUnclear = (record: ImportRecord) => {
    const word = record.values.responsiblePerson
    return Boolean(word) && people.get(word ?? '')?.length !== 1
  }
  const isThere = (_: ImportRecord, at: number) => there[at] !== null
  const again = repeated(records, (record) => `${nameOf(record)} ${digitsOf(phoneOf(record) ?? '')}`)
  const isAgain = new Set(again)
  const fresh = records.filter((record, at) => !isThere(record, at) && !isAgain.has(record))
  return [
    ...records.filter(isThere).map((record) => finding(record, 'name', 'customers.already_there')),
    ...records
      .filter((record) => codes.has(record.values.code ?? ''))
      .map((record) => finding(record, 'code', 'customers.code_taken')),
    ...repeated(records, (record) => record.values.code ?? null).map((record) =>
      finding(record, 'code', 'customers.twice_in_file'),
    ),
    ...again.map((record) => finding(record, 'name', 'customers.twice_in_file')),
    ...(await duplicateWarnings(ctx, fresh)),
    ...records
      .filter(isUnclear)
      .map((record) => finding(record, 'responsiblePerson', 'customers.person_unclear')),
  ]
}

function rowOf(record: ImportRecord, responsiblePersonId: string | null, day: string): NewRow {
  const { values } = record
  const phones = [values.phone, values.phone2].flatMap((phone) => (phone ? [{ phone, label: '' }] : []))
  const contactPhones = values.contactPhone ? [{ phone: values.contactPhone, label: '' }] : []
  const contacts = values.contactName
    ? [{ name: values.contactName, title: '', note: '', phones: contactPhones }]
    : []
  return {
    id: newId(),
    code: values.code ?? null,
    name: nameOf(record),
    kind: values.kind ?? 'person',
    region: values.region ?? '',
    address: values.address ?? '',
    source: values.source ?? '',
    responsiblePersonId,
    creditLimit: values.creditLimit ?? null,
    creditBlocked: false,
    hopedService: values.hopedService ?? '',
    nextService: values.nextService ?? '',
    nextServiceOn: values.nextServiceOn ?? null,
    note: values.note ?? '',
    firstContactOn: values.firstContactOn ?? null,
    archivedOn: values.archivedOn ?? day,
    phones: contacts.length === 0 ? [...phones, ...contactPhones] : phones,
    contacts,
  }
}

async function save(ctx: Ctx, records: readonly ImportRecord[]) {
  const people = await findPeople(
    ctx,
    records.flatMap((record) => record.values.responsiblePerson ?? []),
  )
  const day = today(ctx)
  const rows = records.map((record) =>
    rowOf(record, people.get(record.values.responsiblePerson ?? '')?.[0] ?? null, day),
  )
  await createCustomers(ctx, rows, 'customers.customer_imported')
  return { created: rows.length, updated: 0 }
}

/** PLT-4: customers from a file, one row each. A customer that is already there is an error of its row. */
export const customerImporter: Importer = {
  entity: 'customers',
  kinds: ['normal'],
  modes: ['create'],
  permission: 'customers.edit',
  fields: [
    { ...text('name', 200), required: true },
    { key: 'phone', labelKey: label('phone'), type: 'phone' },
    { key: 'phone2', labelKey: label('phone2'), type: 'phone' },
    {
      key: 'kind',
      labelKey: label('kind'),
      type: 'choice',
      choices: ['person', 'organisation'].map((value) => ({
        value,
        labelKey: `value.customer.kind.${value}`,
      })),
    },
    text('code', 60),
    text('region', 100),
    text('address', 500),
    text('source', 100),
    text('responsiblePerson', 100),
    text('contactName', 100),
    { key: 'contactPhone', labelKey: label('contactPhone'), type: 'phone' },
    { key: 'creditLimit', labelKey: label('creditLimit'), type: 'money' },
    text('hopedService', 1000),
    text('nextService', 1000),
    { key: 'nextServiceOn', labelKey: label('nextServiceOn'), type: 'date' },
    { key: 'firstContactOn', labelKey: label('firstContactOn'), type: 'date' },
    { key: 'archivedOn', labelKey: label('archivedOn'), type: 'date' },
    text('note', 2000),
  ],
  check: (ctx, records) => check(ctx, records),
  save: (ctx, records) => save(ctx, records),
}
