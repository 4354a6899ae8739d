import { can, reach, type Actor } from '../../platform/actor'
import { canMove, whyNotRun, type Trial } from './rules'

export interface Guarded {
  readonly entity: string
  readonly permission: string
}

/** A file brings records for the whole company, so the entity's permission must reach that far. */
export function mayImport(actor: Actor, importer: Guarded): boolean {
  return can(actor, 'imports.run') && reach(actor, importer.permission).company
}

/** The entities whose imports an actor sees. */
export function visibleEntities(actor: Actor, importers: Iterable<Guarded>): string[] {
  return [...importers].filter((importer) => mayImport(actor, importer)).map(({ entity }) => entity)
}

export const abilities = (trial: Trial) => ({
  edit: canMove(trial.state, 'mapped'),
  check: canMove(trial.state, 'checking'),
  run: whyNotRun(trial) === null,
  cancel: canMove(trial.state, 'cancelled'),
})
