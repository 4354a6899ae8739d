import { AppError } from '../../kernel/errors'
import type { Counts, State } from './schemas'

/** PLT-4: uploaded → mapped → checked → done; every change of settings goes back to mapped and asks for a new trial. */
export const transitions: Readonly<Record<State, readonly State[]>> = {
  uploaded: ['mapped', 'checking', 'cancelled'],
  mapped: ['mapped', 'checking', 'cancelled'],
  checking: ['checked', 'failed', 'cancelled'],
  checked: ['mapped', 'checking', 'running', 'cancelled'],
  running: ['done', 'failed', 'cancelled'],
  done: [],
  failed: ['mapped', 'checking', 'cancelled'],
  cancelled: ['mapped', 'checking'],
}

export const canMove = (from: State, to: State): boolean => transitions[from].includes(to)

/** Refuses a move that the state does not know: rule_broken `workbench.wrong_state`. */
export function moved(from: State, to: State): State {
  if (!canMove(from, to)) throw new AppError('rule_broken', 'workbench.wrong_state', { from, to })
  return to
}

export interface Trial {
  readonly state: State
  readonly counts: Counts
  readonly dropBadRows: boolean
}

/** PLT-4: an error means nothing lands; leaving bad rows out is a choice that was made before the trial. */
export function whyNotRun({ state, counts, dropBadRows }: Trial): string | null {
  if (state !== 'checked') return 'workbench.trial_needed'
  if ((counts.good ?? 0) === 0) return 'workbench.nothing_to_import'
  return (counts.errors ?? 0) > 0 && !dropBadRows ? 'workbench.errors_left' : null
}
