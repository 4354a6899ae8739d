import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dec, plain, round, roundHalfUp, sum, toMoney, toRatio } from './money'

describe('money: decimals, never floating point', () => {
  it.each([
    ['0.005', '0.01'],
    ['0.004999', '0.00'],
    ['1.005', '1.01'],
    ['-1.005', '-1.01'],
    ['-0.001', '0.00'],
    ['2676.0416638', '2676.04'],
    ['1000000000000000.125', '1000000000000000.13'],
  ])('%s is %s yuan', (value, money) => expect(toMoney(dec(value))).toBe(money))

  it('rounds in the mode and place the rule names', () => {
    expect(round(dec('3.999'), { mode: 'floor', places: 0 }).toString()).toBe('3')
    expect(round(dec('-3.001'), { mode: 'floor', places: 0 }).toString()).toBe('-4')
    expect(round(dec('3.001'), { mode: 'ceiling', places: 0 }).toString()).toBe('4')
    expect(roundHalfUp(dec('1555.5'), 0).toString()).toBe('1556')
  })

  it('adds exactly what binary fractions cannot', () =>
    expect(sum(['0.1', '0.2', dec('0.3')]).toString()).toBe('0.6'))

  it('shows no exponent and no minus zero', () => {
    expect(plain(dec('0.0000001'))).toBe('0.0000001')
    expect(plain(dec('-0'))).toBe('0')
    expect(toRatio(dec(1).div(3))).toBe('0.333333')
  })

  it.each([0.96, NaN, Infinity])('refuses the floating-point number %s', (value) => {
    expect(() => dec(value)).toThrow(RangeError)
  })

  it('a sum of cents is the cents of the sum', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 })), (cents) => {
        const total = cents.reduce((a, b) => a + b, 0)
        expect(
          sum(cents.map((c) => dec(c).div(100)))
            .times(100)
            .toNumber(),
        ).toBe(total + 0)
      }),
    )
  })
})
