import type { ClockEvent, ClockState } from '../../kernel/clock.rules'
import type {
  clockStarts,
  clockStops,
  clockSubjects,
  clockTimes,
  Happening,
  Party,
  pauseReasons,
} from './clock-words'
import type { OrderState } from './transitions.rules'

type Stop = (typeof clockStops)[number]
type Start = (typeof clockStarts)[number]
type Pause = (typeof pauseReasons)[number]

/** SVC-3, SVC-4: what must hold; an order fits when everything that is given holds. */
export interface ClockCondition {
  orderTypes?: readonly string[]
  faultGroups?: readonly string[]
  channels?: readonly string[]
  priorities?: readonly string[]
  upToKm?: number
  overKm?: number
  supplierNeeded?: boolean
}

/** What selects the clocks of an order. */
export interface ClockSubject {
  typeKey: string
  faultGroupKey: string | null
  channel: string
  priority: string
  /** Decimal text; null when nobody knows. */
  distanceKm: string | null
  supplierNeeded: boolean
}

/** SVC-3: a rule as the company has it. */
export interface StoredRule {
  key: string
  name: string
  nameEn: string
  subject: (typeof clockSubjects)[number]
  conditions: readonly ClockCondition[]
  startsAt: Start
  stopsAt: readonly Stop[]
  minutes: number
  time: (typeof clockTimes)[number]
  pauses: readonly Pause[]
  warnMinutes: number
  escalate: readonly { levels: number; afterMinutes: number }[]
  isActive: boolean
  isExample: boolean
  source: string | null
  version: number
}

const among = (words: readonly string[] | undefined, word: string | null): boolean =>
  words === undefined || (word !== null && words.includes(word))

function fits(condition: ClockCondition, subject: ClockSubject): boolean {
  const km = subject.distanceKm === null ? null : Number(subject.distanceKm)
  const { upToKm, overKm, supplierNeeded } = condition
  // A distance that nobody knows counts as near: the customer must not wait because a field was left empty.
  if (upToKm !== undefined && km !== null && km > upToKm) return false
  if (overKm !== undefined && (km === null || km <= overKm)) return false
  if (supplierNeeded !== undefined && supplierNeeded !== subject.supplierNeeded) return false
  return (
    among(condition.orderTypes, subject.typeKey) &&
    among(condition.faultGroups, subject.faultGroupKey) &&
    among(condition.channels, subject.channel) &&
    among(condition.priorities, subject.priority)
  )
}

/** SVC-3: whether a rule is for an order: one of its alternatives fits, or it has none. */
export const appliesTo = (conditions: readonly ClockCondition[], subject: ClockSubject): boolean =>
  conditions.length === 0 || conditions.some((condition) => fits(condition, subject))

export interface OrderMoved {
  fromState: OrderState | null
  toState: OrderState
  occurredAt: Date
  recordedAt: Date
}
export interface Happened {
  kind: Happening
  occurredAt: Date
  recordedAt: Date
}
/** SVC-18: the whole history of an order, as far as clocks read it. */
export interface OrderHistory {
  receivedAt: Date
  /** Only an order that came from a file says this; otherwise it is the move to ready. */
  finishedAt: Date | null
  moves: readonly OrderMoved[]
  happened: readonly Happened[]
}

/** SVC-19: what somebody decided about a miss; a null party takes the word back. */
export interface Decision {
  ruleKey: string
  party: Party | null
  personId: string | null
}

/** A clock as it is cached. */
export interface StoredClock {
  ruleKey: string
  state: ClockState
  startedAt: Date | null
  stoppedAt: Date | null
  pausedSince: Date | null
  pauseReason: string | null
  dueAt: Date | null
  warnAt: Date | null
  missed: boolean | null
  missedMinutes: number | null
  unknownYear: number | null
  party: Party | null
  partyPersonId: string | null
  partyDecided: boolean
}

/** Everything that the clocks of an order follow from. */
export interface ClockedOrder extends ClockSubject {
  id: string
  number: string
  unitId: string
  advisorId: string | null
  leadId: string | null
  isHistory: boolean
  history: OrderHistory
  /** In the order in which they were taken; the last one of a rule counts. */
  decisions: readonly Decision[]
  clocks: readonly StoredClock[]
}

export interface ClockRow extends StoredClock {
  orderId: string
}

