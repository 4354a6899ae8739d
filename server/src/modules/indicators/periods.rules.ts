import {
  addDays,
  addMonths,
  daysBetween,
  isCivilDate,
  isMonth,
  monthOf,
  monthRange,
  nextMonth,
  weekday,
  type CivilDate,
  type Month,
} from '../../kernel/civil-date'

export type PeriodKind = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'range'

/** IND-3: days from … to, both included, and what they are called. */
export interface Period {
  kind: PeriodKind
  from: CivilDate
  to: CivilDate
  /** As written: 2026, 2026-Q2, 2026-05, 2026-W21, 2026-05-17 or 2026-05-01..2026-05-17. */
  name: string
}

const longestRange = 3660
// Days beyond these cannot be counted with: an after-sales department is younger, and text of five-digit years does not sort.
const years = { first: 1950, last: 2200 }

/** IND-3: reads a period as it stands in an address; null when it is none. */
export function parsePeriod(text: string): Period | null {
  const period = readPeriod(text)
  if (!period) return null
  const within = (day: CivilDate) =>
    Number(day.slice(0, 4)) >= years.first && Number(day.slice(0, 4)) <= years.last
  return within(period.from) && within(period.to) ? period : null
}

function readPeriod(text: string): Period | null {
  if (/^\d{4}$/.test(text)) return span('year', text, `${text}-01-01`, `${text}-12-31`)
  if (isMonth(text)) return monthPeriod(text)
  if (isCivilDate(text)) return span('day', text, text, text)
  const quarter = /^(\d{4})-Q([1-4])$/.exec(text)
  if (quarter) return quarterPeriod(Number(quarter[1]), Number(quarter[2]))
  const week = /^(\d{4})-W(\d{2})$/.exec(text)
  if (week) return weekPeriod(text, Number(week[1]), Number(week[2]))
  const [from = '', to = '', ...more] = text.split('..')
  if (more.length > 0 || !isCivilDate(from) || !isCivilDate(to)) return null
  if (from > to || daysBetween(from, to) > longestRange) return null
  return span('range', text, from, to)
}

const span = (kind: PeriodKind, name: string, from: CivilDate, to: CivilDate): Period => ({
  kind,
  from,
  to,
  name,
})

/** A month as a period. */
export function monthPeriod(month: Month): Period {
  const { from, to } = monthRange(month)
  return span('month', month, from, to)
}

function quarterPeriod(year: number, quarter: number): Period {
  const first = `${String(year).padStart(4, '0')}-${String(quarter * 3 - 2).padStart(2, '0')}`
  const last = nextMonth(first, 2)
  return span('quarter', `${first.slice(0, 4)}-Q${quarter}`, monthRange(first).from, monthRange(last).to)
}

// ISO 8601: the week belongs to the year of its Thursday; the 4th of January is always in week 1.
function weekPeriod(name: string, year: number, week: number): Period | null {
  const fourth = `${String(year).padStart(4, '0')}-01-04`
  const monday = addDays(fourth, 1 - weekday(fourth) + (week - 1) * 7)
  if (week < 1 || addDays(monday, 3).slice(0, 4) !== fourth.slice(0, 4)) return null
  return span('week', name, monday, addDays(monday, 6))
}

/** The ISO week of a day: '2026-W21'. */
export function weekNameOf(day: CivilDate): string {
  const thursday = addDays(day, 4 - weekday(day))
  const year = thursday.slice(0, 4)
  const week = Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1
  return `${year}-W${String(week).padStart(2, '0')}`
}

/** The period of the same kind just before; of a free range the days before it, as many. */
export function periodBefore(period: Period): Period {
  const eve = addDays(period.from, -1)
  switch (period.kind) {
    case 'day':
      return span('day', eve, eve, eve)
    case 'week':
      return span('week', weekNameOf(eve), addDays(period.from, -7), eve)
    case 'month':
      return monthPeriod(monthOf(eve))
    case 'quarter':
      return quarterPeriod(Number(eve.slice(0, 4)), Math.ceil(Number(eve.slice(5, 7)) / 3))
    case 'year':
      return span('year', eve.slice(0, 4), `${eve.slice(0, 4)}-01-01`, eve)
    case 'range':
      return rangePeriod(addDays(period.from, -1 - daysBetween(period.from, period.to)), eve)
  }
}

/** The same period one year back; a week goes back 52 weeks, so that it stays a week from Monday on. */
export function periodLastYear(period: Period): Period {
  const back = (day: CivilDate) => addMonths(day, -12)
  switch (period.kind) {
    case 'day':
      return span('day', back(period.from), back(period.from), back(period.from))
    case 'week':
      return span(
        'week',
        weekNameOf(addDays(period.from, -364)),
        addDays(period.from, -364),
        addDays(period.to, -364),
      )
    case 'month':
      return monthPeriod(monthOf(back(period.from)))
    case 'quarter':
      return quarterPeriod(
        Number(period.from.slice(0, 4)) - 1,
        Math.ceil(Number(period.from.slice(5, 7)) / 3),
      )
    case 'year': {
      const from = back(period.from)
      return span('year', from.slice(0, 4), from, `${from.slice(0, 4)}-12-31`)
    }
    case 'range':
      return rangePeriod(back(period.from), back(period.to))
  }
}

const rangePeriod = (from: CivilDate, to: CivilDate): Period => span('range', `${from}..${to}`, from, to)

/**
 * IND-3: what a period is compared with. A period that still runs is compared with as many days of the other one,
 * because twelve days of May against all of April would say nothing.
 */
export function comparableTo(period: Period, other: Period, today: CivilDate): Period {
  if (today >= period.to || today < period.from) return other
  const until = addDays(other.from, daysBetween(period.from, today))
  return until >= other.to ? other : rangePeriod(other.from, until)
}

/** The points of a trend, oldest first: the months the period touches, or its days, never after `today`. */
export function pointsOf(period: Period, grain: 'day' | 'month', today: CivilDate): Period[] {
  const last = period.to < today ? period.to : today
  const points: Period[] = []
  if (grain === 'day')
    for (let day = period.from; day <= last; day = addDays(day, 1)) points.push(span('day', day, day, day))
  else
    for (let month = monthOf(period.from); month <= monthOf(last); month = nextMonth(month))
      points.push(monthPeriod(month))
  return points
}

/** The twelve months up to the one a period ends in: the trend behind a single month. */
export function yearUpTo(period: Period): Period {
  const last = monthOf(period.to)
  return rangePeriod(monthRange(nextMonth(last, -11)).from, monthRange(last).to)
}

/** The months of `distinct_customers(n)`: n months up to the one the period ends in. */
export function monthsBack(period: Period, months: number): { from: Month; to: Month } {
  const to = monthOf(period.to)
  return { from: nextMonth(to, 1 - months), to }
}
