import { replayClock, type Replayed } from '../../kernel/clock.rules'
import type { WorkingCalendar } from '../../kernel/working-calendar'
import { answersFor, ranUntilDue, sharesOfTime, stagesOf, type Share } from './attribution.rules'
import type { Party } from './clock-words'
import {
  appliesTo,
  clockEventsOf,
  type ClockedOrder,
  type ClockRow,
  type StoredRule,
} from './order-clocks.rules'

/** A unit without any calendar has no known year, so business time is said to be unknown and never guessed. */
export const noCalendar = (timeZone: string): WorkingCalendar => ({
  timeZone,
  weekly: {},
  days: new Map(),
  years: new Set(),
})

/** The rules that are for an order. What was brought in as history has no clocks: its files do not tell enough. */
export const rulesFor = (order: ClockedOrder, rules: readonly StoredRule[]): StoredRule[] =>
  order.isHistory ? [] : rules.filter((rule) => appliesTo(rule.conditions, order))

/** SVC-18: the clock of one rule, from the order's history. */
export const replayFor = (order: ClockedOrder, rule: StoredRule, calendar: WorkingCalendar): Replayed =>
  replayClock(clockEventsOf(rule, order.history), rule, calendar)

/** SVC-19: how much of the time allowed was in whose hands. */
export const sharesFor = (
  order: ClockedOrder,
  rule: StoredRule,
  replayed: Replayed,
  calendar: WorkingCalendar,
): Share[] =>
  sharesOfTime(stagesOf(order.history, order.supplierNeeded), ranUntilDue(replayed), {
    kind: rule.time,
    calendar,
  })

/** The person behind a party, where the order names one. */
const personOf = (order: ClockedOrder, party: Party | null): string | null => {
  if (party === 'dispatcher') return order.advisorId
  return party === 'technician' ? order.leadId : null
}

/** SVC-18, SVC-19: the row that repeats what follows; equal to what is stored, always. */
export function clockRow(order: ClockedOrder, rule: StoredRule, calendar: WorkingCalendar): ClockRow {
  const replayed = replayFor(order, rule, calendar)
  const { state, startedAt, stoppedAt, pausedSince, pauseReason, dueAt, warnAt } = replayed
  const { missed, missedMinutes, unknownYear } = replayed
  const last = order.decisions.findLast((decision) => decision.ruleKey === rule.key)
  const decided = last?.party ? last : null
  const party = decided?.party ?? answersFor(sharesFor(order, rule, replayed, calendar))
  return {
    orderId: order.id,
    ruleKey: rule.key,
    state,
    startedAt,
    stoppedAt,
    pausedSince,
    pauseReason,
    dueAt,
    warnAt,
    missed,
    missedMinutes,
    unknownYear,
    party,
    partyPersonId: decided ? decided.personId : personOf(order, party),
    partyDecided: decided !== null,
  }
}

const told = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value)

/** Whether a stored clock says the same as a computed one. */
export const sameClock = (stored: object, computed: ClockRow): boolean => {
  const before = new Map(Object.entries(stored))
  return Object.entries(computed).every(
    ([name, value]) => name === 'orderId' || told(before.get(name)) === told(value),
  )
}

/** SVC-18: the clocks that are stored otherwise than they follow, by order number. */
export function differences(
  orders: readonly ClockedOrder[],
  computed: readonly ClockRow[],
): { number: string; detail: string }[] {
  return orders.flatMap(({ id, number, clocks }) => {
    const expected = computed.filter((clock) => clock.orderId === id)
    const wrong = expected.filter((clock) => {
      const stored = clocks.find((other) => other.ruleKey === clock.ruleKey)
      return stored === undefined || !sameClock(stored, clock)
    })
    const gone = clocks.filter((clock) => !expected.some((other) => other.ruleKey === clock.ruleKey))
    return [...wrong, ...gone].map((clock) => ({ number, detail: clock.ruleKey }))
  })
}
