import type { ImportFinding, ImportRecord } from '../../kernel/importing'
import type { Ctx } from '../../platform/ctx'
import type { Importer } from '../../platform/importer'
import { ensureCustomers, findCustomers } from '../customers'
import { today } from '../org'
import { createProducts, ensureModels, findProducts, stub } from './ensure'
import { identityOf, plainNumber, plainPlate, type Named } from './identity.rules'
import { allModels } from './model-queries'

const label = (name: string) => `field.product.${name}`
const text = (key: string, max: number) => ({ key, labelKey: label(key), type: 'text', max }) as const
const day = (key: string) => ({ key, labelKey: label(key), type: 'date' }) as const

const error = (record: ImportRecord, fieldKey: string, reason: string): ImportFinding => ({
  record,
  fieldKey,
  severity: 'error',
  reason,
})

/** What a row is told by, with words instead of ids where the customer or the model is not there yet. */
async function namesOf(ctx: Ctx, records: readonly ImportRecord[]): Promise<Named[]> {
  const customers = await findCustomers(
    ctx,
    records.map(({ values }) => ({ name: values.customer ?? '', phone: values.customerPhone })),
  )
  const models = new Map(
    (await allModels(ctx)).flatMap(
      (row) =>
        [
          [row.name, row.id],
          [row.code, row.id],
        ] as const,
    ),
  )
  return records.map(({ values }, at) => ({
    vin: plainNumber(values.vin),
    serial: plainNumber(values.serial),
    plate: plainPlate(values.plate),
    customerId:
      customers[at] ?? (values.customer ? `${values.customer} ${values.customerPhone ?? ''}` : null),
    modelId: models.get(values.model ?? '') ?? values.model ?? null,
  }))
}

const fieldOf = (name: Named | undefined) => (name?.vin ? 'vin' : name?.serial ? 'serial' : 'plate')
const isId = (text: string | null) => text !== null && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(text)

async function check(ctx: Ctx, records: readonly ImportRecord[]): Promise<ImportFinding[]> {
  const names = await namesOf(ctx, records)
  // A customer or model that is not there yet cannot have a product; its word must not be compared as an id.
  const there = await findProducts(
    ctx,
    names.map((name) => ({ ...name, customerId: isId(name.customerId) ? name.customerId : null })),
  )
  const seen = new Set<string>()
  return records.flatMap((record, at): ImportFinding[] => {
    const name = names[at]
    const identity = name ? identityOf(name) : null
    const hasNumber = name && (name.vin !== null || name.serial !== null || name.plate !== '')
    if (!hasNumber || identity === null) return [error(record, 'vin', 'products.number_needed')]
    const isAgain = seen.has(identity)
    seen.add(identity)
    if (isAgain) return [error(record, fieldOf(name), 'products.twice_in_file')]
    const isNewOwner =
      name.vin === null && name.serial === null && name.customerId !== null && !isId(name.customerId)
    if (there[at] && !isNewOwner) return [error(record, fieldOf(name), 'products.already_there')]
    return []
  })
}

async function customersOf(ctx: Ctx, records: readonly ImportRecord[]): Promise<(string | null)[]> {
  const named = records.filter(({ values }) => values.customer)
  const ids = await ensureCustomers(
    ctx,
    named.map(({ values }) => ({ name: values.customer ?? '', phone: values.customerPhone })),
  )
  const byRecord = new Map(named.map((record, at) => [record, ids[at] ?? null]))
  return records.map((record) => byRecord.get(record) ?? null)
}

async function modelsOf(ctx: Ctx, records: readonly ImportRecord[]): Promise<(string | null)[]> {
  const named = records.filter(({ values }) => values.model)
  const ids = await ensureModels(
    ctx,
    named.map(({ values }) => ({ name: values.model ?? '', family: values.family ?? '' })),
  )
  const byRecord = new Map(named.map((record, at) => [record, ids[at] ?? null]))
  return records.map((record) => byRecord.get(record) ?? null)
}

const whole = (text: string | null | undefined): number | null => (text ? Math.trunc(Number(text)) : null)

async function save(ctx: Ctx, records: readonly ImportRecord[]) {
  const customers = await customersOf(ctx, records)
  const models = await modelsOf(ctx, records)
  const rows = records.map(({ values }, at) => ({
    ...stub({
      customerId: customers[at] ?? null,
      modelId: models[at] ?? null,
      plate: values.plate,
      vin: values.vin,
      serial: values.serial,
      exWorksOn: values.exWorksOn,
      deliveredOn: values.deliveredOn,
      mileageKm: whole(values.mileageKm),
    }),
    hours: whole(values.hours),
    readOn: values.mileageKm || values.hours ? today(ctx) : null,
    contactName: values.contactName ?? '',
    contactPhone: values.contactPhone ?? '',
    archivedOn: values.archivedOn ?? today(ctx),
    note: values.note ?? '',
  }))
  await createProducts(ctx, rows, 'products.product_imported')
  return { created: rows.length, updated: 0 }
}

/** PLT-4: vehicles and machines from a file; customers and models that are not there yet are made with them. */
export const productImporter: Importer = {
  entity: 'products',
  kinds: ['normal'],
  modes: ['create'],
  permission: 'products.edit',
  fields: [
    text('vin', 40),
    text('serial', 60),
    text('plate', 20),
    text('model', 200),
    text('family', 100),
    text('customer', 200),
    { key: 'customerPhone', labelKey: label('customerPhone'), type: 'phone' },
    day('exWorksOn'),
    day('deliveredOn'),
    { key: 'mileageKm', labelKey: label('mileageKm'), type: 'number', max: 2_000_000_000 },
    { key: 'hours', labelKey: label('hours'), type: 'number', max: 2_000_000_000 },
    text('contactName', 100),
    { key: 'contactPhone', labelKey: label('contactPhone'), type: 'phone' },
    day('archivedOn'),
    text('note', 2000),
  ],
  check: (ctx, records) => check(ctx, records),
  save: (ctx, records) => save(ctx, records),
}
