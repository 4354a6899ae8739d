import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Own } from './store'
import { today } from './queries'

/** A unit that belonged to `group` (an ancestor or itself) from a day up to but not including another. */
export interface UnitSpan {
  group: string
  unitId: string
  from: string
  until: string
}

const db = (ctx: Ctx) => tables<Own>(ctx.tx)
const always = { from: '0001-01-01', until: '9999-12-31' }

/**
 * ORG-1: the units of the subtrees of `unitIds` with the days they were part of it; with `asIs` the subtrees of
 * today, as if it had always been so. A unit's first place counts backwards and its last place onwards without end,
 * because records older than the tree and corrections to a unit since closed must not fall out of every sum.
 */
export async function unitSpans(
  ctx: Ctx,
  unitIds: readonly string[],
  days: { from: string; to: string; asIs: boolean },
): Promise<UnitSpan[]> {
  if (unitIds.length === 0) return []
  const wanted = days.asIs ? { from: today(ctx), to: today(ctx) } : days
  const { rows } = await sql<UnitSpan>`
    select x."group", x."unitId", x.from_on::text as "from", x.until_on::text as until
    from (
      select t.ancestor_id as "group", t.descendant_id as "unitId",
        case when t.valid_from = b.first_on then ${always.from}::date else t.valid_from end as from_on,
        case when coalesce(t.valid_to, ${always.until}::date) = b.last_on then ${always.until}::date else t.valid_to end as until_on
      from org_unit_tree t
      join (
        select s.descendant_id, min(s.valid_from) as first_on, max(coalesce(s.valid_to, ${always.until}::date)) as last_on
        from org_unit_tree s where s.company_id = ${ctx.company.id} and s.depth = 0 group by 1
      ) b on b.descendant_id = t.descendant_id
      where t.company_id = ${ctx.company.id} and t.ancestor_id = any(${[...unitIds]}::uuid[])
    ) x where x.from_on <= ${wanted.to}::date and x.until_on > ${wanted.from}::date`.execute(db(ctx))
  return days.asIs ? rows.map((row) => ({ ...row, ...always })) : rows
}

/** ORG-1: the units directly below a unit at any time within the days; null gives the tops of the tree. */
export async function childUnits(
  ctx: Ctx,
  parentId: string | null,
  days: { from: string; to: string },
): Promise<{ id: string; code: string; name: string }[]> {
  return db(ctx)
    .selectFrom('orgUnits as u')
    .select(['u.id', 'u.code', 'u.name'])
    .where('u.companyId', '=', ctx.company.id)
    .where(
      'u.id',
      'in',
      sql<string>`(select pl.unit_id from org_unit_placements pl where pl.company_id = ${ctx.company.id}
        and pl.parent_id is not distinct from ${parentId}::uuid and pl.valid_from <= ${days.to}::date
        and (pl.valid_to is null or pl.valid_to > ${days.from}::date))`,
    )
    .orderBy('u.code')
    .execute()
}

/** Names of units by id; unknown ids are left out. */
export async function unitNames(
  ctx: Ctx,
  ids: readonly (string | null | undefined)[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id): id is string => Boolean(id)))]
  if (wanted.length === 0) return new Map()
  const rows = await db(ctx)
    .selectFrom('orgUnits')
    .select(['id', 'name'])
    .where('companyId', '=', ctx.company.id)
    .where('id', 'in', wanted)
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}
