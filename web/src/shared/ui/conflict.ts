/** A field that both changed: what the user wrote and what somebody else saved meanwhile. */
export interface Clash {
  field: string
  mine: unknown
  theirs: unknown
}

export interface Comparison {
  clashes: Clash[]
  /** Fields only the other one changed; they are taken over. */
  takenOver: Clash[]
}

type Values = Record<string, unknown>

const empty = (value: unknown): boolean => value === undefined || value === null || value === ''
const same = (a: unknown, b: unknown): boolean =>
  (empty(a) && empty(b)) || JSON.stringify(a) === JSON.stringify(b)

/** Three-way comparison of a form: as it was opened, as the user left it, as the record is now. */
export function compareVersions(opened: Values, mine: Values, current: Values): Comparison {
  const clashes: Clash[] = []
  const takenOver: Clash[] = []
  for (const field of Object.keys(mine)) {
    const clash = { field, mine: mine[field], theirs: current[field] }
    if (same(clash.mine, clash.theirs)) continue
    if (same(clash.mine, opened[field])) takenOver.push(clash)
    else if (!same(clash.theirs, opened[field])) clashes.push(clash)
  }
  return { clashes, takenOver }
}

export type Choice = 'mine' | 'theirs'

/** The values to save again after the user has chosen per field. */
export function resolveValues(mine: Values, comparison: Comparison, choices: Record<string, Choice>): Values {
  const theirs = [
    ...comparison.takenOver,
    ...comparison.clashes.filter((clash) => choices[clash.field] === 'theirs'),
  ]
  return { ...mine, ...Object.fromEntries(theirs.map((clash) => [clash.field, clash.theirs])) }
}
