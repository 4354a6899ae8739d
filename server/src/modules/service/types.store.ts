import type { Ctx } from '../../platform/ctx'
import { db } from './store'
import type { TypeCategory } from './words'

interface PackItem {
  key: string
  name: { zh: string; en: string }
  example?: true
  source?: string
}

/** An order type as a pack's file gives it (SVC-2); `repair` is the pack's word for the category daily. */
export interface PackOrderType extends PackItem {
  category: 'repair' | 'warranty' | 'insurance'
  needs: readonly string[]
  returnRepair: boolean
  factoryReturn: boolean
  states: readonly string[]
}
export type PackFaultGroup = PackItem

const categoryOf = (category: PackOrderType['category']): TypeCategory =>
  category === 'repair' ? 'daily' : category

/** SVC-2, SVC-14: writes order types; a key that is there already stays as the company has it. */
export async function saveOrderTypes(ctx: Ctx, types: readonly PackOrderType[]): Promise<void> {
  if (types.length === 0) return
  const rows = types.map((type, position) => ({
    companyId: ctx.company.id,
    key: type.key,
    name: type.name.zh,
    nameEn: type.name.en,
    category: categoryOf(type.category),
    returnRepair: type.returnRepair,
    factoryReturn: type.factoryReturn,
    needs: [...type.needs],
    states: [...type.states],
    position,
    isExample: type.example ?? false,
    source: type.source ?? null,
  }))
  await db(ctx)
    .insertInto('serviceOrderTypes')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** SVC-13: writes fault groups; a key that is there already stays as the company has it. */
export async function saveFaultGroups(ctx: Ctx, groups: readonly PackFaultGroup[]): Promise<void> {
  if (groups.length === 0) return
  const rows = groups.map((group, position) => ({
    companyId: ctx.company.id,
    key: group.key,
    name: group.name.zh,
    nameEn: group.name.en,
    position,
    isExample: group.example ?? false,
    source: group.source ?? null,
  }))
  await db(ctx)
    .insertInto('serviceFaultGroups')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
