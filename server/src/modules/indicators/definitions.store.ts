import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'
import type { Definition, IndicatorUnit, Target } from './definitions.rules'
import type { PersonRole } from './facts.rules'

type Own = Pick<Db, 'indicatorDefinitions'>

const db = (ctx: Ctx) => tables<Own>(ctx.tx)

const columns = [
  'code',
  'version',
  'validFrom',
  'name',
  'nameEn',
  'formula',
  'unit',
  'direction',
  'decimals',
  'personRole',
  'targets',
  'position',
  'isActive',
  'responsibleId',
  'source',
  'isExample',
  'note',
] as const

type Row = Omit<Definition, 'unit' | 'direction' | 'personRole' | 'targets'> & {
  unit: string
  direction: string
  personRole: string | null
  targets: unknown
}

const definitionOf = (row: Row): Definition => ({
  ...row,
  unit: row.unit as IndicatorUnit,
  direction: row.direction as Definition['direction'],
  personRole: row.personRole as PersonRole | null,
  targets: row.targets as Target[],
})

/** Every version of the company's indicators, or of one; a few hundred rows at most. */
export async function loadVersions(ctx: Ctx, code?: string): Promise<Map<string, Definition[]>> {
  let query = db(ctx)
    .selectFrom('indicatorDefinitions')
    .select(columns)
    .where('companyId', '=', ctx.company.id)
  if (code !== undefined) query = query.where('code', '=', code)
  const rows = await query.orderBy('position').orderBy('code').orderBy('version').execute()
  const byCode = new Map<string, Definition[]>()
  for (const row of rows) byCode.set(row.code, [...(byCode.get(row.code) ?? []), definitionOf(row)])
  return byCode
}

/** PCK-3: the newest version of every indicator in use, in the order of the list. */
export async function currentIndicators(ctx: Ctx): Promise<Definition[]> {
  const versions = await loadVersions(ctx)
  return [...versions.values()].flatMap((all) => all.slice(-1)).filter((newest) => newest.isActive)
}

/** Who wrote which version when, newest first. */
export const versionHistory = (ctx: Ctx, code: string) =>
  db(ctx)
    .selectFrom('indicatorDefinitions')
    .select(['version', 'validFrom', 'formula', 'note', 'createdAt', 'createdName as by'])
    .where('companyId', '=', ctx.company.id)
    .where('code', '=', code)
    .orderBy('version', 'desc')
    .execute()

/** Writes versions; false when one of them is already there (somebody was faster). */
export async function insertDefinitions(ctx: Ctx, definitions: readonly Definition[]): Promise<boolean> {
  if (definitions.length === 0) return true
  const { numInsertedOrUpdatedRows } = await db(ctx)
    .insertInto('indicatorDefinitions')
    .values(
      definitions.map((definition) => ({
        ...definition,
        targets: JSON.stringify(definition.targets),
        companyId: ctx.company.id,
        createdAt: ctx.now,
        createdBy: ctx.actor.userId,
        createdName: ctx.actor.name,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return Number(numInsertedOrUpdatedRows) === definitions.length
}
