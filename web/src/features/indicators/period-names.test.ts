import { describe, expect, it } from 'vitest'
import { firstDay, kindOf, nameOf, periodKinds } from './period-names'

describe('IND-3: periods in the address', () => {
  it.each([
    ['2026', 'year', '2026-01-01'],
    ['2026-Q2', 'quarter', '2026-04-01'],
    ['2026-05', 'month', '2026-05-01'],
    ['2026-W01', 'week', '2025-12-29'],
    ['2020-W53', 'week', '2020-12-28'],
    ['2026-05-17', 'day', '2026-05-17'],
    ['2026-05-01..2026-05-03', null, '2000-01-01'],
    ['', null, '2000-01-01'],
  ])('%s is a %s from %s', (name, kind, first) => {
    expect(kindOf(name)).toBe(kind)
    expect(firstDay(name, '2000-01-01')).toBe(first)
  })

  it('a period and its first day say the same', () => {
    for (const day of ['2020-12-31', '2021-01-03', '2024-02-29', '2026-06-30', '2027-01-01'])
      for (const kind of periodKinds)
        expect(nameOf(kind, firstDay(nameOf(kind, day), ''))).toBe(nameOf(kind, day))
  })
})
