import { dec, sum, toMoney, type Decimal, type Money } from '../../kernel/money'

export type PayLineLabel =
  'pool_share' | 'head_share' | 'performance' | 'incentive' | 'adjustment' | 'guarantee_top_up'

/** One amount on a slip. `formula` is the sum with its inputs filled in; `inputs` repeat them, so it can be replayed. */
export interface PayLine {
  ruleId: string
  label: PayLineLabel
  formula: string
  inputs: Record<string, string>
  amount: Money
  /** What the amount rests on: the id of a scorecard, of a fact, of an indicator's value; null where nothing is named. */
  from: string | null
}

export interface PaySlip {
  personId: string
  lines: PayLine[]
  total: Money
}

/** A slip's total is the sum of its lines by construction: what is shown is what is paid. */
export function slipOf(personId: string, lines: PayLine[]): PaySlip {
  return { personId, lines, total: toMoney(sum(lines.map((line) => line.amount))) }
}

/** The larger of two amounts. */
export function larger(a: Decimal, b: Decimal): Decimal {
  return a.greaterThan(b) ? a : b
}

export interface Extra {
  kind: 'incentive' | 'adjustment'
  amount: Money
  /** The entry it rests on. */
  from: string
}

/** PAY-4, PAY-5: incentives and corrections of earlier slips stand beside the scheme's pay, each on a line of its own. */
export function withExtras(slip: PaySlip, extras: readonly Extra[]): PaySlip {
  const lines = extras.map(({ kind, amount, from }): PayLine => ({
    ruleId: kind === 'incentive' ? 'PAY-4' : 'PAY-5',
    label: kind,
    formula: amount,
    inputs: { amount },
    amount: toMoney(dec(amount)),
    from,
  }))
  return slipOf(slip.personId, [...slip.lines, ...lines])
}
