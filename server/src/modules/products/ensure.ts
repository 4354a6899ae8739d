import { sql } from 'kysely'
import { newId } from '../../kernel/ids'
import { auditMany } from '../../platform/audit'
import type { Ctx } from '../../platform/ctx'
import { touch } from '../../platform/live'
import { reindex } from './commands'
import { identityOf, plainNumber, plainPlate, type Named } from './identity.rules'
import { allModels } from './model-queries'
import { productsByNumber, withModel } from './rows'
import { NewModel } from './schemas'
import * as store from './store'

/** A model as a file names one. */
export interface NamedModel {
  name: string
  code?: string | null
  family?: string
}

/** Finds models by code or name or makes them; ids in the order of the input. */
export async function ensureModels(ctx: Ctx, wanted: readonly NamedModel[]): Promise<string[]> {
  if (wanted.length === 0) return []
  const find = (models: { id: string; code: string; name: string }[]) => {
    const byWord = new Map<string, string>()
    for (const model of [...models].reverse()) byWord.set(model.name.trim(), model.id)
    for (const model of models) byWord.set(model.code.trim(), model.id)
    return ({ code, name }: NamedModel) => byWord.get((code ?? name).trim()) ?? byWord.get(name.trim())
  }
  const first = wanted.map(find(await allModels(ctx)))
  if (!first.includes(undefined)) return first.flatMap((id) => id ?? [])
  await store.lockEnsuring(ctx)
  const known = find(await allModels(ctx))
  const fresh = new Map(
    wanted
      .filter((model) => known(model) === undefined)
      .map((model) => [(model.code ?? model.name).trim(), model] as const),
  )
  const made = [...fresh].map(([word, model]) =>
    NewModel.parse({ code: word.slice(0, 60), name: model.name.trim(), family: model.family ?? '' }),
  )
  await store.insertModels(ctx, made)
  touch(ctx, 'products')
  const all = find(await allModels(ctx))
  return wanted.flatMap((model) => all(model) ?? [])
}

/** A product as a file or the counter names one. */
export interface NamedProduct {
  customerId: string | null
  plate?: string | null
  vin?: string | null
  serial?: string | null
  modelId?: string | null
  exWorksOn?: string | null
  deliveredOn?: string | null
  mileageKm?: number | null
}

const named = (product: NamedProduct): Named => ({
  customerId: product.customerId,
  plate: plainPlate(product.plate),
  vin: plainNumber(product.vin),
  serial: plainNumber(product.serial),
  modelId: product.modelId ?? null,
})

const plateKey = (one: { customerId: string | null; plate: string }) => `${one.customerId ?? ''} ${one.plate}`

/** Which of these are already there, by their identity (VIN, serial number, else customer, plate and model). */
export async function findProducts(ctx: Ctx, wanted: readonly Named[]): Promise<(string | null)[]> {
  const numbers = await productsByNumber(ctx, {
    vins: wanted.flatMap((product) => product.vin ?? []),
    serials: wanted.flatMap((product) => product.serial ?? []),
  })
  const plates = wanted.filter((product) => product.vin === null && product.serial === null)
  const owned = plates.length === 0 ? [] : await sameCustomers(ctx, plates)
  const byIdentity = new Map(
    [...owned].reverse().map((row) => [identityOf({ ...row, vin: null, serial: null }), row.id]),
  )
  const byPlate = new Map([...owned].reverse().map((row) => [plateKey(row), row.id]))
  return wanted.map((product) => {
    if (product.vin !== null) return numbers.byVin.get(product.vin) ?? null
    if (product.serial !== null) return numbers.bySerial.get(product.serial) ?? null
    const identity = identityOf(product)
    if (identity === null) return null
    // A file that does not name the model means the vehicle that this customer has under this plate.
    const ofPlate =
      product.modelId === null && product.plate !== '' ? byPlate.get(plateKey(product)) : undefined
    return byIdentity.get(identity) ?? ofPlate ?? null
  })
}

