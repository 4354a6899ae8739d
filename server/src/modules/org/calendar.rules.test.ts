import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spansOn } from '../../kernel/working-calendar'
import { weekday } from '../../kernel/civil-date'
import { areInOrder, dayOf, workingCalendar, type CalendarFacts, type Holiday } from './calendar.rules'

const am = { from: '08:30', to: '12:00' }
const pm = { from: '13:00', to: '17:30' }
const day = [am, pm]
const shop: CalendarFacts = {
  weekly: { 1: day, 2: day, 3: day, 4: day, 5: day, 6: [am] },
  makeUp: day,
  keepsHolidays: true,
  days: [
    { date: '2026-10-08', spans: [am], note: '盘点' },
    { date: '2026-10-03', spans: [am], note: '国庆值守' },
  ],
}
const holidays: Holiday[] = [
  { date: '2026-10-01', kind: 'holiday', name: '国庆节' },
  { date: '2026-10-03', kind: 'holiday', name: '国庆节' },
  { date: '2026-09-20', kind: 'make_up', name: '国庆节' },
  { date: '2026-10-10', kind: 'make_up', name: '国庆节' },
  { date: '2027-01-01', kind: 'holiday', name: '元旦' },
]
const years = [2026]
const byDate = new Map(holidays.map((holiday) => [holiday.date, holiday]))

describe('ORG-11: which hours a day has', () => {
  it.each([
    ['an ordinary Monday has its week’s hours', '2026-09-21', 'work', day],
    ['a Sunday is free', '2026-09-27', 'rest', []],
    ['a holiday on a Thursday is free', '2026-10-01', 'holiday', []],
    ['a make-up Sunday has the make-up hours', '2026-09-20', 'make_up', day],
    ['a make-up Saturday that is worked anyway keeps its hours', '2026-10-10', 'make_up', [am]],
    ['a day of its own has other hours', '2026-10-08', 'other', [am]],
    ['a day of its own wins over a holiday', '2026-10-03', 'other', [am]],
  ])('%s', (_, date, kind, spans) => {
    expect(dayOf(shop, byDate, date)).toMatchObject({ date, kind, spans })
    expect(spansOn(workingCalendar(shop, { holidays, years }, 'Asia/Shanghai'), date, weekday(date))).toEqual(
      spans,
    )
  })

  it('a calendar that keeps no holidays works on them', () => {
    const hotline = { ...shop, keepsHolidays: false, days: [] }
    expect(dayOf(hotline, byDate, '2026-10-01')).toMatchObject({ kind: 'work', spans: day })
  })

  it('the engine’s calendar and the year’s page never differ', () => {
    const calendar = workingCalendar(shop, { holidays, years }, 'Asia/Shanghai')
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
        (at) => {
          const date = at.toISOString().slice(0, 10)
          expect(spansOn(calendar, date, weekday(date))).toEqual(dayOf(shop, byDate, date).spans)
        },
      ),
    )
  })
})

describe('ORG-11: which years are known', () => {
  it('only those somebody confirmed, though days of another were entered', () => {
    const calendar = workingCalendar(shop, { holidays, years }, 'Asia/Shanghai')
    expect([...calendar.years]).toEqual([2026])
    expect(calendar.days.get('2027-01-01')).toEqual([])
  })

  it('every year, where holidays do not matter', () => {
    const calendar = workingCalendar({ ...shop, keepsHolidays: false }, { holidays, years }, 'Asia/Shanghai')
    expect(calendar.years.has(2027)).toBe(true)
  })
})

describe('ORG-11: spans of a day', () => {
  it.each([
    ['morning and afternoon', day, true],
    ['touching spans', [am, { from: '12:00', to: '13:00' }], true],
    ['to the end of the day', [{ from: '00:00', to: '24:00' }], true],
    ['none', [], true],
    ['overlapping', [am, { from: '11:00', to: '13:00' }], false],
    ['the wrong order', [pm, am], false],
    ['an empty span', [{ from: '08:00', to: '08:00' }], false],
    ['over midnight', [{ from: '20:00', to: '08:00' }], false],
    ['beginning at 24:00', [{ from: '24:00', to: '24:00' }], false],
  ])('%s: %j → %s', (_, spans, isFine) => {
    expect(areInOrder(spans)).toBe(isFine)
  })
})
