import { z } from 'zod'
import { bilingual } from '../../kernel/shapes'
import * as s from '../../platform/http/schema'
import { fileQuery } from '../../platform/list-file'
import { pageQuery } from '../../platform/paging'
import { cardInput } from './schemas'

export const IdParams = z.object({ id: s.id })
export const VersionParams = IdParams.extend({ number: z.coerce.number().int().min(1) })
export const ItemParams = IdParams.extend({ key: s.name(60) })

export const states = ['draft', 'scored', 'reviewed', 'confirmed', 'filed', 'returned'] as const
const State = z.enum(states)
const points = z.string()

const filters = {
  month: s.month.optional(),
  unitId: s.id.optional(),
  personId: s.id.optional(),
  template: s.name(60).optional(),
  state: z.union([State, z.array(State)]).optional(),
  contested: z.enum(['true', 'false']).optional(),
}
export const CardList = pageQuery(filters)
export type CardList = z.infer<typeof CardList>
export const CardFile = CardList.omit({ limit: true, cursor: true }).extend(fileQuery)

export const CardRow = z
  .object({
    id: s.id,
    month: s.month,
    personId: s.id,
    personName: z.string(),
    unitId: s.id,
    unitName: z.string(),
    positionName: z.string(),
    templateKey: z.string(),
    templateName: bilingual,
    isExample: z.boolean(),
    state: State,
    total: points,
    full: points,
    grade: z.string().nullable(),
    missing: z.number().int(),
    openContests: z.number().int(),
    updatedAt: s.instant,
    version: s.version,
  })
  .meta({ id: 'ScorecardRow' })

const Row = z.object({
  key: z.string().nullable(),
  name: bilingual.nullable(),
  atLeast: z.string().nullable(),
  above: z.string().nullable(),
  atMost: z.string().nullable(),
  below: z.string().nullable(),
  points: points.nullable(),
  deduct: points.nullable(),
  pointsFrom: points.nullable(),
  pointsTo: points.nullable(),
  isExample: z.boolean(),
})

const Deduction = z.object({
  id: s.id,
  points,
  occurredOn: s.civilDate,
  note: z.string(),
  orderId: s.id.nullable(),
  orderNumber: z.string().nullable(),
  recordedAt: s.instant,
  recordedByName: z.string(),
  removedAt: s.instant.nullable(),
  removedByName: z.string().nullable(),
  removedReason: z.string().nullable(),
  /** Taken out by a decided contest. */
  isExcluded: z.boolean(),
})

const Basis = z.object({
  indicator: z.string(),
  name: bilingual,
  formula: z.string(),
  role: z.string(),
  from: s.civilDate,
  to: s.civilDate,
  value: z.string().nullable(),
  target: z.string().nullable(),
})

const Item = z.object({
  key: z.string(),
  name: bilingual,
  kind: z.enum(['goal', 'band', 'deduction', 'level', 'level_range', 'per_excess', 'bonus']),
  unit: z.enum(['ratio', 'days', 'hours', 'points', 'number', 'count']),
  full: points.nullable(),
  isExample: z.boolean(),
  /** The standard: rows of a band or level table, or the terms of the other kinds. */
  rows: z.array(Row),
  target: z.string().nullable(),
  deduct: points.nullable(),
  per: z.enum(['kind_and_month', 'occurrence']).nullable(),
  most: points.nullable(),
  personalPenalty: z.boolean(),
  value: z.string().nullable(),
  points,
  because: z.string(),
  details: z.record(z.string(), z.string()),
  system: cardInput.nullable(),
  hand: cardInput.nullable(),
  reason: z.string().nullable(),
  ratedByName: z.string().nullable(),
  ratedAt: s.instant.nullable(),
  /** What the system knows now, where that is another value than the card holds. */
  systemNow: cardInput.nullable(),
  basis: Basis.nullable(),
  evidence: z.object({ total: z.number().int(), against: z.number().int() }),
  deductions: z.array(Deduction),
})
export type ItemView = z.input<typeof Item>

const Section = z.object({
  key: z.string(),
  name: bilingual,
  full: points,
  points,
  /** Points lost on the section, after the cut at its mark. */
  lost: points,
  cut: points,
  bonus: points,
  items: z.array(Item),
})

