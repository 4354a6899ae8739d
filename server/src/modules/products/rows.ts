import { sql } from 'kysely'
import { AppError } from '../../kernel/errors'
import { can } from '../../platform/actor'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import { firstMatches } from '../../platform/search'
import { customerNames, type OwnedNumbers } from '../customers'
import type { Own } from './store'

const db = (ctx: Ctx) => tables<Own>(ctx.tx)

export interface ProductBrief {
  id: string
  plate: string
  vin: string | null
  serial: string | null
  modelId: string | null
  modelName: string | null
  family: string | null
  customerId: string | null
  customerName: string | null
  mileageKm: number | null
  hours: number | null
}

/** Products with their models; the base of every reading. */
export const withModel = (ctx: Ctx) =>
  db(ctx)
    .selectFrom('productsProducts as p')
    .leftJoin('productsModels as m', (join) =>
      join.onRef('m.companyId', '=', 'p.companyId').onRef('m.id', '=', 'p.modelId'),
    )
    .where('p.companyId', '=', ctx.company.id)

/** Products by id with model and family; unknown ids are left out. Without visibility. */
export async function productBriefs(
  ctx: Ctx,
  ids: readonly (string | null)[],
): Promise<Map<string, Omit<ProductBrief, 'customerName'>>> {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await withModel(ctx)
    .where(sql<boolean>`p.id = any(${wanted}::uuid[])`)
    .select(['p.id', 'p.plate', 'p.vin', 'p.serial', 'p.modelId', 'p.customerId', 'p.mileageKm', 'p.hours'])
    .select(['m.name as modelName', 'm.family'])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** As `productBriefs`, with the customer's name. */
export async function productRows(
  ctx: Ctx,
  ids: readonly (string | null)[],
): Promise<Map<string, ProductBrief>> {
  const rows = [...(await productBriefs(ctx, ids)).values()]
  const names = await customerNames(
    ctx,
    rows.map((row) => row.customerId),
  )
  return new Map(
    rows.map((row) => [row.id, { ...row, customerName: names.get(row.customerId ?? '') ?? null }]),
  )
}

/** One product by id; not_found `products.no_such_product`. */
export async function productRow(ctx: Ctx, id: string): Promise<ProductBrief> {
  const row = (await productRows(ctx, [id])).get(id)
  if (!row) throw new AppError('not_found', 'products.no_such_product')
  return row
}

/** CUS-7: the closest products for any fragment of plate, VIN, serial number, model or customer. */
export async function searchProducts(ctx: Ctx, q: string, limit: number): Promise<ProductBrief[]> {
  if (!can(ctx.actor, 'products.read')) return []
  const ids = await firstMatches(ctx, 'product', q, limit)
  const rows = await productRows(ctx, ids)
  return ids.flatMap((id) => rows.get(id) ?? [])
}

/** Ids of products by VIN or serial number (as written in capitals), for imports and checks. */
export async function productsByNumber(
  ctx: Ctx,
  numbers: { vins: readonly string[]; serials: readonly string[] },
): Promise<{ byVin: Map<string, string>; bySerial: Map<string, string> }> {
  const of = async (column: 'vin' | 'serial', wanted: readonly string[]) => {
    if (wanted.length === 0) return new Map<string, string>()
    const rows = await db(ctx)
      .selectFrom('productsProducts')
      .select(['id', `${column} as number`])
      .where('companyId', '=', ctx.company.id)
      .where(sql<boolean>`${sql.ref(column)} = any(${[...new Set(wanted)]}::text[])`)
      .execute()
    return new Map(rows.flatMap((row) => (row.number === null ? [] : [[row.number, row.id] as const])))
  }
  return { byVin: await of('vin', numbers.vins), bySerial: await of('serial', numbers.serials) }
}

/** What a product is found by. */
export interface Findable {
  id: string
  plate: string
  vin: string | null
  serial: string | null
  modelName: string | null
  customerName: string | null
}

/** CUS-7: a product is found by plate, VIN, serial number, model and customer. */
export const searchable = (product: Findable) => ({
  id: product.id,
  texts: [product.plate, product.vin, product.serial, product.modelName, product.customerName],
})

/** CUS-6: who owns which numbers: an agreement of two archives. */
export const ownedNumbers = (product: ProductBrief): OwnedNumbers => ({
  productId: product.id,
  customerId: product.customerId,
  numbers: [product.vin, product.serial, product.plate],
})
