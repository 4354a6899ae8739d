import { sql } from 'kysely'
import { AppError } from '../../kernel/errors'
import { newId } from '../../kernel/ids'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'
import { unseen } from '../../platform/existence'
import { linked } from './links.rules'
import type { ComputedSlip, Problem } from './run.rules'
import type { Makers, RunState } from './run-states.rules'
import type { Extra } from './slip.rules'

export type Own = Pick<Db, 'payRuns' | 'paySlips' | 'paySalaries' | 'payEntries' | 'payUnitCoefficients'>

const nobody = '00000000-0000-0000-0000-000000000000'
const db = (ctx: Ctx) => tables<Own>(ctx.tx)

export interface Run {
  id: string
  month: string
  unitId: string
  schemeKey: string
  schemeVersion: number
  kind: 'pool' | 'output'
  state: RunState
  version: number
  problems: Problem[]
  createdBy: string | null
  computedByUser: string | null
  checkedByUser: string | null
}

/** Where a run stands, for its next verb. */
export async function runHead(ctx: Ctx, id: string): Promise<{ version: number; problems: number }> {
  const { version, problems } = await lockRun(ctx, id)
  return { version, problems: problems.length }
}

/** A run, locked; `forbidden` when it is out of reach, `not_found` when this company has none. */
export async function lockRun(ctx: Ctx, id: string): Promise<Run> {
  const row = await db(ctx)
    .selectFrom('payRuns')
    .select(['id', 'month', 'unitId', 'schemeKey', 'schemeVersion', 'kind', 'state', 'version', 'problems'])
    .select(['createdBy', 'computedByUser', 'checkedByUser'])
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw await unseen(ctx, { table: 'pay_runs', id, reason: 'pay.no_such_run' })
  return {
    ...row,
    kind: row.kind as Run['kind'],
    state: row.state as RunState,
    problems: row.problems as Problem[],
  }
}

export interface NewRun {
  month: string
  unitId: string
  schemeKey: string
  schemeVersion: number
  kind: 'pool' | 'output'
}

/** Inserts a run; null when there is one of this month, unit and scheme already. */
export async function insertRun(ctx: Ctx, run: NewRun): Promise<string | null> {
  const id = newId()
  const stamp = {
    createdAt: ctx.now,
    createdBy: ctx.actor.userId,
    updatedAt: ctx.now,
    updatedBy: ctx.actor.userId,
  }
  const { numInsertedOrUpdatedRows } = await db(ctx)
    .insertInto('payRuns')
    .values({ companyId: ctx.company.id, id, ...run, ...stamp })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n ? id : null
}

export interface RunFigures {
  standardsSum: string | null
  weightsSum: string | null
  coefficient: string | null
  pool: string | null
  reserve: string | null
  remainder: string | null
  reserveAfter: string | null
  total: string
  slips: number
  problems: Problem[]
}

export const saveFigures = (ctx: Ctx, run: Run, { problems, ...figures }: RunFigures) =>
  db(ctx)
    .updateTable('payRuns')
    .set({
      ...figures,
      problems: JSON.stringify(problems),
      computedAt: ctx.now,
      computedByUser: ctx.actor.userId,
      version: run.version + 1,
      updatedAt: ctx.now,
      updatedBy: ctx.actor.userId,
    })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', run.id)
    .execute()

export interface RunMark {
  state: RunState
  checkNote?: string | null
  discardedReason?: string
  mark: 'checked' | 'approved' | 'paid' | 'locked' | null
}

export async function saveState(ctx: Ctx, run: Run, change: RunMark): Promise<void> {
  const { state, mark, checkNote, discardedReason } = change
  const marks = mark
    ? {
        [`${mark}At`]: ctx.now,
        [`${mark}By`]: ctx.actor.name,
        ...(mark === 'checked' && { checkedByUser: ctx.actor.userId }),
      }
    : backToDraft
  await db(ctx)
    .updateTable('payRuns')
    .set({
      state,
      ...marks,
      ...(checkNote !== undefined && { checkNote }),
      ...(discardedReason !== undefined && { discardedReason }),
      version: run.version + 1,
      updatedAt: ctx.now,
      updatedBy: ctx.actor.userId,
    })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', run.id)
    .execute()
}

const backToDraft = {
  checkedAt: null,
  checkedBy: null,
  checkedByUser: null,
  checkNote: null,
  approvedAt: null,
  approvedBy: null,
}

const deleteSlips = (ctx: Ctx, run: Run) =>
  db(ctx).deleteFrom('paySlips').where('companyId', '=', ctx.company.id).where('runId', '=', run.id).execute()

const freeEntries = (ctx: Ctx, run: Run) =>
  db(ctx)
    .updateTable('payEntries')
    .set({ runId: null })
    .where('companyId', '=', ctx.company.id)
    .where('runId', '=', run.id)
    .execute()