const sameCustomers = (ctx: Ctx, products: readonly Named[]) => {
  const customerIds = [...new Set(products.flatMap((product) => product.customerId ?? []))]
  const plates = [...new Set(products.filter((one) => one.customerId === null).map((one) => one.plate))]
  return withModel(ctx)
    .where((eb) =>
      eb.or([
        sql<boolean>`p.customer_id = any(${customerIds}::uuid[])`,
        sql<boolean>`(p.customer_id is null and p.plate collate "C" = any(${plates}::text[]))`,
      ]),
    )
    .select(['p.id', 'p.customerId', 'p.plate', 'p.modelId'])
    .orderBy('p.id')
    .execute()
}

/** The row of a product of which no more is known than its name. */
export const stub = (product: NamedProduct): store.NewRow => ({
  id: newId(),
  ...named(product),
  exWorksOn: product.exWorksOn ?? null,
  deliveredOn: product.deliveredOn ?? null,
  warrantyStartsOn: null,
  configuration: [],
  serviceTerms: '',
  contactName: '',
  contactPhone: '',
  mileageKm: product.mileageKm ?? null,
  hours: null,
  readOn: null,
  acceptedBy: '',
  acceptedOn: null,
  acceptanceNote: '',
  note: '',
  archivedOn: null,
})

/** Inserts, indexes and audits products, in sets. */
export async function createProducts(ctx: Ctx, rows: readonly store.NewRow[], action: string): Promise<void> {
  if (rows.length === 0) return
  await store.insertProducts(ctx, rows)
  await reindex(
    ctx,
    rows.map((row) => row.id),
  )
  for (let at = 0; at < rows.length; at += 2000)
    await auditMany(
      ctx,
      action,
      rows.slice(at, at + 2000).map((row) => ({
        entity: 'product',
        entityId: row.id,
        after: { plate: row.plate, vin: row.vin, serial: row.serial },
      })),
    )
  touch(ctx, 'products')
}

/** A row per product that is not there yet, by identity; those without a model last, as they may mean one with. */
function newRows(wanted: readonly NamedProduct[], keys: readonly Named[], found: readonly (string | null)[]) {
  const made = new Map<string, store.NewRow>()
  const byPlate = new Map<string, store.NewRow>()
  const open = wanted.flatMap((product, at) => {
    const key = keys[at]
    const identity = key && !found[at] ? identityOf(key) : null
    return key && identity !== null ? [{ product, key, identity }] : []
  })
  const ordered = [...open].sort((a, b) => Number(a.key.modelId === null) - Number(b.key.modelId === null))
  for (const { product, key, identity } of ordered) {
    const ofPlate =
      identity.startsWith('plate') && key.modelId === null ? byPlate.get(plateKey(key)) : undefined
    const row = made.get(identity) ?? ofPlate ?? stub(product)
    made.set(identity, row)
    if (key.plate !== '') byPlate.set(plateKey(key), byPlate.get(plateKey(key)) ?? row)
  }
  return made
}

/**
 * AST-1, PLT-4: finds products by VIN or serial number, else by customer, plate and model, or makes them (archive
 * still to be made). Ids in the order of the input; null for one that says nothing to tell it by.
 */
export async function ensureProducts(ctx: Ctx, wanted: readonly NamedProduct[]): Promise<(string | null)[]> {
  const keys = wanted.map(named)
  const isOpen = (found: (string | null)[]) =>
    keys.some((key, at) => identityOf(key) !== null && found[at] === null)
  const first = await findProducts(ctx, keys)
  if (!isOpen(first)) return first
  await store.lockEnsuring(ctx)
  const again = await findProducts(ctx, keys)
  const made = newRows(wanted, keys, again)
  const ids = keys.map((key, at) => again[at] ?? made.get(identityOf(key) ?? '')?.id ?? null)
  await createProducts(ctx, [...new Set(made.values())], 'products.product_met')
  return ids
}
