/** Periods that a user chooses; a free range comes only by address. */
export const periodKinds = ['day', 'week', 'month', 'quarter', 'year'] as const
export type PeriodKind = (typeof periodKinds)[number]

const dayMs = 86_400_000
const instantOf = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10)

/** The kind of a period as it stands in the address; null for a range or nothing known. */
export function kindOf(name: string): PeriodKind | null {
  if (/^\d{4}$/.test(name)) return 'year'
  if (/^\d{4}-Q[1-4]$/.test(name)) return 'quarter'
  if (/^\d{4}-W\d{2}$/.test(name)) return 'week'
  if (/^\d{4}-\d{2}$/.test(name)) return 'month'
  return /^\d{4}-\d{2}-\d{2}$/.test(name) ? 'day' : null
}

const weekday = (instant: number): number => (new Date(instant).getUTCDay() + 6) % 7

function weekName(day: string): string {
  const thursday = instantOf(day) + (3 - weekday(instantOf(day))) * dayMs
  const year = dayOf(thursday).slice(0, 4)
  const week = Math.floor((thursday - instantOf(`${year}-01-01`)) / (7 * dayMs)) + 1
  return `${year}-W${String(week).padStart(2, '0')}`
}

/** The period of a kind that holds a day: 'month', '2026-05-17' → '2026-05'. */
export function nameOf(kind: PeriodKind, day: string): string {
  switch (kind) {
    case 'day':
      return day
    case 'week':
      return weekName(day)
    case 'month':
      return day.slice(0, 7)
    case 'quarter':
      return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`
    case 'year':
      return day.slice(0, 4)
  }
}

/** The first day of a period; of anything that is none, the day given. */
export function firstDay(name: string, otherwise: string): string {
  switch (kindOf(name)) {
    case 'day':
      return name
    case 'month':
      return `${name}-01`
    case 'year':
      return `${name}-01-01`
    case 'quarter':
      return `${name.slice(0, 4)}-${String(Number(name.slice(6)) * 3 - 2).padStart(2, '0')}-01`
    case 'week': {
      const fourth = instantOf(`${name.slice(0, 4)}-01-04`)
      return dayOf(fourth - weekday(fourth) * dayMs + (Number(name.slice(6)) - 1) * 7 * dayMs)
    }
    case null:
      return otherwise
  }
}
