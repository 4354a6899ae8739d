import { addDays, civilDate, instantOf, startOfDay, weekday, type CivilDate } from './civil-date'
import { spansOn, type WorkingCalendar } from './working-calendar'

/** README of the specification: hours run on calendar time; where a rule says so they run on business time. */
export type TimeKind = 'calendar' | 'business'

/** The time a rule counts in. A calendar is needed for business time only. */
export interface CountedTime {
  kind: TimeKind
  calendar: WorkingCalendar
}

/** A year without holiday data is said, never guessed (SVC-18). */
export interface UnknownYear {
  unknownYear: number
}

export type Counted<T> = { value: T } | UnknownYear

/** A stretch of work as instants, with the day it belongs to. */
export interface Stretch {
  date: CivilDate
  from: Date
  to: Date
}

export interface WorkingDay {
  date: CivilDate
  stretches: readonly Stretch[]
  /** The day differs from its weekday: a holiday when nothing is worked on it. */
  special: boolean
}

export const minute = 60_000

// Days are asked again and again by every clock of a unit; a calendar is plain data and never changes.
const remembered = new WeakMap<WorkingCalendar, Map<CivilDate, WorkingDay>>()

const instantAt = (date: CivilDate, time: string, zone: string): Date =>
  time === '24:00' ? startOfDay(addDays(date, 1), zone) : instantOf(`${date}T${time}`, zone)

/** The work of one civil day of the calendar's zone. */
export function workingDay(calendar: WorkingCalendar, date: CivilDate): WorkingDay {
  const days = remembered.get(calendar) ?? new Map<CivilDate, WorkingDay>()
  remembered.set(calendar, days)
  const known = days.get(date)
  if (known) return known
  const stretches = spansOn(calendar, date, weekday(date)).map(({ from, to }) => ({
    date,
    from: instantAt(date, from, calendar.timeZone),
    to: instantAt(date, to, calendar.timeZone),
  }))
  const day = { date, stretches, special: calendar.days.has(date) }
  days.set(date, day)
  return day
}

const yearOf = (date: CivilDate): number => Number(date.slice(0, 4))

/**
 * SVC-18: the instant at which so much counted time has passed since `from`. Nothing to add gives `from` itself; an
 * amount that is used up at closing time ends then, not at the next opening.
 */
export function addCounted(from: Date, milliseconds: number, time: CountedTime): Counted<Date> {
  if (milliseconds <= 0) return { value: from }
  if (time.kind === 'calendar') return { value: new Date(from.getTime() + milliseconds) }
  let left = milliseconds
  let date = civilDate(from, time.calendar.timeZone)
  for (;;) {
    if (!time.calendar.years.has(yearOf(date))) return { unknownYear: yearOf(date) }
    for (const stretch of workingDay(time.calendar, date).stretches) {
      const begin = Math.max(stretch.from.getTime(), from.getTime())
      const length = stretch.to.getTime() - begin
      if (length <= 0) continue
      if (length >= left) return { value: new Date(begin + left) }
      left -= length
    }
    date = addDays(date, 1)
  }
}

/** SVC-18: the counted time from one instant to a later one, in milliseconds; 0 when it is not later. */
export function countedBetween(from: Date, to: Date, time: CountedTime): Counted<number> {
  if (to <= from) return { value: 0 }
  if (time.kind === 'calendar') return { value: to.getTime() - from.getTime() }
  const last = civilDate(to, time.calendar.timeZone)
  let total = 0
  for (let date = civilDate(from, time.calendar.timeZone); date <= last; date = addDays(date, 1)) {
    if (!time.calendar.years.has(yearOf(date))) return { unknownYear: yearOf(date) }
    for (const stretch of workingDay(time.calendar, date).stretches) {
      const begin = Math.max(stretch.from.getTime(), from.getTime())
      const end = Math.min(stretch.to.getTime(), to.getTime())
      if (end > begin) total += end - begin
    }
  }
  return { value: total }
}

/** What of a stretch of time was counted, day by day, for the explanation of a clock. */
export interface CountedDay {
  date: CivilDate
  /** In milliseconds; 0 on a day that was passed over. */
  counted: number
  /** Why nothing or something unusual was counted on the day. */
  why: 'work' | 'holiday' | 'rest_day' | 'make_up_day' | 'outside_hours' | 'unknown_year'
}

function whyOf(day: WorkingDay, counted: number): CountedDay['why'] {
  if (day.stretches.length === 0) return day.special ? 'holiday' : 'rest_day'
  if (counted === 0) return 'outside_hours'
  return day.special ? 'make_up_day' : 'work'
}

/** SVC-18: the days of a stretch of business time; at most `limit` of them, so that a very old clock stays readable. */
export function countedDays(from: Date, to: Date, calendar: WorkingCalendar, limit: number): CountedDay[] {
  const days: CountedDay[] = []
  const last = civilDate(to, calendar.timeZone)
  for (let date = civilDate(from, calendar.timeZone); date <= last && days.length < limit;) {
    const day = workingDay(calendar, date)
    const counted = day.stretches
      .map(
        (part) => Math.min(part.to.getTime(), to.getTime()) - Math.max(part.from.getTime(), from.getTime()),
      )
      .filter((length) => length > 0)
      .reduce((all, length) => all + length, 0)
    if (calendar.years.has(yearOf(date))) days.push({ date, counted, why: whyOf(day, counted) })
    else days.push({ date, counted: 0, why: 'unknown_year' })
    date = addDays(date, 1)
  }
  return days
}
