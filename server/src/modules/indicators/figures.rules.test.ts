import { describe, expect, it } from 'vitest'
import { dec } from '../../kernel/money'
import { formulaProblem, inForce, ranked, targetsFor, type Definition } from './definitions.rules'
import {
  comparableTo,
  parsePeriod,
  periodBefore,
  periodLastYear,
  pointsOf,
  weekNameOf,
} from './periods.rules'
import { planReads } from './reads.rules'

const period = (text: string) => parsePeriod(text)!

describe('IND-3: periods', () => {
  it.each([
    ['2026', '2026-01-01', '2026-12-31', '2025', '2025'],
    ['2026-Q1', '2026-01-01', '2026-03-31', '2025-Q4', '2025-Q1'],
    ['2026-05', '2026-05-01', '2026-05-31', '2026-04', '2025-05'],
    ['2026-W01', '2025-12-29', '2026-01-04', '2025-W52', '2025-W01'],
    ['2026-05-17', '2026-05-17', '2026-05-17', '2026-05-16', '2025-05-17'],
    ['2024-02-29', '2024-02-29', '2024-02-29', '2024-02-28', '2023-02-28'],
    [
      '2026-05-01..2026-05-10',
      '2026-05-01',
      '2026-05-10',
      '2026-04-21..2026-04-30',
      '2025-05-01..2025-05-10',
    ],
  ])('%s is %s … %s, before it %s, a year ago %s', (text, from, to, before, year) => {
    expect(period(text)).toMatchObject({ name: text, from, to })
    expect(periodBefore(period(text)).name).toBe(before)
    expect(periodLastYear(period(text)).name).toBe(year)
    expect(parsePeriod(periodBefore(period(text)).name)).toEqual(periodBefore(period(text)))
  })

  it.each([
    '',
    '26',
    '2026-13',
    '2026-Q5',
    '2026-W54',
    '2026-02-30',
    '2026-05-10..2026-05-01',
    '2026-05-01..',
    'x',
  ])('%j is no period', (text) => expect(parsePeriod(text)).toBeNull())

  it('a running month is compared with as many days', () => {
    const may = period('2026-05')
    expect(comparableTo(may, periodBefore(may), '2026-05-12').name).toBe('2026-04-01..2026-04-12')
    expect(comparableTo(may, periodBefore(may), '2026-05-31').name).toBe('2026-04')
    expect(comparableTo(period('2026-03'), period('2026-02'), '2026-03-30').name).toBe('2026-02')
  })

  it('a trend ends today', () => {
    expect(pointsOf(period('2026-05'), 'day', '2026-05-03').map(({ name }) => name)).toEqual([
      '2026-05-01',
      '2026-05-02',
      '2026-05-03',
    ])
    expect(pointsOf(period('2026'), 'month', '2026-02-10').map(({ name }) => name)).toEqual([
      '2026-01',
      '2026-02',
    ])
    expect(weekNameOf('2027-01-01')).toBe('2026-W53')
  })
})

describe('IND-3: sums are read where they are cheapest', () => {
  const cut = { spans: null, role: 'owner' as const, personId: null, productFamily: null, orderType: null }
  const slice = { key: 'k', from: '2026-01-15', to: '2026-04-10' }

  it('whole months from months, the rest from days', () => {
    expect(planReads([slice], cut, false)).toEqual({
      months: [{ key: 'k', from: '2026-02', to: '2026-03' }],
      days: [
        { key: 'k', from: '2026-01-15', to: '2026-01-31' },
        { key: 'k', from: '2026-04-01', to: '2026-04-10' },
      ],
      facts: [],
    })
  })

  it('people from days, families by people from facts', () => {
    expect(planReads([slice], { ...cut, personId: 'p' }, false)).toMatchObject({
      months: [],
      days: [slice],
      facts: [],
    })
    expect(planReads([slice], { ...cut, productFamily: 'suv' }, true)).toMatchObject({
      months: [],
      days: [],
      facts: [slice],
    })
    expect(planReads([slice], { ...cut, productFamily: 'suv' }, false).facts).toHaveLength(2)
  })

  it('a month in which a unit moved is read by day', () => {
    const spans = [{ group: '', unitId: 'u', from: '2026-02-10', until: '9999-12-31' }]
    expect(planReads([slice], { ...cut, spans }, false)).toMatchObject({
      months: [{ from: '2026-03', to: '2026-03' }],
      days: [
        { from: '2026-01-15', to: '2026-02-28' },
        { from: '2026-04-01', to: '2026-04-10' },
      ],
    })
  })
})

describe('IND-2: definitions', () => {
  it.each([
    ['handover.on_time / handover.judged', null],
    ['distinct_customers(12)', null],
    ['handover.punctual', { reason: 'unknown_measure', position: 0, found: 'handover.punctual' }],
    ['1 + visits.count', { reason: 'unknown_kind', position: 4, found: 'visits.count' }],
    ['2 * 3', { reason: 'no_facts', position: 0, found: '2 * 3' }],
    ['intake.count +', { reason: 'unfinished', position: 14, found: '' }],
    ['distinct_customers(500)', { reason: 'months_too_many', position: 19, found: '500' }],
  ])('%s', (formula, problem) => expect(formulaProblem(formula)).toEqual(problem))

  const version = (number: number, validFrom: string) => ({ version: number, validFrom }) as Definition
  it.each([
    ['2025-01-01', 1],
    ['2026-03-01', 1],
    ['2026-05-31', 2],
    ['2026-06-01', 3],
  ])('on %s version %i counts', (day, expected) =>
    expect(
      inForce([version(3, '2026-06-01'), version(1, '2026-01-01'), version(2, '2026-05-01')], day)?.version,
    ).toBe(expected),
  )

  it('places: equal values share one, no value has none, and lower may be better', () => {
    const rows = [{ value: dec('0.1') }, { value: null }, { value: dec('0.3') }, { value: dec('0.1') }]
    expect(ranked(rows, 'higher_is_better').map(({ rank }) => rank)).toEqual([1, 2, 2, null])
    expect(ranked(rows, 'lower_is_better').map(({ rank }) => rank)).toEqual([1, 1, 3, null])
  })
})

describe('IND-4: which targets a value is held to', () => {
  const year = { demand: '>=', value: '6000000', period: 'year' } as const
  const rate = { demand: '>=', value: '0.96', period: 'month' } as const
  const ask = (
    unit: Definition['unit'],
    target: Definition['targets'][number],
    name: string,
    isWhole: boolean,
    value: string | null,
  ) =>
    targetsFor(
      { unit, targets: [target] },
      { period: period(name), isWhole, value: value === null ? null : dec(value) },
    ).map(({ demanded, isShare, met }) => [demanded, isShare, met])
  it.each([
    ['a year’s sum for the year', ask('yuan', year, '2026', true, '6000000'), [['6000000', false, true]]],
    ['its twelfth for a month', ask('yuan', year, '2026-05', true, '499999.99'), [['500000', true, false]]],
    ['not for a part of the company', ask('yuan', year, '2026', false, '1'), []],
    ['not for a day', ask('yuan', year, '2026-05-01', true, '1'), []],
    [
      'a rate for anybody and any time',
      ask('ratio', rate, '2026-05-01', false, '0.95999'),
      [['0.96', false, false]],
    ],
    ['no value, no verdict', ask('ratio', rate, '2026', false, null), [['0.96', false, null]]],
  ])('%s', (_, found, expected) => expect(found).toEqual(expected))
})
