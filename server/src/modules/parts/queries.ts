import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../kernel/errors'
import { timeline } from '../../platform/audit'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import { pageRows } from '../../platform/paging'
import { matches } from '../../platform/search'
import { today } from '../org'
import { mayEdit, maySeeCost } from './policy'
import { withoutCost } from './rules'
import { Quality, type PartList } from './schemas'
import type { Own } from './store'

const db = (ctx: Ctx) => tables<Own>(ctx.tx)
const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value])
const parts = (ctx: Ctx) => db(ctx).selectFrom('partsParts as p').where('p.companyId', '=', ctx.company.id)
const NamedPrices = z.array(z.object({ name: z.string(), price: z.string() }))

const columns = [
  'p.id',
  'p.number',
  'p.name',
  'p.spec',
  'p.unit',
  'p.family',
  'p.isActive',
  'p.version',
] as const
const cost = (ctx: Ctx) =>
  (maySeeCost(ctx.actor) ? sql<string | null>`p.standard_cost` : sql<string | null>`null::numeric`).as(
    'standardCost',
  )
// Money as text: JSON of the database would make it a number.
const pricesOn = (day: string) =>
  sql<unknown>`coalesce((select jsonb_agg(jsonb_build_object('name', x.name, 'price', x.price::text) order by x.name)
    from parts_prices x where x.company_id = p.company_id and x.part_id = p.id and x.valid_from <= ${day}::date
      and (x.valid_to is null or x.valid_to > ${day}::date)), '[]')`

/** PRT-1: the catalogue, one page of the filter, with the prices that hold today. */
export async function listParts(ctx: Ctx, input: Partial<PartList> & { limit: number }) {
  let query = parts(ctx)
    .select(columns)
    .select(['p.quality', cost(ctx), pricesOn(today(ctx)).as('prices')])
  if (input.family) query = query.where('p.family', 'in', list(input.family))
  if (input.quality) query = query.where('p.quality', 'in', list(input.quality))
  if (input.isActive) query = query.where('p.isActive', '=', input.isActive === 'true')
  if (input.q) query = query.where('p.id', 'in', matches(ctx.company.id, 'part', input.q))
  const page = await pageRows(query, {
    sorts: {
      number: sql`p.number collate "C"`,
      name: sql`p.name collate "C"`,
      family: sql`p.family collate "C"`,
    },
    defaultSort: 'number',
    id: sql.ref('p.id'),
    input,
  })
  const items = page.items.map(({ prices, ...row }) => ({
    ...row,
    quality: Quality.parse(row.quality),
    currentPrices: NamedPrices.parse(prices),
  }))
  return { ...page, items }
}

async function interchangeOf(ctx: Ctx, id: string) {
  const rows = await parts(ctx)
    .where(
      sql<boolean>`p.id in (select other_id from parts_interchange where company_id = ${ctx.company.id} and part_id = ${id}
        union all select part_id from parts_interchange where company_id = ${ctx.company.id} and other_id = ${id})`,
    )
    .select(['p.id', 'p.number', 'p.name', 'p.spec', 'p.quality'])
    .orderBy('p.number')
    .execute()
  return rows.map((row) => ({ ...row, quality: Quality.parse(row.quality) }))
}

/** PRT-1: a part with all its prices, what it can be replaced by, and its history. */
export async function partRecord(ctx: Ctx, id: string) {
  const row = await parts(ctx)
    .where('p.id', '=', id)
    .select(columns)
    .select(['p.quality', 'p.note', 'p.updatedAt', cost(ctx), pricesOn(today(ctx)).as('current')])
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', 'parts.no_such_part')
  const prices = await db(ctx)
    .selectFrom('partsPrices')
    .select(['name', 'price', 'validFrom', 'validTo'])
    .where('companyId', '=', ctx.company.id)
    .where('partId', '=', id)
    .orderBy('name')
    .orderBy('validFrom', 'desc')
    .execute()
  const interchange = await interchangeOf(ctx, id)
  const entries = await timeline(ctx, 'part', id)
  const { current, ...part } = row
  return {
    ...part,
    quality: Quality.parse(row.quality),
    currentPrices: NamedPrices.parse(current),
    prices,
    interchange,
    interchangeIds: interchange.map((other) => other.id),
    timeline: maySeeCost(ctx.actor) ? entries : withoutCost(entries),
    can: { edit: mayEdit(ctx.actor) },
  }
}

export interface PartBrief {
  id: string
  number: string
  name: string
  spec: string
  unit: string
  family: string
  quality: string
  /** The prices that hold on the day, by name. */
  prices: Record<string, string>
}

/** Parts by id with the prices of a day (default today); unknown ids are left out. Without visibility. */
export async function partRows(
  ctx: Ctx,
  ids: readonly (string | null)[],
  on = today(ctx),
): Promise<Map<string, PartBrief>> {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await parts(ctx)
    .where(sql<boolean>`p.id = any(${wanted}::uuid[])`)
    .select(['p.id', 'p.number', 'p.name', 'p.spec', 'p.unit', 'p.family', 'p.quality'])
    .select(pricesOn(on).as('prices'))
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...row,
        prices: Object.fromEntries(NamedPrices.parse(row.prices).map((price) => [price.name, price.price])),
      },
    ]),
  )
}

/** One part by id with the prices of today; not_found `parts.no_such_part`. */
export async function partRow(ctx: Ctx, id: string): Promise<PartBrief> {
  const row = (await partRows(ctx, [id])).get(id)
  if (!row) throw new AppError('not_found', 'parts.no_such_part')
  return row
}

/** Families and price names in use, for filters and for typing less. */
export async function wordsInUse(ctx: Ctx) {
  const families = await parts(ctx)
    .where('p.family', '!=', '')
    .select('p.family')
    .distinct()
    .orderBy('p.family')
    .limit(200)
    .execute()
  const names = await db(ctx)
    .selectFrom('partsPrices')
    .where('companyId', '=', ctx.company.id)
    .select('name')
    .distinct()
    .orderBy('name')
    .limit(50)
    .execute()
  return { families: families.map((row) => row.family), priceNames: names.map((row) => row.name) }
}
