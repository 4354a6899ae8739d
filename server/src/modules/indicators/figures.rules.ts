import { dec, plain, roundHalfUp, type Decimal } from '../../kernel/money'
import { formulaOf, type Definition } from './definitions.rules'
import { distinctMonthsOf, evaluate, factsOf, formulaWithValues } from './formula.rules'
import { monthsBack, type Period } from './periods.rules'

/** One value to be computed: an indicator's version over a period. `key` names it in the answer. */
export interface Cell {
  key: string
  period: Period
  definition: Definition
}

export interface Part {
  kind: string
  measure: string
  sum: string
}

/** A value with everything it was computed from. */
export interface Figure {
  /** Unrounded: what a target is compared with. */
  exact: Decimal | null
  /** Rounded half up to the indicator's decimals. */
  value: string | null
  parts: Part[]
  customers: { months: number; count: number }[]
  formulaWithValues: string
}

export interface Sums {
  sum: (kind: string, measure: string) => Decimal
  customers: (months: number) => number
}

/** IND-2: a figure from its sums; null where something is divided by nothing. */
export function figureOf(definition: Definition, sums: Sums): Figure {
  const formula = formulaOf(definition)
  const exact = evaluate(formula, sums.sum, sums.customers)
  return {
    exact,
    value: exact && shown(exact, definition.decimals),
    parts: factsOf(formula).map((part) => ({ ...part, sum: plain(sums.sum(part.kind, part.measure)) })),
    customers: distinctMonthsOf(formula).map((months) => ({ months, count: sums.customers(months) })),
    formulaWithValues: formulaWithValues(formula, sums.sum, sums.customers),
  }
}

/** A value as it is shown: half up, with all its decimals, and never a zero below nothing. */
export function shown(value: Decimal, decimals: number): string {
  const rounded = roundHalfUp(value, decimals)
  return (rounded.isZero() ? rounded.abs() : rounded).toFixed(decimals)
}

/** The difference of two values; null when one of them is missing. */
export function differenceOf(now: Decimal | null, then: Decimal | null, decimals: number): string | null {
  return now === null || then === null ? null : shown(now.minus(then), decimals)
}

/** The change in relation to the other value, six places; null when there is nothing to relate to. */
export function changeRate(now: Decimal | null, then: Decimal | null): string | null {
  if (now === null || then === null || then.isZero()) return null
  return shown(now.minus(then).div(then.abs()), 6)
}

export const sliceKey = (period: { from: string; to: string }): string => `${period.from}..${period.to}`

/** Everything a set of cells has to read: each span of days, each measure and each span of months once. */
export function needsOf(cells: readonly Cell[]) {
  const slices = new Map(cells.map(({ period }) => [sliceKey(period), period]))
  const measures = new Map<string, { kind: string; measure: string }>()
  const months = new Map<string, { key: string; from: string; to: string }>()
  for (const { definition, period } of cells) {
    const formula = formulaOf(definition)
    for (const part of factsOf(formula)) measures.set(`${part.kind}.${part.measure}`, part)
    for (const count of distinctMonthsOf(formula)) {
      const span = monthsBack(period, count)
      months.set(sliceKey(span), { key: sliceKey(span), ...span })
    }
  }
  return {
    slices: [...slices].map(([key, { from, to }]) => ({ key, from, to })),
    measures: [...measures.values()],
    months: [...months.values()],
  }
}

export const zero = dec(0)
