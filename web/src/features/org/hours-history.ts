import { textOfSpans, type Span } from './span-text'
import { weekdays } from './weeks'

const isSpan = (value: unknown): value is Span =>
  typeof value === 'object' && value !== null && 'from' in value && 'to' in value

const hoursOf = (value: unknown): string | null =>
  Array.isArray(value) && value.every(isSpan) ? textOfSpans(value) : null

/** Hours in a history as people write them; null for anything that is no hours. */
export function hoursText(field: string, value: unknown, nameOf: (weekday: string) => string): string | null {
  if (field === 'spans' || field === 'makeUp') return hoursOf(value) || null
  if (field !== 'weekly' || typeof value !== 'object' || value === null) return null
  const week = new Map(Object.entries(value))
  const lines = weekdays.flatMap((day) => {
    const hours = hoursOf(week.get(day))
    return hours ? [`${nameOf(day)} ${hours}`] : []
  })
  return lines.join('; ')
}
