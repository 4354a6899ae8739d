import { describe, expect, it } from 'vitest'
import { countdown } from './countdown'

const at = '2026-11-22T09:00:00Z'
const now = (time: string) => Date.parse(`2026-11-22T${time}Z`)

describe('PLT-2: countdown of a promise', () => {
  it('is quiet while there is more than half an hour', () => {
    expect(countdown(at, now('06:45:00'))).toEqual({
      tone: 'neutral',
      isLate: false,
      days: 0,
      hours: 2,
      minutes: 15,
    })
    expect(countdown(at, now('08:30:00')).tone).toBe('neutral')
  })

  it('warns in the last half hour and is late only after the promised minute', () => {
    expect(countdown(at, now('08:30:01'))).toMatchObject({ tone: 'warn', minutes: 29 })
    expect(countdown(at, now('09:00:00'))).toMatchObject({ tone: 'warn', isLate: false })
    expect(countdown(at, now('09:00:01'))).toMatchObject({ tone: 'bad', isLate: true, minutes: 0 })
  })

  it('counts days', () => {
    expect(countdown(at, Date.parse('2026-11-20T06:00:00Z'))).toMatchObject({ days: 2, hours: 3, minutes: 0 })
  })
})
