import { describe, expect, it } from 'vitest'
import { pairOf, withoutCost, wrongPrice } from './rules'

const price = (name: string, validFrom: string, validTo: string | null = null) => ({
  name,
  validFrom,
  validTo,
})

describe('PRT-1: the catalogue', () => {
  it.each([
    ['一口价', [price('零售价', '2026-01-01')], -1],
    ['接着的下一段', [price('零售价', '2026-01-01', '2026-07-01'), price('零售价', '2026-07-01')], -1],
    ['同名重叠一天', [price('零售价', '2026-01-01', '2026-07-02'), price('零售价', '2026-07-01')], 1],
    ['不同名可以同时有效', [price('零售价', '2026-01-01'), price('索赔价', '2026-01-01')], -1],
    ['止于起始当天', [price('零售价', '2026-01-01', '2026-01-01')], 0],
    ['两段都没有止期', [price('零售价', '2026-07-01'), price('零售价', '2026-01-01')], 1],
  ])('prices: %s', (_title, prices, wrong) => {
    expect(wrongPrice(prices)).toBe(wrong)
  })

  it('keeps an interchange pair once, whichever side it is entered from', () => {
    expect(pairOf('b', 'a')).toEqual(pairOf('a', 'b'))
  })

  it('hides costs in the history too', () => {
    const entries = [
      {
        changes: {
          standardCost: ['1.00', '2.00'] as [unknown, unknown],
          name: ['a', 'b'] as [unknown, unknown],
        },
      },
    ]
    expect(Object.keys(withoutCost(entries)[0]!.changes)).toEqual(['name'])
  })
})
