import { addDays, startOfDay, weekday, type CivilDate } from '../../kernel/civil-date'
import type { Story } from '../story'

export const minutesADay = 600
const opensAt = 8 * 60

// The first day of the Chinese year, which no formula gives; a year beyond the table simply has no holiday.
const newYears = [
  '2019-02-05', '2020-01-25', '2021-02-12', '2022-02-01', '2023-01-22', '2024-02-10', '2025-01-29', '2026-02-17',
  '2027-02-06', '2028-01-26', '2029-02-13', '2030-02-03', '2031-01-23', '2032-02-11', '2033-01-31', '2034-02-19',
] // prettier-ignore

/**
 * Working time as one number: day × 600 + minutes since eight. So work, promises and waits are added without thinking of
 * nights.
 */
export interface Days {
  /** The days of the story, the last of them is `until`. */
  dates: readonly CivilDate[]
  /** The working minute at which the story stops: one hour into the last day. */
  now: number
  /** How busy each day is; the last one has only its first hour. */
  weights: readonly number[]
  at(minute: number): Date
  dayOf(minute: number): number
}

const holiday = (date: CivilDate): number => {
  const [year] = newYears.filter((first) => addDays(first, -3) <= date && addDays(first, 9) >= date)
  if (!year) return 1
  return date < year ? 0.5 : date > addDays(year, 6) ? 0.6 : 0.08
}

export function daysOf(story: Story, until: CivilDate, timeZone: string): Days {
  const dates = Array.from({ length: 366 }, (_none, at) => addDays(until, at - 365))
  const starts = dates.map((date) => startOfDay(date, timeZone).getTime())
  const last = dates.length - 1
  const weights = dates.map((date, at) => {
    const month = Number(date.slice(5, 7)) - 1
    const whole = (story.weekdays[weekday(date) - 1] ?? 1) * (story.months[month] ?? 1) * holiday(date)
    return at === last ? whole / 8 : whole
  })
  const startOf = (day: number) => starts[day] ?? (starts[last] ?? 0) + (day - last) * 86_400_000
  return {
    dates,
    weights,
    now: last * minutesADay + 60,
    at: (minute) => {
      const day = Math.floor(minute / minutesADay)
      const seconds = Math.round((minute - day * minutesADay) * 60)
      return new Date(startOf(day) + opensAt * 60_000 + seconds * 1000)
    },
    dayOf: (minute) => Math.floor(minute / minutesADay),
  }
}

/** So many orders spread over the days by their weight, without losing one to rounding. */
export function spread(total: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  let [passed, given] = [0, 0]
  return weights.map((weight) => {
    passed += weight
    const due = Math.round((total * passed) / whole)
    const here = due - given
    given = due
    return here
  })
}
