import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'
import type { SumChanges } from './deltas.rules'

type Own = Pick<
  Db,
  | 'indicatorFacts'
  | 'indicatorFactPeople'
  | 'indicatorDeltas'
  | 'indicatorRollupDays'
  | 'indicatorRollupMonths'
  | 'indicatorPresence'
  | 'indicatorPeriods'
>

type Delta = SumChanges['deltas'][number]

const db = (ctx: Ctx) => tables<Own>(ctx.tx)

const lockKey = (name: string, companyId: string) =>
  sql`hashtextextended(${`indicators.${name} ${companyId}`}, 0)`

/** One fold at a time in a company; a second one waits, then finds nothing left. */
export const lockFolding = (ctx: Ctx): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(${lockKey('fold', ctx.company.id)})`.execute(db(ctx))

/** Writers of facts hold this shared; a rebuild holds it alone, because it reads facts and queue in several statements. */
export const lockWriting = (ctx: Ctx, mode: 'shared' | 'alone'): Promise<unknown> =>
  mode === 'shared'
    ? sql`select pg_advisory_xact_lock_shared(${lockKey('write', ctx.company.id)})`.execute(db(ctx))
    : sql`select pg_advisory_xact_lock(${lockKey('write', ctx.company.id)})`.execute(db(ctx))

/**
 * IND-1: folds waiting deltas into the roll-ups, at most `limit` at once, and takes rows away that came to zero. What
 * DELETE returns is what is added, so nothing is lost or counted twice. Gives the number folded. Periods come into
 * being here, in a short transaction, not in that of a writer.
 */
export async function foldDeltas(ctx: Ctx, limit: number): Promise<number> {
  const { id } = ctx.company
  const { rows } = await sql<{ folded: number }>`
    with taken as (
      delete from indicator_deltas where company_id = ${id} and id in (
        select id from indicator_deltas where company_id = ${id} order by id limit ${limit})
      returning *
    ), days as (
      insert into indicator_rollup_days as r (company_id, role, kind, measure, day, unit_id, person_id, order_type, total)
      select company_id, role, kind, measure, day, unit_id, person_id, order_type, sum(amount) from taken
      group by 1, 2, 3, 4, 5, 6, 7, 8
      on conflict (company_id, role, kind, measure, day, unit_id, person_id, order_type)
      do update set total = r.total + excluded.total
    ), months as (
      insert into indicator_rollup_months as r (company_id, kind, measure, month, unit_id, product_family, order_type, total)
      select company_id, kind, measure, to_char(day, 'YYYY-MM'), unit_id, product_family, order_type, sum(amount) from taken
      where role = 'owner' group by 1, 2, 3, 4, 5, 6, 7
      on conflict (company_id, kind, measure, month, unit_id, product_family, order_type)
      do update set total = r.total + excluded.total
    ), periods as (
      insert into indicator_periods (company_id, month)
      select distinct company_id, to_char(day, 'YYYY-MM') from taken order by 1, 2 on conflict do nothing
    ) select count(*) as folded from taken`.execute(db(ctx))
  const folded = rows[0]?.folded ?? 0
  if (folded === 0) return 0
  await sql`delete from indicator_rollup_days where company_id = ${id} and total = 0`.execute(db(ctx))
  await sql`delete from indicator_rollup_months where company_id = ${id} and total = 0`.execute(db(ctx))
  return folded
}

/**
 * IND-1: changes of sums straight into the roll-ups, for whoever holds the fold alone and writes much in one transaction:
 * what is queued and folded in the same transaction would lie dead in the queue and slow every reading down.
 */
export async function applyDeltas(ctx: Ctx, deltas: readonly Delta[]): Promise<void> {
  if (deltas.length === 0) return
  const rows = sql`jsonb_to_recordset(${JSON.stringify(deltas)}::jsonb) as x (day date, "unitId" uuid, "productFamily" text,
    "orderType" text, role text, "personId" uuid, kind text, measure text, amount text)`
  await sql`insert into indicator_rollup_days as r (company_id, role, kind, measure, day, unit_id, person_id, order_type, total)
    select ${ctx.company.id}::uuid, role, kind, measure, day, "unitId", "personId", "orderType", sum(amount::numeric) from ${rows}
    group by 2, 3, 4, 5, 6, 7, 8
    on conflict (company_id, role, kind, measure, day, unit_id, person_id, order_type)
    do update set total = r.total + excluded.total`.execute(db(ctx))
  await sql`insert into indicator_rollup_months as r (company_id, kind, measure, month, unit_id, product_family, order_type, total)
    select ${ctx.company.id}::uuid, kind, measure, to_char(day, 'YYYY-MM'), "unitId", "productFamily", "orderType",
      sum(amount::numeric) from ${rows} where role = 'owner' group by 2, 3, 4, 5, 6, 7
    on conflict (company_id, kind, measure, month, unit_id, product_family, order_type)
    do update set total = r.total + excluded.total`.execute(db(ctx))
  for (const table of ['indicator_rollup_days', 'indicator_rollup_months'])
    await sql`delete from ${sql.table(table)} where company_id = ${ctx.company.id} and total = 0`.execute(
      db(ctx),
    )
}

// Every sum of facts in the finest cut of the roll-ups: the owner whole, participants by their share.
const factSums = (companyId: string) => sql`
  select f.happened_on as day, f.unit_id, f.product_family, f.order_type, p.role, p.person_id, f.kind, q.key as measure,
    q.value::numeric * p.share as amount
  from indicator_facts f
  cross join lateral (
    select 'owner' as role, coalesce(f.owner_id, '00000000-0000-0000-0000-000000000000') as person_id, 1::numeric as share
    union all
    select fp.role, fp.person_id, fp.share from indicator_fact_people fp
    where fp.company_id = f.company_id and fp.fact_id = f.id
  ) p
  cross join lateral jsonb_each_text(f.quantities) q
  where f.company_id = ${companyId}`

const daySums = (companyId: string) => sql`
  select role, kind, measure, day, unit_id, person_id, order_type, sum(amount) as total from (${factSums(companyId)}) x
  group by 1, 2, 3, 4, 5, 6, 7 having sum(amount) <> 0`

const monthSums = (companyId: string) => sql`
  select kind, measure, to_char(day, 'YYYY-MM') as month, unit_id, product_family, order_type, sum(amount) as total
  from (${factSums(companyId)}) x where role = 'owner' group by 1, 2, 3, 4, 5, 6 having sum(amount) <> 0`

const visitSums = (companyId: string) => sql`
  select to_char(happened_on, 'YYYY-MM') as month, unit_id, customer_id, sum((quantities ->> 'count')::numeric) as visits
  from indicator_facts where company_id = ${companyId} and kind = 'handover' and customer_id is not null
  group by 1, 2, 3 having sum((quantities ->> 'count')::numeric) <> 0`

/** Writes all roll-ups anew from the facts. Nobody else may write meanwhile (`lockWriting` alone). */
export async function rebuildSums(ctx: Ctx): Promise<void> {
  const { id } = ctx.company
  for (const table of [
    'indicator_deltas',
    'indicator_rollup_days',
    'indicator_rollup_months',
    'indicator_presence',
  ])
    await sql`delete from ${sql.table(table)} where company_id = ${id}`.execute(db(ctx))
  await sql`insert into indicator_rollup_days (company_id, role, kind, measure, day, unit_id, person_id, order_type, total)
    select ${id}::uuid, x.* from (${daySums(id)}) x`.execute(db(ctx))
  await sql`insert into indicator_rollup_months (company_id, kind, measure, month, unit_id, product_family, order_type, total)
    select ${id}::uuid, x.* from (${monthSums(id)}) x`.execute(db(ctx))
  await sql`insert into indicator_presence (company_id, month, unit_id, customer_id, visits)
    select ${id}::uuid, x.* from (${visitSums(id)}) x`.execute(db(ctx))
  await sql`insert into indicator_periods (company_id, month)
    select distinct ${id}::uuid, month from indicator_rollup_months where company_id = ${id} on conflict do nothing`.execute(
    db(ctx),
  )
}

export interface SumProblem {
  table: 'days' | 'months' | 'presence'
  /** The row's cut, readable; what it says; what the facts say. */
  at: string
  found: string
  expected: string
}

interface Compared {
  at: string
  found: string
  expected: string
}

/** Where roll-up plus waiting deltas differ from the sums of the facts, at most 100 of each table. One statement each. */
export async function compareSums(ctx: Ctx): Promise<SumProblem[]> {
  const { id } = ctx.company
  const days = sql<Compared>`
    with kept as (
      select role, kind, measure, day, unit_id, person_id, order_type, sum(total) as total from (
        select role, kind, measure, day, unit_id, person_id, order_type, total from indicator_rollup_days where company_id = ${id}
        union all
        select role, kind, measure, day, unit_id, person_id, order_type, amount from indicator_deltas where company_id = ${id}
      ) x group by 1, 2, 3, 4, 5, 6, 7 having sum(total) <> 0
    ), facts as (${daySums(id)})
    select concat_ws(' ', kind, measure, day, role, person_id, unit_id, order_type) as at,
      coalesce(kept.total, 0)::text as found, coalesce(facts.total, 0)::text as expected
    from kept full join facts using (role, kind, measure, day, unit_id, person_id, order_type)
    where kept.total is distinct from facts.total limit 100`
  const months = sql<Compared>`
    with kept as (
      select kind, measure, month, unit_id, product_family, order_type, sum(total) as total from (
        select kind, measure, month, unit_id, product_family, order_type, total from indicator_rollup_months where company_id = ${id}
        union all
        select kind, measure, to_char(day, 'YYYY-MM'), unit_id, product_family, order_type, amount from indicator_deltas
        where company_id = ${id} and role = 'owner'
      ) x group by 1, 2, 3, 4, 5, 6 having sum(total) <> 0
    ), facts as (${monthSums(id)})
    select concat_ws(' ', kind, measure, month, unit_id, product_family, order_type) as at,
      coalesce(kept.total, 0)::text as found, coalesce(facts.total, 0)::text as expected
    from kept full join facts using (kind, measure, month, unit_id, product_family, order_type)
    where kept.total is distinct from facts.total limit 100`
  const presence = sql<Compared>`
    with kept as (select month, unit_id, customer_id, visits from indicator_presence where company_id = ${id}),
      facts as (${visitSums(id)})
    select concat_ws(' ', month, unit_id, customer_id) as at,
      coalesce(kept.visits, 0)::text as found, coalesce(facts.visits, 0)::text as expected
    from kept full join facts using (month, unit_id, customer_id)
    where kept.visits is distinct from facts.visits limit 100`
  const read = async (table: SumProblem['table'], query: typeof days) =>
    (await query.execute(db(ctx))).rows.map((row) => ({ table, ...row }))
  return [
    ...(await read('days', days)),
    ...(await read('months', months)),
    ...(await read('presence', presence)),
  ]
}

/** Rows of zero that folding should have taken away. */
export async function countZeroRows(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ zeros: number }>`
    select (select count(*) from indicator_rollup_days where company_id = ${ctx.company.id} and total = 0)
      + (select count(*) from indicator_rollup_months where company_id = ${ctx.company.id} and total = 0)
      + (select count(*) from indicator_presence where company_id = ${ctx.company.id} and visits = 0) as zeros`.execute(
    db(ctx),
  )
  return rows[0]?.zeros ?? 0
}
