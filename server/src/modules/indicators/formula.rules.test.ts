import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dec, plain } from '../../kernel/money'
import { distinctMonthsOf, evaluate, factsOf, formulaWithValues, parseFormula } from './formula.rules'

const sums: Record<string, string> = {
  'handover.on_time': '96',
  'handover.judged': '100',
  'settlement.total': '1000',
}
const sumOf = (kind: string, measure: string) => dec(sums[`${kind}.${measure}`] ?? '0')

function parsed(text: string) {
  const result = parseFormula(text)
  if (!result.ok) throw new Error(`${result.error.reason} at ${result.error.position}`)
  return result.formula
}
const value = (text: string) => {
  const result = evaluate(parsed(text), sumOf, (months) => months * 10)
  return result === null ? null : plain(result)
}

describe('IND-2: an indicator is a formula over sums of facts', () => {
  it.each([
    ['handover.on_time / handover.judged', '0.96'],
    ['settlement.total - settlement.boutique', '1000'],
    ['1 - 2 - 3', '-4'],
    ['2 + 3 * 4', '14'],
    ['(2 + 3) * 4', '20'],
    ['-(2 + 3) * -4', '20'],
    ['12 / 3 / 2', '2'],
    ['0.1 + 0.2', '0.3'],
    ['distinct_customers(12) + 1', '121'],
    ['handover.judged / settlement.nothing', null],
    ['1 + handover.judged / (handover.judged - 100)', null],
  ])('%s = %s', (text, expected) => expect(value(text)).toBe(expected))

  it('names the sums and the spans it needs, each once', () => {
    const formula = parsed('(a.x - b.y) / a.x + distinct_customers(12) - distinct_customers(12)')
    expect(factsOf(formula)).toEqual([
      { kind: 'a', measure: 'x' },
      { kind: 'b', measure: 'y' },
    ])
    expect(distinctMonthsOf(formula)).toEqual([12])
  })

  it('shows its values', () => {
    const formula = parsed('(handover.judged - handover.on_time) / handover.judged')
    expect(formulaWithValues(formula, sumOf, () => 0)).toBe('(100 − 96) ÷ 100')
  })

  it.each([
    ['handover.on_time /', 'unfinished', 18],
    ['', 'unfinished', 0],
    ['handover', 'unfinished', 8],
    ['handover.on_time judged', 'unexpected', 17],
    ['(a.x', 'unfinished', 4],
    ['a.x)', 'unexpected', 3],
    ['a.x % 2', 'unknown_sign', 4],
    ['a.1', 'unexpected', 2],
    ['median(12)', 'unknown_function', 0],
    ['distinct_customers(0)', 'bad_months', 19],
    ['distinct_customers(1.5)', 'bad_months', 19],
    ['A.x', 'unknown_sign', 0],
  ])('%s is refused: %s at %i', (text, reason, position) => {
    expect(parseFormula(text)).toMatchObject({ ok: false, error: { reason, position } })
  })

  it('any text is either read or refused with a place in it, and never breaks', () => {
    const word = fc.constantFrom(
      'a.x',
      '+',
      '-',
      '*',
      '/',
      '(',
      ')',
      '12',
      '.',
      'distinct_customers',
      ' ',
      '%',
      'b',
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), (words) => {
        const text = words.join('')
        const result = parseFormula(text)
        if (!result.ok) expect(result.error.position <= text.length).toBe(true)
        if (result.ok)
          evaluate(
            result.formula,
            () => dec(2),
            () => 1,
          )
      }),
    )
  })
})
