import { sql } from 'kysely'
import { AppError } from '../../kernel/errors'
import { timeline } from '../../platform/audit'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import { pageRows } from '../../platform/paging'
import { today } from './days'
import { abilities } from './policy'
import type { NewPosition, Role, Work } from './schemas'
import type { Own } from './store'

const db = (ctx: Ctx) => tables<Own>(ctx.tx)

/** ORG-2: positions with their unit, superior and number of holders. */
export async function listPositions(
  ctx: Ctx,
  input: { unitId?: string; q?: string; limit: number; cursor?: string; sort?: string },
) {
  let query = db(ctx)
    .selectFrom('orgPositions as p')
    .innerJoin('orgUnits as u', (join) =>
      join.onRef('u.companyId', '=', 'p.companyId').onRef('u.id', '=', 'p.unitId'),
    )
    .leftJoin('orgPositions as up', (join) =>
      join.onRef('up.companyId', '=', 'p.companyId').onRef('up.id', '=', 'p.superiorId'),
    )
    .where('p.companyId', '=', ctx.company.id)
    .select([
      'p.id',
      'p.code',
      'p.name',
      'p.nameEn',
      'p.unitId',
      'u.name as unitName',
      'up.name as superiorName',
    ])
    .select(['p.isExample', 'p.version'])
    .select(
      sql<number>`(select count(*) from org_assignments a where a.company_id = p.company_id and a.position_id = p.id
        and a.valid_from <= ${today(ctx)}::date and (a.valid_to is null or a.valid_to > ${today(ctx)}::date))`.as(
        'holders',
      ),
    )
  if (input.unitId) query = query.where('p.unitId', '=', input.unitId)
  const { q } = input
  if (q)
    query = query.where((eb) =>
      eb.or([
        eb(sql`strpos(p.name, ${q})`, '>', 0),
        eb(sql`strpos(lower(p.code), ${q.toLowerCase()})`, '>', 0),
      ]),
    )
  return pageRows(query, {
    sorts: { code: sql.ref('p.code'), name: sql.ref('p.name'), unitName: sql.ref('u.name') },
    defaultSort: 'code',
    id: sql.ref('p.id'),
    input,
  })
}

export async function positionRow(ctx: Ctx, id: string) {
  const row = await db(ctx)
    .selectFrom('orgPositions')
    .select(['id', 'name', 'code', 'unitId', 'superiorId'])
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', 'org.no_such_position')
  return row
}

export const positionByCode = (ctx: Ctx, code: string) =>
  db(ctx)
    .selectFrom('orgPositions')
    .select('id')
    .where('companyId', '=', ctx.company.id)
    .where('code', '=', code)
    .executeTakeFirst()

/** PCK-3: every position that is not closed, by codes instead of ids, with the keys of its roles. */
export async function allPositions(ctx: Ctx) {
  const rows = await db(ctx)
    .selectFrom('orgPositions as p')
    .innerJoin('orgUnits as u', (join) =>
      join.onRef('u.companyId', '=', 'p.companyId').onRef('u.id', '=', 'p.unitId'),
    )
    .leftJoin('orgPositions as up', (join) =>
      join.onRef('up.companyId', '=', 'p.companyId').onRef('up.id', '=', 'p.superiorId'),
    )
    .where('p.companyId', '=', ctx.company.id)
    .where((eb) => eb.or([eb('p.validTo', 'is', null), eb('p.validTo', '>', today(ctx))]))
    .select(['p.id', 'p.code', 'p.name', 'p.nameEn', 'p.appointedBy', 'p.duties', 'p.dailyWork'])
    .select(['p.mainTask', 'p.otherPeers as peers'])
    .select(['u.code as unitCode', 'up.code as superiorCode'])
    .orderBy('p.code')
    .execute()
  const roles = await db(ctx)
    .selectFrom('orgPositionRoles as pr')
    .innerJoin('orgRoles as r', (join) =>
      join.onRef('r.companyId', '=', 'pr.companyId').onRef('r.id', '=', 'pr.roleId'),
    )
    .where('pr.companyId', '=', ctx.company.id)
    .select(['pr.positionId', 'r.key'])
    .execute()
  return rows.map((row) => ({
    ...row,
    dailyWork: worksOf(row.dailyWork),
    roleKeys: roles.filter((role) => role.positionId === row.id).map((role) => role.key),
  }))
}

// An entry of earlier days is a bare text.
const worksOf = (stored: unknown): Work[] =>
  (stored as (string | Work)[]).map((work) =>
    typeof work === 'string' ? { rhythm: 'as_needed', text: work } : work,
  )

const related = (ctx: Ctx, column: 'superiorId' | 'unitId', value: string, except: string) =>
  db(ctx)
    .selectFrom('orgPositions')
    .select(['id', 'name'])
    .where('companyId', '=', ctx.company.id)
    .where(column, '=', value)
    .where('id', '!=', except)
    .orderBy('code')
    .execute()

/** ORG-2: a position with its superior, peers (same superior), reports and holders. */
export async function positionRecord(ctx: Ctx, id: string) {
  const row = await db(ctx)
    .selectFrom('orgPositions as p')
    .innerJoin('orgUnits as u', (join) =>
      join.onRef('u.companyId', '=', 'p.companyId').onRef('u.id', '=', 'p.unitId'),
    )
    .where('p.companyId', '=', ctx.company.id)
    .where('p.id', '=', id)
    .selectAll('p')
    .select('u.name as unitName')
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', 'org.no_such_position')
  const superior = row.superiorId ? await positionRow(ctx, row.superiorId) : null
  const roles = await db(ctx)
    .selectFrom('orgPositionRoles as pr')
    .innerJoin('orgRoles as r', (join) =>
      join.onRef('r.companyId', '=', 'pr.companyId').onRef('r.id', '=', 'pr.roleId'),
    )
    .where('pr.companyId', '=', ctx.company.id)
    .where('pr.positionId', '=', id)
    .select('r.key')
    .orderBy('r.key')
    .execute()
  return {
    ...row,
    duties: row.duties as string[],
    dailyWork: worksOf(row.dailyWork),
    otherPeers: row.otherPeers as string[],
    qualifications: row.qualifications as NewPosition['qualifications'],
    roleKeys: roles.map((role) => role.key),
    superior: superior && { id: superior.id, name: superior.name },
    peers: row.superiorId ? await related(ctx, 'superiorId', row.superiorId, id) : [],
    reports: await related(ctx, 'superiorId', id, id),
    holders: await holdersOf(ctx, id),
    timeline: await timeline(ctx, 'position', id),
    can: abilities(ctx.actor),
  }
}

const holdersOf = (ctx: Ctx, positionId: string) =>
  db(ctx)
    .selectFrom('orgAssignments as a')
    .innerJoin('orgPeople as pe', (join) =>
      join.onRef('pe.companyId', '=', 'a.companyId').onRef('pe.id', '=', 'a.personId'),
    )
    .where('a.companyId', '=', ctx.company.id)
    .where('a.positionId', '=', positionId)
    .select(['pe.id', 'pe.name', 'a.validFrom', 'a.validTo', 'a.share'])
    .orderBy('a.validFrom', 'desc')
    .execute()

/** ORG-7: the roles of the company and what each grants. */
export async function listRoles(ctx: Ctx): Promise<{ items: Role[] }> {
  const rows = await db(ctx)
    .selectFrom('orgRoles')
    .select(['key', 'name', 'nameEn', 'grants'])
    .where('companyId', '=', ctx.company.id)
    .orderBy('key')
    .execute()
  return { items: rows.map((row) => ({ ...row, grants: row.grants as Role['grants'] })) }
}
