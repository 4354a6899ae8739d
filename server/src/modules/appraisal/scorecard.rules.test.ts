import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dec } from '../../kernel/money'
import { scoreCard } from './scorecard.rules'
import { cardItem, type CardInputs, type CardItem, type CardTemplate, type GradeTable } from './schemas'

const name = { zh: '名', en: 'name' }
const grades: GradeTable = {
  key: 'five',
  name,
  grades: [
    { key: 'B', name, atLeast: '80', coefficient: '0.9' },
    { key: 'A', name, atLeast: '90', coefficient: '1' },
    { key: 'E', name, atLeast: '0', coefficient: '0.6' },
  ],
  example: true,
}
const item = (part: Record<string, unknown>): CardItem => cardItem.parse({ name, example: true, ...part })
const deduction = (key: string, deduct: string, more = {}) =>
  item({ key, kind: 'deduction', deduct, per: 'kind_and_month', ...more })
const card = (...sections: [full: string, items: CardItem[]][]): CardTemplate => ({
  key: 'card',
  name,
  full: '100',
  sections: sections.map(([full, items], index) => ({ key: `s${index}`, name, full, items })),
})
const score = (template: CardTemplate, inputs: CardInputs) => scoreCard({ template, grades, inputs })
const refusal = (reason: string) => expect.objectContaining({ reason })

describe('APR-3: deductions', () => {
  const template = card(['25', [deduction('a', '25'), deduction('b', '20')]], ['75', [deduction('c', '5')]])

  it('nothing happened: full mark', () => {
    expect(score(template, {})).toMatchObject({ total: '100', grade: 'A', coefficient: '1', missing: [] })
  })

  it("a deduction is cut at its section's mark, and the cut is shown", () => {
    const result = score(template, { a: { count: 1 }, b: { count: 3 } })
    expect(result).toMatchObject({ total: '75', grade: 'E' })
    expect(result.sections[0]).toMatchObject({ points: '0', cut: '20' })
    expect(result.sections[0]?.items[1]).toMatchObject({ value: '3', points: '-20', because: 'happened' })
  })

  it('per occurrence, where the scheme chooses so', () => {
    const each = card(['100', [deduction('a', '5', { per: 'occurrence' })]])
    expect(score(each, { a: { count: 3 } }).total).toBe('85')
  })

  it('of an exclusive group only the heaviest counts', () => {
    const phone = card([
      '100',
      [deduction('often', '5', { exclusive: 'phone' }), deduction('once', '3', { exclusive: 'phone' })],
    ])
    const result = score(phone, { often: { count: 1 }, once: { count: 1 } })
    expect(result.total).toBe('95')
    expect(result.sections[0]?.items[1]).toMatchObject({ points: '0', because: 'heavier_one_counts' })
    expect(score(phone, { once: { count: 1 } }).total).toBe('97')
  })
})

