import { sql, type RawBuilder } from 'kysely'
import { monthRange } from '../../kernel/civil-date'
import { dec, type Decimal } from '../../kernel/money'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'
import { presenceKind } from './facts.rules'
import { planReads, type Cut, type MonthSlice, type ReadPlan, type Slice, type Span } from './reads.rules'

type Own = Pick<
  Db,
  | 'indicatorFacts'
  | 'indicatorFactPeople'
  | 'indicatorDeltas'
  | 'indicatorRollupDays'
  | 'indicatorRollupMonths'
  | 'indicatorPresence'
  | 'indicatorCustomers'
  | 'indicatorPeriods'
>
type Sql = RawBuilder<unknown>

/** What an answer is split by: nothing, the groups of the spans (units), or people. */
export type By = 'nothing' | 'group' | 'person'

export interface Measure {
  kind: string
  measure: string
}

export interface SumRow extends Measure {
  key: string
  group: string
  total: Decimal
}

interface Raw extends Measure {
  key: string
  group: string
  total: string
}

const list = (values: readonly string[], type: 'text' | 'uuid' | 'date') => sql`${values}::${sql.raw(type)}[]`

const slicesTable = (slices: readonly Slice[]): Sql =>
  sql`unnest(${list(
    slices.map((s) => s.key),
    'text',
  )}, ${list(
    slices.map((s) => s.from),
    'date',
  )},
    ${list(
      slices.map((s) => s.to),
      'date',
    )}) as s (key, from_on, to_on)`

const monthsTable = (months: readonly MonthSlice[]): Sql =>
  sql`unnest(${list(
    months.map((s) => s.key),
    'text',
  )}, ${list(
    months.map((s) => s.from),
    'text',
  )},
    ${list(
      months.map((s) => s.to),
      'text',
    )}) as s (key, from_month, to_month)`

const measuresTable = (measures: readonly Measure[]): Sql =>
  sql`unnest(${list(
    measures.map((m) => m.kind),
    'text',
  )}, ${list(
    measures.map((m) => m.measure),
    'text',
  )}) as m (kind, measure)`

/** Keeps what belongs to the units on its day; without spans everything. `g.grp` is the group. */
const joinSpans = (spans: readonly Span[] | null, day: Sql): Sql =>
  spans === null
    ? sql``
    : sql`join unnest(${list(
        spans.map((s) => s.group),
        'text',
      )}, ${list(
        spans.map((s) => s.unitId),
        'uuid',
      )},
        ${list(
          spans.map((s) => s.from),
          'date',
        )}, ${list(
          spans.map((s) => s.until),
          'date',
        )}) as g (grp, unit_id, from_on, until_on)
        on g.unit_id = r.unit_id and ${day} >= g.from_on and ${day} < g.until_on`

function groupColumn(by: By, person: Sql): Sql {
  if (by === 'nothing') return sql`''`
  return by === 'group' ? sql`g.grp` : sql`${person}::text`
}

const where = (conditions: (Sql | null)[]): Sql =>
  sql.join(
    conditions.filter((condition) => condition !== null),
    sql` and `,
  )

interface Ask {
  slices: readonly Slice[]
  measures: readonly Measure[]
  cut: Cut
  by: By
}

const typeIs = ({ orderType }: Cut) => (orderType === null ? null : sql`r.order_type = ${orderType}`)
const familyIs = ({ productFamily }: Cut) =>
  productFamily === null ? null : sql`r.product_family = ${productFamily}`
const personIs = ({ personId }: Cut, column: Sql) => (personId === null ? null : sql`${column} = ${personId}`)

interface Source {
  slices: Sql
  ask: Ask
  group: Sql
  amount: Sql
  /** Rows `r` of one measure `m` within one slice `s`. */
  rows: Sql
}

// One index range for each slice and measure: summed where it is read, so that the planner cannot turn it into a scan
// of the whole table beside a long list of days.
const summed = ({ slices, ask, group, amount, rows }: Source): Sql =>
  sql`select s.key, x.grp as "group", m.kind, m.measure, x.total
    from ${slices} cross join ${measuresTable(ask.measures)}
    cross join lateral (select ${group} as grp, sum(${amount}) as total from ${rows} group by 1) x`

