import { expect, it } from 'vitest'
import { mondayOf, monthAround, plusDays, plusMonths, weekdayOf } from './weeks'

it('ORG-11: weeks begin on Monday', () => {
  expect(weekdayOf('2026-03-02')).toBe('1')
  expect(weekdayOf('2026-03-08')).toBe('7')
  expect(mondayOf('2026-03-08')).toBe('2026-03-02')
  expect(mondayOf('2026-03-02')).toBe('2026-03-02')
  expect(mondayOf('2026-01-01')).toBe('2025-12-29')
})

it('ORG-11: months and days around their ends', () => {
  expect(monthAround('2026-02-11')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
  expect(plusMonths('2026-01-31', 1)).toBe('2026-02-01')
  expect(plusDays('2026-12-31', 1)).toBe('2027-01-01')
})
