import { newId } from '../../kernel/ids'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'
import type { ComponentEdit, NewComponent } from './components.schemas'

type Own = Pick<Db, 'productsComponents' | 'productsSwaps' | 'productsProducts'>

const db = (ctx: Ctx) => tables<Own>(ctx.tx)

export const componentsOf = (ctx: Ctx, productId: string) =>
  db(ctx)
    .selectFrom('productsComponents')
    .select(['id', 'assembly', 'name', 'partNo', 'serial', 'warrantyOnly'])
    .select(['installedOn', 'removedOn', 'note', 'version'])
    .where('companyId', '=', ctx.company.id)
    .where('productId', '=', productId)
    .orderBy('removedOn', (by) => by.desc().nullsFirst())
    .orderBy('assembly')
    .orderBy('id')
    .execute()

const swaps = (ctx: Ctx) =>
  db(ctx)
    .selectFrom('productsSwaps')
    .select(['id', 'productId', 'orderId', 'orderNumber', 'name', 'faultySerial', 'newSerial'])
    .select(['swappedOn', 'reason', 'swappedByName'])
    .where('companyId', '=', ctx.company.id)
    .orderBy('swappedOn', 'desc')
    .orderBy('id', 'desc')

export const swapsOfProduct = (ctx: Ctx, productId: string) =>
  swaps(ctx).where('productId', '=', productId).execute()

/** AST-6: the swaps made during an order. */
export const swapsOfOrder = (ctx: Ctx, orderId: string) => swaps(ctx).where('orderId', '=', orderId).execute()

export const lockComponent = (ctx: Ctx, productId: string, id: string) =>
  db(ctx)
    .selectFrom('productsComponents')
    .selectAll()
    .where('companyId', '=', ctx.company.id)
    .where('productId', '=', productId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

/** Where a serial number is in service, with what people call that product. */
export async function whereInService(ctx: Ctx, serial: string | null, except?: string) {
  if (serial === null) return undefined
  const row = await db(ctx)
    .selectFrom('productsComponents as c')
    .innerJoin('productsProducts as p', (join) =>
      join.onRef('p.companyId', '=', 'c.companyId').onRef('p.id', '=', 'c.productId'),
    )
    .where('c.companyId', '=', ctx.company.id)
    .where('c.serial', '=', serial)
    .where('c.removedOn', 'is', null)
    .select(['c.id', 'c.productId', 'p.plate', 'p.vin', 'p.serial'])
    .executeTakeFirst()
  if (!row || row.id === except) return undefined
  return { productId: row.productId, product: row.plate || row.vin || row.serial || '' }
}

export async function insertComponent(ctx: Ctx, productId: string, input: NewComponent): Promise<string> {
  const id = newId()
  const by = ctx.actor.userId
  await db(ctx)
    .insertInto('productsComponents')
    .values({
      companyId: ctx.company.id,
      id,
      productId,
      ...input,
      createdAt: ctx.now,
      createdBy: by,
      updatedAt: ctx.now,
      updatedBy: by,
    })
    .execute()
  return id
}

export async function saveComponent(
  ctx: Ctx,
  id: string,
  change: ComponentEdit & { removedOn?: string },
): Promise<boolean> {
  const { version, ...values } = change
  const { numUpdatedRows } = await db(ctx)
    .updateTable('productsComponents')
    .set({ ...values, updatedAt: ctx.now, updatedBy: ctx.actor.userId, version: version + 1 })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export interface SwapRow {
  productId: string
  orderId: string | null
  orderNumber: string
  oldComponentId: string
  newComponentId: string
  name: string
  faultySerial: string | null
  newSerial: string | null
  swappedOn: string
  reason: string
}

export const insertSwap = (ctx: Ctx, row: SwapRow): Promise<unknown> =>
  db(ctx)
    .insertInto('productsSwaps')
    .values({
      companyId: ctx.company.id,
      id: newId(),
      ...row,
      swappedByName: ctx.actor.name,
      createdAt: ctx.now,
      createdBy: ctx.actor.userId,
    })
    .execute()