/** A discarded draft pays nobody and holds no entry. */
export async function clearSlips(ctx: Ctx, run: Run): Promise<void> {
  await deleteSlips(ctx, run)
  await freeEntries(ctx, run)
  await db(ctx)
    .updateTable('payRuns')
    .set({ slips: 0, total: '0', problems: '[]' })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', run.id)
    .execute()
}

/** Who made, computed and checked a run, and whether the actor is paid by it. */
export async function makersOf(ctx: Ctx, run: Omit<Run, 'problems' | 'state' | 'kind'>): Promise<Makers> {
  const own = await db(ctx)
    .selectFrom('paySlips')
    .select('id')
    .where('companyId', '=', ctx.company.id)
    .where('runId', '=', run.id)
    .where('personId', '=', ctx.actor.personId ?? nobody)
    .executeTakeFirst()
  return {
    userIds: [run.createdBy, run.computedByUser, run.checkedByUser],
    isPaidByIt: own !== undefined,
  }
}

/** Which of the people another run of the same month and scheme pays already. */
export async function paidElsewhere(
  ctx: Ctx,
  run: Run,
  people: readonly string[],
): Promise<Map<string, string>> {
  if (people.length === 0) return new Map()
  const { rows } = await sql<{ personId: string; runId: string }>`
    select person_id, run_id from pay_paid_elsewhere(${run.id}, ${[...people]}::uuid[])`.execute(db(ctx))
  return new Map(rows.map((row) => [row.personId, row.runId]))
}

/** Replaces the slips of a draft run; refused when another run took one of its people at the same moment. */
export async function saveSlips(ctx: Ctx, run: Run, slips: readonly ComputedSlip[]): Promise<void> {
  await deleteSlips(ctx, run)
  if (slips.length === 0) return
  const rows = slips.map((computed) => {
    const { person, slip, standard, factor } = computed
    const { lines, steps } = linked(computed, run.unitId)
    return {
      companyId: ctx.company.id,
      id: newId(),
      runId: run.id,
      personId: person.personId,
      unitId: person.unitId,
      month: run.month,
      schemeKey: run.schemeKey,
      positionName: person.positionName,
      isHead: person.isHead,
      standard,
      factor,
      amount: slip.total,
      steps: JSON.stringify(steps),
      lines: JSON.stringify(lines),
      facts: JSON.stringify(person),
      createdAt: ctx.now,
    }
  })
  const { numInsertedOrUpdatedRows } = await db(ctx)
    .insertInto('paySlips')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== BigInt(rows.length))
    throw new AppError('conflict', 'pay.paid_elsewhere', { month: run.month })
}

/** Entries not yet paid, up to a day, locked; those that a run held are given free first. */
export async function takeEntries(ctx: Ctx, run: Run, until: string): Promise<Map<string, Extra[]>> {
  await freeEntries(ctx, run)
  const rows = await db(ctx)
    .selectFrom('payEntries')
    .select(['id', 'personId', 'kind', 'amount'])
    .where('companyId', '=', ctx.company.id)
    .where('runId', 'is', null)
    .where('removedAt', 'is', null)
    .where('happenedOn', '<=', until)
    .orderBy('happenedOn')
    .orderBy('id')
    .forUpdate()
    .execute()
  const byPerson = new Map<string, Extra[]>()
  for (const { id, personId, kind, amount } of rows) {
    const extra: Extra = { kind: kind as Extra['kind'], amount, from: id }
    byPerson.set(personId, [...(byPerson.get(personId) ?? []), extra])
  }
  return byPerson
}

export async function holdEntries(ctx: Ctx, run: Run, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await db(ctx)
    .updateTable('payEntries')
    .set({ runId: run.id })
    .where('companyId', '=', ctx.company.id)
    .where('id', 'in', [...ids])
    .execute()
}

export const coefficientOf = (ctx: Ctx, unitId: string, month: string) =>
  db(ctx)
    .selectFrom('payUnitCoefficients')
    .select(['coefficient', 'reason', 'setAt', 'setByName', 'version'])
    .where('companyId', '=', ctx.company.id)
    .where('unitId', '=', unitId)
    .where('month', '=', month)
    .executeTakeFirst()

export async function saveCoefficient(
  ctx: Ctx,
  of: { unitId: string; month: string; coefficient: string; reason: string },
): Promise<void> {
  const { unitId, month, coefficient, reason } = of
  const set = { coefficient, reason, setAt: ctx.now, setBy: ctx.actor.personId, setByName: ctx.actor.name }
  await db(ctx)
    .insertInto('payUnitCoefficients')
    .values({ companyId: ctx.company.id, unitId, month, ...set })
    .onConflict((conflict) => conflict.columns(['companyId', 'unitId', 'month']).doUpdateSet(set))
    .execute()
}
