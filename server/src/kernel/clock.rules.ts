import { addCounted, countedBetween, minute, type CountedTime, type TimeKind } from './working-time'
import type { WorkingCalendar } from './working-calendar'

/** What a clock is told. `occurredAt` is said by the user, `recordedAt` by the server (SVC-18). */
export interface ClockEvent {
  type: 'start' | 'pause' | 'resume' | 'stop'
  /** Of a pause: what is waited for. */
  reason?: string
  occurredAt: Date
  recordedAt: Date
}

/** SVC-3: one rule as the clock needs it. */
export interface ClockRule {
  minutes: number
  time: TimeKind
  /** A pause counts only for a reason that stands here. */
  pauses: readonly string[]
  /** So much counted time before the end the clock warns; 0 never warns. */
  warnMinutes: number
}

export type ClockState = 'not_started' | 'running' | 'paused' | 'stopped'

/** A stretch of the history in which time counted (running) or did not (paused, stopped); `to` is null while it lasts. */
export interface ClockPart {
  kind: 'running' | 'paused' | 'stopped'
  reason: string | null
  from: Date
  to: Date | null
}

/** An event that changed nothing, and why. */
export interface IgnoredEvent {
  event: ClockEvent
  why:
    'already_started' | 'not_started' | 'not_paused' | 'already_stopped' | 'reason_not_in_rule' | 'same_pause'
}

/** What follows from the history alone; this is what is cached, and `now` has no part in it. */
export interface Replayed {
  state: ClockState
  startedAt: Date | null
  stoppedAt: Date | null
  pausedSince: Date | null
  pauseReason: string | null
  dueAt: Date | null
  warnAt: Date | null
  /** Of a stopped clock: whether it stopped after it was due; of any other, null. */
  missed: boolean | null
  /** Of a stopped clock that missed: counted minutes after the due time, each begun one whole. */
  missedMinutes: number | null
  /** The due time or the amount needs holidays of this year, and they are not known. */
  unknownYear: number | null
  parts: readonly ClockPart[]
  ignored: readonly IgnoredEvent[]
}

interface Walk {
  parts: ClockPart[]
  ignored: IgnoredEvent[]
}

// The order in which events count when they happened at the same instant and were recorded at the same instant.
const rank: Record<ClockEvent['type'], number> = { start: 0, resume: 1, pause: 2, stop: 3 }

/** SVC-18: by when it happened, then by when it was recorded; a late entry takes the place where it belongs. */
export const inOrder = (events: readonly ClockEvent[]): ClockEvent[] =>
  [...events].sort(
    (a, b) =>
      a.occurredAt.getTime() - b.occurredAt.getTime() ||
      a.recordedAt.getTime() - b.recordedAt.getTime() ||
      rank[a.type] - rank[b.type],
  )

function enter(walk: Walk, at: Date, kind: ClockPart['kind'], reason: string | null = null): void {
  const last = walk.parts.at(-1)
  if (last) last.to = at
  walk.parts.push({ kind, reason, from: at, to: null })
}

/** A pause for another reason ends the one before it; where the new reason is not in the rule, time runs again. */
function pause(walk: Walk, event: ClockEvent, last: ClockPart, rule: ClockRule): IgnoredEvent['why'] | null {
  const reason = event.reason ?? ''
  if (!rule.pauses.includes(reason)) {
    if (last.kind === 'paused') enter(walk, event.occurredAt, 'running')
    return 'reason_not_in_rule'
  }
  if (last.kind === 'paused' && last.reason === reason) return 'same_pause'
  enter(walk, event.occurredAt, 'paused', reason)
  return null
}

function apply(walk: Walk, event: ClockEvent, rule: ClockRule): IgnoredEvent['why'] | null {
  const last = walk.parts.at(-1)
  if (event.type === 'start') {
    if (last) return 'already_started'
    enter(walk, event.occurredAt, 'running')
    return null
  }
  if (!last) return 'not_started'
  if (event.type === 'resume') {
    if (last.kind === 'running') return 'not_paused'
    enter(walk, event.occurredAt, 'running')
    return null
  }
  if (last.kind === 'stopped') return 'already_stopped'
  if (event.type === 'pause') return pause(walk, event, last, rule)
  enter(walk, event.occurredAt, 'stopped')
  return null
}

function walked(events: readonly ClockEvent[], rule: ClockRule): Walk {
  const walk: Walk = { parts: [], ignored: [] }
  for (const event of inOrder(events)) {
    const why = apply(walk, event, rule)
    if (why) walk.ignored.push({ event, why })
  }
  return walk
}

interface Reached {
  at: Date | null
  unknownYear: number | null
}

const nowhere: Reached = { at: null, unknownYear: null }

/**
 * When so much counted time has been used up: in the running part in which it happened, or ahead if the last part
 * still runs (or ran until it was stopped). While the clock is paused there is no such time unless it has passed.
 */
