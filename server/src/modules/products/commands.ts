import { AppError } from '../../kernel/errors'
import { changedFields } from '../../kernel/changed-fields'
import { newId } from '../../kernel/ids'
import { audit } from '../../platform/audit'
import { allow, type Ctx } from '../../platform/ctx'
import { touch } from '../../platform/live'
import { indexTerms } from '../../platform/search'
import { customerNames, keepNumbers, survivorOf } from '../customers'
import { today } from '../org'
import { identityOf, plainNumber, plainPlate } from './identity.rules'
import { findModel } from './model-queries'
import { mayEdit } from './policy'
import * as queries from './queries'
import { ownedNumbers, productRows, productsByNumber, searchable } from './rows'
import type { NewAlteration, NewProduct, ProductEdit } from './schemas'
import * as store from './store'

const refusedField = (kind: 'conflict' | 'rule_broken', path: string, reason: string) =>
  new AppError(kind, reason, { fields: [{ path, code: 'refused', message: '' }] })

type Checked = Pick<store.ProductFields, 'vin' | 'serial' | 'plate' | 'customerId' | 'modelId'>

async function check(ctx: Ctx, product: Checked, id: string): Promise<void> {
  const { vin, serial, plate, customerId, modelId } = product
  if (vin === null && serial === null && plate === '')
    throw refusedField('rule_broken', 'vin', 'products.number_needed')
  const numbers = await productsByNumber(ctx, { vins: vin ? [vin] : [], serials: serial ? [serial] : [] })
  const isOthers = (other: string | undefined) => other !== undefined && other !== id
  if (vin && isOthers(numbers.byVin.get(vin))) throw refusedField('conflict', 'vin', 'products.vin_taken')
  if (serial && isOthers(numbers.bySerial.get(serial)))
    throw refusedField('conflict', 'serial', 'products.serial_taken')
  if (modelId && !(await findModel(ctx, modelId)))
    throw refusedField('rule_broken', 'modelId', 'products.no_such_model')
  if (customerId && !(await customerNames(ctx, [customerId])).has(customerId))
    throw refusedField('rule_broken', 'customerId', 'customers.no_such_customer')
}

/** Writes the search terms of products anew from what is stored. */
export async function reindex(ctx: Ctx, ids: readonly string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += 5000) {
    const rows = await productRows(ctx, ids.slice(at, at + 5000))
    await indexTerms(ctx, 'product', [...rows.values()].map(searchable))
    await keepNumbers(ctx, [...rows.values()].map(ownedNumbers))
  }
}

/** What the audit says of a product: names for ids, sections as they are. */
async function told(ctx: Ctx, product: store.ProductFields, packing?: unknown): Promise<object> {
  const { customerId, modelId, ...rest } = product
  const values = new Map(Object.entries(rest))
  for (const key of ['id', 'companyId', 'version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy'])
    values.delete(key)
  const customer = (await customerNames(ctx, [customerId])).get(customerId ?? '') ?? null
  const model = modelId ? ((await findModel(ctx, modelId))?.name ?? null) : null
  return { ...Object.fromEntries(values), customer, model, ...(packing !== undefined && { packing }) }
}

/** CUS-6: a product belongs to the archive that stands for its customer today. */
const ownerOf = async (ctx: Ctx, customerId: string | null): Promise<string | null> =>
  customerId === null ? null : survivorOf(ctx, customerId)

/** AST-1: a new product whose archive is made today. */
export async function addProduct(ctx: Ctx, input: NewProduct): Promise<string> {
  allow(mayEdit(ctx.actor))
  const { packing, ...fields } = input
  const day = today(ctx)
  const row = {
    ...fields,
    id: newId(),
    customerId: await ownerOf(ctx, input.customerId),
    plate: plainPlate(input.plate),
    vin: plainNumber(input.vin),
    serial: plainNumber(input.serial),
    readOn: input.mileageKm !== null || input.hours !== null ? day : null,
    archivedOn: day,
  }
  await check(ctx, row, row.id)
  await store.insertProducts(ctx, [row])
  await store.replacePacking(ctx, row.id, packing)
  await reindex(ctx, [row.id])
  await audit(ctx, 'products.product_added', {
    entity: 'product',
    entityId: row.id,
    after: await told(ctx, row, packing),
  })
  touch(ctx, 'products')
  return row.id
}

