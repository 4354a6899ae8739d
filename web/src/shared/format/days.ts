import dayjs from 'dayjs'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'

dayjs.extend(utc)
dayjs.extend(timezone)

const parts = (iso: string, timeZone: string): Record<string, string> => {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  return Object.fromEntries(format.formatToParts(new Date(iso)).map((part) => [part.type, part.value]))
}

/** The day an instant falls on in a zone: 'YYYY-MM-DD'. */
export function dayOf(iso: string, timeZone: string): string {
  const { year, month, day } = parts(iso, timeZone)
  return `${year}-${month}-${day}`
}

/** The local time of an instant, to the minute: 'YYYY-MM-DD HH:mm'; anything that is no instant comes back as it is. */
export function formatInstant(iso: string, timeZone: string): string {
  if (Number.isNaN(Date.parse(iso))) return iso
  const { year, month, day, hour, minute } = parts(iso, timeZone)
  return `${year}-${month}-${day} ${hour}:${minute}`
}

/** The same with seconds, for lists of what happened. */
export function formatInstantExact(iso: string, timeZone: string): string {
  if (Number.isNaN(Date.parse(iso))) return iso
  return `${formatInstant(iso, timeZone)}:${parts(iso, timeZone).second}`
}

/** The instant of a local time 'YYYY-MM-DD HH:mm' in a zone, as the API takes it. */
export const instantFrom = (local: string, timeZone: string): string =>
  dayjs.tz(local, timeZone).toISOString()

/** Today in a zone. */
export const today = (timeZone: string): string => dayOf(new Date().toISOString(), timeZone)

/** True for a text like 2026-11-22T08:15:00Z. */
export const looksLikeInstant = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value) &&
  !Number.isNaN(Date.parse(value))
