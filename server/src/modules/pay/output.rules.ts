import { dec, plain, round, sum, toMoney, type Money } from '../../kernel/money'
import type { OutputScheme } from './schemas'
import { larger, slipOf, type PayLine, type PaySlip } from './slip.rules'

export interface Incentive {
  amount: Money
  /** The fact or record the incentive is for (PAY-4). */
  from: string | null
}

export interface OutputInput {
  scheme: Pick<OutputScheme, 'base' | 'rate' | 'scoreFull' | 'guarantee' | 'guaranteeCovers' | 'rounding'>
  personId: string
  /** The output of the period that earns the commission. */
  output: string
  score: string
  incentives: readonly Incentive[]
  /** Where output and score come from: the indicator's value and the scorecard. */
  from?: string | null
}

/**
 * PAY-3: (base + output × rate) × score ÷ full + incentives, and a top-up to the guarantee. The top-up is a line of its
 * own, so that a person sees what was earned and what the guarantee added.
 */
export function outputPay(input: OutputInput): PaySlip {
  const earned = [performanceLine(input), ...input.incentives.map(incentiveLine)]
  const topUp = guaranteeLine(input, earned)
  return slipOf(input.personId, topUp === null ? earned : [...earned, topUp])
}

function performanceLine({ scheme, output, score, from }: OutputInput): PayLine {
  const inputs = {
    base: scheme.base.value,
    output,
    rate: scheme.rate.value,
    score,
    scoreFull: scheme.scoreFull.value,
  }
  const amount = dec(output).times(inputs.rate).plus(inputs.base).times(score).div(inputs.scoreFull)
  return {
    ruleId: 'PAY-3',
    label: 'performance',
    formula: `(${inputs.base} + ${output} × ${inputs.rate}) × ${score} ÷ ${inputs.scoreFull}`,
    inputs,
    amount: toMoney(round(amount, scheme.rounding)),
    from: from ?? null,
  }
}

function incentiveLine({ amount, from }: Incentive): PayLine {
  return {
    ruleId: 'PAY-4',
    label: 'incentive',
    formula: amount,
    inputs: { amount },
    amount: toMoney(dec(amount)),
    from,
  }
}

function guaranteeLine({ scheme }: OutputInput, earned: PayLine[]): PayLine | null {
  if (scheme.guarantee === null) return null
  const counted =
    scheme.guaranteeCovers === 'total' ? earned : earned.filter((line) => line.label !== 'incentive')
  const reached = sum(counted.map((line) => line.amount))
  const missing = larger(dec(scheme.guarantee.value).minus(reached), dec(0))
  if (missing.isZero()) return null
  const inputs = { guarantee: scheme.guarantee.value, reached: plain(reached) }
  return {
    ruleId: 'PAY-3',
    label: 'guarantee_top_up',
    formula: `${inputs.guarantee} − ${inputs.reached}`,
    inputs,
    amount: toMoney(missing),
    from: null,
  }
}
