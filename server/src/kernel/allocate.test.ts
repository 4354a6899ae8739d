import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocate } from './allocate'
import { dec, sum } from './money'

const split = (total: string, weights: string[], unit: string) =>
  allocate({ total, weights, unit }).map((part) => part.toString())

describe('allocate: parts that add up', () => {
  it.each([
    ['a hundred among three', '100.00', ['1', '1', '1'], '0.01', ['33.34', '33.33', '33.33']],
    ['seven places at 20/70/10', '7', ['0.2', '0.7', '0.1'], '1', ['1', '5', '1']],
    [
      'a negative total mirrors the positive one',
      '-100.00',
      ['1', '1', '1'],
      '0.01',
      ['-33.34', '-33.33', '-33.33'],
    ],
    ['who weighs nothing gets nothing', '5', ['0', '1', '0'], '1', ['0', '5', '0']],
    ['equal remainders: the earlier first', '1', ['1', '1'], '1', ['1', '0']],
    ['nothing among nobody', '0', [], '1', []],
    ['nothing among weightless', '0', ['0', '0'], '1', ['0', '0']],
  ])('%s', (_, total, weights, unit, parts) => expect(split(total, weights, unit)).toEqual(parts))

  it('refuses what cannot add up', () => {
    expect(() => split('1.005', ['1'], '0.01')).toThrow(RangeError)
    expect(() => split('1', ['0'], '1')).toThrow(RangeError)
    expect(() => split('1', ['2', '-1'], '1')).toThrow(RangeError)
  })

  it('the sum is the total, and no part is a unit or more away from its exact share', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), weights, (cents, ints) => {
        fc.pre(ints.some((weight) => weight > 0))
        const total = dec(cents).div(100)
        const parts = allocate({ total, weights: ints.map((weight) => dec(weight)), unit: '0.01' })
        expect(sum(parts).equals(total)).toBe(true)
        const whole = ints.reduce((a, b) => a + b, 0)
        parts.forEach((part, index) => {
          const exact = total.times(ints[index] ?? 0).div(whole)
          expect(part.minus(exact).abs().lessThan('0.01')).toBe(true)
        })
      }),
    )
  })
})
