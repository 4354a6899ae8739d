import { expect, it } from 'vitest'
import { dayOf, formatInstant, formatInstantExact, instantFrom, looksLikeInstant } from './days'

const shanghai = 'Asia/Shanghai'

it('shows an instant in the zone of the company, not of the browser', () => {
  expect(formatInstant('2026-11-21T16:05:09Z', shanghai)).toBe('2026-11-22 00:05')
  expect(formatInstantExact('2026-11-21T16:05:09Z', shanghai)).toBe('2026-11-22 00:05:09')
  expect(formatInstant('2026-11-21T16:05:09Z', 'America/New_York')).toBe('2026-11-21 11:05')
})

it('knows the day of an instant at the border of two days', () => {
  expect(dayOf('2026-11-21T15:59:59Z', shanghai)).toBe('2026-11-21')
  expect(dayOf('2026-11-21T16:00:00Z', shanghai)).toBe('2026-11-22')
})

it('turns a local time into its instant', () => {
  expect(instantFrom('2026-11-22 00:05', shanghai)).toBe('2026-11-21T16:05:00.000Z')
})

it('leaves alone what is no instant', () => {
  expect(formatInstant('soon', shanghai)).toBe('soon')
  expect(looksLikeInstant('2026-11-22')).toBe(false)
  expect(looksLikeInstant('2026-11-22T08:15:00Z')).toBe(true)
})
