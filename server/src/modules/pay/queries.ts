import { sql } from 'kysely'
import { nextMonth } from '../../kernel/civil-date'
import { reach } from '../../platform/actor'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'
import { unseen } from '../../platform/existence'
import { pageRows } from '../../platform/paging'
import { matches } from '../../platform/search'
import { personNames, unitNames, unitSpans } from '../org'
import type { RunList, SlipList } from './http.schemas'
import { kindOf, stateOf } from './narrow.rules'
import { currentSchemes } from './schemes'

export type Own = Pick<Db, 'payRuns' | 'paySlips' | 'paySalaries' | 'payEntries' | 'payUnitCoefficients'>
const db = (ctx: Ctx) => tables<Own>(ctx.tx)

export const nobody = '00000000-0000-0000-0000-000000000000'
export const orNobody = (ids: readonly string[]): string[] => (ids.length > 0 ? [...ids] : [nobody])
const published = ['approved', 'paid', 'locked']

/** ORG-7: runs of the units within the actor's reach. The database restricts them again. */
function visibleRuns(ctx: Ctx) {
  const held = reach(ctx.actor, 'pay.read')
  const query = db(ctx).selectFrom('payRuns as r').where('r.companyId', '=', ctx.company.id)
  return held.company ? query : query.where('r.unitId', 'in', orNobody(held.unitIds))
}

async function unitsBelow(ctx: Ctx, unitId: string): Promise<string[]> {
  const spans = await unitSpans(ctx, [unitId], { from: '', to: '', asIs: true })
  return spans.length > 0 ? spans.map((span) => span.unitId) : [unitId]
}

const runColumns = [
  'r.id',
  'r.month',
  'r.unitId',
  'r.schemeKey',
  'r.schemeVersion',
  'r.kind',
  'r.state',
  'r.total',
  'r.slips',
  'r.computedAt',
  'r.version',
] as const

export async function listRuns(ctx: Ctx, input: RunList) {
  let query = visibleRuns(ctx)
    .select(runColumns)
    .select(sql<number>`jsonb_array_length(r.problems)`.as('problemCount'))
  if (input.month) query = query.where('r.month', '=', input.month)
  if (input.unitId) query = query.where('r.unitId', 'in', await unitsBelow(ctx, input.unitId))
  if (input.scheme) query = query.where('r.schemeKey', '=', input.scheme)
  if (input.state) query = query.where('r.state', 'in', [input.state].flat())
  const page = await pageRows(query, {
    sorts: { month: sql.ref('r.month'), total: sql.ref('r.total'), state: sql.ref('r.state') },
    defaultSort: '-month',
    id: sql.ref('r.id'),
    input,
  })
  return { ...page, items: await withSchemes(ctx, page.items) }
}

/** Puts the words to the ids of rows: unit and scheme. */
export async function withSchemes<
  Row extends { unitId: string; schemeKey: string; kind: string; state: string },
>(ctx: Ctx, rows: Row[]) {
  const units = await unitNames(
    ctx,
    rows.map((row) => row.unitId),
  )
  const schemes = new Map((await currentSchemes(ctx)).map((scheme) => [scheme.key, scheme]))
  return rows.map((row) => {
    const scheme = schemes.get(row.schemeKey)
    return {
      ...row,
      kind: kindOf(row.kind),
      state: stateOf(row.state),
      unitName: units.get(row.unitId) ?? '',
      schemeName: scheme?.body.name ?? { zh: row.schemeKey, en: row.schemeKey },
      isExample: scheme?.isExample ?? false,
    }
  })
}

/** One run's row; `forbidden` when it is out of reach, `not_found` when this company has none. */
export async function runRow(ctx: Ctx, id: string) {
  const row = await visibleRuns(ctx)
    .where('r.id', '=', id)
    .selectAll('r')
    .select(sql<number>`jsonb_array_length(r.problems)`.as('problemCount'))
    .executeTakeFirst()
  if (!row) throw await unseen(ctx, { table: 'pay_runs', id, reason: 'pay.no_such_run' })
  return row
}

/**
 * ORG-7, PAY-5: slips within reach, and the own ones once they are approved. Who sees only the own slips does not see
 * their run, so its state is asked of the slip's run through the view of the system.
 */
function visibleSlips(ctx: Ctx) {
  const held = reach(ctx.actor, 'pay.read')
  const query = db(ctx)
    .selectFrom('paySlips as s')
    .innerJoin(slipRuns(), 'k.runId', 's.runId')
    .where('s.companyId', '=', ctx.company.id)
  if (held.company) return query
  return query.where((eb) =>
    eb.or([
      eb('s.unitId', 'in', orNobody(held.unitIds)),
      eb.and([eb('s.personId', '=', ctx.actor.personId ?? nobody), eb('k.state', 'in', published)]),
    ]),
  )
}

