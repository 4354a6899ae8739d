import { describe, expect, it } from 'vitest'
import { coverage, type Covered, type Fault } from './coverage.rules'
import { Clause } from './schemas'

const clause = (text: Partial<Clause> & { name: string }): Clause => Clause.parse(text)

const warranty = [
  clause({ name: '整车', months: 36, mileageKm: 60000 }),
  clause({ name: '动力总成', assembly: '发动机', months: 60, mileageKm: 100000 }),
  clause({ name: '易损件', assembly: '刹车片', months: 6, mileageKm: 5000 }),
  clause({ name: '蓄电池', assembly: '蓄电池', months: 12, covers: 'parts' }),
]
const car: Covered = {
  exWorksOn: '2024-01-10',
  deliveredOn: '2024-02-29',
  warrantyStartsOn: null,
  seen: { mileageKm: null, hours: null, on: null },
}
const fault = (on: string, mileageKm: number | null, assembly: string | null = null): Fault => ({
  on,
  mileageKm,
  hours: null,
  assembly,
})

describe('AST-2: coverage of a fault at a moment', () => {
  const cases: [string, Fault, string, string[]][] = [
    ['整车期内的电器故障', fault('2025-03-01', 20000, '空调'), 'covered', ['整车']],
    ['到期当日仍在保', fault('2027-02-28', 59999, '空调'), 'covered', ['整车']],
    ['到期次日不保', fault('2027-03-01', 59999, '空调'), 'not_covered', ['整车']],
    ['里程先到', fault('2025-03-01', 60001, '空调'), 'not_covered', ['整车']],
    ['里程恰好到限', fault('2025-03-01', 60000, '空调'), 'covered', ['整车']],
    ['整车过期，发动机另有条款', fault('2028-01-01', 90000, '发动机'), 'covered', ['动力总成']],
    ['易损件期限更短', fault('2025-03-01', 20000, '刹车片'), 'not_covered', ['易损件']],
    ['蓄电池只保件不保工', fault('2024-12-01', 10000, '蓄电池'), 'partly', ['蓄电池']],
    ['交车之前', fault('2024-02-28', 10, '空调'), 'not_covered', ['整车']],
    ['未报里程', fault('2025-03-01', null, '空调'), 'unknown', ['整车']],
    ['未报里程但时间已过', fault('2027-03-01', null, '空调'), 'not_covered', ['整车']],
  ]
  it.each(cases)('%s', (_title, given, answer, names) => {
    const result = coverage(warranty, car, given)
    expect(result.answer).toBe(answer)
    expect(result.clauses.map((one) => one.name)).toEqual(names)
  })

  it('without an assembly: in part as soon as assemblies differ', () => {
    expect(coverage(warranty, car, fault('2024-04-01', 1000)).answer).toBe('partly')
    expect(coverage(warranty.slice(0, 3), car, fault('2024-04-01', 1000)).answer).toBe('covered')
    expect(coverage(warranty.slice(0, 3), car, fault('2024-12-01', 1000)).answer).toBe('partly')
    expect(coverage(warranty.slice(0, 3), car, fault('2030-01-01', 200000)).answer).toBe('not_covered')
  })

  it('an older reading beyond the limit decides, one below it does not', () => {
    const seen = (mileageKm: number) => ({ ...car, seen: { mileageKm, hours: null, on: '2025-02-01' } })
    expect(coverage(warranty, seen(70000), fault('2025-03-01', null, '空调')).answer).toBe('not_covered')
    expect(coverage(warranty, seen(50000), fault('2025-03-01', null, '空调'))).toMatchObject({
      answer: 'unknown',
      missing: ['mileage'],
    })
  })

  it('parts by one clause and labour by another make it whole', () => {
    const two = [
      clause({ name: '件', months: 12, covers: 'parts' }),
      clause({ name: '工', months: 12, covers: 'labour' }),
    ]
    expect(coverage(two, car, fault('2024-05-01', null, '空调')).answer).toBe('covered')
    expect(coverage(two.slice(0, 1), car, fault('2024-05-01', null, '空调')).answer).toBe('partly')
  })

  it('starts from ex-works where the clause says so, or from the agreed day', () => {
    const one = [clause({ name: '整机', months: 1, startsFrom: 'ex_works' })]
    expect(coverage(one, car, fault('2024-02-10', null)).answer).toBe('covered')
    expect(coverage(one, car, fault('2024-02-11', null)).answer).toBe('not_covered')
    expect(coverage(one, { ...car, warrantyStartsOn: '2024-06-01' }, fault('2024-06-30', null)).answer).toBe(
      'covered',
    )
  })

  it('counts running hours for machines', () => {
    const one = [clause({ name: '整机', months: 12, hours: 2000 })]
    const at = (hours: number | null) =>
      coverage(one, car, { on: '2024-08-01', mileageKm: null, hours, assembly: null })
    expect(at(2000).answer).toBe('covered')
    expect(at(2001).answer).toBe('not_covered')
    expect(at(null)).toMatchObject({ answer: 'unknown', missing: ['hours'] })
  })

  it('no start known: unknown, and without any clause: not covered', () => {
    const bare = { ...car, exWorksOn: null, deliveredOn: null }
    expect(coverage(warranty, bare, fault('2025-01-01', 100, '空调')).missing).toEqual(['start'])
    expect(coverage([], car, fault('2025-01-01', 100)).answer).toBe('not_covered')
  })
})
