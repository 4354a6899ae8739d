import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dec, sum, toMoney } from '../../kernel/money'
import { outputPay, type OutputInput } from './output.rules'
import { poolFactor, poolPay, type PoolInput } from './pool.rules'
import { calendarDays, performanceStandard, proRata, workingDays } from './pro-rata.rules'

const yuan = { mode: 'half_up', places: 0 } as const
const cent = { mode: 'half_up', places: 2 } as const
const poolScheme: PoolInput['scheme'] = {
  head: 'outside',
  remainder: 'reserve',
  rounding: { standard: cent, person: yuan },
}
const member = (standard: string, factor: string, index = 0) => ({ personId: `p${index}`, standard, factor })

const worked = ['1500', '1000', '1250', '1000'].map((standard, index) =>
  member(standard, ['1', '0.98', '0.96', '0.9'][index] ?? '0', index),
)

describe('PAY-1, PAY-2: the pool', () => {
  it('the worked example of the source comes out exactly, and explains itself', () => {
    const pay = poolPay({ scheme: poolScheme, unitCoefficient: '1', members: worked })
    expect(pay.slips.map((slip) => slip.total)).toEqual(['1556.00', '1016.00', '1245.00', '933.00'])
    expect(pay).toMatchObject({ pool: '4750', remainder: '0', reserve: '0', head: null })
    expect(pay.slips[1]?.lines[0]).toMatchObject({
      ruleId: 'PAY-1',
      label: 'pool_share',
      formula: '1000 × 0.98 ÷ 4580 × 4750',
      amount: '1016.00',
    })
  })

  it('the remainder is charged to the reserve, or shared out where the scheme says so', () => {
    const members = ['900', '1100', '1300', '1000'].map((s, i) =>
      member(s, ['0.93', '0.91', '0.86', '0.94'][i] ?? '0', i),
    )
    const charged = poolPay({ scheme: poolScheme, unitCoefficient: '0.95', members })
    expect(charged).toMatchObject({ remainder: '-1', reserve: '215', reserveAfterRemainder: '214' })
    const scheme = { ...poolScheme, remainder: 'largest_remainder' } as const
    expect(poolPay({ scheme, unitCoefficient: '0.95', members })).toMatchObject({
      remainder: '0',
      reserve: '215',
    })
  })

  it('the head outside gets the standard by the unit coefficient; inside there is no second share', () => {
    const head = { personId: 'h', standard: '1500' }
    const pay = poolPay({ scheme: poolScheme, unitCoefficient: '0.9', members: worked, head })
    expect(pay.head).toMatchObject({ personId: 'h', total: '1350.00' })
    const inside = { ...poolScheme, head: 'inside' } as const
    expect(() => poolPay({ scheme: inside, unitCoefficient: '0.9', members: worked, head })).toThrow(
      expect.objectContaining({ reason: 'pay.head_is_inside' }),
    )
  })

  it('nobody with a score: nobody is paid, all of it is remainder', () => {
    const pay = poolPay({ scheme: poolScheme, unitCoefficient: '1', members: [member('1000', '0')] })
    expect(pay).toMatchObject({ remainder: '1000' })
    expect(poolPay({ scheme: poolScheme, unitCoefficient: '1', members: [] })).toMatchObject({
      pool: '0',
      slips: [],
    })
  })

  it('f is the score or the grade, as the scheme says', () => {
    const scoreFull = { value: '100', source: '004:465' }
    const result = { score: '87.5', coefficient: '0.9' }
    expect(poolFactor({ factor: 'score', scoreFull }, result)).toBe('0.875')
    expect(poolFactor({ factor: 'grade', scoreFull }, result)).toBe('0.9')
    expect(() => poolFactor({ factor: 'grade', scoreFull }, { score: '1', coefficient: null })).toThrow()
  })

  it('persons and remainder are the pool, pool and reserve the standards; nobody gains by a lower factor', () => {
    const money = fc.integer({ min: 0, max: 2_000_000 }).map((cents) => toMoney(dec(cents).div(100)))
    const ratio = fc.integer({ min: 0, max: 1_200_000 }).map((n) => dec(n).div(1_000_000).toString())
    const people = fc.array(fc.tuple(money, ratio), { maxLength: 30 })
    const remainders = fc.constantFrom('reserve' as const, 'largest_remainder' as const)
    fc.assert(
      fc.property(people, ratio, remainders, (rows, unitCoefficient, remainder) => {
        const members = rows.map(([standard, factor], index) => member(standard, factor, index))
        const pay = poolPay({ scheme: { ...poolScheme, remainder }, unitCoefficient, members })
        const paid = sum(pay.slips.map((slip) => slip.total))
        expect(paid.plus(pay.remainder).equals(pay.pool)).toBe(true)
        expect(
          dec(pay.pool)
            .plus(pay.reserve)
            .equals(sum(members.map((m) => m.standard))),
        ).toBe(true)
        expect(dec(pay.reserveAfterRemainder).equals(dec(pay.reserve).plus(pay.remainder))).toBe(true)
        const most = sum(members.map((m) => dec(m.standard).times(m.factor))).isZero()
          ? dec(pay.pool)
          : members.length
        expect(dec(pay.remainder).abs().lessThanOrEqualTo(most)).toBe(true)
        const [first, second] = members
        if (
          first &&
          second &&
          first.standard === second.standard &&
          dec(first.factor).lessThan(second.factor)
        ) {
          expect(dec(pay.slips[0]?.total ?? 0).lessThanOrEqualTo(pay.slips[1]?.total ?? 0)).toBe(true)
        }
      }),
    )
  })
})

