import { sql, type RawBuilder, type Selectable, type SelectQueryBuilder, type SqlBool } from 'kysely'
import { monthRange } from '../../kernel/civil-date'
import { AppError } from '../../kernel/errors'
import { dec, plain } from '../../kernel/money'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'
import { pageRows, type PageInput } from '../../platform/paging'
import { personNames, unitNames } from '../org'
import { listOrderTypes } from '../service'
import { formulaOf, type Definition } from './definitions.rules'
import { factKinds, presenceKind, type Participant, type Quantities } from './facts.rules'
import { distinctMonthsOf, factsOf } from './formula.rules'
import { monthsBack, type Period } from './periods.rules'
import { mayOpen } from './policy'
import type { Cut, Span } from './reads.rules'
import { cutOf, spansFor, type Filters } from './scope'
import { allDays, definitionFor, periodOf, roleFor } from './values'

type Own = Pick<Db, 'indicatorFacts' | 'indicatorFactPeople'>

type Facts = Own & { f: Own['indicatorFacts'] }

export interface FactsQuestion extends Filters, PageInput {
  code: string
  period: string
  /** 'handover.late': only facts with such a quantity; 'customers.12': the visits behind distinct customers. */
  part?: string
}

interface Chosen {
  kinds: string[]
  measure: string | null
  days: { from: string; to: string }
  /** The number counts customers, not their visits: one row each. */
  isByCustomer?: true
}

/** What a number of a value is made of: kinds of facts, one measure or all, and the days. */
function chosenFacts(definition: Definition, period: Period, part: string | undefined): Chosen {
  const formula = formulaOf(definition)
  const sums = factsOf(formula)
  const spanOf = (months: number): Chosen => {
    const span = monthsBack(period, months)
    return {
      kinds: [presenceKind],
      measure: 'count',
      days: { from: monthRange(span.from).from, to: monthRange(span.to).to },
      isByCustomer: true,
    }
  }
  const spans = distinctMonthsOf(formula)
  const [onlySpan] = spans
  if (part === undefined && sums.length === 0 && onlySpan !== undefined) return spanOf(onlySpan)
  if (part === undefined)
    return { kinds: [...new Set(sums.map(({ kind }) => kind))], measure: null, days: period }
  const months = spans.find((count) => part === `customers.${count}`)
  if (months !== undefined) return spanOf(months)
  // Any measure of the formula's kinds may be asked for: the late ones behind a rate of those in time.
  const [kind = '', measure = ''] = part.split('.')
  if (!sums.some((sum) => sum.kind === kind))
    throw new AppError('invalid_input', 'indicators.no_such_part', {
      part,
      fields: [{ path: 'part', code: 'no_such_part', message: part }],
    })
  return { kinds: [kind], measure, days: period }
}

// Customers of a unit are counted by months: a month counts where the unit stood on its first day.
const within = (spans: readonly Span[], day: RawBuilder<unknown>): RawBuilder<SqlBool> =>
  sql<SqlBool>`exists (select 1 from unnest(${spans.map((s) => s.unitId)}::uuid[], ${spans.map((s) => s.from)}::date[],
    ${spans.map((s) => s.until)}::date[]) as g (unit_id, from_on, until_on)
    where g.unit_id = f.unit_id and ${day} >= g.from_on and ${day} < g.until_on)`

function factRows(ctx: Ctx, cut: Cut, { kinds, measure, days, isByCustomer }: Chosen) {
  const companyId = ctx.company.id
  const asParticipant = cut.role !== 'owner' && cut.personId !== null
  const share = asParticipant
    ? sql`(select p.share from indicator_fact_people p where p.company_id = f.company_id and p.fact_id = f.id
        and p.role = ${cut.role} and p.person_id = ${cut.personId})`
    : sql`1::numeric`
  const quantity =
    measure === null ? sql`null::numeric` : sql`(f.quantities ->> ${measure})::numeric * ${share}`
  let query = tables<Own>(ctx.tx)
    .selectFrom('indicatorFacts as f')
    .where('f.companyId', '=', companyId)
    .where('f.kind', 'in', kinds)
    .where('f.happenedOn', '>=', days.from)
    .where('f.happenedOn', '<=', days.to)
  if (measure !== null) query = query.where(sql<SqlBool>`(f.quantities ->> ${measure}) is not null`)
  const isByMonth =
    isByCustomer &&
    cut.personId === null &&
    cut.productFamily === null &&
    cut.orderType === null &&
    cut.role === 'owner'
  const day = isByMonth ? sql`date_trunc('month', f.happened_on)::date` : sql`f.happened_on`
  if (cut.spans) query = query.where(within(cut.spans, day))
  if (cut.productFamily !== null) query = query.where('f.productFamily', '=', cut.productFamily)
  if (cut.orderType !== null) query = query.where('f.orderType', '=', cut.orderType)
  if (cut.personId !== null && !asParticipant) query = query.where('f.ownerId', '=', cut.personId)
  if (asParticipant)
    query = query.where('f.id', 'in', (eb) =>
      eb
        .selectFrom('indicatorFactPeople as p')
        .select('p.factId')
        .where('p.companyId', '=', companyId)
        .where('p.role', '=', cut.role)
        .where('p.personId', '=', cut.personId ?? '')
        .where('p.kind', 'in', kinds)
        .where('p.happenedOn', '>=', days.from)
        .where('p.happenedOn', '<=', days.to),
    )
  return isByCustomer ? { query: customersOf(ctx, query), quantity: sql`1::numeric` } : { query, quantity }
}

