import type { CivilDate } from './civil-date'

/** A stretch of one day's work in local time, 'HH:mm' to 'HH:mm'; '24:00' is the day's end. `from` is before `to`. */
export interface WorkingSpan {
  readonly from: string
  readonly to: string
}

/**
 * When work is done, as plain data (ORG-11, SVC-18). Made by `org` from the calendar of a unit, read by everything that
 * counts business time. Local times of `timeZone`.
 */
export interface WorkingCalendar {
  readonly timeZone: string
  /** Spans of an ordinary week, in order and without overlap: 1 = Monday … 7 = Sunday; a missing day has no work. */
  readonly weekly: Readonly<Partial<Record<number, readonly WorkingSpan[]>>>
  /** Days that differ from their weekday: no spans is a holiday, spans are a make-up day or other hours. */
  readonly days: ReadonlyMap<CivilDate, readonly WorkingSpan[]>
  /** Years whose holidays and make-up days are known; business time in any other year is not guessed. */
  readonly years: ReadonlySet<number>
}

/** The spans of work on one day, in order. Says nothing about whether the year is known. */
export function spansOn(
  calendar: WorkingCalendar,
  date: CivilDate,
  weekdayOf: number,
): readonly WorkingSpan[] {
  return calendar.days.get(date) ?? calendar.weekly[weekdayOf] ?? []
}
