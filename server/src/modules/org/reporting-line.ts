import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import { today } from './days'
import type { Own } from './store'

// Longer lines than this exist in no company; the limit also ends a circle, should there ever be one.
const longest = 12

/**
 * ORG-3: the people above each person today, the nearest first: along the superior positions, those that nobody holds
 * passed over. One statement for any number of people.
 */
export async function reportingLines(ctx: Ctx, personIds: readonly string[]): Promise<Map<string, string[]>> {
  if (personIds.length === 0) return new Map()
  const on = today(ctx)
  const { rows } = await sql<{ personId: string; superiorId: string }>`
    with recursive line as (
      select a.person_id, p.superior_id as position_id, 1 as depth
      from org_assignments a join org_positions p on p.company_id = a.company_id and p.id = a.position_id
      where a.company_id = ${ctx.company.id} and a.person_id = any(${[...new Set(personIds)]}::uuid[])
        and a.valid_from <= ${on}::date and (a.valid_to is null or a.valid_to > ${on}::date)
      union all
      select l.person_id, p.superior_id, l.depth + 1
      from line l join org_positions p on p.company_id = ${ctx.company.id} and p.id = l.position_id
      where l.depth < ${longest}
    )
    select l.person_id, h.person_id as superior_id
    from line l
    cross join lateral (
      select a.person_id from org_assignments a
      where a.company_id = ${ctx.company.id} and a.position_id = l.position_id
        and a.valid_from <= ${on}::date and (a.valid_to is null or a.valid_to > ${on}::date)
      order by a.valid_from, a.person_id limit 1) h
    where h.person_id <> l.person_id
    order by l.person_id, l.depth`.execute(tables<Own>(ctx.tx))
  const lines = new Map<string, string[]>()
  for (const { personId, superiorId } of rows) {
    const line = lines.get(personId) ?? []
    if (!line.includes(superiorId)) lines.set(personId, [...line, superiorId])
  }
  return lines
}

/**
 * ORG-1, ORG-3: who leads each unit today: holds a position in it whose superior is not in it, or the like in the
 * nearest unit above. Units that nobody leads are left out. One statement for any number of units.
 */
export async function unitHeads(ctx: Ctx, unitIds: readonly string[]): Promise<Map<string, string>> {
  if (unitIds.length === 0) return new Map()
  const on = today(ctx)
  const { rows } = await sql<{ unitId: string; personId: string }>`
    select w.id as unit_id, h.person_id
    from unnest(${[...new Set(unitIds)]}::uuid[]) as w (id)
    cross join lateral (
      select a.person_id
      from org_unit_tree t
      join org_positions p on p.company_id = t.company_id and p.unit_id = t.ancestor_id
        and p.valid_from <= ${on}::date and (p.valid_to is null or p.valid_to > ${on}::date)
      left join org_positions up on up.company_id = p.company_id and up.id = p.superior_id
      join org_assignments a on a.company_id = p.company_id and a.position_id = p.id
        and a.valid_from <= ${on}::date and (a.valid_to is null or a.valid_to > ${on}::date)
      where t.company_id = ${ctx.company.id} and t.descendant_id = w.id
        and t.valid_from <= ${on}::date and (t.valid_to is null or t.valid_to > ${on}::date)
        and up.unit_id is distinct from p.unit_id
      order by t.depth, a.valid_from, a.person_id limit 1) h`.execute(tables<Own>(ctx.tx))
  return new Map(rows.map((row) => [row.unitId, row.personId]))
}
