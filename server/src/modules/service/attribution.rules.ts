import type { Replayed } from '../../kernel/clock.rules'
import { countedBetween, type CountedTime } from '../../kernel/working-time'
import type { Party } from './clock-words'
import { movesOf, type OrderHistory } from './order-clocks.rules'
import type { OrderState } from './transitions.rules'

export interface Stage {
  party: Party
  state: OrderState
  from: Date
  to: Date | null
}

/** SVC-19: in whose hands an order is while it is in a state. */
function partyIn(state: OrderState, supplierNeeded: boolean): Party | null {
  if (state === 'draft' || state === 'accepted' || state === 'ready') return 'dispatcher'
  if (state === 'assigned' || state === 'in_repair' || state === 'quality_check') return 'technician'
  if (state === 'waiting_parts') return supplierNeeded ? 'supplier' : 'parts'
  return state === 'waiting_customer' ? 'customer' : null
}

/** SVC-19: the timeline of an order as stages in somebody's hands. */
export function stagesOf(history: OrderHistory, supplierNeeded: boolean): Stage[] {
  const moves = movesOf(history)
  return moves.flatMap((move, index): Stage[] => {
    const party = partyIn(move.toState, supplierNeeded)
    if (party === null) return []
    const from = index === 0 ? history.receivedAt : move.occurredAt
    return [{ party, state: move.toState, from, to: moves[index + 1]?.occurredAt ?? null }]
  })
}

export interface Share {
  party: Party
  milliseconds: number
}

interface Span {
  from: Date
  to: Date
}

const overlap = (a: Span, b: Span): Span => ({
  from: a.from > b.from ? a.from : b.from,
  to: a.to < b.to ? a.to : b.to,
})

/**
 * SVC-19: how much of the time allowed each party had the order in hand. Only time that the clock counted is shared
 * out, so a wait for which the clock stood still is nobody's fault.
 */
export function sharesOfTime(stages: readonly Stage[], spans: readonly Span[], time: CountedTime): Share[] {
  const shares = new Map<Party, number>()
  for (const span of spans) {
    for (const stage of stages) {
      const { from, to } = overlap(span, { from: stage.from, to: stage.to ?? span.to })
      const counted = countedBetween(from, to, time)
      if (!('value' in counted) || counted.value === 0) continue
      // Deleted first, so that the order of the map is the order in which parties last held it.
      const before = shares.get(stage.party) ?? 0
      shares.delete(stage.party)
      shares.set(stage.party, before + counted.value)
    }
  }
  return [...shares].map(([party, milliseconds]) => ({ party, milliseconds }))
}

/** The stretches in which a clock ran until it was due. */
export const ranUntilDue = ({ parts, dueAt }: Replayed): Span[] =>
  dueAt === null
    ? []
    : parts.flatMap((part) =>
        part.kind !== 'running' || part.from >= dueAt
          ? []
          : [{ from: part.from, to: part.to === null || part.to > dueAt ? dueAt : part.to }],
      )

/**
 * SVC-19: who answers if the clock is missed: whoever used up most of the time allowed; of two with the same, the one
 * who held it last, because it was in those hands when it ran out. What comes after the due time explains nothing.
 */
export function answersFor(shares: readonly Share[]): Party | null {
  let most: Share | null = null
  for (const share of shares) if (most === null || share.milliseconds >= most.milliseconds) most = share
  return most?.party ?? null
}

/** SVC-19, APR-14: what tells who answers for a late hand-over. */
export interface LateOrder {
  history: OrderHistory
  promiseAt: Date
  finishedAt: Date | null
  supplierNeeded: boolean
  /** Somebody's decision, which goes before the timeline. */
  decided: Party | null
}

/**
 * SVC-19: who answers for a hand-over after the promise: whoever had the order most of the time up to it. Work that was
 * finished in time waited at the counter, not with the technician. An order that came from a file has no timeline, so
 * nobody is named and it counts as before.
 */
export function lateParty(order: LateOrder): Party | null {
  if (order.decided !== null) return order.decided
  const { history, promiseAt, finishedAt } = order
  const first = history.moves.find((move) => move.fromState === null)
  if (first === undefined || !['draft', 'accepted'].includes(first.toState)) return null
  if (finishedAt !== null && finishedAt <= promiseAt) return 'dispatcher'
  const span = { from: history.receivedAt, to: promiseAt }
  const stages = stagesOf(history, order.supplierNeeded)
  return answersFor(sharesOfTime(stages, [span], { kind: 'calendar', calendar: wholeTime }))
}

// Calendar time asks no calendar.
const wholeTime = { timeZone: 'UTC', weekly: {}, days: new Map<string, []>(), years: new Set<number>() }
