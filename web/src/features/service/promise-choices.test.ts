import { describe, expect, it } from 'vitest'
import { nearText, promiseChoices } from './promise-choices'

const zone = 'Asia/Shanghai'
const now = Date.parse('2026-11-22T06:03:00Z')

describe('SVC-8: quick choices of a promise', () => {
  it('offers hours to the next ten minutes and the usual times still ahead', () => {
    expect(promiseChoices(now, zone).map((choice) => [choice.kind, choice.value, choice.at])).toEqual([
      ['plus', '1', '2026-11-22T07:10:00.000Z'],
      ['plus', '2', '2026-11-22T08:10:00.000Z'],
      ['plus', '4', '2026-11-22T10:10:00.000Z'],
      ['today', '17:00', '2026-11-22T09:00:00.000Z'],
      ['tomorrow', '12:00', '2026-11-23T04:00:00.000Z'],
      ['tomorrow', '17:00', '2026-11-23T09:00:00.000Z'],
    ])
  })

  it('names days near today and leaves out this year', () => {
    expect(nearText('2026-11-22T09:00:00Z', now, zone)).toEqual({ day: 'today', clock: '17:00' })
    expect(nearText('2026-11-22T17:00:00Z', now, zone)).toEqual({ day: 'tomorrow', clock: '01:00' })
    expect(nearText('2026-11-21T09:00:00Z', now, zone)).toEqual({ day: 'yesterday', clock: '17:00' })
    expect(nearText('2026-10-01T01:30:00Z', now, zone)).toEqual({ day: '10-01', clock: '09:30' })
    expect(nearText('2025-12-31T01:30:00Z', now, zone)).toEqual({ day: '2025-12-31', clock: '09:30' })
  })
})