function fromMonths(companyId: string, months: readonly MonthSlice[], ask: Ask): Sql {
  const { cut, by } = ask
  const rows = sql`indicator_rollup_months r ${joinSpans(cut.spans, sql`(r.month || '-01')::date`)}
    where ${where([
      sql`r.company_id = ${companyId} and r.kind = m.kind and r.measure = m.measure`,
      sql`r.month between s.from_month and s.to_month`,
      typeIs(cut),
      familyIs(cut),
    ])}`
  return summed({
    slices: monthsTable(months),
    ask,
    group: groupColumn(by, sql`''`),
    amount: sql`r.total`,
    rows,
  })
}

function fromDays(companyId: string, days: readonly Slice[], ask: Ask): Sql {
  const { cut, by } = ask
  const rows = sql`indicator_rollup_days r ${joinSpans(cut.spans, sql`r.day`)}
    where ${where([
      sql`r.company_id = ${companyId} and r.role = ${cut.role} and r.kind = m.kind and r.measure = m.measure`,
      sql`r.day between s.from_on and s.to_on`,
      typeIs(cut),
      personIs(cut, sql`r.person_id`),
    ])}`
  return summed({
    slices: slicesTable(days),
    ask,
    group: groupColumn(by, sql`r.person_id`),
    amount: sql`r.total`,
    rows,
  })
}

// What waits to be folded is part of every sum that is read from a roll-up.
function fromDeltas(companyId: string, days: readonly Slice[], { measures, cut, by }: Ask): Sql {
  return sql`select s.key, ${groupColumn(by, sql`r.person_id`)}, r.kind, r.measure, r.amount
    from indicator_deltas r
    join ${measuresTable(measures)} on m.kind = r.kind and m.measure = r.measure
    join ${slicesTable(days)} on r.day between s.from_on and s.to_on
    ${joinSpans(cut.spans, sql`r.day`)}
    where ${where([
      sql`r.company_id = ${companyId} and r.role = ${cut.role}`,
      typeIs(cut),
      familyIs(cut),
      personIs(cut, sql`r.person_id`),
    ])}`
}

const isOwner = (cut: Cut): boolean => cut.role === 'owner'

const factPersonIs = (cut: Cut) => personIs(cut, isOwner(cut) ? sql`r.owner_id` : sql`fp.person_id`)

/** The people of a fact in one role, as `fp`: owners from the fact itself. */
const joinPeople = (companyId: string, cut: Cut): Sql =>
  isOwner(cut)
    ? sql`cross join lateral (select coalesce(r.owner_id, '00000000-0000-0000-0000-000000000000') as person_id, 1::numeric as share) fp`
    : sql`join indicator_fact_people fp on fp.company_id = ${companyId} and fp.fact_id = r.id and fp.role = ${cut.role}`

function fromFacts(companyId: string, days: readonly Slice[], ask: Ask): Sql {
  const { cut, by } = ask
  const rows = sql`indicator_facts r ${joinPeople(companyId, cut)} ${joinSpans(cut.spans, sql`r.happened_on`)}
    where ${where([
      sql`r.company_id = ${companyId} and r.kind = m.kind and r.happened_on between s.from_on and s.to_on`,
      sql`(r.quantities ->> m.measure) is not null`,
      typeIs(cut),
      familyIs(cut),
      factPersonIs(cut),
    ])}`
  const amount = sql`(r.quantities ->> m.measure)::numeric * fp.share`
  return summed({ slices: slicesTable(days), ask, group: groupColumn(by, sql`fp.person_id`), amount, rows })
}

const daysOfMonths = (months: readonly MonthSlice[]): Slice[] =>
  months.map(({ key, from, to }) => ({ key, from: monthRange(from).from, to: monthRange(to).to }))

