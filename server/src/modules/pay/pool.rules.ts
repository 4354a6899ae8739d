import { allocate } from '../../kernel/allocate'
import { AppError } from '../../kernel/errors'
import { dec, plain, round, sum, toMoney, type Decimal, type Money } from '../../kernel/money'
import type { PoolScheme } from './schemas'
import { slipOf, type PaySlip } from './slip.rules'

export interface PoolMember {
  personId: string
  /** S, the performance standard, pro rata where the person joined or left in the month. */
  standard: Money
  /** f, from poolFactor. */
  factor: string
  /** The appraisal result the factor comes from. */
  from?: string | null
}

export interface PoolHead {
  personId: string
  standard: Money
}

export interface PoolInput {
  scheme: Pick<PoolScheme, 'head' | 'remainder' | 'rounding'>
  /** The unit's coefficient of the month (APR-21). */
  unitCoefficient: string
  members: readonly PoolMember[]
  /** The unit's head, where the scheme keeps the head outside the pool. */
  head?: PoolHead | null
}

export interface PoolPay {
  /** ΣS × unit coefficient, exact. */
  pool: string
  slips: PaySlip[]
  /** Pool − Σ persons; may be negative. */
  remainder: string
  /** ΣS − pool: what the coefficient cut, before the remainder is charged to it. */
  reserve: string
  /** What the reserve is after the remainder is charged to it. */
  reserveAfterRemainder: string
  head: PaySlip | null
}

/** PAY-1: f is the score as a part of its full mark, or the grade's coefficient where the scheme says so. */
export function poolFactor(
  scheme: Pick<PoolScheme, 'factor' | 'scoreFull'>,
  result: { score: string; coefficient: string | null },
): string {
  if (scheme.factor === 'score') return plain(dec(result.score).div(scheme.scoreFull.value))
  if (result.coefficient === null) throw new AppError('rule_broken', 'pay.no_grade')
  return result.coefficient
}

/**
 * PAY-1, PAY-2: the pool shared by S·f. Each person is rounded alone, as the source's example does, so the sum may miss
 * the pool by a little: that remainder is reported and charged to the reserve instead of being hidden in someone's pay.
 */
export function poolPay({ scheme, unitCoefficient, members, head }: PoolInput): PoolPay {
  if (head != null && scheme.head === 'inside') throw new AppError('rule_broken', 'pay.head_is_inside')
  const standards = sum(members.map((member) => member.standard))
  const pool = standards.times(unitCoefficient)
  const weights = members.map((member) => dec(member.standard).times(member.factor))
  const amounts = shares(scheme, pool, weights)
  const slips = members.map((member, index) =>
    memberSlip({ member, amount: amounts[index] ?? dec(0), pool, weight: sum(weights) }),
  )
  const remainder = pool.minus(sum(amounts))
  const reserve = standards.minus(pool)
  return {
    pool: plain(pool),
    slips,
    remainder: plain(remainder),
    reserve: plain(reserve),
    reserveAfterRemainder: plain(reserve.plus(remainder)),
    head: head == null ? null : headSlip(head, unitCoefficient, scheme),
  }
}

function shares(scheme: PoolInput['scheme'], pool: Decimal, weights: Decimal[]): Decimal[] {
  const whole = sum(weights)
  if (whole.isZero()) return weights.map(() => dec(0))
  const { person } = scheme.rounding
  if (scheme.remainder === 'largest_remainder') {
    const unit = dec(10).pow(-person.places).toFixed()
    return allocate({ total: round(pool, { mode: 'floor', places: person.places }), weights, unit })
  }
  return weights.map((weight) => round(weight.times(pool).div(whole), person))
}

function memberSlip(part: { member: PoolMember; amount: Decimal; pool: Decimal; weight: Decimal }): PaySlip {
  const { member, amount, pool, weight } = part
  const inputs = { S: member.standard, f: member.factor, sumSf: plain(weight), pool: plain(pool) }
  const formula = `${inputs.S} × ${inputs.f} ÷ ${inputs.sumSf} × ${inputs.pool}`
  const line = {
    ruleId: 'PAY-1',
    label: 'pool_share',
    formula,
    inputs,
    amount: toMoney(amount),
    from: member.from ?? null,
  } as const
  return slipOf(member.personId, [line])
}

function headSlip(head: PoolHead, unitCoefficient: string, scheme: PoolInput['scheme']): PaySlip {
  const amount = toMoney(round(dec(head.standard).times(unitCoefficient), scheme.rounding.person))
  const inputs = { S: head.standard, unitCoefficient }
  const formula = `${head.standard} × ${unitCoefficient}`
  return slipOf(head.personId, [
    { ruleId: 'PAY-1', label: 'head_share', formula, inputs, amount, from: null },
  ])
}
