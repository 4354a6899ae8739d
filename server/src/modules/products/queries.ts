import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { archiveDueOn, archiveState, timelinessRate, type ArchiveState } from '../../kernel/archive-time'
import { AppError } from '../../kernel/errors'
import { timeline } from '../../platform/audit'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import { pageRows } from '../../platform/paging'
import { matches } from '../../platform/search'
import { customerNames } from '../customers'
import { companySettings, today } from '../org'
import { coverage } from './coverage.rules'
import { warrantyOf } from './model-queries'
import { abilities } from './policy'
import { withModel } from './rows'
import { AlterationKind, Setting, type CoverageQuery, type ProductList } from './schemas'
import type { Own } from './store'

const db = (ctx: Ctx) => tables<Own>(ctx.tx)
const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value])
const Days = z.coerce.number().int().min(0).catch(2)
const Configuration = z.array(Setting)

/** AST-1: days after ex-works (or hand-over) within which the archive must exist (archive.product_days). */
const archiveDays = async (ctx: Ctx): Promise<number> =>
  Days.parse((await companySettings(ctx))['archive.product_days'])

const from = sql<string | null>`coalesce(p.ex_works_on, p.delivered_on)`

/** AST-1 in SQL; says the same as the rule `archiveState`, and a test holds the two together. */
const stateSql = (day: string, days: number): RawBuilder<ArchiveState> => sql<ArchiveState>`case
  when ${from} is null then 'unknown'
  when p.archived_on is not null then case when p.archived_on <= ${from} + ${days}::int then 'on_time' else 'late' end
  when ${day}::date <= ${from} + ${days}::int then 'pending' else 'late' end`

const columns = [
  'p.id',
  'p.plate',
  'p.vin',
  'p.serial',
  'p.modelId',
  'p.customerId',
  'p.exWorksOn',
  'p.deliveredOn',
  'p.mileageKm',
  'p.hours',
  'p.readOn',
  'p.archivedOn',
  'p.createdAt',
  'p.version',
  'm.name as modelName',
  'm.family',
] as const

function filtered(ctx: Ctx, input: Partial<ProductList>, state: RawBuilder<ArchiveState>) {
  let query = withModel(ctx)
  if (input.customerId) query = query.where('p.customerId', 'in', list(input.customerId))
  if (input.modelId) query = query.where('p.modelId', 'in', list(input.modelId))
  if (input.family) query = query.where('m.family', 'in', list(input.family))
  if (input.archive) query = query.where(state, 'in', list(input.archive))
  if (input.archiveFrom) query = query.where(from, '>=', input.archiveFrom)
  if (input.archiveTo) query = query.where(from, '<=', input.archiveTo)
  if (input.exWorksFrom) query = query.where('p.exWorksOn', '>=', input.exWorksFrom)
  if (input.exWorksTo) query = query.where('p.exWorksOn', '<=', input.exWorksTo)
  if (input.deliveredFrom) query = query.where('p.deliveredOn', '>=', input.deliveredFrom)
  if (input.deliveredTo) query = query.where('p.deliveredOn', '<=', input.deliveredTo)
  if (input.q) query = query.where('p.id', 'in', matches(ctx.company.id, 'product', input.q))
  return query
}

const dueFrom = (row: { exWorksOn: string | null; deliveredOn: string | null }) =>
  row.exWorksOn ?? row.deliveredOn

/** AST-1: products, one page of the filter. */
export async function listProducts(ctx: Ctx, input: Partial<ProductList> & { limit: number }) {
  const days = await archiveDays(ctx)
  const state = stateSql(today(ctx), days)
  const query = filtered(ctx, input, state).select(columns).select(state.as('archiveState'))
  const page = await pageRows(query, {
    sorts: {
      plate: sql`p.plate collate "C"`,
      createdAt: sql.ref('p.createdAt'),
      exWorksOn: sql`coalesce(p.ex_works_on, '0001-01-01'::date)`,
      deliveredOn: sql`coalesce(p.delivered_on, '0001-01-01'::date)`,
      mileageKm: sql`coalesce(p.mileage_km, -1)`,
    },
    defaultSort: '-createdAt',
    id: sql.ref('p.id'),
    input,
  })
  const names = await customerNames(
    ctx,
    page.items.map((row) => row.customerId),
  )
  const items = page.items.map((row) => ({
    ...row,
    customerName: names.get(row.customerId ?? '') ?? null,
    archiveDueOn: archiveDueOn(dueFrom(row), days),
  }))
  return { ...page, items }
}