const plain = (input: Omit<ProductEdit, 'packing'>) => ({
  ...input,
  ...(input.plate !== undefined && { plate: plainPlate(input.plate) }),
  ...(input.vin !== undefined && { vin: plainNumber(input.vin) }),
  ...(input.serial !== undefined && { serial: plainNumber(input.serial) }),
})

/** AST-1: changes a product's archive; another customer, plate or number leaves its trace in the history. */
export async function editProduct(ctx: Ctx, id: string, input: ProductEdit): Promise<void> {
  allow(mayEdit(ctx.actor))
  const before = await store.lockProduct(ctx, id)
  if (!before) throw new AppError('not_found', 'products.no_such_product')
  const current = await queries.productRecord(ctx, id)
  const { packing, ...fields } = input
  const change = plain(fields)
  if (change.customerId) change.customerId = await ownerOf(ctx, change.customerId)
  const isRead =
    (change.mileageKm !== undefined && change.mileageKm !== before.mileageKm) ||
    (change.hours !== undefined && change.hours !== before.hours)
  const saved = { ...change, ...(isRead && { readOn: today(ctx) }) }
  const old = { ...before, configuration: current.configuration }
  const after = { ...old, ...saved }
  await check(ctx, after, id)
  if (!(await store.saveProduct(ctx, id, saved)))
    throw new AppError('conflict', 'products.version_moved', {
      current,
      changed: changedFields(current, input),
    })
  if (packing) await store.replacePacking(ctx, id, packing)
  await reindex(ctx, [id])
  await audit(ctx, 'products.product_edited', {
    entity: 'product',
    entityId: id,
    before: await told(ctx, old, current.packing),
    after: await told(ctx, after, packing ?? current.packing),
  })
  touch(ctx, 'products')
}

/** AST-1: says that the archive of a product met on an order or in a file is complete from today. */
export async function archiveProduct(ctx: Ctx, id: string, version: number): Promise<void> {
  allow(mayEdit(ctx.actor))
  const product = await store.lockProduct(ctx, id)
  if (!product) throw new AppError('not_found', 'products.no_such_product')
  if (product.archivedOn !== null) throw new AppError('rule_broken', 'products.already_archived')
  if (product.modelId === null || identityOf(product) === null)
    throw new AppError('rule_broken', 'products.model_needed')
  const archivedOn = today(ctx)
  if (!(await store.saveProduct(ctx, id, { archivedOn, version })))
    throw new AppError('conflict', 'products.version_moved', {
      current: await queries.productRecord(ctx, id),
      changed: ['archivedOn'],
    })
  await audit(ctx, 'products.product_archived', {
    entity: 'product',
    entityId: id,
    before: { archivedOn: null },
    after: { archivedOn },
  })
  touch(ctx, 'products')
}

/** AST-1 E: adds a technical change, a retrofit or the replacement of a major part. */
export async function addAlteration(ctx: Ctx, id: string, input: NewAlteration): Promise<void> {
  allow(mayEdit(ctx.actor))
  if (!(await store.lockProduct(ctx, id))) throw new AppError('not_found', 'products.no_such_product')
  if (input.happenedOn > today(ctx)) throw refusedField('rule_broken', 'happenedOn', 'products.day_in_future')
  await store.insertAlteration(ctx, id, input)
  await audit(ctx, 'products.alteration_added', { entity: 'product', entityId: id, after: input })
  touch(ctx, 'products')
}

/** AST-1 B: the newest readings of products, in sets; a reading older than the last one changes nothing. */
export async function recordReadings(
  ctx: Ctx,
  readings: readonly { productId: string; mileageKm: number | null; hours: number | null; on: string }[],
): Promise<void> {
  await store.saveReadings(ctx, readings)
  if (readings.length > 0) touch(ctx, 'products')
}