export const Contest = z.object({
  id: s.id,
  itemKey: z.string(),
  subjectKind: z.string(),
  subjectId: s.id,
  subjectNumber: z.string(),
  reason: z.string(),
  filedAt: s.instant,
  state: z.enum(['open', 'excluded', 'kept']),
  decision: z.string().nullable(),
  decidedAt: s.instant.nullable(),
  decidedByName: z.string().nullable(),
  totalBefore: points.nullable(),
  totalAfter: points.nullable(),
})

const VersionRow = z.object({
  version: s.version,
  action: z.string(),
  itemKey: z.string().nullable(),
  note: z.string().nullable(),
  state: State,
  total: points,
  grade: z.string().nullable(),
  madeAt: s.instant,
  madeByName: z.string(),
})

const Mark = z.object({ at: s.instant, by: z.string() }).nullable()

export const CardRecord = CardRow.extend({
  gradeName: bilingual.nullable(),
  coefficient: z.string().nullable(),
  grades: z.array(z.object({ key: z.string(), name: bilingual, atLeast: points })),
  sections: z.array(Section),
  contests: z.array(Contest),
  versions: z.array(VersionRow),
  systemAt: s.instant.nullable(),
  /** What the total would be with the values as they are now; null where nothing moved. */
  totalNow: points.nullable(),
  scored: Mark,
  reviewed: Mark,
  confirmed: Mark,
  filed: Mark,
  returnedReason: z.string().nullable(),
  can: z.record(z.string(), z.boolean()),
}).meta({ id: 'Scorecard' })

const scored = z.object({
  sections: z.array(
    z.object({
      key: z.string(),
      full: points,
      points,
      cut: points,
      bonus: points,
      items: z.array(
        z.object({
          key: z.string(),
          value: z.string().nullable(),
          points,
          because: z.string(),
          details: z.record(z.string(), z.string()),
        }),
      ),
    }),
  ),
  total: points,
  grade: z.string().nullable(),
})
export const VersionRecord = VersionRow.extend({ result: scored }).meta({ id: 'ScorecardVersion' })
export const Snapshot = z.object({ result: scored })

export const EvidenceRow = z
  .object({
    factId: s.id,
    sourceKind: z.string(),
    sourceId: s.id,
    sourceNumber: z.string(),
    factKind: z.string(),
    happenedOn: s.civilDate,
    quantities: z.record(z.string(), z.string()),
    isAgainst: z.boolean(),
    contest: z.enum(['open', 'excluded', 'kept']).nullable(),
  })
  .meta({ id: 'ScorecardEvidence' })

export const Mine = z.object({ items: z.array(CardRow), current: CardRecord.nullable() })
export const MineQuery = z.object({ month: s.month.optional() })

export const OpenCards = z.object({ month: s.month, unitId: s.id.nullable().default(null) })
export const Opened = z.object({ created: z.number().int(), existing: z.number().int() })

const version = { version: s.version }
export const OnlyVersion = z.object(version)
export const ItemEntry = z.object({
  ...version,
  input: cardInput.nullable(),
  reason: s.text(500).default(''),
})
export const NewDeduction = z.object({
  ...version,
  itemKey: s.name(60),
  occurredOn: s.civilDate,
  note: s.name(500),
  orderId: s.id.nullable().default(null),
  orderNumber: s.name(60).nullable().default(null),
})
export const Removal = z.object({ ...version, deductionId: s.id, reason: s.name(500) })
export const Move = z.object({ ...version, note: s.text(500).default('') })
export const NewContest = z.object({
  ...version,
  itemKey: s.name(60),
  subjectKind: s.name(60),
  subjectId: s.id,
  reason: s.name(500),
})
export const Decision = z.object({
  ...version,
  contestId: s.id,
  decision: z.enum(['excluded', 'kept']),
  reason: s.name(500),
})

const Definition = z.object({
  key: z.string(),
  version: s.version,
  name: bilingual,
  isExample: z.boolean(),
  body: z.unknown(),
})
export const Definitions = z.object({
  schemes: z.array(Definition),
  cards: z.array(Definition),
  gradeTables: z.array(Definition),
})
export const DefinitionParams = z.object({ kind: z.enum(['scheme', 'card', 'grade_table']), key: s.name(60) })
export const DefinitionEdit = z.object({ version: s.version, body: z.unknown(), note: s.name(500) })
