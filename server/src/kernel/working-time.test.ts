import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, instantOf } from './civil-date'
import type { WorkingCalendar } from './working-calendar'
import { addCounted, countedBetween, countedDays, minute, type CountedTime } from './working-time'

const at = (text: string) => instantOf(text, 'Asia/Shanghai')
const hours = [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '18:00' },
]
const week: WorkingCalendar = {
  timeZone: 'Asia/Shanghai',
  weekly: { 1: hours, 2: hours, 3: hours, 4: hours, 5: hours },
  days: new Map([
    ['2026-10-01', []],
    ['2026-10-02', []],
    ['2026-10-10', hours],
  ]),
  years: new Set([2025, 2026]),
}
const business: CountedTime = { kind: 'business', calendar: week }

const span = fc.uniqueArray(fc.integer({ min: 0, max: 24 }), { minLength: 0, maxLength: 6 }).map((given) => {
  const ends = [...given].sort((a, b) => a - b)
  const text = (hour: number) => `${String(hour).padStart(2, '0')}:00`
  return Array.from({ length: Math.floor(ends.length / 2) }, (_, i) => ({
    from: text(ends[2 * i] ?? 0),
    to: text(ends[2 * i + 1] ?? 0),
  }))
})
const calendar: fc.Arbitrary<WorkingCalendar> = fc.record({
  timeZone: fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'UTC'),
  weekly: fc
    .tuple(...Array.from({ length: 6 }, () => span))
    .map((days) =>
      Object.fromEntries([...days, [{ from: '08:00', to: '09:00' }]].map((spans, i) => [i + 1, spans])),
    ),
  days: fc
    .array(fc.tuple(fc.integer({ min: 0, max: 300 }), span), { maxLength: 20 })
    .map((days) => new Map(days.map(([offset, spans]) => [addDays('2026-01-10', offset), spans]))),
  years: fc.constant(new Set(Array.from({ length: 20 }, (_, i) => 2020 + i))),
})
const instant = fc
  .integer({ min: 0, max: 300 * 24 * 60 })
  .map((minutes) => new Date(at('2026-01-10T00:00').getTime() + minutes * minute))
const amount = fc.integer({ min: 1, max: 200 * 60 }).map((minutes) => minutes * minute)

const value = <T>(counted: { value: T } | { unknownYear: number }): T => {
  if ('unknownYear' in counted) throw new Error(`unknown year ${counted.unknownYear}`)
  return counted.value
}

describe('SVC-18: working time', () => {
  it('what was added is what lies between', () =>
    fc.assert(
      fc.property(calendar, instant, amount, (calendar, from, ms) => {
        const time: CountedTime = { kind: 'business', calendar }
        expect(value(countedBetween(from, value(addCounted(from, ms, time)), time))).toBe(ms)
      }),
      { numRuns: 500 },
    ))

  it('more takes longer, and never runs backwards', () =>
    fc.assert(
      fc.property(calendar, instant, amount, amount, (calendar, from, a, b) => {
        const time: CountedTime = { kind: 'business', calendar }
        const first = value(addCounted(from, a, time))
        const second = value(addCounted(from, a + b, time))
        expect(first > from).toBe(true)
        expect(second > first).toBe(true)
      }),
    ))

  it('adding in two steps is adding at once', () =>
    fc.assert(
      fc.property(calendar, instant, amount, amount, (calendar, from, a, b) => {
        const time: CountedTime = { kind: 'business', calendar }
        const steps = value(addCounted(value(addCounted(from, a, time)), b, time))
        expect(steps).toEqual(value(addCounted(from, a + b, time)))
      }),
    ))

  it('splitting a stretch adds up, day by day too', () =>
    fc.assert(
      fc.property(calendar, fc.tuple(instant, instant, instant), (calendar, three) => {
        const time: CountedTime = { kind: 'business', calendar }
        const [a, b, c] = [...three].sort((x, y) => x.getTime() - y.getTime())
        if (!a || !b || !c) return
        const whole = value(countedBetween(a, c, time))
        expect(value(countedBetween(a, b, time)) + value(countedBetween(b, c, time))).toBe(whole)
        const days = countedDays(a, c, calendar, 1000)
        expect(days.reduce((all, day) => all + day.counted, 0)).toBe(whole)
      }),
    ))

  it('a year without holiday data is said, not guessed', () => {
    expect(addCounted(at('2026-12-31T17:00'), 2 * 60 * minute, business)).toEqual({ unknownYear: 2027 })
    expect(countedBetween(at('2024-12-31T17:00'), at('2025-01-05T00:00'), business)).toEqual({
      unknownYear: 2024,
    })
    expect(countedDays(at('2026-12-31T17:00'), at('2027-01-01T10:00'), week, 9)[1]?.why).toBe('unknown_year')
  })

  it('a calendar without any work ends at the first unknown year', () => {
    const idle = { ...week, weekly: {}, days: new Map() }
    expect(addCounted(at('2026-03-02T09:00'), minute, { kind: 'business', calendar: idle })).toEqual({
      unknownYear: 2027,
    })
  })

  it('says why a day was passed over', () => {
    const days = countedDays(at('2026-09-30T16:00'), at('2026-10-10T11:00'), week, 20)
    expect(days.map((day) => `${day.date.slice(5)} ${day.why} ${day.counted / minute}`)).toEqual([
      '09-30 work 120',
      '10-01 holiday 0',
      '10-02 holiday 0',
      '10-03 rest_day 0',
      '10-04 rest_day 0',
      '10-05 work 480',
      '10-06 work 480',
      '10-07 work 480',
      '10-08 work 480',
      '10-09 work 480',
      '10-10 make_up_day 120',
    ])
  })
})
