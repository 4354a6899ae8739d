import { sql } from 'kysely'
import { AppError } from '../../kernel/errors'
import type { Actor, Grant } from '../../platform/actor'
import type { Company } from '../../platform/ctx'
import { tables, type Tx } from '../../platform/db'
import type { Session } from '../../platform/http/edge'
import { rememberSettings } from './settings-memo'
import type { Own } from './store'

/** The company of a transaction that has already been told which one it is. */
export async function companyOf(tx: Tx, id: string): Promise<Company> {
  const company = await tables<Own>(tx)
    .selectFrom('orgCompanies')
    .select(['id', 'name', 'timeZone'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!company) throw new AppError('not_found', 'org.no_such_company')
  return company
}

interface Asking extends Company {
  settings: unknown
  grants: Grant[]
}

/**
 * ORG-7: who the session's person is today: every grant of every role of every position held, subtrees spelled out.
 * Who has left holds nothing from the day after the last one (decision 0011). One statement for company, parameters
 * and grants, because every request asks it.
 */
export async function loadActor(
  tx: Tx,
  session: Session,
  now: Date,
): Promise<{ actor: Actor; company: Company }> {
  const { rows } = await sql<Asking>`
    select c.id, c.name, c.time_zone, c.settings, coalesce((
      select json_agg(json_build_object('permission', held.permission, 'scope', held.scope, 'unitIds', held.unit_ids))
      from (
        select g ->> 'permission' as permission, g ->> 'scope' as scope,
          coalesce(array_agg(t.descendant_id) filter (where t.descendant_id is not null), '{}') as unit_ids
        from org_assignments a
        join org_people pe on pe.company_id = a.company_id and pe.id = a.person_id
          and (pe.left_on is null or pe.left_on >= today.day)
        join org_positions p on p.company_id = a.company_id and p.id = a.position_id
        join org_position_roles pr on pr.company_id = p.company_id and pr.position_id = p.id
        join org_roles r on r.company_id = pr.company_id and r.id = pr.role_id
        cross join lateral jsonb_array_elements(r.grants) g
        left join org_unit_tree t on g ->> 'scope' = 'unit' and t.company_id = p.company_id and t.ancestor_id = p.unit_id
          and t.valid_from <= today.day and (t.valid_to is null or t.valid_to > today.day)
        where a.company_id = ${session.companyId} and a.person_id = ${session.personId}
          and a.valid_from <= today.day and (a.valid_to is null or a.valid_to > today.day)
        group by 1, 2, a.id
      ) held), '[]') as grants
    from org_companies c
    cross join lateral (select (${now}::timestamptz at time zone c.time_zone)::date as day) today
    where c.id = ${session.companyId}`.execute(tables<Own>(tx))
  const [row] = rows
  if (!row) throw new AppError('not_found', 'org.no_such_company')
  const { settings, grants, ...company } = row
  rememberSettings(tx, Promise.resolve(settings))
  const { userId, personId, name } = session
  return { actor: { userId, personId, name, kind: 'person', grants }, company }
}
