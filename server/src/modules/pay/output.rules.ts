import { dec, plain, round, sum, toMoney, type Decimal, type Money } from '../../kernel/money'
import type { OutputScheme } from './schemas'
import type { PresentDays } from './pro-rata.rules'
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
  /** PAY-1: days in the position of the month's days; without it the whole month. */
  days?: PresentDays
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

interface Part {
  amount: Decimal
  text: string
  inputs: Record<string, string>
}

/** What is due for the days of the position: base and guarantee are for a month, output is earned as it comes. */
function partOf(amount: string, days: PresentDays | undefined): Part {
  if (days === undefined || days.present >= days.all) return { amount: dec(amount), text: amount, inputs: {} }
  const { present, all } = days
  return {
    amount: dec(amount).times(present).div(all),
    text: `${amount} × ${present} ÷ ${all}`,
    inputs: { present: String(present), all: String(all) },
  }
}

function performanceLine({ scheme, output, score, days, from }: OutputInput): PayLine {
  const base = partOf(scheme.base.value, days)
  const inputs = {
    base: scheme.base.value,
    output,
    rate: scheme.rate.value,
    score,
    scoreFull: scheme.scoreFull.value,
    ...base.inputs,
  }
  const amount = dec(output).times(inputs.rate).plus(base.amount).times(score).div(inputs.scoreFull)
  return {
    ruleId: 'PAY-3',
    label: 'performance',
    formula: `(${base.text} + ${output} × ${inputs.rate}) × ${score} ÷ ${inputs.scoreFull}`,
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

function guaranteeLine({ scheme, days }: OutputInput, earned: PayLine[]): PayLine | null {
  if (scheme.guarantee === null) return null
  const counted =
    scheme.guaranteeCovers === 'total' ? earned : earned.filter((line) => line.label !== 'incentive')
  const reached = sum(counted.map((line) => line.amount))
  const due = partOf(scheme.guarantee.value, days)
  const missing = larger(round(due.amount, scheme.rounding).minus(reached), dec(0))
  if (missing.isZero()) return null
  const inputs = { guarantee: scheme.guarantee.value, reached: plain(reached), ...due.inputs }
  return {
    ruleId: 'PAY-3',
    label: 'guarantee_top_up',
    formula: `${due.text} − ${inputs.reached}`,
    inputs,
    amount: toMoney(missing),
    from: null,
  }
}
