import { reach, type Actor } from '../../platform/actor'
import { canMove, type RunMove, type RunState } from './run-states.rules'

export function reaches(actor: Actor, permission: string, unitId: string): boolean {
  const held = reach(actor, permission)
  return held.company || held.unitIds.includes(unitId)
}

const permissionOf: Record<RunMove | 'recompute', string> = {
  recompute: 'pay.run',
  check: 'pay.run',
  approve: 'pay.approve',
  pay: 'pay.run',
  lock: 'pay.run',
  discard: 'pay.run',
  give_back: 'pay.approve',
}

/** PAY-5: payroll computes, checks and pays; who approves also gives back. */
export const may = (actor: Actor, verb: RunMove | 'recompute', run: { unitId: string }): boolean =>
  reaches(actor, permissionOf[verb], run.unitId)

/** What a screen may offer: permission and state together. */
export const abilities = (
  actor: Actor,
  run: { unitId: string; state: RunState; approvalRefused: string | null },
): Record<string, boolean> => ({
  recompute: may(actor, 'recompute', run) && run.state === 'draft',
  check: may(actor, 'check', run) && canMove(run.state, 'check'),
  approve: may(actor, 'approve', run) && canMove(run.state, 'approve') && run.approvalRefused === null,
  pay: may(actor, 'pay', run) && canMove(run.state, 'pay'),
  lock: may(actor, 'lock', run) && canMove(run.state, 'lock'),
  discard: may(actor, 'discard', run) && canMove(run.state, 'discard'),
  giveBack: may(actor, 'give_back', run) && canMove(run.state, 'give_back'),
  setCoefficient: may(actor, 'recompute', run) && run.state === 'draft',
})

/** ORG-4, ORG-7: salaries, incentives and corrections are entered by payroll, never for oneself. */
export const mayEnter = (actor: Actor, personId: string): boolean =>
  reach(actor, 'pay.run').company && actor.personId !== personId
