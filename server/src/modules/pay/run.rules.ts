import { monthRange } from '../../kernel/civil-date'
import { dec, plain, roundHalfUp, toMoney, type Money } from '../../kernel/money'
import { outputPay } from './output.rules'
import { poolFactor, poolPay, type PoolPay } from './pool.rules'
import { daysPresent, performanceStandard, proRata, type PresentDays, type Spell } from './pro-rata.rules'
import type { OutputScheme, PoolScheme } from './schemas'
import { withExtras, type Extra, type PaySlip } from './slip.rules'

export interface SalaryFact {
  id: string
  positionSalary: Money
  share: string | null
  base: Money | null
}

export interface CardFact {
  id: string
  version: number
  total: string
  grade: string | null
  coefficient: string | null
}

/** Everything a slip is computed from; kept with it, so that it can be computed again. */
export interface PersonFacts {
  personId: string
  unitId: string
  positionName: string
  isHead: boolean
  /** The days in the scheme's positions, without the gaps between them. */
  spells: Spell[]
  salary: SalaryFact | null
  card: CardFact | null
  cardState: string | null
  /** There are cards of the month, but none, or more than one, of the position that is paid. */
  otherCards: 'another_position' | 'several' | null
  isContested: boolean
  output: {
    value: string
    code: string
    role: string | null
    unitId: string | null
    personId: string | null
    /** The days it was earned in: the month, or the days of the position. */
    periods: string[]
  } | null
  extras: Extra[]
}

export type ProblemReason =
  | 'no_salary'
  | 'no_card'
  | 'card_of_another_position'
  | 'several_cards'
  | 'card_not_final'
  | 'card_contested'
  | 'no_grade'
  | 'no_output'
  | 'paid_elsewhere'

export interface Problem {
  personId: string
  reason: ProblemReason
  /** The run that pays the person already. */
  runId?: string
}

/** What leads to an input of a line, as a sum of its own. */
export interface Step {
  label: 'standard' | 'factor'
  formula: string
  inputs: Record<string, string>
  amount: string
  from: string | null
}

const final = ['confirmed', 'filed']

/** PAY-5: why a person cannot be paid by this run; null when nothing is in the way. */
export function problemOf(scheme: PoolScheme | OutputScheme, person: PersonFacts): ProblemReason | null {
  if (scheme.kind === 'pool' && person.salary === null) return 'no_salary'
  if (scheme.kind === 'pool' && person.isHead && scheme.head === 'outside') return null
  if (person.otherCards === 'several') return 'several_cards'
  if (person.card === null) return person.otherCards === null ? 'no_card' : 'card_of_another_position'
  if (person.isContested) return 'card_contested'
  if (!final.includes(person.cardState ?? '')) return 'card_not_final'
  if (scheme.kind === 'pool' && scheme.factor === 'grade' && person.card.coefficient === null)
    return 'no_grade'
  return scheme.kind === 'output' && person.output === null ? 'no_output' : null
}

export interface StandardTerms {
  scheme: PoolScheme
  month: string
}

/** PAY-1: S of a person for the month with the sum that leads to it. */
export function standardStep(person: PersonFacts, { scheme, month }: StandardTerms): Step {
  const salary = person.salary
  if (salary === null) throw new Error('a standard needs a salary')
  const share = plain(dec(salary.share ?? scheme.share.value))
  const days = daysOf(person, month)
  const whole = performanceStandard(salary.positionSalary, share, scheme.rounding.standard)
  const inputs = { positionSalary: salary.positionSalary, share }
  if (days.present >= days.all)
    return {
      label: 'standard',
      formula: `${inputs.positionSalary} × ${share}`,
      inputs,
      amount: whole,
      from: salary.id,
    }
  return {
    label: 'standard',
    formula: `${inputs.positionSalary} × ${share} × ${days.present} ÷ ${days.all}`,
    inputs: { ...inputs, present: String(days.present), all: String(days.all) },
    amount: proRata(whole, days, scheme.rounding.standard),
    from: salary.id,
  }
}

const daysOf = ({ spells }: PersonFacts, month: string): PresentDays => daysPresent(monthRange(month), spells)

