import { z } from 'zod'
import { AppError } from '../../kernel/errors'
import type { Ctx } from '../../platform/ctx'
import type { OrderType } from './record.schemas'
import { db } from './store'
import { orderStates } from './transitions.rules'
import { typeCategories } from './words'

const States = z.array(z.enum(orderStates))
const Category = z.enum(typeCategories)

/** SVC-2: the order types of the company, in the order of the pack. */
export async function listOrderTypes(ctx: Ctx): Promise<OrderType[]> {
  const rows = await db(ctx)
    .selectFrom('serviceOrderTypes')
    .selectAll()
    .where('companyId', '=', ctx.company.id)
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    key: row.key,
    name: row.name,
    nameEn: row.nameEn,
    category: Category.parse(row.category),
    returnRepair: row.returnRepair,
    factoryReturn: row.factoryReturn,
    needs: row.needs,
    states: States.parse(row.states),
    isExample: row.isExample,
    source: row.source,
  }))
}

/** One order type; an unknown key is refused as a fault of the form. */
export async function orderType(ctx: Ctx, key: string): Promise<OrderType> {
  const type = (await listOrderTypes(ctx)).find((other) => other.key === key)
  if (type) return type
  throw new AppError('invalid_input', 'service.unknown_reference', {
    fields: [{ path: 'typeKey', code: 'unknown', message: '' }],
  })
}

/** SVC-13: the fault groups of the company. */
export const listFaultGroups = (ctx: Ctx) =>
  db(ctx)
    .selectFrom('serviceFaultGroups')
    .select(['key', 'name', 'nameEn', 'isExample', 'source'])
    .where('companyId', '=', ctx.company.id)
    .orderBy('position')
    .execute()
