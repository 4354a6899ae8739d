import { dec, plain, round } from '../../kernel/money'

export interface LateCounts {
  /** The person's handed-over orders with a promise. */
  handedOver: number
  late: number
  /** Late ones that others answer for (SVC-19). */
  attributedElsewhere: number
}

export interface OnTimeTerms {
  /** The target of the on-time rate: '0.96'. */
  target: string
  /** How the allowed number is rounded; the source does not say. */
  rounding: 'floor' | 'half_up' | 'ceiling'
  /** Points for each vehicle over the allowed number. */
  deductPerUnit: string
}

export interface OnTimeDeduction {
  allowed: number
  counted: number
  excess: number
  /** Points before the section's mark cuts them. */
  points: string
}

/**
 * APR-14: each late vehicle over the allowed number costs points. The target leaves room, because a person with few
 * orders should not lose points over the first mishap that the target itself allows.
 */
export function onTimeDeduction(counts: LateCounts, terms: OnTimeTerms): OnTimeDeduction {
  const share = dec(1).minus(terms.target).times(counts.handedOver)
  const allowed = round(share, { mode: terms.rounding, places: 0 }).toNumber()
  const counted = Math.max(0, counts.late - counts.attributedElsewhere)
  const excess = Math.max(0, counted - allowed)
  return { allowed, counted, excess, points: plain(dec(terms.deductPerUnit).times(excess)) }
}
