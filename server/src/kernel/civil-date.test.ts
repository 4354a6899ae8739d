import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as civil from './civil-date'

const shanghai = 'Asia/Shanghai'

describe('civil dates', () => {
  it.each([
    ['just before midnight', '2026-03-01T15:59:59Z', '2026-03-01'],
    ['midnight belongs to the new day', '2026-03-01T16:00:00Z', '2026-03-02'],
    ['new year', '2025-12-31T16:00:00Z', '2026-01-01'],
  ])('%s', (_, instant, date) => expect(civil.civilDate(new Date(instant), shanghai)).toBe(date))

  it('reads a local time in its zone', () => {
    expect(civil.instantOf('2026-03-02T17:00', shanghai).toISOString()).toBe('2026-03-02T09:00:00.000Z')
    expect(civil.localMinute(new Date('2026-03-02T09:00:59Z'), shanghai)).toBe('2026-03-02T17:00')
  })

  it('a skipped hour moves forward, a doubled one is the earlier', () => {
    expect(civil.instantOf('2026-03-29T02:30', 'Europe/Berlin').toISOString()).toBe(
      '2026-03-29T01:30:00.000Z',
    )
    expect(civil.instantOf('2026-10-25T02:30', 'Europe/Berlin').toISOString()).toBe(
      '2026-10-25T00:30:00.000Z',
    )
  })

  it.each([
    ['2026-02-27', 2, '2026-03-01'],
    ['2028-02-27', 2, '2028-02-29'],
    ['2026-12-28', 7, '2027-01-04'],
    ['2026-03-01', -1, '2026-02-28'],
  ])('%s and %i days is %s', (from, days, to) => {
    expect(civil.addDays(from, days)).toBe(to)
    expect(civil.daysBetween(from, to)).toBe(days)
  })

  it('months', () => {
    expect(civil.monthRange('2026-02')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
    expect(civil.nextMonth('2026-12')).toBe('2027-01')
    expect(civil.nextMonth('2026-01', -1)).toBe('2025-12')
    expect(civil.addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(civil.monthOf('2026-02-28')).toBe('2026-02')
    expect(civil.weekday('2026-03-02')).toBe(1)
  })

  it('knows what is no date', () => {
    expect(['2026-02-29', '2026-2-1', '20260201', 'x', '2026-13-01'].some(civil.isCivilDate)).toBe(false)
    expect(['2026-13', '2026-1', '2026'].some(civil.isMonth)).toBe(false)
    expect(civil.isCivilDate('2028-02-29') && civil.isMonth('2026-12')).toBe(true)
    expect(() => civil.addDays('2026-02-29', 1)).toThrow(RangeError)
  })

  it('every instant lies in the day it is given', () => {
    const instants = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
    const zones = fc.constantFrom('Asia/Shanghai', 'UTC', 'Europe/Berlin', 'America/New_York')
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const day = civil.civilDate(instant, zone)
        const { from, until } = civil.instantsOf({ from: day, to: day }, zone)
        expect(from <= instant && instant < until).toBe(true)
        const { from: first, to: last } = civil.monthRange(civil.monthOf(day))
        expect(first <= day && day <= last).toBe(true)
      }),
    )
  })
})