/** Of each customer the newest visit: as many rows as the value counts customers. */
function customersOf(ctx: Ctx, visits: SelectQueryBuilder<Facts, 'f', object>) {
  const count = sql`(f.quantities ->> 'count')::numeric`
  const newest = visits
    .where('f.customerId', 'is not', null)
    .groupBy('f.customerId')
    .having(sql<SqlBool>`sum(${count}) > 0`)
    .select(
      sql<string>`(array_agg(f.id order by f.happened_on desc, f.id desc) filter (where ${count} > 0))[1]`.as(
        'id',
      ),
    )
  return tables<Own>(ctx.tx)
    .selectFrom('indicatorFacts as f')
    .where('f.companyId', '=', ctx.company.id)
    .where('f.id', 'in', newest)
}

/**
 * IND-3: the facts behind a value or behind one of its parts, newest first. Read with the same filters by the same
 * reader as the value, their quantities add up to it (`sum`, first page only).
 */
export async function listFacts(ctx: Ctx, question: FactsQuestion) {
  const period = periodOf(question.period)
  const definition = await definitionFor(ctx, question.code, period)
  const spans = await spansFor(ctx, question, allDays)
  const role = roleFor(definition, question)
  const chosen = chosenFacts(definition, period, question.part)
  if (role === null) return { items: [], nextCursor: null, total: 0, sum: null }
  const { query, quantity } = factRows(ctx, cutOf({ ...question, personRole: role }, spans), chosen)
  const page = await pageRows(
    query
      .select([
        'f.id',
        'f.kind',
        'f.happenedOn',
        'f.sourceKind',
        'f.sourceId',
        'f.sourceNumber',
        'f.unitId',
        'f.ownerId',
      ])
      .select(['f.productFamily', 'f.orderType', 'f.quantities', 'f.adjustsMonth', 'f.corrects'])
      .select(sql<string | null>`(${quantity})::text`.as('quantity'))
      .select(
        sql<unknown>`coalesce((select jsonb_agg(jsonb_build_object('personId', p.person_id, 'role', p.role, 'share', p.share::text)
          order by p.role, p.share desc, p.person_id) from indicator_fact_people p
          where p.company_id = f.company_id and p.fact_id = f.id), '[]')`.as('people'),
      ),
    {
      sorts: { happenedOn: sql.ref('f.happenedOn'), sourceNumber: sql`f.source_number collate "C"` },
      defaultSort: '-happenedOn',
      id: sql.ref('f.id'),
      input: question,
    },
  )
  const sum = question.cursor || chosen.measure === null ? null : await sumOf(query, quantity)
  return { ...page, items: await withNames(ctx, page.items), sum }
}

async function sumOf(
  query: ReturnType<typeof factRows>['query'],
  quantity: RawBuilder<unknown>,
): Promise<string> {
  const { sum } = await query
    .select(sql<string>`coalesce(sum(${quantity}), 0)::text`.as('sum'))
    .executeTakeFirstOrThrow()
  return plain(dec(sum))
}

const measures: Readonly<Record<string, readonly string[]>> = factKinds

/** Quantities in the order of their kind: what a database keeps has none. */
const inOrder = (kind: string, quantities: Quantities): Quantities =>
  Object.fromEntries(
    (measures[kind] ?? []).flatMap((name) => (quantities[name] ? [[name, quantities[name]]] : [])),
  )

interface Row {
  kind: string
  unitId: string
  orderType: string
  ownerId: string | null
  quantities: unknown
  people: unknown
  quantity: string | null
}

async function withNames<R extends Row>(ctx: Ctx, rows: readonly R[]) {
  const peopleOf = (row: Row) => row.people as Participant[]
  const names = await personNames(
    ctx,
    rows.flatMap((row) => [row.ownerId, ...peopleOf(row).map((person) => person.personId)]),
  )
  const units = await unitNames(
    ctx,
    rows.map((row) => row.unitId),
  )
  const types = new Map((await listOrderTypes(ctx)).map((type) => [type.key, type]))
  return rows.map((row) => ({
    ...row,
    orderTypeName: types.get(row.orderType)?.name ?? row.orderType,
    orderTypeNameEn: types.get(row.orderType)?.nameEn ?? row.orderType,
    quantity: row.quantity === null ? null : plain(dec(row.quantity)),
    quantities: inOrder(row.kind, row.quantities as Quantities),
    unitName: units.get(row.unitId) ?? '',
    ownerName: row.ownerId ? (names.get(row.ownerId) ?? '') : null,
    people: peopleOf(row).map((person) => ({ ...person, name: names.get(person.personId) ?? '' })),
    can: {
      open: mayOpen(ctx.actor, {
        unitId: row.unitId,
        people: [row.ownerId, ...peopleOf(row).map((p) => p.personId)],
      }),
    },
  }))
}

/** IND-1: the months that have facts or were ever closed, newest first, with their state; a new one from its first delta on. */
export async function listPeriods(ctx: Ctx) {
  const { rows } = await sql<
    Pick<Selectable<Db['indicatorPeriods']>, 'month' | 'state' | 'version' | 'changedAt'>
  >`
    select month, state, version, changed_at from indicator_periods where company_id = ${ctx.company.id}
    union all
    select month, 'open', 1, null from (
      select distinct to_char(day, 'YYYY-MM') as month from indicator_deltas where company_id = ${ctx.company.id}) d
    where not exists (select 1 from indicator_periods p where p.company_id = ${ctx.company.id} and p.month = d.month)
    order by month desc`.execute(tables<Own>(ctx.tx))
  return {
    items: rows.map((row) => ({
      ...row,
      state: row.state === 'closed' ? ('closed' as const) : ('open' as const),
    })),
  }
}
