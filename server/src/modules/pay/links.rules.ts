import type { ComputedSlip, PersonFacts, Step } from './run.rules'
import type { PayLine } from './slip.rules'

/** What an amount rests on, so that a screen can open it. */
export interface Link {
  kind: 'scorecard' | 'indicator' | 'salary' | 'coefficient' | 'entry'
  id: string | null
  code: string | null
  role: string | null
  unitId: string | null
  personId: string | null
  /** Of an indicator: the days it counts, where they are not the month. */
  period: string | null
}

const link = (kind: Link['kind'], parts: Partial<Link>): Link => ({
  kind,
  id: null,
  code: null,
  role: null,
  unitId: null,
  personId: null,
  period: null,
  ...parts,
})

function linksOfLine(line: PayLine, person: PersonFacts, runUnitId: string): Link[] {
  const card = person.card ? [link('scorecard', { id: person.card.id })] : []
  switch (line.label) {
    case 'pool_share':
      return [...card, link('coefficient', { unitId: runUnitId })]
    case 'head_share':
      return [link('coefficient', { unitId: runUnitId })]
    case 'performance': {
      const { output, salary } = person
      const own = salary?.base ? [link('salary', { id: salary.id })] : []
      const { periods = [], value: _, ...of } = output ?? {}
      return [...periods.map((period) => link('indicator', { ...of, period })), ...card, ...own]
    }
    case 'incentive':
    case 'adjustment':
      return line.from === null ? [] : [link('entry', { id: line.from })]
    case 'guarantee_top_up':
      return []
  }
}

function linksOfStep(step: Step, person: PersonFacts): Link[] {
  if (step.from === null) return []
  return step.label === 'standard'
    ? [link('salary', { id: step.from, personId: person.personId })]
    : [link('scorecard', { id: step.from })]
}

/** PAY: «all amounts are shown with the formula and its inputs» — and open what they rest on. */
export function linked({ slip, steps, person }: ComputedSlip, runUnitId: string) {
  return {
    lines: slip.lines.map((line) => ({ ...line, links: linksOfLine(line, person, runUnitId) })),
    steps: steps.map((step) => ({ ...step, links: linksOfStep(step, person) })),
  }
}
