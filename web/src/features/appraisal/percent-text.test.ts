import { describe, expect, it } from 'vitest'
import { cutAt, percentOf, ratioOf } from './percent-text'

describe('a ratio as people write it', () => {
  it.each([
    ['0.93', '93'],
    ['0.934', '93.4'],
    ['1', '100'],
    ['0', '0'],
    ['0.005', '0.5'],
    ['1.25', '125'],
  ])('%s ↔ %s%%', (ratio, percent) => {
    expect(percentOf(ratio)).toBe(percent)
    expect(ratioOf(percent)).toBe(ratio)
  })

  it('takes superfluous zeros away', () => {
    expect(percentOf('0.950000')).toBe('95')
    expect(ratioOf('93.40')).toBe('0.934')
  })

  it('APR-3: what is shown is cut, so that it never reaches a border that the value misses', () => {
    expect(cutAt(percentOf('0.999999736842105263'), 4)).toBe('99.9999')
    expect(cutAt('93.5000', 4)).toBe('93.5')
    expect(cutAt('-7', 4)).toBe('-7')
  })
})
