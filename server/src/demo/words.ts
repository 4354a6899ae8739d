import { z } from 'zod'

const texts = z.array(z.string()).min(1)

/** PCK-4: names and sayings that all demo companies share (packs/demo.yaml). */
export const Words = z.strictObject({
  admin: z.string(),
  surnames: texts,
  maleNames: texts,
  femaleNames: texts,
  districts: texts,
  streets: texts,
  organisations: texts,
  sources: texts,
  cancelReasons: texts,
  unclearComplaints: texts,
  clarifications: texts,
  waitReasons: texts,
  customerReasons: texts,
  causedNotes: texts,
  causedEvidence: z.string(),
  checkNotes: z.strictObject({ accepted: z.string(), rejected: z.string() }),
  confirmEvidence: z.strictObject({ signature: z.string(), call_note: z.string(), message: z.string() }),
  refusals: texts,
  promiseNotes: texts,
  followUpNotes: z.strictObject({ yes: z.string(), no: z.string() }),
  returnReasons: texts,
  contestReasons: texts,
  contestDecisions: z.strictObject({ excluded: z.string(), kept: z.string() }),
  deductionNotes: texts,
  incentiveReasons: texts,
  correctionReason: z.string(),
  reversalReasons: texts,
  confirmNote: z.string(),
  checkNote: z.string(),
  coefficientReason: z.string(),
  alterations: texts,
  components: texts,
  swapReasons: texts,
  shiftNotes: texts,
})
export type Words = z.infer<typeof Words>
