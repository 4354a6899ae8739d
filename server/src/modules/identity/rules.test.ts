import { describe, expect, it } from 'vitest'
import { afterWrongPassword, isLocked } from './rules'

const policy = { freeAttempts: 3, lockMinutes: 15 }
const now = new Date('2026-03-02T08:00:00Z')
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

describe('PLT-12: lock-out', () => {
  it.each([
    ['first wrong password', 0, null],
    ['second', 1, null],
    ['third: rests a quarter of an hour', 2, later(15)],
    ['tenth: the rest begins anew', 9, later(15)],
  ])('%s', (_case, failedCount, lockedUntil) => {
    expect(afterWrongPassword({ failedCount, lockedUntil: null }, policy, now)).toEqual({
      failedCount: failedCount + 1,
      lockedUntil,
    })
  })

  it('ends by itself', () => {
    const attempts = { failedCount: 3, lockedUntil: later(15) }
    expect(isLocked(attempts, later(14))).toBe(true)
    expect(isLocked(attempts, later(15))).toBe(false)
  })
})
