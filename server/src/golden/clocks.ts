import { z } from 'zod'
import { instantOf, localMinute } from '../kernel/civil-date'
import { clockAt, clockRefusal, replayClock, type ClockEvent } from '../kernel/clock.rules'
import { AppError } from '../kernel/errors'
import type { WorkingCalendar, WorkingSpan } from '../kernel/working-calendar'
import type { Suite } from './suite'

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const span = z
  .string()
  .regex(/^\d{2}:\d{2}-\d{2}:\d{2}$/)
  .transform((text): WorkingSpan => ({ from: text.slice(0, 5), to: text.slice(6) }))
const date = z.string()

const calendarShape = z.object({
  zone: z.string().default('Asia/Shanghai'),
  weekly: z.partialRecord(z.enum(weekdays), z.array(span)),
  holidays: z.array(date).default([]),
  /** Days that are worked as on a Monday. */
  makeUpDays: z.array(date).default([]),
  /** Days with hours of their own. */
  otherDays: z.record(date, z.array(span)).default({}),
  /** Years whose holidays are known; not given, every year of this century is. */
  years: z.array(z.number().int()).optional(),
})

const eventShape = z.object({
  at: z.string(),
  recordedAt: z.string().optional(),
  type: z.enum(['start', 'pause', 'resume', 'stop']),
  reason: z.string().optional(),
})

const clockCase = z.object({
  calendar: calendarShape,
  hours: z.number(),
  time: z.enum(['calendar', 'business']).default('calendar'),
  /** Reasons for which the clock stands still; not given, every pause counts. */
  pauses: z.array(z.string()).optional(),
  warnBeforeHours: z.number().default(0),
  events: z.array(eventShape),
  /** When the clock is looked at; not given, only its history speaks. */
  now: z.string().optional(),
  /** A further event, which the rule may refuse. */
  tries: eventShape.optional(),
})

const thisCentury = Array.from({ length: 100 }, (_, year) => 2000 + year)

function calendarOf(given: z.infer<typeof calendarShape>): WorkingCalendar {
  const monday = given.weekly.mon ?? []
  const days = new Map<string, readonly WorkingSpan[]>([
    ...given.holidays.map((day) => [day, []] as const),
    ...given.makeUpDays.map((day) => [day, monday] as const),
    ...Object.entries(given.otherDays),
  ])
  return {
    timeZone: given.zone,
    weekly: Object.fromEntries(weekdays.map((name, index) => [index + 1, given.weekly[name] ?? []])),
    days,
    years: new Set(given.years ?? thisCentury),
  }
}

function eventOf(given: z.infer<typeof eventShape>, zone: string): ClockEvent {
  const { at, recordedAt, type, reason } = given
  return {
    type,
    reason: reason ?? 'waiting',
    occurredAt: instantOf(at, zone),
    recordedAt: instantOf(recordedAt ?? at, zone),
  }
}

/** SVC-3, SVC-18. */
export const clocksSuite: Suite = {
  shared: ['calendar'],
  results: [
    'dueAt',
    'warnAt',
    'state',
    'missed',
    'missedMinutes',
    'elapsedMinutes',
    'remainingMinutes',
    'unknownYear',
  ],
  run(testCase) {
    const given = clockCase.parse(testCase)
    const calendar = calendarOf(given.calendar)
    const zone = calendar.timeZone
    const events = given.events.map((event) => eventOf(event, zone))
    const rule = {
      minutes: given.hours * 60,
      time: given.time,
      pauses: given.pauses ?? events.map((event) => event.reason ?? ''),
      warnMinutes: given.warnBeforeHours * 60,
    }
    if (given.tries) {
      const tried = eventOf(given.tries, zone)
      const since = events[0]?.occurredAt ?? tried.occurredAt
      const now = given.now === undefined ? tried.recordedAt : instantOf(given.now, zone)
      const refused = clockRefusal(events, tried, { since, now })
      if (refused !== null) throw new AppError('rule_broken', `service.${refused}`)
    }
    const replayed = replayClock(events, rule, calendar)
    const last = events.map(({ occurredAt }) => occurredAt).sort((a, b) => a.getTime() - b.getTime())
    const now = given.now === undefined ? last.at(-1) : instantOf(given.now, zone)
    const standing = clockAt(replayed, rule, calendar, now ?? new Date(0))
    const local = (at: Date | null) => (at === null ? null : localMinute(at, zone))
    return {
      dueAt: local(replayed.dueAt),
      warnAt: local(replayed.warnAt),
      state: replayed.state,
      unknownYear: replayed.unknownYear,
      ...standing,
    }
  },
}
