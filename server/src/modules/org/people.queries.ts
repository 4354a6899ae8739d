import { sql, type RawBuilder } from 'kysely'
import { AppError } from '../../kernel/errors'
import { reach } from '../../platform/actor'
import { timeline } from '../../platform/audit'
import { allow, type Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import { pageRows } from '../../platform/paging'
import { matches } from '../../platform/search'
import { userOfPerson } from '../identity'
import { today } from './days'
import { abilities } from './policy'
import type { Own } from './store'

const db = (ctx: Ctx) => tables<Own>(ctx.tx)

const personColumns = [
  'id',
  'employeeNo',
  'name',
  'gender',
  'joinedOn',
  'leftOn',
  'phone',
  'email',
  'version',
] as const

export interface PeopleInput {
  unitId?: string
  positionId?: string
  active?: 'true' | 'false'
  q?: string
  limit: number
  cursor?: string
  sort?: string
}

/** People `pe` who hold a position `p` today for which the condition is true. */
const holding = (day: string, condition: RawBuilder<boolean>) =>
  sql<boolean>`exists (select 1 from org_assignments a join org_positions p on p.company_id = a.company_id and p.id = a.position_id
    where a.company_id = pe.company_id and a.person_id = pe.id and a.valid_from <= ${day}::date
      and (a.valid_to is null or a.valid_to > ${day}::date) and ${condition})`

const positionsOf = (day: string) =>
  sql<
    { name: string; unitName: string }[]
  >`coalesce((select jsonb_agg(jsonb_build_object('name', p.name, 'unitName', u.name) order by a.valid_from)
    from org_assignments a join org_positions p on p.company_id = a.company_id and p.id = a.position_id
    join org_units u on u.company_id = p.company_id and u.id = p.unit_id
    where a.company_id = pe.company_id and a.person_id = pe.id and a.valid_from <= ${day}::date
      and (a.valid_to is null or a.valid_to > ${day}::date)), '[]')`

/** ORG-7: whose files the actor may open, as a condition on people `pe`. */
function visibleFiles(ctx: Ctx): RawBuilder<boolean> {
  const held = reach(ctx.actor, 'people.read')
  if (held.company) return sql<boolean>`true`
  const self = sql<boolean>`pe.id = ${ctx.actor.personId}`
  if (held.unitIds.length === 0) return self
  return sql<boolean>`(${self} or ${holding(today(ctx), sql<boolean>`p.unit_id = any(${held.unitIds}::uuid[])`)})`
}

/** ORG-4: the employees whose files the actor may open, with the positions they hold today. */
export async function listPeople(ctx: Ctx, input: PeopleInput) {
  const query = filtered(ctx, input)
    .where(visibleFiles(ctx))
    .select(personColumns.map((column) => `pe.${column}` as const))
    .select(positionsOf(today(ctx)).as('positions'))
  return pageRows(query, {
    sorts: { employeeNo: sql.ref('pe.employeeNo'), name: sql`pe.name collate "C"` },
    defaultSort: 'employeeNo',
    id: sql.ref('pe.id'),
    input,
  })
}

/** Colleagues by name, to choose from: who there is and where they work is no secret inside a company, their files are. */
export async function listColleagues(ctx: Ctx, input: PeopleInput) {
  const query = filtered(ctx, input)
    .select(['pe.id', 'pe.employeeNo', 'pe.name'])
    .select(positionsOf(today(ctx)).as('positions'))
  return pageRows(query, {
    sorts: { employeeNo: sql.ref('pe.employeeNo') },
    defaultSort: 'employeeNo',
    id: sql.ref('pe.id'),
    input,
  })
}

function filtered(ctx: Ctx, input: PeopleInput) {
  const day = today(ctx)
  let query = db(ctx).selectFrom('orgPeople as pe').where('pe.companyId', '=', ctx.company.id)
  const { unitId, positionId, active, q } = input
  if (unitId)
    query = query.where(
      holding(
        day,
        sql<boolean>`p.unit_id in (select t.descendant_id from org_unit_tree t where t.company_id = p.company_id and t.ancestor_id = ${unitId}
        and t.valid_from <= ${day}::date and (t.valid_to is null or t.valid_to > ${day}::date))`,
      ),
    )
  if (positionId) query = query.where(holding(day, sql<boolean>`p.id = ${positionId}`))
  if (active === 'true') query = query.where(sql<boolean>`(pe.left_on is null or pe.left_on >= ${day}::date)`)
  if (active === 'false') query = query.where(sql<boolean>`pe.left_on < ${day}::date`)
  if (q) query = query.where('pe.id', 'in', matches(ctx.company.id, 'person', q))
  return query
}

export const personByNo = (ctx: Ctx, employeeNo: string) =>
  db(ctx)
    .selectFrom('orgPeople')
    .select('id')
    .where('companyId', '=', ctx.company.id)
    .where('employeeNo', '=', employeeNo)
    .executeTakeFirst()

/** ORG-4: an employee's file: positions over time, login, history. A file out of reach is `forbidden`. */
export async function personRecord(ctx: Ctx, id: string) {
  const row = await db(ctx)
    .selectFrom('orgPeople as pe')
    .select(personColumns.map((column) => `pe.${column}` as const))
    .select(visibleFiles(ctx).as('isVisible'))
    .where('pe.companyId', '=', ctx.company.id)
    .where('pe.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', 'org.no_such_person')
  allow(row.isVisible)
  const assignments = await db(ctx)
    .selectFrom('orgAssignments as a')
    .innerJoin('orgPositions as p', (join) =>
      join.onRef('p.companyId', '=', 'a.companyId').onRef('p.id', '=', 'a.positionId'),
    )
    .innerJoin('orgUnits as u', (join) =>
      join.onRef('u.companyId', '=', 'p.companyId').onRef('u.id', '=', 'p.unitId'),
    )
    .where('a.companyId', '=', ctx.company.id)
    .where('a.personId', '=', id)
    .select([
      'a.id',
      'a.positionId',
      'p.name as positionName',
      'u.name as unitName',
      'a.validFrom',
      'a.validTo',
      'a.share',
    ])
    .orderBy('a.validFrom', 'desc')
    .execute()
  const user = await userOfPerson(ctx.tx, ctx.company.id, id)
  const { isVisible: _isVisible, ...file } = row
  return {
    ...file,
    assignments,
    user: user ? { id: user.id, login: user.login, disabledAt: user.disabledAt } : null,
    timeline: await timeline(ctx, 'person', id),
    can: abilities(ctx.actor),
  }
}