function partsOf(companyId: string, plan: ReadPlan, ask: Ask): Sql[] {
  const rolled = [...daysOfMonths(plan.months), ...plan.days]
  return [
    ...(plan.months.length > 0 ? [fromMonths(companyId, plan.months, ask)] : []),
    ...(plan.days.length > 0 ? [fromDays(companyId, plan.days, ask)] : []),
    ...(rolled.length > 0 ? [fromDeltas(companyId, rolled, ask)] : []),
    ...(plan.facts.length > 0 ? [fromFacts(companyId, plan.facts, ask)] : []),
  ]
}

/**
 * IND-3: the sums of measures over slices of time, in one statement and so of one moment: roll-ups and what waits to be
 * folded. Costs index ranges of the roll-ups: months × units × types for units, days × people for a person.
 */
export async function readSums(ctx: Ctx, ask: Ask): Promise<SumRow[]> {
  const { id } = ctx.company
  const plan = planReads(ask.slices, ask.cut, ask.by === 'person')
  const parts = partsOf(id, plan, ask)
  if (parts.length === 0 || ask.measures.length === 0) return []
  const { rows } = await sql<Raw>`
    select key, "group", kind, measure, sum(total)::text as total
    from (${sql.join(parts, sql` union all `)}) as x (key, "group", kind, measure, total)
    group by 1, 2, 3, 4`.execute(tables<Own>(ctx.tx))
  return rows.map((row) => ({ ...row, total: dec(row.total) }))
}

export interface CountRow {
  key: string
  group: string
  customers: number
}

// CUS-6: a span that ends in an open month counts merged customers once; one that ends in a closed month says what it
// said when it was closed, so that what was reported and paid does not change.
const countedAs = (companyId: string, toMonth: Sql): { join: Sql; customer: Sql } => ({
  join: sql`left join indicator_customers ic on ic.company_id = ${companyId} and ic.customer_id = r.customer_id
    and not exists (select 1 from indicator_periods ip where ip.company_id = ${companyId} and ip.month = ${toMonth}
      and ip.state = 'closed')`,
  customer: sql`coalesce(ic.merged_into, r.customer_id)`,
})

/**
 * IND-2: distinct customers served in months. Read from the presence table; with a person, a family or a type from the
 * facts, which know them. In a unit that moved within a month, the month counts where the unit stood on its first day.
 */
export async function readCustomers(
  ctx: Ctx,
  ask: { months: readonly MonthSlice[]; cut: Cut; by: By },
): Promise<CountRow[]> {
  if (ask.months.length === 0) return []
  const { id } = ctx.company
  const { cut, by } = ask
  const rare =
    by === 'person' ||
    !isOwner(cut) ||
    cut.personId !== null ||
    cut.productFamily !== null ||
    cut.orderType !== null
  const facts = countedAs(id, sql`to_char(s.to_on, 'YYYY-MM')`)
  const presence = countedAs(id, sql`s.to_month`)
  const visits = rare
    ? sql`select s.key, ${groupColumn(by, sql`fp.person_id`)} as "group", ${facts.customer}
        from ${slicesTable(daysOfMonths(ask.months))}
        join indicator_facts r on r.company_id = ${id} and r.kind = ${presenceKind}
          and r.happened_on between s.from_on and s.to_on and r.customer_id is not null
        ${facts.join}
        ${joinPeople(id, cut)}
        ${joinSpans(cut.spans, sql`r.happened_on`)}
        where ${where([sql`true`, typeIs(cut), familyIs(cut), factPersonIs(cut)])}
        group by 1, 2, 3 having sum((r.quantities ->> 'count')::numeric) > 0`
    : sql`select s.key, ${groupColumn(by, sql`''`)} as "group", ${presence.customer}
        from ${monthsTable(ask.months)}
        join indicator_presence r on r.company_id = ${id} and r.month between s.from_month and s.to_month
        ${presence.join}
        ${joinSpans(cut.spans, sql`(r.month || '-01')::date`)}
        group by 1, 2, 3 having sum(r.visits) > 0`
  const { rows } = await sql<CountRow>`
    select key, "group", count(*) as customers from (${visits}) x group by 1, 2`.execute(tables<Own>(ctx.tx))
  return rows
}
