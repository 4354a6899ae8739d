import { monthRange } from '../../kernel/civil-date'
import { AppError } from '../../kernel/errors'
import { audit } from '../../platform/audit'
import { allow, type Ctx } from '../../platform/ctx'
import { touch } from '../../platform/live'
import { today } from '../org'
import { computeRun } from './compute'
import { may, reaches } from './policy'
import { approvalRefusal, moved, type RunMove } from './run-states.rules'
import { currentSchemes } from './schemes'
import * as store from './store'

export interface RunTarget {
  id: string
  version: number
}

async function lockFor(ctx: Ctx, target: RunTarget, verb: RunMove | 'recompute'): Promise<store.Run> {
  const run = await store.lockRun(ctx, target.id)
  allow(may(ctx.actor, verb, run), 'pay.not_yours_to_do')
  if (run.version !== target.version)
    throw new AppError('conflict', 'pay.version_moved', { current: { version: run.version }, changed: [] })
  return run
}

/** PAY-5: a run of a month, unit and scheme, computed at once. */
export async function createRun(
  ctx: Ctx,
  input: { month: string; unitId: string; schemeKey: string },
): Promise<string> {
  allow(reaches(ctx.actor, 'pay.run', input.unitId), 'pay.not_yours_to_do')
  const scheme = (await currentSchemes(ctx)).find((other) => other.key === input.schemeKey)
  if (!scheme) throw new AppError('not_found', 'pay.no_such_scheme', { key: input.schemeKey })
  if (monthRange(input.month).from > today(ctx))
    throw new AppError('rule_broken', 'pay.month_not_begun', { month: input.month })
  const id = await store.insertRun(ctx, { ...input, schemeVersion: scheme.version, kind: scheme.body.kind })
  if (id === null) throw new AppError('conflict', 'pay.run_exists', { month: input.month })
  await computeRun(ctx, await store.lockRun(ctx, id))
  await audit(ctx, 'pay.run_created', {
    entity: 'pay_run',
    entityId: id,
    after: { ...input, schemeVersion: scheme.version },
  })
  touch(ctx, 'pay')
  return id
}

/** PAY-5: computes a draft run again from what is known now. */
export async function recomputeRun(ctx: Ctx, target: RunTarget): Promise<void> {
  const run = await lockFor(ctx, target, 'recompute')
  if (run.state !== 'draft') throw new AppError('rule_broken', 'pay.run_not_draft', { state: run.state })
  await computeRun(ctx, run)
  await audit(ctx, 'pay.run_recomputed', { entity: 'pay_run', entityId: run.id })
  touch(ctx, 'pay')
}

const markOf = {
  check: 'checked',
  approve: 'approved',
  pay: 'paid',
  lock: 'locked',
  discard: null,
  give_back: null,
} as const
const actionOf = {
  check: 'pay.run_checked',
  approve: 'pay.run_approved',
  pay: 'pay.run_paid',
  lock: 'pay.run_locked',
  discard: 'pay.run_discarded',
  give_back: 'pay.run_given_back',
} as const

/** PAY-5: draft → checked → approved → paid → locked. A run with people it cannot pay is checked only with a word why. */
export async function moveRun(
  ctx: Ctx,
  target: RunTarget,
  { move, note }: { move: RunMove; note: string },
): Promise<void> {
  const run = await lockFor(ctx, target, move)
  const state = moved(run.state, move)
  if (move === 'check' && run.problems.length > 0 && note === '')
    throw new AppError('rule_broken', 'pay.problems_open', { count: run.problems.length })
  if ((move === 'give_back' || move === 'discard') && note === '')
    throw new AppError('rule_broken', 'pay.reason_needed')
  if (move === 'approve') await refuseOwnWork(ctx, run)
  if (move === 'discard') await store.clearSlips(ctx, run)
  await store.saveState(ctx, run, {
    state,
    mark: markOf[move],
    ...(move === 'check' && { checkNote: note || null }),
    ...(move === 'discard' && { discardedReason: note }),
  })
  await audit(ctx, actionOf[move], {
    entity: 'pay_run',
    entityId: run.id,
    before: { state: run.state },
    after: { state },
    note: note || undefined,
  })
  touch(ctx, 'pay')
}

/** PAY-5, decision 0022: a run is approved by somebody who neither made nor checked it and is not paid by it. */
async function refuseOwnWork(ctx: Ctx, run: store.Run): Promise<void> {
  const refusal = approvalRefusal(ctx.actor, await store.makersOf(ctx, run))
  if (refusal !== null) throw new AppError('forbidden', refusal)
}

/** APR-21 (entered by hand): the unit's coefficient of the month, with its reason; a draft run follows at once. */
export async function setCoefficient(
  ctx: Ctx,
  target: RunTarget,
  { coefficient, reason }: { coefficient: string; reason: string },
): Promise<void> {
  const run = await lockFor(ctx, target, 'recompute')
  if (run.state !== 'draft') throw new AppError('rule_broken', 'pay.run_not_draft', { state: run.state })
  if (run.kind !== 'pool') throw new AppError('rule_broken', 'pay.no_pool')
  const before = await store.coefficientOf(ctx, run.unitId, run.month)
  await store.saveCoefficient(ctx, { unitId: run.unitId, month: run.month, coefficient, reason })
  await computeRun(ctx, run)
  await audit(ctx, 'pay.coefficient_set', {
    entity: 'pay_run',
    entityId: run.id,
    before: { coefficient: before?.coefficient ?? null },
    after: { coefficient },
    note: reason,
  })
  touch(ctx, 'pay')
}
