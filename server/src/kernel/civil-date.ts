import { Temporal } from 'temporal-polyfill'

/** 'YYYY-MM-DD': a day of the calendar, without time or zone. */
export type CivilDate = string

/** 'YYYY-MM'. */
export type Month = string

/** The day on which an instant falls in a zone. */
export function civilDate(instant: Date, timeZone: string): CivilDate {
  return zoned(instant, timeZone).toPlainDate().toString()
}

/** The local time of an instant, to the minute: 'YYYY-MM-DDTHH:mm'. */
export function localMinute(instant: Date, timeZone: string): string {
  return zoned(instant, timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' })
}

/**
 * The instant of a local time ('YYYY-MM-DDTHH:mm', seconds allowed). Where clocks were changed, a time that
 * occurs twice is the earlier one, a time that was skipped moves forward by the gap.
 */
export function instantOf(localDateTime: string, timeZone: string): Date {
  const local = Temporal.PlainDateTime.from(localDateTime, { overflow: 'reject' })
  return new Date(local.toZonedDateTime(timeZone).epochMilliseconds)
}

/** The first instant of a day in a zone. */
export function startOfDay(date: CivilDate, timeZone: string): Date {
  return new Date(plainDate(date).toZonedDateTime(timeZone).epochMilliseconds)
}

/** The instants of a day or a range of days, both days included: from ≤ instant < until. */
export function instantsOf(
  range: { from: CivilDate; to: CivilDate },
  timeZone: string,
): { from: Date; until: Date } {
  return { from: startOfDay(range.from, timeZone), until: startOfDay(addDays(range.to, 1), timeZone) }
}

/** The day so many days later; negative goes back. */
export function addDays(date: CivilDate, days: number): CivilDate {
  return plainDate(date).add({ days }).toString()
}

/** The day so many months later, cut to the month's last day: 01-31 plus one month is 02-28 or 02-29. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  return plainDate(date).add({ months }).toString()
}

/** Days from one date to another: 0 for the same day, negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return plainDate(from).until(plainDate(to), { largestUnit: 'day' }).days
}

/** The month of a day. */
export function monthOf(date: CivilDate): Month {
  return plainDate(date).toPlainYearMonth().toString()
}

/** First and last day of a month. */
export function monthRange(month: Month): { from: CivilDate; to: CivilDate } {
  const first = plainMonth(month).toPlainDate({ day: 1 })
  return { from: first.toString(), to: first.add({ months: 1 }).subtract({ days: 1 }).toString() }
}

/** The month so many months later; negative goes back. */
export function nextMonth(month: Month, months = 1): Month {
  return plainMonth(month).add({ months }).toString()
}

/** 1 = Monday … 7 = Sunday. */
export function weekday(date: CivilDate): number {
  return plainDate(date).dayOfWeek
}

/** True for an existing day written YYYY-MM-DD. */
export function isCivilDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && readable(() => plainDate(text))
}

/** True for an existing month written YYYY-MM. */
export function isMonth(text: string): boolean {
  return /^\d{4}-\d{2}$/.test(text) && readable(() => plainMonth(text))
}

function zoned(instant: Date, timeZone: string) {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone)
}

function plainDate(date: CivilDate) {
  return Temporal.PlainDate.from(date, { overflow: 'reject' })
}

function plainMonth(month: Month) {
  return Temporal.PlainYearMonth.from(month, { overflow: 'reject' })
}

function readable(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}
