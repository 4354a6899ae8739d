import { dec, sum, type Decimal } from './money'

export interface Allocation {
  total: string | Decimal
  weights: readonly (string | Decimal)[]
  /** The smallest piece that can be given: '0.01' for a cent, '1' for a place in a quota. */
  unit: string
}

/**
 * Splits a total by weights in whole units; the parts always add up to the total.
 * Each exact share is cut to whole units, the units left go to the largest remainders, the earlier one first.
 * A negative total is the mirror of the positive one, so a reversal takes back exactly what was given.
 */
export function allocate({ total, weights, unit }: Allocation): Decimal[] {
  const units = dec(total).div(unit)
  if (!units.isInteger()) throw new RangeError(`${String(total)} is no multiple of ${unit}`)
  const parts = units.isNegative()
    ? split(units.abs(), weights).map((part) => part.neg())
    : split(units, weights)
  return parts.map((part) => part.times(unit).plus(0))
}

function split(units: Decimal, weights: readonly (string | Decimal)[]): Decimal[] {
  const exactWeights = weights.map((weight) => dec(weight))
  if (exactWeights.some((weight) => weight.isNegative() && !weight.isZero()))
    throw new RangeError('a weight is negative')
  const whole = sum(exactWeights)
  if (whole.isZero()) {
    if (!units.isZero()) throw new RangeError('nothing to allocate to: all weights are zero')
    return exactWeights.map(() => dec(0))
  }
  const shares = exactWeights.map((weight, index) => {
    const product = units.times(weight)
    const given = product.divToInt(whole)
    return { index, given, rest: product.minus(given.times(whole)) }
  })
  const left = units.minus(sum(shares.map((share) => share.given))).toNumber()
  const winners = [...shares].sort((a, b) => b.rest.comparedTo(a.rest) || a.index - b.index).slice(0, left)
  const lucky = new Set(winners.map((share) => share.index))
  return shares.map((share) => (lucky.has(share.index) ? share.given.plus(1) : share.given))
}
