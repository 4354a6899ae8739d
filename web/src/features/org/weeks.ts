import dayjs from 'dayjs'

/** Monday to Sunday, as the API names them. */
export const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const

export type Weekday = (typeof weekdays)[number]

/** '1' = Monday … '7' = Sunday. */
export const weekdayOf = (date: string): Weekday => weekdays[(dayjs(date).day() + 6) % 7] ?? '1'

export const plusDays = (date: string, days: number): string =>
  dayjs(date).add(days, 'day').format('YYYY-MM-DD')

/** The Monday of a day's week. */
export const mondayOf = (date: string): string => plusDays(date, 1 - Number(weekdayOf(date)))

/** First and last day of a day's month. */
export const monthAround = (date: string): { from: string; to: string } => ({
  from: dayjs(date).startOf('month').format('YYYY-MM-DD'),
  to: dayjs(date).endOf('month').format('YYYY-MM-DD'),
})

export const plusMonths = (date: string, months: number): string =>
  dayjs(date).startOf('month').add(months, 'month').format('YYYY-MM-DD')
