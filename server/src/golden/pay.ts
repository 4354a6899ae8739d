import { z } from 'zod'
import type { OutputScheme, PoolScheme } from '../modules/pay'
import { outputPay } from '../modules/pay/output.rules'
import { poolPay } from '../modules/pay/pool.rules'
import type { Pack } from '../modules/packs'
import { decimal, fromPacks, type Suite } from './suite'

const poolCase = z.object({
  standards: z.array(decimal),
  factors: z.array(decimal),
  unitCoefficient: decimal.default('1'),
  head: z.object({ standard: decimal }).nullish(),
})

/** PAY-1, PAY-2. */
export const payPoolSuite: Suite = {
  results: ['pool', 'expected', 'remainder', 'reserve', 'head'],
  run(testCase, packs) {
    const { standards, factors, unitCoefficient, head } = poolCase.parse(testCase)
    const scheme = poolSchemeOf(packs)
    const paid = poolPay({
      // A case with a head beside the standards has the head outside, whatever the pack's own choice is.
      scheme: head == null ? scheme : { ...scheme, head: 'outside' },
      unitCoefficient,
      members: standards.map((standard, index) => ({
        personId: String(index),
        standard,
        factor: factorAt(factors, index),
      })),
      head: head == null ? null : { personId: 'head', standard: head.standard },
    })
    return {
      pool: paid.pool,
      expected: paid.slips.map((slip) => slip.total),
      remainder: paid.remainder,
      reserve: paid.reserve,
      head: paid.head === null ? null : { standard: head?.standard, expected: paid.head.total },
    }
  },
}

const outputCase = z.object({
  base: decimal.optional(),
  output: decimal,
  rate: decimal.optional(),
  score: decimal,
  incentives: decimal.default('0'),
  guarantee: decimal.nullish(),
})

/** PAY-3. */
export const payOutputSuite: Suite = {
  results: ['expected'],
  run(testCase, packs) {
    const { base, rate, guarantee, output, score, incentives } = outputCase.parse(testCase)
    const scheme = outputSchemeOf(packs)
    const slip = outputPay({
      scheme: {
        ...scheme,
        base: base === undefined ? scheme.base : { value: base },
        rate: rate === undefined ? scheme.rate : { value: rate },
        guarantee:
          guarantee === undefined ? scheme.guarantee : guarantee === null ? null : { value: guarantee },
      },
      personId: 'person',
      output,
      score,
      incentives: [{ amount: incentives, from: null }],
    })
    return { expected: slip.total }
  },
}

function factorAt(factors: readonly string[], index: number): string {
  const factor = factors[index]
  if (factor === undefined) throw new Error(`standard ${index + 1} has no factor`)
  return factor
}

function poolSchemeOf(packs: readonly Pack[]): PoolScheme {
  return fromPacks(packs, 'a pool scheme', ({ pay }) => pay.schemes.find((scheme) => scheme.kind === 'pool'))
}

function outputSchemeOf(packs: readonly Pack[]): OutputScheme {
  return fromPacks(packs, 'an output scheme', ({ pay }) =>
    pay.schemes.find((scheme) => scheme.kind === 'output'),
  )
}
