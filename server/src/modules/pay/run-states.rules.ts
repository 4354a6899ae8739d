import { AppError } from '../../kernel/errors'

export type RunState = 'draft' | 'checked' | 'approved' | 'paid' | 'locked' | 'discarded'

/** PAY-5: the verbs that move a run. Until it is paid it can be given back; afterwards it is only corrected by the next. */
export const transitions = {
  check: { from: ['draft'], to: 'checked' },
  approve: { from: ['checked'], to: 'approved' },
  pay: { from: ['approved'], to: 'paid' },
  lock: { from: ['paid'], to: 'locked' },
  discard: { from: ['draft'], to: 'discarded' },
  give_back: { from: ['checked', 'approved'], to: 'draft' },
} as const satisfies Record<string, { from: readonly RunState[]; to: RunState }>

export type RunMove = keyof typeof transitions

export function canMove(state: RunState, move: RunMove): boolean {
  const from: readonly RunState[] = transitions[move].from
  return from.includes(state)
}

/** PAY-5: the state after a verb; refuses with `pay.wrong_state`. */
export function moved(state: RunState, move: RunMove): RunState {
  if (!canMove(state, move)) throw new AppError('rule_broken', 'pay.wrong_state', { state, move })
  return transitions[move].to
}

/** PAY-5: what a run says of who made it, who checked it and who is paid by it. */
export interface Makers {
  /** Users who made, computed or checked it. */
  userIds: readonly (string | null)[]
  isPaidByIt: boolean
}

/** PAY-5, decision 0022: four eyes: why somebody may not approve a run; null when nothing is in the way. */
export function approvalRefusal(actor: { userId: string | null }, makers: Makers): string | null {
  if (makers.isPaidByIt) return 'pay.approved_by_paid'
  return actor.userId !== null && makers.userIds.includes(actor.userId) ? 'pay.approved_by_maker' : null
}

/** What a person may see of the own slip: only what has been approved. */
export const isPublished = (state: RunState): boolean =>
  state === 'approved' || state === 'paid' || state === 'locked'
