import { z } from 'zod'
import { bilingual, keyText, mark, markedDecimal, oneMark } from '../../kernel/shapes'

/** A rounding a scheme names; every amount of a scheme is rounded by one of its own. */
export const roundingTerms = z.strictObject({
  mode: z.enum(['half_up', 'floor', 'ceiling']),
  places: z.number().int().nonnegative(),
})

const common = { key: keyText, name: bilingual, positions: z.array(keyText), ...mark }

/** PAY-1: pool scheme. `share` of the position salary is the performance standard S. */
export const poolScheme = z
  .strictObject({
    ...common,
    kind: z.literal('pool'),
    share: markedDecimal,
    /** Which result of the appraisal is f: the score as a part of `scoreFull`, or the grade's coefficient. */
    factor: z.enum(['score', 'grade']),
    scoreFull: markedDecimal,
    /** Whether the unit's head shares the pool or gets the own standard by the unit's coefficient. */
    head: z.enum(['inside', 'outside']),
    headPositions: z.array(keyText),
    proRata: z.enum(['calendar_days', 'working_days']),
    /** What rounding leaves over: charged to the reserve, or shared out by largest remainder. */
    remainder: z.enum(['reserve', 'largest_remainder']),
    reservePaidOut: z.enum(['quarterly', 'never']),
    rounding: z.strictObject({ standard: roundingTerms, person: roundingTerms }),
  })
  .superRefine(oneMark)

/** PAY-3: output scheme. `guarantee: null` means that the scheme guarantees nothing. */
export const outputScheme = z
  .strictObject({
    ...common,
    kind: z.literal('output'),
    base: markedDecimal,
    /** The indicator whose value of the month earns the commission. */
    output: keyText,
    outputScope: z.enum(['person', 'unit', 'company']),
    /** Whose part of the facts makes a person's output; without it the indicator's own role. */
    personRole: z.enum(['owner', 'technician', 'lead_technician']).optional(),
    rate: markedDecimal,
    scoreFull: markedDecimal,
    guarantee: markedDecimal.nullable(),
    guaranteeCovers: z.enum(['total', 'without_incentives']),
    /** By which days base and guarantee are cut for who holds the position for a part of the month. */
    proRata: z.enum(['calendar_days', 'working_days']).default('calendar_days'),
    rounding: roundingTerms,
  })
  .superRefine(oneMark)

/** PAY-1, PAY-3: the kinds of pay schemes. */
export const payScheme = z.discriminatedUnion('kind', [poolScheme, outputScheme])

export type RoundingTerms = z.infer<typeof roundingTerms>
export type PoolScheme = z.infer<typeof poolScheme>
export type OutputScheme = z.infer<typeof outputScheme>
export type PayScheme = z.infer<typeof payScheme>