/** PAY-1: f of a person with the sum that leads to it. */
export function factorStep(card: CardFact, scheme: PoolScheme): Step {
  const amount = poolFactor(scheme, { score: card.total, coefficient: card.coefficient })
  const inputs: Record<string, string> =
    scheme.factor === 'score'
      ? { score: card.total, scoreFull: scheme.scoreFull.value }
      : { grade: card.grade ?? '', coefficient: amount }
  const formula =
    scheme.factor === 'score'
      ? `${card.total} ÷ ${scheme.scoreFull.value}`
      : `${card.grade ?? ''} → ${amount}`
  return { label: 'factor', formula, inputs, amount, from: card.id }
}

export interface ComputedSlip {
  person: PersonFacts
  slip: PaySlip
  standard: Money | null
  factor: string | null
  steps: Step[]
}

export interface PoolRun {
  slips: ComputedSlip[]
  pay: PoolPay
  standardsSum: Money
}

/** PAY-1, PAY-2: a pool run over the people nothing stands in the way of; heads outside the pool get their own share. */
export function computePool(
  people: readonly PersonFacts[],
  terms: StandardTerms & { unitCoefficient: string },
): PoolRun {
  const { scheme, unitCoefficient } = terms
  const isOutside = (person: PersonFacts) => person.isHead && scheme.head === 'outside'
  const members = people
    .filter((person) => !isOutside(person))
    .flatMap((person) => (person.card ? [memberOf(person, person.card, terms)] : []))
  const pay = poolPay({
    scheme,
    unitCoefficient,
    members: members.map(({ person, standard, factor }) => ({
      personId: person.personId,
      standard: standard.amount,
      factor: factor.amount,
      from: person.card?.id ?? null,
    })),
  })
  const inside = members.flatMap(({ person, standard, factor }, index): ComputedSlip[] => {
    const slip = pay.slips[index]
    const steps = [standard, factor]
    if (!slip) return []
    return [
      {
        person,
        slip: withExtras(slip, person.extras),
        standard: standard.amount,
        factor: factor.amount,
        steps,
      },
    ]
  })
  const heads = people.filter(isOutside).map((person) => headSlip(person, terms))
  const standardsSum = toMoney(members.reduce((sum, { standard }) => sum.plus(standard.amount), dec(0)))
  return { slips: [...heads, ...inside], pay, standardsSum }
}

const memberOf = (person: PersonFacts, card: CardFact, terms: StandardTerms) => ({
  person,
  standard: standardStep(person, terms),
  factor: factorStep(card, terms.scheme),
})

function headSlip(person: PersonFacts, terms: StandardTerms & { unitCoefficient: string }): ComputedSlip {
  const { scheme, unitCoefficient } = terms
  const standard = standardStep(person, terms)
  const head = { personId: person.personId, standard: standard.amount }
  const { head: slip } = poolPay({ scheme, unitCoefficient, members: [], head })
  if (!slip) throw new Error('a head outside the pool has a slip')
  return {
    person,
    slip: withExtras(slip, person.extras),
    standard: standard.amount,
    factor: null,
    steps: [standard],
  }
}

export interface OutputTerms {
  scheme: OutputScheme
  month: string
}

/** PAY-3: the slip of one person by an output scheme; the own base goes before the scheme's. */
export function computeOutput(person: PersonFacts, { scheme, month }: OutputTerms): ComputedSlip {
  const { card, output } = person
  if (!card || !output) throw new Error('output pay needs a card and an output')
  const base = person.salary?.base ?? null
  const slip = outputPay({
    scheme: base === null ? scheme : { ...scheme, base: { ...scheme.base, value: plain(dec(base)) } },
    personId: person.personId,
    output: plain(roundHalfUp(dec(output.value), 2)),
    score: card.total,
    days: daysOf(person, month),
    incentives: person.extras.filter((extra) => extra.kind === 'incentive'),
    from: card.id,
  })
  const adjustments = person.extras.filter((extra) => extra.kind === 'adjustment')
  return { person, slip: withExtras(slip, adjustments), standard: null, factor: null, steps: [] }
}
