import { sql } from 'kysely'
import { newId } from '../../kernel/ids'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'
import type { ModelEdit, NewAlteration, NewModel, PackingLine } from './schemas'

export type Own = Pick<
  Db,
  'productsModels' | 'productsProducts' | 'productsPackingLines' | 'productsAlterations'
>

const db = (ctx: Ctx) => tables<Own>(ctx.tx)
const stamp = (ctx: Ctx) => ({ updatedAt: ctx.now, updatedBy: ctx.actor.userId })
const birth = (ctx: Ctx) => ({ ...stamp(ctx), createdAt: ctx.now, createdBy: ctx.actor.userId })
const atOnce = 1000

/** The columns of a product that people fill in. */
export interface ProductFields {
  customerId: string | null
  modelId: string | null
  plate: string
  vin: string | null
  serial: string | null
  exWorksOn: string | null
  deliveredOn: string | null
  warrantyStartsOn: string | null
  configuration: { name: string; value: string }[]
  serviceTerms: string
  contactName: string
  contactPhone: string
  mileageKm: number | null
  hours: number | null
  readOn: string | null
  acceptedBy: string
  acceptedOn: string | null
  acceptanceNote: string
  note: string
  archivedOn: string | null
}
export type NewRow = ProductFields & { id: string }

/** One search-and-create of products and models at a time per company, or two imports would make them twice. */
export const lockEnsuring = (ctx: Ctx): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`products.ensure ${ctx.company.id}`}, 0))`.execute(
    db(ctx),
  )

export const lockModel = (ctx: Ctx, id: string) =>
  db(ctx)
    .selectFrom('productsModels')
    .selectAll()
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

/** Inserts models in one statement and returns their ids. */
export async function insertModels(ctx: Ctx, models: readonly NewModel[]): Promise<string[]> {
  if (models.length === 0) return []
  const rows = models.map((model) => ({ ...model, id: newId() }))
  await db(ctx)
    .insertInto('productsModels')
    .values(
      rows.map((row) => ({
        companyId: ctx.company.id,
        ...birth(ctx),
        ...row,
        assemblies: JSON.stringify(row.assemblies),
        warranty: JSON.stringify(row.warranty),
      })),
    )
    .execute()
  return rows.map((row) => row.id)
}

export async function saveModel(ctx: Ctx, id: string, change: ModelEdit): Promise<boolean> {
  const { version, assemblies, warranty, ...values } = change
  const { numUpdatedRows } = await db(ctx)
    .updateTable('productsModels')
    .set({
      ...values,
      ...(assemblies && { assemblies: JSON.stringify(assemblies) }),
      ...(warranty && { warranty: JSON.stringify(warranty) }),
      ...stamp(ctx),
      version: version + 1,
    })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export const lockProduct = (ctx: Ctx, id: string) =>
  db(ctx)
    .selectFrom('productsProducts')
    .selectAll()
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export async function insertProducts(ctx: Ctx, rows: readonly NewRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += atOnce)
    await db(ctx)
      .insertInto('productsProducts')
      .values(
        rows.slice(at, at + atOnce).map((row) => ({
          companyId: ctx.company.id,
          ...birth(ctx),
          ...row,
          configuration: JSON.stringify(row.configuration),
        })),
      )
      .execute()
}

/** Saves if the version is still the one that was read; false if it moved. */
export async function saveProduct(
  ctx: Ctx,
  id: string,
  change: Partial<ProductFields> & { version: number },
): Promise<boolean> {
  const { version, configuration, ...values } = change
  const { numUpdatedRows } = await db(ctx)
    .updateTable('productsProducts')
    .set({
      ...values,
      ...(configuration && { configuration: JSON.stringify(configuration) }),
      ...stamp(ctx),
      version: version + 1,
    })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** AST-1 D: writes the packing list of a product anew. */
export async function replacePacking(
  ctx: Ctx,
  productId: string,
  lines: readonly PackingLine[],
): Promise<void> {
  await db(ctx)
    .deleteFrom('productsPackingLines')
    .where('companyId', '=', ctx.company.id)
    .where('productId', '=', productId)
    .execute()
  if (lines.length === 0) return
  const companyId = ctx.company.id
  await db(ctx)
    .insertInto('productsPackingLines')
    .values(lines.map((line, position) => ({ companyId, id: newId(), productId, position, ...line })))
    .execute()
}

/** AST-1 E: adds a technical change, a retrofit or the replacement of a major part. */
export async function insertAlteration(
  ctx: Ctx,
  productId: string,
  alteration: NewAlteration,
): Promise<string> {
  const id = newId()
  await db(ctx)
    .insertInto('productsAlterations')
    .values({
      companyId: ctx.company.id,
      id,
      productId,
      ...alteration,
      createdAt: ctx.now,
      createdBy: ctx.actor.userId,
    })
    .execute()
  return id
}

/** B: keeps the newest reading of each product, in one statement; older ones change nothing. Versions stay. */
export async function saveReadings(
  ctx: Ctx,
  readings: readonly { productId: string; mileageKm: number | null; hours: number | null; on: string }[],
): Promise<void> {
  if (readings.length === 0) return
  await sql`update products_products p
    set mileage_km = greatest(p.mileage_km, r.mileage_km), hours = greatest(p.hours, r.hours),
      read_on = greatest(p.read_on, r.read_on)
    from (
      select product_id, max(mileage_km) as mileage_km, max(hours) as hours, max(read_on) as read_on
      from unnest(${readings.map((one) => one.productId)}::uuid[], ${readings.map((one) => one.mileageKm)}::int[],
        ${readings.map((one) => one.hours)}::int[], ${readings.map((one) => one.on)}::date[])
        as x (product_id, mileage_km, hours, read_on)
      group by product_id
    ) r
    where p.company_id = ${ctx.company.id} and p.id = r.product_id
      and (r.mileage_km is not null or r.hours is not null)
      and (p.read_on is null or r.read_on >= p.read_on)`.execute(db(ctx))
}

/** CUS-6: gives products another owner in one statement; versions stay, nothing of the product changed. */
export async function moveOwner(
  ctx: Ctx,
  move: { from: string; to: string; only?: readonly string[] },
): Promise<string[]> {
  let query = db(ctx)
    .updateTable('productsProducts')
    .set({ customerId: move.to })
    .where('companyId', '=', ctx.company.id)
    .where('customerId', '=', move.from)
  if (move.only) query = query.where(sql<boolean>`id = any(${[...move.only]}::uuid[])`)
  const rows = await query.returning('id').execute()
  return rows.map((row) => row.id)
}
