import { describe, expect, it } from 'vitest'
import { monthDays } from './months'

describe('CUS-2: the days of a month', () => {
  it.each([
    ['2026-02', '2026-02-28'],
    ['2028-02', '2028-02-29'],
    ['2026-12', '2026-12-31'],
  ])('%s ends on %s', (month, to) => {
    expect(monthDays(month)).toEqual({ from: `${month}-01`, to })
  })
})
