import { describe, expect, it } from 'vitest'
import { formatCount, formatMoney, formatPercent, roundText, trimZeros } from './numbers'

describe('money is formatted as text', () => {
  it.each([
    ['0.00', '0.00'],
    ['999.50', '999.50'],
    ['1000', '1,000'],
    ['-12345.60', '-12,345.60'],
    ['9007199254740993.01', '9,007,199,254,740,993.01'],
    ['not a number', 'not a number'],
  ])('%s → %s', (given, shown) => expect(formatMoney(given)).toBe(shown))
})

describe('ratios are shown as per cent', () => {
  it.each([
    ['0.680603', 2, '68.06%'],
    ['0.96', 2, '96.00%'],
    ['1.000000', 0, '100%'],
    ['0.999995', 2, '100.00%'],
    ['0.000049', 2, '0.00%'],
    ['-0.000049', 2, '0.00%'],
    ['-0.125', 1, '-12.5%'],
    ['12.5', 0, '1,250%'],
  ])('%s at %i places → %s', (given, places, shown) => expect(formatPercent(given, places)).toBe(shown))
})

describe('rounding half up on digits', () => {
  it.each([
    ['2.345', 2, '2.35'],
    ['-2.345', 2, '-2.35'],
    ['0.5', 0, '1'],
    ['9.99', 1, '10.0'],
    ['7', 2, '7.00'],
  ])('%s at %i → %s', (given, places, shown) => expect(roundText(given, places)).toBe(shown))
})

it('drops superfluous zeros and groups counts', () => {
  expect([trimZeros('12.500000'), trimZeros('3.000000'), trimZeros('100')]).toEqual(['12.5', '3', '100'])
  expect(formatCount(1459)).toBe('1,459')
})
