import { sql } from 'kysely'
import { newId } from '../../kernel/ids'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'
import { pairOf } from './rules'
import type { Price } from './schemas'

export type Own = Pick<Db, 'partsParts' | 'partsPrices' | 'partsInterchange'>

const db = (ctx: Ctx) => tables<Own>(ctx.tx)
const stamp = (ctx: Ctx) => ({ updatedAt: ctx.now, updatedBy: ctx.actor.userId })
const atOnce = 1000

/** The columns of a part that people fill in. */
export interface PartFields {
  number: string
  name: string
  spec: string
  unit: string
  family: string
  quality: string
  standardCost: string | null
  note: string
  isActive: boolean
}

export interface NewRow extends PartFields {
  id: string
  prices: readonly Price[]
}

export const lockPart = (ctx: Ctx, id: string) =>
  db(ctx)
    .selectFrom('partsParts')
    .selectAll()
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

/** Inserts parts with their prices, a few statements for all. */
export async function insertParts(ctx: Ctx, rows: readonly NewRow[]): Promise<void> {
  const birth = { companyId: ctx.company.id, ...stamp(ctx), createdAt: ctx.now, createdBy: ctx.actor.userId }
  for (let at = 0; at < rows.length; at += atOnce) {
    const part = rows.slice(at, at + atOnce)
    await db(ctx)
      .insertInto('partsParts')
      .values(part.map(({ prices: _p, ...row }) => ({ ...birth, ...row })))
      .execute()
    await insertPrices(
      ctx,
      part.flatMap((row) => row.prices.map((price) => ({ partId: row.id, ...price }))),
    )
  }
}

async function insertPrices(ctx: Ctx, prices: readonly (Price & { partId: string })[]): Promise<void> {
  if (prices.length === 0) return
  await db(ctx)
    .insertInto('partsPrices')
    .values(prices.map((price) => ({ companyId: ctx.company.id, id: newId(), ...price })))
    .execute()
}

/** Saves if the version is still the one that was read; false if it moved. */
export async function savePart(
  ctx: Ctx,
  id: string,
  change: Partial<PartFields> & { version: number },
): Promise<boolean> {
  const { version, ...values } = change
  const { numUpdatedRows } = await db(ctx)
    .updateTable('partsParts')
    .set({ ...values, ...stamp(ctx), version: version + 1 })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Writes the price list of one part anew. */
export async function replacePrices(ctx: Ctx, partId: string, prices: readonly Price[]): Promise<void> {
  await db(ctx)
    .deleteFrom('partsPrices')
    .where('companyId', '=', ctx.company.id)
    .where('partId', '=', partId)
    .execute()
  await insertPrices(
    ctx,
    prices.map((price) => ({ partId, ...price })),
  )
}

/** Writes the parts that this one can replace and be replaced by anew. */
export async function replaceInterchange(ctx: Ctx, id: string, otherIds: readonly string[]): Promise<void> {
  await db(ctx)
    .deleteFrom('partsInterchange')
    .where('companyId', '=', ctx.company.id)
    .where((eb) => eb.or([eb('partId', '=', id), eb('otherId', '=', id)]))
    .execute()
  const others = [...new Set(otherIds)]
  if (others.length === 0) return
  await db(ctx)
    .insertInto('partsInterchange')
    .values(others.map((other) => ({ companyId: ctx.company.id, ...pairOf(id, other) })))
    .execute()
}

/** Which of these part numbers are in the catalogue, with their ids. */
export async function partsByNumber(ctx: Ctx, numbers: readonly string[]): Promise<Map<string, string>> {
  if (numbers.length === 0) return new Map()
  const rows = await db(ctx)
    .selectFrom('partsParts')
    .select(['id', 'number'])
    .where('companyId', '=', ctx.company.id)
    .where(sql<boolean>`number = any(${[...new Set(numbers)]}::text[])`)
    .execute()
  return new Map(rows.map((row) => [row.number, row.id]))
}
