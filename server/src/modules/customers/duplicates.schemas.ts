import { z } from 'zod'
import * as s from '../../platform/http/schema'
import { pageQuery } from '../../platform/paging'
import { chosenFields } from './merge.rules'
import { reasonNames } from './similar.rules'

export const Reason = z.object({ because: z.enum(reasonNames), value: z.string() })
export const Strength = z.enum(['none', 'possible', 'likely'])

export const SimilarQuery = z.object({
  phone: s.text(40).optional(),
  name: s.text(200).optional(),
  kind: z.enum(['person', 'organisation']).optional(),
  except: s.id.optional(),
})
/** CUS-6: an archive that may be the same customer, the likeliest first. */
export const SimilarCustomer = z
  .object({
    id: s.id,
    name: z.string(),
    phone: z.string().nullable(),
    region: z.string(),
    responsiblePersonName: z.string().nullable(),
    strength: Strength,
    reasons: z.array(Reason),
  })
  .meta({ id: 'SimilarCustomer' })
export type SimilarCustomer = z.infer<typeof SimilarCustomer>
export const Similar = z.object({ items: z.array(SimilarCustomer) })

const Side = z.object({
  id: s.id,
  name: z.string(),
  phone: z.string().nullable(),
  region: z.string(),
  createdAt: s.instant,
})
export const PairState = z.enum(['open', 'different'])
export const PairRow = z
  .object({
    id: s.id,
    a: Side,
    b: Side,
    reasons: z.array(Reason),
    strength: z.enum(['possible', 'likely']),
    score: z.number().int(),
    state: PairState,
    foundAt: s.instant,
    decidedAt: s.instant.nullable(),
    decidedByName: z.string(),
    note: z.string(),
    version: s.version,
  })
  .meta({ id: 'DuplicatePair' })

const many = <S extends z.ZodType>(item: S) => z.union([z.array(item).max(20), item]).optional()
export const PairList = pageQuery({
  state: PairState.default('open'),
  strength: many(z.enum(['possible', 'likely'])),
  reason: many(z.enum(['phone', 'product', 'name'])),
  customerId: s.id.optional(),
})
export type PairList = z.infer<typeof PairList>
export const PairParams = z.object({ id: s.id })
export const PairDecision = z.object({
  state: PairState,
  note: s.text(500).default(''),
  version: s.version,
})
export type PairDecision = z.infer<typeof PairDecision>

/** CUS-6: which archive goes into the one of the address, and from which of the two each field is. */
export const Merging = z.object({
  otherId: s.id,
  version: s.version,
  otherVersion: s.version,
  choices: z.partialRecord(z.enum(chosenFields), z.enum(['survivor', 'other'])).default({}),
  note: s.text(500).default(''),
})
export type Merging = z.infer<typeof Merging>
export const Undoing = z.object({ note: s.text(500).default('') })
export const MergeParams = z.object({ mergeId: s.id })

export const MergeShown = z.object({
  id: s.id,
  fromId: s.id,
  fromName: z.string(),
  intoId: s.id,
  intoName: z.string(),
  mergedAt: s.instant,
  mergedByName: z.string(),
  note: z.string(),
  undoneAt: s.instant.nullable(),
  undoneByName: z.string(),
  /** Why it cannot be taken back now; null if it can. */
  refusal: z.string().nullable(),
})
export const Unmerged = z.object({
  fromId: s.id,
  intoId: s.id,
  /** Fields of the survivor that somebody changed since and that therefore stayed. */
  stayed: z.array(z.string()),
})
export const Queued = z.object({ queued: z.literal(true) })
