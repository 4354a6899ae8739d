import { describe, expect, it } from 'vitest'
import { dec } from '../../kernel/money'
import { scoreItem } from './card-items.rules'
import { cardItem, type CardItemOf } from './schemas'
import { bearsOnLateness, exactText, systemInput, type Basis, type EvidenceFact } from './values.rules'

const name = { zh: '产值', en: 'Output' }
const item = cardItem.parse({
  key: 'output',
  name,
  kind: 'band',
  full: '25',
  indicator: 'revenue_repair',
  measure: 'share_of_target',
  direction: 'higher_is_better',
  whenNoValue: 'nothing',
  bands: [
    { atLeast: '1', points: '25' },
    { atLeast: '0.9', below: '1', points: '20' },
    { below: '0.9', points: '0' },
  ],
  example: true,
}) as CardItemOf<'band'>
const basisOf = (value: string, target: string | null): Basis => ({
  indicator: 'revenue_repair',
  name,
  formula: 'settlement.daily',
  role: 'owner',
  from: '2026-05-01',
  to: '2026-05-31',
  value,
  target,
})
const pointsOf = (basis: Basis, of = item): string => {
  const input = systemInput(of, [], { basis, excluded: new Set(), evaluate: () => null })
  return scoreItem(of, input).gives.toString()
}

describe('APR-3: a share just under the target was rounded to the whole target', () => {
  it.each([
    ['379999.90', '380000', '20'],
    ['379999.99', '380000', '20'],
    ['380000.00', '380000', '25'],
    ['341999.99', '380000', '0'],
    ['342000', '380000', '20'],
  ])('%s of %s gives %s', (value, target, points) => expect(pointsOf(basisOf(value, target))).toBe(points))

  it('a rate of the indicator is held against the border with all its digits', () => {
    const rate = { ...item, measure: 'value' as const }
    expect(pointsOf(basisOf(exactText(dec(2_999_999).div(3_000_000)), null), rate)).toBe('20')
    expect(pointsOf(basisOf(exactText(dec(1)), null), rate)).toBe('25')
  })
})

describe('SVC-9, APR-14: what bears on lateness', () => {
  const fact = (quantities: Record<string, string>): EvidenceFact => ({
    factId: 'f',
    sourceKind: 'order',
    sourceId: 'o',
    sourceNumber: 'W1',
    factKind: 'handover',
    happenedOn: '2026-06-01',
    quantities,
  })
  it.each([
    ['an order judged', { count: '1', judged: '1', on_time: '1' }, true],
    ['an adjustment of a closed month', { on_time: '-1', late: '1' }, true],
    ['an order without a promise', { count: '1', no_promise: '1' }, false],
  ])('%s', (_, quantities, bears) => expect(bearsOnLateness(fact(quantities))).toBe(bears))
})
