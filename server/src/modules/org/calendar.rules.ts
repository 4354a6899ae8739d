import type { CivilDate } from '../../kernel/civil-date'
import { weekday } from '../../kernel/civil-date'
import type { WorkingCalendar, WorkingSpan } from '../../kernel/working-calendar'

export type Weekly = Partial<Record<number, readonly WorkingSpan[]>>

/** A day of the company's year that is not an ordinary one: 'holiday' is free, 'make_up' is worked instead of another. */
export interface Holiday {
  readonly date: CivilDate
  readonly kind: 'holiday' | 'make_up'
  readonly name: string
}

/** A day of one calendar alone: no spans is a day of rest. */
export interface OwnDay {
  readonly date: CivilDate
  readonly spans: readonly WorkingSpan[]
  readonly note: string
}

export interface CalendarFacts {
  readonly weekly: Weekly
  /** The hours of a make-up day that falls on a day of rest. */
  readonly makeUp: readonly WorkingSpan[]
  /** Without it the company's holidays mean nothing to this calendar, and every year is known. */
  readonly keepsHolidays: boolean
  readonly days: readonly OwnDay[]
}

export interface HolidayFacts {
  readonly holidays: readonly Holiday[]
  /** The years somebody said are complete. */
  readonly years: readonly number[]
}

const firstYear = 1900
const everyYear: ReadonlySet<number> = new Set(Array.from({ length: 300 }, (_, at) => firstYear + at))

/**
 * ORG-11: the calendar as plain data. A holiday is free; a make-up day that is a day of rest in the week has the make-up
 * hours, any other keeps its hours; the calendar's own days win over both. Days of a year nobody confirmed are left
 * in, but the year is not among the known ones.
 */
export function workingCalendar(
  calendar: CalendarFacts,
  company: HolidayFacts,
  timeZone: string,
): WorkingCalendar {
  const days = new Map<CivilDate, readonly WorkingSpan[]>()
  if (calendar.keepsHolidays)
    for (const holiday of company.holidays) days.set(holiday.date, hoursOf(calendar, holiday))
  for (const day of calendar.days) days.set(day.date, day.spans)
  const years = calendar.keepsHolidays ? new Set(company.years) : everyYear
  return { timeZone, weekly: calendar.weekly, days, years }
}

function hoursOf(calendar: CalendarFacts, holiday: Holiday): readonly WorkingSpan[] {
  if (holiday.kind === 'holiday') return []
  const ordinary = calendar.weekly[weekday(holiday.date)] ?? []
  return ordinary.length > 0 ? ordinary : calendar.makeUp
}

export type DayKind = 'work' | 'rest' | 'holiday' | 'make_up' | 'other'

export interface Day {
  readonly date: CivilDate
  readonly kind: DayKind
  readonly spans: readonly WorkingSpan[]
  readonly note: string
}

/** ORG-11: what one day is and why, as the year's page shows it. */
export function dayOf(
  calendar: CalendarFacts,
  holidays: ReadonlyMap<CivilDate, Holiday>,
  date: CivilDate,
): Day {
  const own = calendar.days.find((day) => day.date === date)
  if (own) return { date, kind: 'other', spans: own.spans, note: own.note }
  const holiday = calendar.keepsHolidays ? holidays.get(date) : undefined
  if (holiday) return { date, kind: holiday.kind, spans: hoursOf(calendar, holiday), note: holiday.name }
  const spans = calendar.weekly[weekday(date)] ?? []
  return { date, kind: spans.length > 0 ? 'work' : 'rest', spans, note: '' }
}

const time = /^([01]\d|2[0-3]):[0-5]\d$/

/** ORG-11: spans of one day are in order, do not touch each other's hours and lie within the day ('24:00' is its end). */
export function areInOrder(spans: readonly WorkingSpan[]): boolean {
  return spans.every((span, at) => {
    const before = spans[at - 1]
    const isWritten = time.test(span.from) && (time.test(span.to) || span.to === '24:00')
    return isWritten && span.from < span.to && (!before || before.to <= span.from)
  })
}