const progress: Record<OrderState, number> = {
  draft: 0,
  accepted: 1,
  assigned: 2,
  in_repair: 3,
  waiting_parts: 3,
  waiting_customer: 3,
  quality_check: 3,
  ready: 4,
  settled: 4,
  handed_over: 5,
  closed: 5,
  cancelled: 0,
}
const neededFor: Partial<Record<Stop | Start, number>> = {
  accepted: 1,
  assigned: 2,
  in_repair: 3,
  finished: 4,
  handed_over: 5,
}

const isWait = (state: OrderState | null): state is Pause =>
  state === 'waiting_parts' || state === 'waiting_customer'

/**
 * The moves with those that an order from a file leaves out: it comes with one move into its last state, and its
 * acceptance and its finish are read from its own times.
 */
export function movesOf(history: OrderHistory): OrderMoved[] {
  const { receivedAt, finishedAt } = history
  const moves = [...history.moves].sort(
    (a, b) =>
      a.occurredAt.getTime() - b.occurredAt.getTime() || a.recordedAt.getTime() - b.recordedAt.getTime(),
  )
  const first = moves.find((move) => move.fromState === null)
  if (!first || progress[first.toState] <= 1) return moves
  const { recordedAt, occurredAt } = first
  const accepted = { fromState: null, toState: 'accepted' as const, occurredAt: receivedAt, recordedAt }
  const finished =
    progress[first.toState] >= 4 && finishedAt !== null && finishedAt < occurredAt
      ? [{ fromState: 'accepted' as const, toState: 'ready' as const, occurredAt: finishedAt, recordedAt }]
      : []
  return [accepted, ...finished, ...moves]
}

const event = (
  type: ClockEvent['type'],
  from: { occurredAt: Date; recordedAt: Date },
  reason?: string,
): ClockEvent => ({
  type,
  ...(reason === undefined ? {} : { reason }),
  occurredAt: from.occurredAt,
  recordedAt: from.recordedAt,
})

function startOf(startsAt: Start, history: OrderHistory, moves: readonly OrderMoved[]): ClockEvent[] {
  if (startsAt === 'on_site') {
    const there = history.happened.filter(({ kind }) => kind === 'on_site').map((one) => event('start', one))
    return there.slice(0, 1)
  }
  const needed = startsAt === 'received' ? 1 : (neededFor[startsAt] ?? 1)
  const move = moves.find(({ toState }) => progress[toState] >= needed)
  if (!move) return []
  // A draft is no demand yet; once it is taken in, the time counts from when the customer spoke.
  const occurredAt = startsAt === 'received' ? history.receivedAt : move.occurredAt
  return [event('start', { occurredAt, recordedAt: move.recordedAt })]
}

interface Marked {
  event: ClockEvent
  /** After this nothing more is expected of the clock. */
  final: boolean
}

function fromMove(move: OrderMoved, stopsAt: readonly Stop[]): Marked[] {
  const { fromState, toState } = move
  if (toState === 'cancelled') return [{ event: event('stop', move), final: true }]
  const reachedStop = stopsAt.filter((stop) => progress[toState] >= (neededFor[stop] ?? Infinity))
  if (reachedStop.length > 0) {
    const final = reachedStop.some((stop) => stop !== 'finished')
    return [{ event: event('stop', move), final }]
  }
  if (isWait(toState)) return [{ event: event('pause', move, toState), final: false }]
  const wasDone = fromState !== null && progress[fromState] >= 4
  if (isWait(fromState) || wasDone) return [{ event: event('resume', move), final: false }]
  return []
}

/** SVC-3, SVC-18: what an order's history means to a clock that starts and stops there. */
export function clockEventsOf(
  rule: { startsAt: Start; stopsAt: readonly Stop[] },
  history: OrderHistory,
): ClockEvent[] {
  const moves = movesOf(history)
  const marked: Marked[] = [
    ...moves.flatMap((move) => fromMove(move, rule.stopsAt)),
    ...history.happened.flatMap((one): Marked[] =>
      rule.stopsAt.includes(one.kind) ? [{ event: event('stop', one), final: true }] : [],
    ),
  ].sort((a, b) => a.event.occurredAt.getTime() - b.event.occurredAt.getTime())
  const starts = startOf(rule.startsAt, history, moves)
  const [start] = starts
  const after = marked.filter((one) => start !== undefined && one.event.occurredAt >= start.occurredAt)
  // A stop before the start is a stop of something else: of an arrival noted before the order was dispatched, say.
  const end = after.findIndex((one) => one.final)
  return [...starts, ...(end < 0 ? after : after.slice(0, end + 1)).map((one) => one.event)]
}
