import { dec, type Decimal } from '../../kernel/money'
import type { CivilDate } from '../../kernel/civil-date'
import { factKinds, type PersonRole } from './facts.rules'
import {
  distinctMonthsOf,
  factsOf,
  parseFormula,
  type Formula,
  type FormulaErrorReason,
} from './formula.rules'
import type { Period, PeriodKind } from './periods.rules'

export interface Target {
  ambition?: 'first' | 'second'
  demand: '>=' | '>' | '<=' | '<'
  value: string
  period: 'day' | 'week' | 'month' | 'quarter' | 'year'
  source?: string
  example?: true
}

export type IndicatorUnit =
  'yuan' | 'ratio' | 'count' | 'customers' | 'orders' | 'yuan_per_order' | 'days' | 'points'

/** One version of an indicator's definition. */
export interface Definition {
  code: string
  version: number
  validFrom: CivilDate
  name: string
  nameEn: string
  formula: string
  unit: IndicatorUnit
  direction: 'higher_is_better' | 'lower_is_better'
  decimals: number
  personRole: PersonRole | null
  targets: Target[]
  position: number
  isActive: boolean
  responsibleId: string | null
  source: string | null
  isExample: boolean
  note: string
}

export interface FormulaProblem {
  reason: FormulaErrorReason | 'unknown_kind' | 'unknown_measure' | 'no_facts' | 'months_too_many'
  /** Where in the text, counted from 0. */
  position: number
  found: string
}

const longestSpan = 120
const known: Readonly<Record<string, readonly string[]>> = factKinds

/** IND-2: a formula is checked when it is saved: it can be read, and every sum it names exists. */
export function formulaProblem(text: string): FormulaProblem | null {
  const parsed = parseFormula(text)
  if (!parsed.ok) return parsed.error
  const sums = factsOf(parsed.formula)
  const spans = distinctMonthsOf(parsed.formula)
  for (const { kind, measure } of sums) {
    const found = `${kind}.${measure}`
    const position = new RegExp(`\\b${kind}\\s*[.]\\s*${measure}\\b`).exec(text)?.index ?? 0
    if (!Object.hasOwn(known, kind)) return { reason: 'unknown_kind', position, found }
    if (!known[kind]?.includes(measure)) return { reason: 'unknown_measure', position, found }
  }
  const tooLong = spans.find((months) => months > longestSpan)
  if (tooLong !== undefined)
    return { reason: 'months_too_many', position: text.indexOf(String(tooLong)), found: String(tooLong) }
  return sums.length + spans.length === 0 ? { reason: 'no_facts', position: 0, found: text } : null
}

/** The formula of a definition that was checked when it was saved. */
export function formulaOf(definition: Definition): Formula {
  const parsed = parseFormula(definition.formula)
  if (parsed.ok) return parsed.formula
  throw new RangeError(`${definition.code}: ${parsed.error.reason}`)
}

/**
 * IND-2: the version of an indicator that was in force on a day: the newest that had begun. A period older than the
 * indicator itself is read with its first version, so that last year has a value to compare with.
 */
export function inForce(versions: readonly Definition[], day: CivilDate): Definition | null {
  const ordered = [...versions].sort((a, b) => a.version - b.version)
  const begun = ordered.filter((version) => version.validFrom <= day)
  return begun.at(-1) ?? ordered[0] ?? null
}

/** A ratio or mean says the same of a day as of a year; a sum does not. */
const isMean = (unit: IndicatorUnit): boolean => ['ratio', 'yuan_per_order', 'days', 'points'].includes(unit)

export interface AppliedTarget extends Target {
  /** The figure this period is held to: the target itself, or its equal share. */
  demanded: string
  isShare: boolean
  met: boolean | null
}

const monthsOfKind = { month: 1, quarter: 3, year: 12 } as const
const monthsIn = (kind: PeriodKind): number | null =>
  kind === 'month' || kind === 'quarter' || kind === 'year' ? monthsOfKind[kind] : null

/**
 * IND-4 (the part a value needs): which targets a value is held to. A ratio's target holds for any period, unit and
 * person. A sum's target holds for the whole company and a period of its own length; for a shorter one its equal share
 * by months is shown and marked as such, until targets are split by hand.
 */
export function targetsFor(
  definition: Pick<Definition, 'targets' | 'unit'>,
  subject: { period: Period; isWhole: boolean; value: Decimal | null },
): AppliedTarget[] {
  return definition.targets.flatMap((target) => {
    const demanded = demandedOf(target, definition.unit, subject)
    if (demanded === null) return []
    const met = subject.value === null ? null : isMet(subject.value, target.demand, demanded)
    return [{ ...target, demanded: demanded.toFixed(), isShare: !demanded.eq(target.value), met }]
  })
}

function demandedOf(
  target: Target,
  unit: IndicatorUnit,
  subject: { period: Period; isWhole: boolean },
): Decimal | null {
  if (isMean(unit)) return dec(target.value)
  if (!subject.isWhole) return null
  if (unit === 'customers') return dec(target.value)
  if (target.period === subject.period.kind) return dec(target.value)
  const whole = monthsIn(target.period)
  const part = monthsIn(subject.period.kind)
  if (whole === null || part === null || part > whole) return null
  return dec(target.value).times(part).div(whole).toDecimalPlaces(2)
}

function isMet(value: Decimal, demand: Target['demand'], demanded: Decimal): boolean {
  switch (demand) {
    case '>=':
      return value.gte(demanded)
    case '>':
      return value.gt(demanded)
    case '<=':
      return value.lte(demanded)
    case '<':
      return value.lt(demanded)
  }
}

export interface Ranked {
  rank: number | null
}

/** IND-3: places within peers; equal values share a place, no value has none. */
export function ranked<T extends { value: Decimal | null }>(
  rows: readonly T[],
  direction: Definition['direction'],
): (T & Ranked)[] {
  const better = (a: Decimal, b: Decimal) => (direction === 'higher_is_better' ? a.gt(b) : a.lt(b))
  const order = (a: T, b: T): number => {
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null)
    return better(a.value, b.value) ? -1 : Number(better(b.value, a.value))
  }
  const values = rows.flatMap(({ value }) => (value === null ? [] : [value]))
  const place = (value: Decimal) => 1 + values.filter((other) => better(other, value)).length
  return [...rows].sort(order).map((row) => ({ ...row, rank: row.value === null ? null : place(row.value) }))
}