describe('APR-3: goals, levels, ranges, bands, bonus', () => {
  const goal = item({ key: 'goal', kind: 'goal', full: '100', aspects: ['quality'] })
  const levels = item({
    key: 'level',
    kind: 'level',
    levels: [
      { key: 'bad', name, deduct: '8' },
      { key: 'good', name, deduct: '0' },
    ],
  })
  const range = item({
    key: 'range',
    kind: 'level_range',
    full: '10',
    unit: 'days',
    levels: [
      { key: 'soon', name, atMost: '1', pointsFrom: '10', pointsTo: '10' },
      { key: 'later', name, above: '1', pointsFrom: '0', pointsTo: '8' },
    ],
  })
  const band = (more: object, bands: object[]) =>
    item({
      key: 'band',
      kind: 'band',
      measure: 'value',
      direction: 'higher_is_better',
      whenNoValue: 'full',
      ...more,
      bands,
    })

  it('a goal gives what the rater gives, inside its mark', () => {
    expect(score(card(['100', [goal]]), { goal: { points: '87.5' } }).total).toBe('87.5')
    expect(() => score(card(['100', [goal]]), { goal: { points: '100.01' } })).toThrow(
      refusal('appraisal.points_outside_range'),
    )
    expect(() => score(card(['100', [goal]]), { goal: { points: '-1' } })).toThrow(
      refusal('appraisal.points_outside_range'),
    )
  })

  it('what nobody has rated is named', () => {
    expect(score(card(['100', [goal, levels]]), {})).toMatchObject({ total: '0', missing: ['goal', 'level'] })
  })

  it('a level takes its points; an unknown one is refused', () => {
    expect(score(card(['100', [levels]]), { level: { level: 'bad' } }).total).toBe('92')
    expect(() => score(card(['100', [levels]]), { level: { level: 'other' } })).toThrow(
      refusal('appraisal.unknown_level'),
    )
  })

  it.each([
    ['1', '10', '10'],
    ['1.01', '8', '8'],
  ])('a range: %s days, %s points', (value, points, total) => {
    expect(score(card(['10', [range]]), { range: { value, points } }).total).toBe(total)
  })

  it('points outside the range of the class are refused, with the range', () => {
    expect(() => score(card(['10', [range]]), { range: { value: '1.01', points: '9' } })).toThrow(
      expect.objectContaining({ details: { item: 'range', points: '9', from: '0', to: '8' } }),
    )
    expect(() => score(card(['10', [range]]), { range: { level: 'soon', points: '9' } })).toThrow(
      refusal('appraisal.points_outside_range'),
    )
  })

  it('a band without a value gives what the card says', () => {
    const bands = [
      { atLeast: '0.9', points: '100' },
      { below: '0.9', points: '0' },
    ]
    expect(score(card(['100', [band({ full: '100' }, bands)]]), { band: { value: null } }).total).toBe('100')
    expect(
      score(card(['100', [band({ full: '100', whenNoValue: 'nothing' }, bands)]]), { band: { value: null } })
        .total,
    ).toBe('0')
    const takes = [
      { atLeast: '0.9', deduct: '0' },
      { below: '0.9', deduct: '30' },
    ]
    expect(
      score(card(['100', [band({ whenNoValue: 'nothing' }, takes)]]), { band: { value: null } }).total,
    ).toBe('70')
    expect(
      score(card(['100', [band({}, takes)]]), { band: { value: '0.89' } }).sections[0]?.items[0],
    ).toMatchObject({
      value: '0.89',
      points: '-30',
      because: 'in_band',
      details: { band: '< 0.9' },
    })
  })

  it('a bonus lies on top of its section, the total stays within the full mark', () => {
    const bonus = item({ key: 'bonus', kind: 'bonus', most: '10' })
    const template = card(['100', [deduction('a', '25'), bonus]])
    expect(score(template, { a: { count: 1 }, bonus: { points: '10' } })).toMatchObject({
      total: '85',
      missing: [],
    })
    expect(score(template, { bonus: { points: '10' } }).total).toBe('100')
    expect(() => score(template, { bonus: { points: '11' } })).toThrow(
      refusal('appraisal.points_outside_range'),
    )
  })

  it('an item the card does not have is refused', () => {
    expect(() => score(card(['100', [goal]]), { other: {} })).toThrow(refusal('appraisal.unknown_item'))
  })
})

describe('APR-14: late vehicles over the allowed number', () => {
  const late = item({
    key: 'late',
    kind: 'per_excess',
    indicator: 'on_time_rate',
    target: '0.96',
    rounding: 'floor',
    deductPerUnit: '1',
  })
  const template = card(['20', [late]], ['80', [deduction('a', '5')]])

  it('explains allowed, counted and excess', () => {
    const result = score(template, { late: { handedOver: 50, late: 5, attributedElsewhere: 2 } })
    expect(result.total).toBe('99')
    expect(result.sections[0]?.items[0]).toMatchObject({
      points: '-1',
      because: 'over_allowed',
      details: {
        allowed: '2',
        counted: '3',
        excess: '1',
        handedOver: '50',
        late: '5',
        attributedElsewhere: '2',
      },
    })
    expect(score(template, { late: { handedOver: 100, late: 4 } }).sections[0]?.items[0]?.because).toBe(
      'within_allowed',
    )
  })
})

describe('properties of a card', () => {
  it('a total is within 0 and the full mark, the sections add up to it, and more deductions never help', () => {
    const deducts = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 5 })
    const sections = fc.array(deducts, { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(sections, fc.infiniteStream(fc.nat({ max: 2 })), (rows, counts) => {
        const full = dec(100).div(rows.length).toDecimalPlaces(2).toString()
        const template = card(
          ...rows.map((points, s): [string, CardItem[]] => [
            full,
            points.map((p, i) => deduction(`d${s}-${i}`, String(p))),
          ]),
        )
        const keys = template.sections.flatMap((section) => section.items.map((other) => other.key))
        const inputs = Object.fromEntries(keys.map((key) => [key, { count: counts.next().value ?? 0 }]))
        const result = score(template, inputs)
        const added = result.sections.reduce((total, section) => total.plus(section.points), dec(0))
        expect(added.equals(result.total)).toBe(true)
        expect(dec(result.total).isNegative()).toBe(false)
        expect(dec(result.total).greaterThan(100)).toBe(false)
        const worse = score(template, { ...inputs, [keys[0] ?? '']: { count: 3 } })
        expect(dec(worse.total).lessThanOrEqualTo(result.total)).toBe(true)
      }),
    )
  })
})
