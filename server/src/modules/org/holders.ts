import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Own } from './store'

/** A person in a position during a span of days, both days included. */
export interface Holder {
  personId: string
  employeeNo: string
  name: string
  positionCode: string
  positionName: string
  unitId: string
  from: string
  to: string
}

export interface HolderQuery {
  positionCodes: readonly string[]
  /** The unit with everything below it; null is the whole company. */
  unitId: string | null
  from: string
  to: string
}

/**
 * ORG-2: who held one of the positions within the days, with the part of the days they held it: cut to the day of entry
 * and the day of leaving. One row per spell: who left a position and came back has two; the subtree is that of the last day.
 */
export async function holdersOf(ctx: Ctx, query: HolderQuery): Promise<Holder[]> {
  if (query.positionCodes.length === 0) return []
  const inUnit = query.unitId
    ? sql`and exists (select 1 from org_unit_tree t where t.company_id = p.company_id and t.ancestor_id = ${query.unitId}
        and t.descendant_id = p.unit_id and t.valid_from <= ${query.to}::date
        and (t.valid_to is null or t.valid_to > ${query.to}::date))`
    : sql``
  const { rows } = await sql<Holder>`
    select h."personId", h."employeeNo", h.name, h."positionCode", h."positionName", h."unitId",
      h.from_on::text as "from", h.to_on::text as "to"
    from (
      select pe.id as "personId", pe.employee_no as "employeeNo", pe.name, p.code as "positionCode",
        p.name as "positionName", p.unit_id as "unitId",
        greatest(a.valid_from, pe.joined_on, ${query.from}::date) as from_on,
        least(a.valid_to - 1, pe.left_on, ${query.to}::date) as to_on
      from org_positions p
      join org_assignments a on a.company_id = p.company_id and a.position_id = p.id
      join org_people pe on pe.company_id = a.company_id and pe.id = a.person_id
      where p.company_id = ${ctx.company.id} and p.code = any(${[...query.positionCodes]}::text[]) ${inUnit}
    ) h
    where h.from_on <= h.to_on
    order by h."employeeNo", "from", h."positionCode", h."unitId"`.execute(tables<Own>(ctx.tx))
  return rows
}
