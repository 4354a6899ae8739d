import { sql } from 'kysely'
import { AppError } from '../../kernel/errors'
import { timeline } from '../../platform/audit'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import { today, validOn } from './days'
import { abilities } from './policy'
import type { Own } from './store'

const db = (ctx: Ctx) => tables<Own>(ctx.tx)

/** ORG-1: the units of a day with their parent and the number of people in the unit and all below it. */
export async function listUnits(ctx: Ctx, on = today(ctx)) {
  const items = await db(ctx)
    .selectFrom('orgUnits as u')
    .innerJoin('orgUnitPlacements as pl', (join) =>
      join.onRef('pl.companyId', '=', 'u.companyId').onRef('pl.unitId', '=', 'u.id'),
    )
    .leftJoin(
      (eb) =>
        eb
          .selectFrom('orgUnitTree as t')
          .innerJoin('orgPositions as p', (join) =>
            join.onRef('p.companyId', '=', 't.companyId').onRef('p.unitId', '=', 't.descendantId'),
          )
          .innerJoin('orgAssignments as a', (join) =>
            join.onRef('a.companyId', '=', 'p.companyId').onRef('a.positionId', '=', 'p.id'),
          )
          .where(validOn(on, 'a'))
          .where(validOn(on, 't'))
          .where('t.companyId', '=', ctx.company.id)
          .select(['t.ancestorId', sql<number>`count(distinct a.person_id)`.as('people')])
          .groupBy('t.ancestorId')
          .as('n'),
      (join) => join.onRef('n.ancestorId', '=', 'u.id'),
    )
    .where('u.companyId', '=', ctx.company.id)
    .where(validOn(on, 'pl'))
    .select(['u.id', 'u.code', 'u.name', 'u.kind', 'pl.parentId', 'u.isExample', 'u.version'])
    .select(sql<number>`coalesce(n.people, 0)`.as('people'))
    .orderBy('u.code')
    .execute()
  return { items }
}

/** ORG-1: a unit with all the places it stood in. */
export async function unitRecord(ctx: Ctx, id: string) {
  const unit = await unitRow(ctx, id)
  const placements = await db(ctx)
    .selectFrom('orgUnitPlacements as pl')
    .leftJoin('orgUnits as parent', (join) =>
      join.onRef('parent.companyId', '=', 'pl.companyId').onRef('parent.id', '=', 'pl.parentId'),
    )
    .where('pl.companyId', '=', ctx.company.id)
    .where('pl.unitId', '=', id)
    .select(['pl.parentId', 'parent.name as parentName', 'pl.validFrom', 'pl.validTo'])
    .orderBy('pl.validFrom', 'desc')
    .execute()
  const people = await countHolders(ctx, id, today(ctx))
  return {
    ...unit,
    people,
    parentId: placements[0]?.parentId ?? null,
    placements,
    timeline: await timeline(ctx, 'unit', id),
    can: abilities(ctx.actor),
  }
}

export async function unitRow(ctx: Ctx, id: string) {
  const row = await db(ctx)
    .selectFrom('orgUnits')
    .select(['id', 'code', 'name', 'kind', 'isExample', 'version'])
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', 'org.no_such_unit')
  return row
}

export const unitByCode = (ctx: Ctx, code: string) =>
  db(ctx)
    .selectFrom('orgUnits')
    .select('id')
    .where('companyId', '=', ctx.company.id)
    .where('code', '=', code)
    .executeTakeFirst()

/** People who hold a position of the unit itself on a day. */
export async function countHolders(ctx: Ctx, unitId: string, on: string): Promise<number> {
  const { people } = await db(ctx)
    .selectFrom('orgPositions as p')
    .innerJoin('orgAssignments as a', (join) =>
      join.onRef('a.companyId', '=', 'p.companyId').onRef('a.positionId', '=', 'p.id'),
    )
    .where('p.companyId', '=', ctx.company.id)
    .where('p.unitId', '=', unitId)
    .where(validOn(on, 'a'))
    .select(sql<number>`count(distinct a.person_id)`.as('people'))
    .executeTakeFirstOrThrow()
  return people
}