const packingOf = (ctx: Ctx, productId: string) =>
  db(ctx)
    .selectFrom('productsPackingLines')
    .select(['name', 'spec', 'unit', 'note'])
    .select(sql<string>`trim_scale(quantity)::text`.as('quantity'))
    .where('companyId', '=', ctx.company.id)
    .where('productId', '=', productId)
    .orderBy('position')
    .execute()

async function alterationsOf(ctx: Ctx, productId: string) {
  const rows = await db(ctx)
    .selectFrom('productsAlterations')
    .select(['id', 'kind', 'happenedOn', 'description', 'partName', 'oldNumber', 'newNumber', 'madeBy'])
    .where('companyId', '=', ctx.company.id)
    .where('productId', '=', productId)
    .orderBy('happenedOn', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, kind: AlterationKind.parse(row.kind) }))
}

/** AST-1: the whole archive of a product, sections A, C, D and E; B is what readings and orders say. */
export async function productRecord(ctx: Ctx, id: string) {
  const row = await withModel(ctx)
    .where('p.id', '=', id)
    .select(columns)
    .select(['p.warrantyStartsOn', 'p.configuration', 'p.serviceTerms', 'p.contactName', 'p.contactPhone'])
    .select(['p.acceptedBy', 'p.acceptedOn', 'p.acceptanceNote', 'p.note', 'p.updatedAt'])
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', 'products.no_such_product')
  const days = await archiveDays(ctx)
  const names = await customerNames(ctx, [row.customerId])
  const { assemblies } = await warrantyOf(ctx, row.modelId)
  return {
    ...row,
    configuration: Configuration.parse(row.configuration),
    customerName: names.get(row.customerId ?? '') ?? null,
    archiveDueOn: archiveDueOn(dueFrom(row), days),
    archiveState: archiveState({ from: dueFrom(row), archivedOn: row.archivedOn }, days, today(ctx)),
    packing: await packingOf(ctx, id),
    alterations: await alterationsOf(ctx, id),
    assemblies,
    timeline: await timeline(ctx, 'product', id),
    can: abilities(ctx.actor, row),
  }
}

/** AST-2: whether a fault of this product at this moment is covered, with the clauses. */
export async function coverageOf(ctx: Ctx, id: string, query: z.output<typeof CoverageQuery>) {
  const product = await withModel(ctx)
    .where('p.id', '=', id)
    .select(['p.modelId', 'p.exWorksOn', 'p.deliveredOn', 'p.warrantyStartsOn'])
    .select(['p.mileageKm', 'p.hours', 'p.readOn'])
    .executeTakeFirst()
  if (!product) throw new AppError('not_found', 'products.no_such_product')
  const { warranty } = await warrantyOf(ctx, product.modelId)
  const { mileageKm, hours, readOn } = product
  return coverage(
    warranty,
    { ...product, seen: { mileageKm, hours, on: readOn } },
    {
      on: query.on,
      mileageKm: query.mileage ?? null,
      hours: query.hours ?? null,
      assembly: query.assembly ?? null,
    },
  )
}

/** AST-1: archives made in time among the products that left the works (or were handed over) in a period. */
export async function productTimeliness(ctx: Ctx, period: { from: string; to: string }) {
  const days = await archiveDays(ctx)
  const state = stateSql(today(ctx), days)
  const counts = await filtered(ctx, { archiveFrom: period.from, archiveTo: period.to }, state)
    .select(sql<number>`count(*) filter (where ${state} = 'on_time')`.as('onTime'))
    .select(sql<number>`count(*) filter (where ${state} = 'late')`.as('late'))
    .select(sql<number>`count(*) filter (where ${state} = 'pending')`.as('pending'))
    .executeTakeFirstOrThrow()
  const judged = counts.onTime + counts.late
  return { ...counts, judged, rate: timelinessRate(counts.onTime, judged), days }
}
