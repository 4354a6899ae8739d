import { addDays, instantOf, type CivilDate } from '../../kernel/civil-date'
import type { WorkingSpan } from '../../kernel/working-calendar'

const dayMinutes = 24 * 60

export interface Stretch {
  readonly from: Date
  readonly until: Date
}

const minutes = (text: string): number => {
  const [hour = 0, minute = 0] = text.split(':').map(Number)
  return hour * 60 + minute
}

/**
 * ORG-11: the spans of a shift in minutes after the midnight its day begins with. A span that does not end after it
 * began ends on the next day ('20:00' to '08:00', '08:00' to '08:00' is a whole day); once midnight is reached, what
 * follows lies on the next day as well. Null when the spans are not in order or the shift is longer than a day.
 */
export function shiftMinutes(spans: readonly WorkingSpan[]): { from: number; until: number }[] | null {
  const made: { from: number; until: number }[] = []
  let cursor = 0
  for (const span of spans) {
    const from = minutes(span.from) + (cursor >= dayMinutes ? dayMinutes : 0)
    const nextDay = from >= dayMinutes ? dayMinutes : 0
    const end = minutes(span.to) + nextDay
    const until = end > from ? end : end + dayMinutes
    if (from < cursor) return null
    made.push({ from, until })
    cursor = until
  }
  const first = made[0]
  return first && cursor - first.from <= dayMinutes ? made : null
}

/** ORG-11: when a shift of a day is worked, as instants. */
export function shiftStretches(
  spans: readonly WorkingSpan[],
  date: CivilDate,
  timeZone: string,
): readonly Stretch[] {
  return (shiftMinutes(spans) ?? []).map(({ from, until }) => ({
    from: at(date, from, timeZone),
    until: at(date, until, timeZone),
  }))
}

function at(date: CivilDate, minute: number, timeZone: string): Date {
  const day = addDays(date, Math.floor(minute / dayMinutes))
  const rest = minute % dayMinutes
  const two = (value: number) => String(value).padStart(2, '0')
  return instantOf(`${day}T${two(Math.floor(rest / 60))}:${two(rest % 60)}`, timeZone)
}

/** ORG-11: whether an instant lies in the shift; its end does not belong to it, nor does a break. */
export const isOnDuty = (stretches: readonly Stretch[], now: Date): boolean =>
  stretches.some((stretch) => stretch.from <= now && now < stretch.until)

export interface Planned {
  readonly personId: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly isOnCall: boolean
}

/**
 * ORG-11: two shifts of one person at one time are refused. Being on call lies beside ordinary work: only two calls, or
 * two ordinary shifts, stand in each other's way.
 */
export const doOverlap = (a: Planned, b: Planned): boolean =>
  a.personId === b.personId && a.isOnCall === b.isOnCall && a.startsAt < b.endsAt && b.startsAt < a.endsAt

/** ORG-11: of planned entries those that fit beside what is there and beside the ones before them. */
export function fitting<P extends Planned>(planned: readonly P[], there: readonly Planned[]): P[] {
  const taken = [...there]
  return planned.filter((entry) => {
    if (taken.some((other) => doOverlap(entry, other))) return false
    taken.push(entry)
    return true
  })
}

export type SwapState = 'asked' | 'agreed' | 'declined' | 'approved' | 'refused' | 'withdrawn'
export type SwapMove = 'agree' | 'decline' | 'withdraw' | 'approve' | 'refuse'

export interface SwapFacts {
  readonly state: SwapState
  readonly requesterId: string
  readonly colleagueId: string
}

const moves: Readonly<Record<SwapMove, { from: readonly SwapState[]; to: SwapState }>> = {
  agree: { from: ['asked'], to: 'agreed' },
  decline: { from: ['asked'], to: 'declined' },
  withdraw: { from: ['asked', 'agreed'], to: 'withdrawn' },
  approve: { from: ['agreed'], to: 'approved' },
  refuse: { from: ['agreed'], to: 'refused' },
}

/**
 * ORG-11: who may do what with a swap, and what it is then. The colleague answers, the requester withdraws, and
 * somebody who plans the unit and is neither of the two decides. `null`: not now or not by this person.
 */
export function afterMove(
  swap: SwapFacts,
  move: SwapMove,
  by: { personId: string | null; mayPlan: boolean },
): SwapState | null {
  const { from, to } = moves[move]
  if (!from.includes(swap.state)) return null
  const isRequester = by.personId === swap.requesterId
  const isColleague = by.personId === swap.colleagueId
  if (move === 'withdraw') return isRequester ? to : null
  if (move === 'agree' || move === 'decline') return isColleague ? to : null
  return by.mayPlan && !isRequester && !isColleague ? to : null
}