describe('PAY-1: the standard, pro rata', () => {
  const period = { from: '2026-02-01', to: '2026-02-28' }

  it.each([
    ['whole month', null, null, 28],
    ['joined', '2026-02-15', null, 14],
    ['left', null, '2026-02-07', 7],
    ['came and went', '2026-02-10', '2026-02-12', 3],
    ['not yet there', '2026-03-01', null, 0],
  ])('%s', (_, from, to, present) => expect(calendarDays({ period, from, to })).toEqual({ present, all: 28 }))

  it('by working days', () => {
    const days = ['2026-02-02', '2026-02-03', '2026-02-27', '2026-03-02']
    expect(workingDays({ period, from: '2026-02-03', to: null }, days)).toEqual({ present: 2, all: 3 })
  })

  it('S × share × days', () => {
    expect(performanceStandard('3333.33', '0.30', cent)).toBe('1000.00')
    expect(proRata('1000.00', { present: 1, all: 3 }, cent)).toBe('333.33')
    expect(proRata('1000.00', { present: 3, all: 3 }, cent)).toBe('1000.00')
  })
})

describe('PAY-3: output pay', () => {
  const scheme = (over: Partial<OutputInput['scheme']> = {}): OutputInput['scheme'] => ({
    base: { value: '1500', source: '001:118' },
    rate: { value: '0.01', example: true },
    scoreFull: { value: '100', source: '001:116' },
    guarantee: { value: '3000', source: '001:118' },
    guaranteeCovers: 'total',
    rounding: cent,
    ...over,
  })
  const pay = (output: string, score: string, incentive: string, over: Partial<OutputInput['scheme']> = {}) =>
    outputPay({
      scheme: scheme(over),
      personId: 'p',
      output,
      score,
      incentives: [{ amount: incentive, from: 'fact' }],
    })

  it('above the guarantee, with the formula filled in', () => {
    const slip = pay('200000', '95', '300.00')
    expect(slip.total).toBe('3625.00')
    expect(slip.lines.map((line) => [line.ruleId, line.label, line.formula, line.amount])).toEqual([
      ['PAY-3', 'performance', '(1500 + 200000 × 0.01) × 95 ÷ 100', '3325.00'],
      ['PAY-4', 'incentive', '300.00', '300.00'],
    ])
  })

  it('lifted to the guarantee by a line of its own', () => {
    const slip = pay('50000', '90', '0.00')
    expect(slip.total).toBe('3000.00')
    expect(slip.lines.at(-1)).toMatchObject({
      label: 'guarantee_top_up',
      formula: '3000 − 1800',
      amount: '1200.00',
    })
  })

  it('the guarantee covers the total or leaves the incentives on top', () => {
    expect(pay('50000', '90', '500.00').total).toBe('3000.00')
    expect(pay('50000', '90', '500.00', { guaranteeCovers: 'without_incentives' }).total).toBe('3500.00')
    expect(pay('50000', '90', '500.00', { guarantee: null }).total).toBe('2300.00')
  })

  it('the total is the sum of the lines and never below the guarantee', () => {
    const money = fc.integer({ min: 0, max: 100_000_000 }).map((cents) => toMoney(dec(cents).div(100)))
    const score = fc.integer({ min: 0, max: 1000 }).map((tenths) => dec(tenths).div(10).toString())
    fc.assert(
      fc.property(money, score, money, (output, points, incentive) => {
        const slip = pay(output, points, incentive)
        expect(sum(slip.lines.map((line) => line.amount)).equals(slip.total)).toBe(true)
        expect(dec(slip.total).greaterThanOrEqualTo(3000)).toBe(true)
      }),
    )
  })
})
