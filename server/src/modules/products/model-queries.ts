import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../kernel/errors'
import { timeline } from '../../platform/audit'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import { pageRows } from '../../platform/paging'
import { mayEdit } from './policy'
import { Clause, type ModelList } from './schemas'
import type { Own } from './store'

const models = (ctx: Ctx) =>
  tables<Own>(ctx.tx).selectFrom('productsModels as m').where('m.companyId', '=', ctx.company.id)

const columns = ['m.id', 'm.code', 'm.name', 'm.family', 'm.isActive', 'm.version'] as const
const products = sql<number>`(select count(*) from products_products p
  where p.company_id = m.company_id and p.model_id = m.id)`

/** AST-2: product models with the number of products of each. */
export async function listModels(ctx: Ctx, input: ModelList) {
  let query = models(ctx).select(columns).select(products.as('products'))
  if (input.family) query = query.where('m.family', 'in', [input.family].flat())
  if (input.isActive) query = query.where('m.isActive', '=', input.isActive === 'true')
  if (input.q) {
    const q = input.q.toLowerCase()
    query = query.where(sql<boolean>`strpos(lower(m.code || ' ' || m.name || ' ' || m.family), ${q}) > 0`)
  }
  return pageRows(query, {
    sorts: {
      code: sql`m.code collate "C"`,
      name: sql`m.name collate "C"`,
      family: sql`m.family collate "C"`,
    },
    defaultSort: 'code',
    id: sql.ref('m.id'),
    input,
  })
}

const Warranty = z.array(Clause)
const Assemblies = z.array(z.string())

/** AST-2: a model's terms as rules read them; empty for a product without a model. */
export async function warrantyOf(ctx: Ctx, modelId: string | null) {
  if (modelId === null) return { warranty: [], assemblies: [] }
  const row = await models(ctx)
    .where('m.id', '=', modelId)
    .select(['m.warranty', 'm.assemblies'])
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', 'products.no_such_model')
  return { warranty: Warranty.parse(row.warranty), assemblies: Assemblies.parse(row.assemblies) }
}

/** AST-2: a model with assemblies, warranty terms and history. */
export async function modelRecord(ctx: Ctx, id: string) {
  const row = await models(ctx)
    .where('m.id', '=', id)
    .select(columns)
    .select('m.note')
    .select(products.as('products'))
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', 'products.no_such_model')
  return {
    ...row,
    ...(await warrantyOf(ctx, id)),
    timeline: await timeline(ctx, 'model', id),
    can: { edit: mayEdit(ctx.actor) },
  }
}

/** A model's id and name; null if there is none. */
export const findModel = (ctx: Ctx, id: string) =>
  models(ctx).where('m.id', '=', id).select(['m.id', 'm.name']).executeTakeFirst()

export const modelByCode = (ctx: Ctx, code: string) =>
  models(ctx).where('m.code', '=', code).select('m.id').executeTakeFirst()

/** All models by code and name, for imports: a company has hundreds of them, not millions. */
export const allModels = (ctx: Ctx) =>
  models(ctx).select(['m.id', 'm.code', 'm.name']).orderBy('m.id').execute()

/** The families in use, for filters and for typing less. */
export async function familiesInUse(ctx: Ctx) {
  const rows = await models(ctx)
    .where('m.family', '!=', '')
    .select('m.family')
    .distinct()
    .orderBy('m.family')
    .limit(200)
    .execute()
  return { families: rows.map((row) => row.family) }
}