function reached(parts: readonly ClockPart[], milliseconds: number, time: CountedTime): Reached {
  let left = milliseconds
  const running = parts.filter((part) => part.kind === 'running')
  const end = parts.at(-1)
  for (const part of running) {
    const at = addCounted(part.from, left, time)
    const isLast = part === running.at(-1)
    const goesOn = isLast && (part.to === null || (end?.kind === 'stopped' && end.from === part.to))
    if ('unknownYear' in at) {
      if (goesOn || part.to === null) return { at: null, unknownYear: at.unknownYear }
    } else if (goesOn || (part.to !== null && at.value < part.to)) return { at: at.value, unknownYear: null }
    if (part.to === null) return nowhere
    const used = countedBetween(part.from, part.to, time)
    if ('unknownYear' in used) return { at: null, unknownYear: used.unknownYear }
    left -= used.value
  }
  // Stopped out of a pause: the time that was left counts from then, so the stop itself is not late.
  if (end?.kind !== 'stopped') return nowhere
  const at = addCounted(end.from, left, time)
  return 'unknownYear' in at ? { at: null, unknownYear: at.unknownYear } : { at: at.value, unknownYear: null }
}

/** The counted time of the running parts after an instant, up to `until`. */
function countedAfter(
  parts: readonly ClockPart[],
  after: Date,
  until: Date,
  time: CountedTime,
): number | null {
  let total = 0
  for (const part of parts) {
    if (part.kind !== 'running') continue
    const from = part.from > after ? part.from : after
    const to = part.to === null || part.to > until ? until : part.to
    const counted = countedBetween(from, to, time)
    if ('unknownYear' in counted) return null
    total += counted.value
  }
  return total
}

const begunMinutes = (milliseconds: number | null): number | null =>
  milliseconds === null ? null : Math.ceil(milliseconds / minute)

/**
 * SVC-18: a clock is a function of its history, because a counter loses time as soon as a rule, a calendar or a
 * priority changes: the same events under the new rule give the new clock.
 */
export function replayClock(
  events: readonly ClockEvent[],
  rule: ClockRule,
  calendar: WorkingCalendar,
): Replayed {
  const time: CountedTime = { kind: rule.time, calendar }
  const { parts, ignored } = walked(events, rule)
  const last = parts.at(-1)
  const state = last?.kind ?? 'not_started'
  const due = reached(parts, rule.minutes * minute, time)
  const warn =
    rule.warnMinutes > 0
      ? reached(parts, Math.max(0, rule.minutes - rule.warnMinutes) * minute, time)
      : nowhere
  const stoppedAt = last?.kind === 'stopped' ? last.from : null
  const missed = stoppedAt === null || due.unknownYear !== null ? null : due.at !== null && due.at < stoppedAt
  return {
    state,
    startedAt: parts[0]?.from ?? null,
    stoppedAt,
    pausedSince: last?.kind === 'paused' ? last.from : null,
    pauseReason: last?.kind === 'paused' ? last.reason : null,
    dueAt: due.at,
    warnAt: warn.at,
    missed,
    missedMinutes:
      missed && due.at && stoppedAt ? begunMinutes(countedAfter(parts, due.at, stoppedAt, time)) : null,
    unknownYear: due.unknownYear,
    parts,
    ignored,
  }
}

/** How a replayed clock stands at an instant. */
export interface ClockStanding {
  missed: boolean
  /** Counted minutes after the due time; null when not missed or when the year is not known. */
  missedMinutes: number | null
  warned: boolean
  /** Counted whole minutes so far. */
  elapsedMinutes: number | null
  /** Counted minutes left; 0 once missed. */
  remainingMinutes: number | null
}

/** SVC-18: the same clock asked at `now`; overdue is a question, not a stored flag. */
export function clockAt(
  replayed: Replayed,
  rule: ClockRule,
  calendar: WorkingCalendar,
  now: Date,
): ClockStanding {
  const time: CountedTime = { kind: rule.time, calendar }
  const until = replayed.stoppedAt ?? now
  const missed = replayed.dueAt !== null && replayed.dueAt < until
  const start = replayed.startedAt
  const elapsed = start === null ? 0 : countedAfter(replayed.parts, start, until, time)
  const elapsedMinutes = elapsed === null ? null : Math.floor(elapsed / minute)
  return {
    missed,
    missedMinutes:
      missed && replayed.dueAt
        ? begunMinutes(countedAfter(replayed.parts, replayed.dueAt, until, time))
        : null,
    warned: replayed.warnAt !== null && replayed.warnAt <= until,
    elapsedMinutes,
    remainingMinutes: elapsedMinutes === null ? null : Math.max(0, rule.minutes - elapsedMinutes),
  }
}

export type ClockRefusal =
  | 'time_in_future'
  | 'time_before_received'
  | 'pause_before_start'
  | 'resume_before_start'
  | 'stop_before_start'

/** SVC-18: what a history may not hold: the future, a time before its subject, an end before a beginning. */
export function clockRefusal(
  history: readonly ClockEvent[],
  event: ClockEvent,
  bounds: { since: Date; now: Date },
): ClockRefusal | null {
  if (event.occurredAt > bounds.now) return 'time_in_future'
  if (event.occurredAt < bounds.since) return 'time_before_received'
  if (event.type === 'start') return null
  const started = history.some(({ type, occurredAt }) => type === 'start' && occurredAt <= event.occurredAt)
  return started ? null : `${event.type}_before_start`
}
