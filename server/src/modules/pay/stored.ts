import { z } from 'zod'
import { LinkShape, problemReasons } from './http.schemas'

// Rows of slips are read through shapes, because what was stored years ago must still be readable, or say that it is not.
const inputs = z.record(z.string(), z.string())
export const StoredLines = z.array(
  z.object({
    ruleId: z.string(),
    label: z.enum(['pool_share', 'head_share', 'performance', 'incentive', 'adjustment', 'guarantee_top_up']),
    formula: z.string(),
    inputs,
    amount: z.string(),
    from: z.string().nullable(),
    links: z.array(LinkShape),
  }),
)
export const StoredSteps = z.array(
  z.object({
    label: z.enum(['standard', 'factor']),
    formula: z.string(),
    inputs,
    amount: z.string(),
    links: z.array(LinkShape),
  }),
)
export const StoredFacts = z.object({
  card: z
    .object({
      id: z.string(),
      version: z.number(),
      total: z.string(),
      grade: z.string().nullable(),
    })
    .nullable(),
  output: z.object({ value: z.string() }).nullable(),
  extras: z.array(z.object({ amount: z.string() })),
})
export const StoredProblems = z.array(
  z.object({
    personId: z.string(),
    reason: z.enum(problemReasons),
    runId: z.string().optional(),
  }),
)
