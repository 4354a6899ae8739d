import { AppError } from '../../kernel/errors'

export type CardState = 'draft' | 'scored' | 'reviewed' | 'confirmed' | 'filed' | 'returned'

/** APR-5: the verbs that move a card, from where to where. */
export const transitions = {
  score: { from: ['draft', 'returned'], to: 'scored' },
  review: { from: ['scored'], to: 'reviewed' },
  return: { from: ['scored', 'reviewed', 'confirmed'], to: 'returned' },
  confirm: { from: ['reviewed'], to: 'confirmed' },
  file: { from: ['confirmed'], to: 'filed' },
} as const satisfies Record<string, { from: readonly CardState[]; to: CardState }>

export type CardMove = keyof typeof transitions

/** A card whose values can still be entered. */
export const isOpen = (state: CardState): boolean => state === 'draft' || state === 'returned'

/** APR-18: contesting is possible until the employee has confirmed. */
export const isContestable = (state: CardState): boolean => state !== 'confirmed' && state !== 'filed'

/** APR-5: until it is filed a card follows the facts: what moved can be taken over. */
export const canRefresh = (state: CardState): boolean => state !== 'filed'

/** APR-5: where a card stands after new values were taken over: what was reviewed or confirmed is another card now. */
export const refreshed = (state: CardState): CardState => (isOpen(state) ? state : 'scored')

export function canMove(state: CardState, move: CardMove): boolean {
  const from: readonly CardState[] = transitions[move].from
  return from.includes(state)
}

/** APR-5: the state after a verb; refuses with `appraisal.wrong_state`. */
export function moved(state: CardState, move: CardMove): CardState {
  if (!canMove(state, move)) throw new AppError('rule_broken', 'appraisal.wrong_state', { state, move })
  return transitions[move].to
}