interface SlipRun {
  runId: string
  state: string
  kind: string
  schemeVersion: number
  standardsSum: string | null
  weightsSum: string | null
  coefficient: string | null
  pool: string | null
  runUnitId: string
}

const slipRuns = () =>
  sql<SlipRun>`(select run_id, state, kind, scheme_version, standards_sum, weights_sum, coefficient, pool, run_unit_id
    from pay_runs_of_slips())`.as<'k'>('k')

const slipColumns = [
  's.id',
  's.runId',
  's.personId',
  's.unitId',
  's.positionName',
  's.month',
  's.schemeKey',
  's.amount',
  'k.kind',
  'k.state',
] as const

export async function listSlips(ctx: Ctx, input: SlipList) {
  let query = visibleSlips(ctx).select(slipColumns)
  if (input.month) query = query.where('s.month', '=', input.month)
  if (input.unitId) query = query.where('s.unitId', 'in', await unitsBelow(ctx, input.unitId))
  if (input.personId) query = query.where('s.personId', '=', input.personId)
  if (input.runId) query = query.where('s.runId', '=', input.runId)
  if (input.q) query = query.where('s.personId', 'in', matches(ctx.company.id, 'person', input.q))
  const page = await pageRows(query, {
    sorts: { month: sql.ref('s.month'), amount: sql.ref('s.amount') },
    defaultSort: '-month',
    id: sql.ref('s.id'),
    input,
  })
  return { ...page, items: await namedSlips(ctx, page.items) }
}

async function namedSlips<
  Row extends { personId: string; unitId: string; schemeKey: string; kind: string; state: string },
>(ctx: Ctx, rows: Row[]) {
  const people = await personNames(
    ctx,
    rows.map((row) => row.personId),
  )
  const named = await withSchemes(ctx, rows)
  return named.map((row) => ({ ...row, personName: people.get(row.personId) ?? '' }))
}

/** The own slips that have been approved, newest month first. */
export async function ownSlips(ctx: Ctx) {
  if (!ctx.actor.personId) return []
  const rows = await visibleSlips(ctx)
    .where('s.personId', '=', ctx.actor.personId)
    .where('k.state', 'in', published)
    .select(slipColumns)
    .orderBy('s.month', 'desc')
    .orderBy('s.id')
    .limit(36)
    .execute()
  return namedSlips(ctx, rows)
}

/** One slip's row; `forbidden` when it is out of reach or not yet approved, `not_found` when there is none. */
export async function slipRow(ctx: Ctx, id: string) {
  const row = await visibleSlips(ctx)
    .where('s.id', '=', id)
    .select(slipColumns)
    .select(['s.isHead', 's.standard', 's.factor', 's.steps', 's.lines', 's.facts'])
    .select(['k.schemeVersion', 'k.standardsSum', 'k.weightsSum', 'k.coefficient', 'k.pool', 'k.runUnitId'])
    .executeTakeFirst()
  if (!row) throw await unseen(ctx, { table: 'pay_slips', id, reason: 'pay.no_such_slip' })
  const [named] = await namedSlips(ctx, [row])
  if (!named) throw new Error('a slip without a row')
  return named
}

/** The slips of a run with the person's slip of the month before by the same scheme. */
export const slipsOfRun = (ctx: Ctx, runId: string) =>
  db(ctx)
    .selectFrom('paySlips as s')
    .where('s.companyId', '=', ctx.company.id)
    .where('s.runId', '=', runId)
    .select([
      's.id',
      's.personId',
      's.positionName',
      's.isHead',
      's.standard',
      's.factor',
      's.amount',
      's.facts',
    ])
    .orderBy('s.isHead', 'desc')
    .orderBy('s.amount', 'desc')
    .orderBy('s.id')
    .execute()

/** What people got by a scheme in the month before. */
export async function previousAmounts(
  ctx: Ctx,
  of: { month: string; schemeKey: string; personIds: readonly string[] },
): Promise<Map<string, string>> {
  const rows = await db(ctx)
    .selectFrom('paySlips as s')
    .where('s.companyId', '=', ctx.company.id)
    .where('s.month', '=', nextMonth(of.month, -1))
    .where('s.schemeKey', '=', of.schemeKey)
    .where('s.personId', 'in', orNobody(of.personIds))
    .select(['s.personId', sql<string>`sum(s.amount)::text`.as('amount')])
    .groupBy('s.personId')
    .execute()
  return new Map(rows.map((row) => [row.personId, row.amount]))
}

/** What the entries behind some lines were for. */
export const entriesBy = (ctx: Ctx, ids: readonly string[]) =>
  db(ctx)
    .selectFrom('payEntries')
    .where('companyId', '=', ctx.company.id)
    .where('id', 'in', orNobody(ids))
    .select(['id', 'reason', 'happenedOn', 'orderId', 'orderNumber'])
    .execute()
