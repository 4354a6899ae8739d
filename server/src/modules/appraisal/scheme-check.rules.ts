import type { AppraisalScheme } from './schemas'

export type NotYet = 'pairwise' | 'distribution' | 'cycle'

/** APR-2, APR-7: what a scheme may one day say and nothing reads yet: kept out, because it would change no card. */
export function notYetOfScheme(scheme: AppraisalScheme): NotYet[] {
  const found: NotYet[] = []
  if (scheme.methods.includes('pairwise')) found.push('pairwise')
  if (scheme.gradeBy === 'distribution') found.push('distribution')
  if (scheme.cycle !== 'month') found.push('cycle')
  return found
}
