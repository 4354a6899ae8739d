import { addDays, monthOf, monthRange, nextMonth, type CivilDate, type Month } from '../../kernel/civil-date'
import type { PersonRole } from './facts.rules'

/** A unit that belonged to a group from a day up to but not including another. */
export interface Span {
  group: string
  unitId: string
  from: CivilDate
  until: CivilDate
}

/** Days whose sums are wanted together; `key` names them in the answer. */
export interface Slice {
  key: string
  from: CivilDate
  to: CivilDate
}

/** IND-3: whose facts count. Left out: no restriction. */
export interface Cut {
  /** null: the whole company. */
  spans: readonly Span[] | null
  role: PersonRole
  personId: string | null
  productFamily: string | null
  orderType: string | null
}

export interface MonthSlice {
  key: string
  from: Month
  to: Month
}

/** Where the sums of the slices are read: month roll-up, day roll-up or the facts themselves. */
export interface ReadPlan {
  months: MonthSlice[]
  days: Slice[]
  facts: Slice[]
}

/**
 * IND-3: the cheapest source that has the cut. Whole months of units come from the month roll-up, which knows families
 * and types but no people; the rest from the day roll-up, which knows people and types but no families; a family with
 * people or with parts of months from the facts. A month in which the tree moved is read by day.
 */
export function planReads(slices: readonly Slice[], cut: Cut, byPerson: boolean): ReadPlan {
  const people = byPerson || cut.personId !== null || cut.role !== 'owner'
  if (people) return cut.productFamily === null ? only('days', slices) : only('facts', slices)
  const split = slices.map((slice) => wholeMonths(slice, movingMonths(cut.spans)))
  const rest = split.flatMap(({ rest: days }) => days)
  return {
    months: split.flatMap(({ months }) => months),
    days: cut.productFamily === null ? rest : [],
    facts: cut.productFamily === null ? [] : rest,
  }
}

const only = (source: 'days' | 'facts', slices: readonly Slice[]): ReadPlan => ({
  months: [],
  days: source === 'days' ? [...slices] : [],
  facts: source === 'facts' ? [...slices] : [],
})

/** The months within which a unit came or went. */
function movingMonths(spans: readonly Span[] | null): ReadonlySet<Month> {
  const borders = (spans ?? []).flatMap(({ from, until }) => [from, until])
  return new Set(borders.filter((day) => !day.endsWith('-01')).map(monthOf))
}

function wholeMonths(slice: Slice, moving: ReadonlySet<Month>): { months: MonthSlice[]; rest: Slice[] } {
  const months: MonthSlice[] = []
  const rest: Slice[] = []
  const { key } = slice
  let day = slice.from
  while (day <= slice.to) {
    const month = monthOf(day)
    const end = monthRange(month).to
    const isWhole = day.endsWith('-01') && end <= slice.to && !moving.has(month)
    if (isWhole) addMonth(months, key, month)
    else addDaysTo(rest, { key, from: day, to: end < slice.to ? end : slice.to })
    day = addDays(end, 1)
  }
  return { months, rest }
}

function addMonth(months: MonthSlice[], key: string, month: Month): void {
  const last = months.at(-1)
  if (last && nextMonth(last.to) === month) last.to = month
  else months.push({ key, from: month, to: month })
}

function addDaysTo(rest: Slice[], days: Slice): void {
  const last = rest.at(-1)
  if (last && addDays(last.to, 1) === days.from) last.to = days.to
  else rest.push(days)
}
