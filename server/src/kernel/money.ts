import { Decimal as Base } from 'decimal.js'

// Wide enough that a sum of products of money and ratios is exact; never in exponent form, so a string stays readable.
const Exact = Base.clone({ precision: 60, rounding: Base.ROUND_HALF_UP, toExpNeg: -60, toExpPos: 60 })

/** An exact decimal. Money and ratios are computed in it and nowhere else. */
export type Decimal = Base

/** '123.45': two places, as stored in numeric(18,2) and sent in JSON. */
export type Money = string

/** '0.960000': six places, as stored in numeric(12,6). */
export type Ratio = string

/** The rounding a rule states: a named mode and the number of places behind the point. */
export interface Rounding {
  mode: 'half_up' | 'floor' | 'ceiling'
  places: number
}

const modes = { half_up: Base.ROUND_HALF_UP, floor: Base.ROUND_FLOOR, ceiling: Base.ROUND_CEIL } as const

/** Reads a decimal; a JavaScript number is accepted only as a whole number (a count), never as money or ratio. */
export function dec(value: string | number | Decimal): Decimal {
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new RangeError(`not a whole number: ${value}`)
  const result = new Exact(value)
  if (!result.isFinite()) throw new RangeError(`not a finite number: ${String(value)}`)
  return result
}

/** Rounds as the rule says; the rule names mode and place, this function knows no default. */
export function round(value: Decimal, rounding: Rounding): Decimal {
  return value.toDecimalPlaces(rounding.places, modes[rounding.mode])
}

/** Half up, away from zero at the half: 0.5 → 1, -0.5 → -1, so that a reversal mirrors its original. */
export function roundHalfUp(value: Decimal, places: number): Decimal {
  return round(value, { mode: 'half_up', places })
}

/** Money with two places, half up: '1234.50'. */
export function toMoney(value: Decimal): Money {
  return noMinusZero(roundHalfUp(value, 2)).toFixed(2)
}

/** Ratio with six places, half up: '0.960000'. */
export function toRatio(value: Decimal): Ratio {
  return noMinusZero(roundHalfUp(value, 6)).toFixed(6)
}

/** The sum of decimals or decimal strings; zero for none. */
export function sum(values: readonly (string | Decimal)[]): Decimal {
  return values.reduce<Decimal>((total, value) => total.plus(value), dec(0))
}

/** Without exponent, superfluous zeros or a minus before zero: the form in which formulas and points are shown. */
export function plain(value: Decimal): string {
  return noMinusZero(value).toFixed()
}

function noMinusZero(value: Decimal): Decimal {
  return value.isZero() ? value.abs() : value
}
