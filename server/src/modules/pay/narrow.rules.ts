import type { RunState } from './run-states.rules'

const isState = (text: string): text is RunState =>
  ['draft', 'checked', 'approved', 'paid', 'locked', 'discarded'].includes(text)

/** Narrows a state that the database has checked. */
export function stateOf(text: string): RunState {
  if (!isState(text)) throw new Error(`unknown state of a pay run: ${text}`)
  return text
}

/** Narrows a kind that the database has checked. */
export const kindOf = (text: string): 'pool' | 'output' => (text === 'pool' ? 'pool' : 'output')
export const entryKindOf = (text: string): 'incentive' | 'adjustment' =>
  text === 'incentive' ? 'incentive' : 'adjustment'
