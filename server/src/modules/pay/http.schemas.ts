import { z } from 'zod'
import { bilingual } from '../../kernel/shapes'
import * as s from '../../platform/http/schema'
import { fileQuery } from '../../platform/list-file'
import { pageQuery } from '../../platform/paging'

export const IdParams = z.object({ id: s.id })
export const fileOnly = z.object(fileQuery)

export const states = ['draft', 'checked', 'approved', 'paid', 'locked', 'discarded'] as const
const State = z.enum(states)
const Kind = z.enum(['pool', 'output'])
const amount = z.string()

export const RunList = pageQuery({
  month: s.month.optional(),
  unitId: s.id.optional(),
  scheme: s.name(60).optional(),
  state: z.union([State, z.array(State)]).optional(),
})
export type RunList = z.infer<typeof RunList>

export const RunRow = z
  .object({
    id: s.id,
    month: s.month,
    unitId: s.id,
    unitName: z.string(),
    schemeKey: z.string(),
    schemeName: bilingual,
    schemeVersion: s.version,
    isExample: z.boolean(),
    kind: Kind,
    state: State,
    total: amount,
    slips: z.number().int(),
    problemCount: z.number().int(),
    computedAt: s.instant.nullable(),
    version: s.version,
  })
  .meta({ id: 'PayRunRow' })

const SlipOfRun = z.object({
  id: s.id,
  personId: s.id,
  personName: z.string(),
  employeeNo: z.string().nullable(),
  positionName: z.string(),
  isHead: z.boolean(),
  standard: amount.nullable(),
  factor: z.string().nullable(),
  /** S·f ÷ Σ(S·f). */
  shareOfPool: z.string().nullable(),
  cardId: s.id.nullable(),
  score: z.string().nullable(),
  grade: z.string().nullable(),
  output: z.string().nullable(),
  extras: amount,
  amount,
  /** The same scheme's slip of the month before, and the difference. */
  previous: amount.nullable(),
  difference: amount.nullable(),
})

export const problemReasons = [
  'no_salary',
  'no_card',
  'card_of_another_position',
  'several_cards',
  'card_not_final',
  'card_contested',
  'no_grade',
  'no_output',
  'paid_elsewhere',
] as const
const Problem = z.object({
  personId: s.id,
  personName: z.string(),
  reason: z.enum(problemReasons),
  /** The run that pays the person already. */
  runId: s.id.optional(),
})

const Mark = z.object({ at: s.instant, by: z.string() }).nullable()
const MarkedValue = z.object({ value: z.string(), isExample: z.boolean(), source: z.string().nullable() })

export const RunRecord = RunRow.extend({
  standardsSum: amount.nullable(),
  weightsSum: z.string().nullable(),
  coefficient: z.string().nullable(),
  coefficientReason: z.string().nullable(),
  coefficientBy: z.string().nullable(),
  pool: z.string().nullable(),
  reserve: z.string().nullable(),
  remainder: z.string().nullable(),
  reserveAfter: z.string().nullable(),
  /** The scheme's own values, each with its mark. */
  terms: z.object({
    share: MarkedValue.nullable(),
    factor: z.enum(['score', 'grade']).nullable(),
    head: z.enum(['inside', 'outside']).nullable(),
    base: MarkedValue.nullable(),
    rate: MarkedValue.nullable(),
    guarantee: MarkedValue.nullable(),
    output: z.string().nullable(),
    outputScope: z.enum(['person', 'unit', 'company']).nullable(),
  }),
  items: z.array(SlipOfRun),
  problems: z.array(Problem),
  previousTotal: amount.nullable(),
  checked: Mark,
  checkNote: z.string().nullable(),
  approved: Mark,
  paid: Mark,
  locked: Mark,
  discardedReason: z.string().nullable(),
  /** Why the reader, who may approve runs, may not approve this one (four eyes). */
  approvalRefused: z.string().nullable(),
  timeline: z.array(
    z.object({
      id: s.id,
      at: s.instant,
      actorName: z.string(),
      action: z.string(),
      changes: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])),
      note: z.string().nullable(),
    }),
  ),
  can: z.record(z.string(), z.boolean()),
}).meta({ id: 'PayRun' })

export const NewRun = z.object({ month: s.month, unitId: s.id, schemeKey: s.name(60) })
export const Made = z.object({ id: s.id })
export const OnlyVersion = z.object({ version: s.version })
export const Move = OnlyVersion.extend({ note: s.text(500).default('') })
export const NewCoefficient = OnlyVersion.extend({
  coefficient: z.string().regex(/^\d(\.\d{1,6})?$/),
  reason: s.name(500),
})

export const LinkShape = z.object({
  kind: z.enum(['scorecard', 'indicator', 'salary', 'coefficient', 'entry']),
  id: s.id.nullable(),
  code: z.string().nullable(),
  role: z.string().nullable(),
  unitId: s.id.nullable(),
  personId: s.id.nullable(),
  /** Of an indicator: the days it counts; slips from before this was kept say the month. */
  period: z.string().nullable().default(null),
})
const inputs = z.record(z.string(), z.string())
export const Line = z.object({
  ruleId: z.string(),
  label: z.enum(['pool_share', 'head_share', 'performance', 'incentive', 'adjustment', 'guarantee_top_up']),
  formula: z.string(),
  inputs,
  amount,
  links: z.array(LinkShape),
  /** Of an incentive or a correction: what it was for. */
  reason: z.string().nullable(),
  happenedOn: s.civilDate.nullable(),
  orderId: s.id.nullable(),
  orderNumber: z.string().nullable(),
})
export const Step = z.object({
  label: z.enum(['standard', 'factor']),
  formula: z.string(),
  inputs,
  amount: z.string(),
  links: z.array(LinkShape),
})

export const SlipRow = z
  .object({
    id: s.id,
    runId: s.id,
    personId: s.id,
    personName: z.string(),
    unitId: s.id,
    unitName: z.string(),
    positionName: z.string(),
    month: s.month,
    schemeKey: z.string(),
    schemeName: bilingual,
    isExample: z.boolean(),
    kind: Kind,
    state: State,
    amount,
  })
  .meta({ id: 'PaySlipRow' })

export const SlipRecord = SlipRow.extend({
  isHead: z.boolean(),
  standard: amount.nullable(),
  factor: z.string().nullable(),
  steps: z.array(Step),
  lines: z.array(Line),
  card: z
    .object({ id: s.id, total: z.string(), grade: z.string().nullable(), version: s.version })
    .nullable(),
  /** What the whole pool came to; only of a pool scheme. */
  pool: z
    .object({
      standardsSum: amount,
      coefficient: z.string(),
      coefficientReason: z.string().nullable(),
      pool: z.string(),
      weightsSum: z.string(),
    })
    .nullable(),
  terms: RunRecord.shape.terms,
  previous: amount.nullable(),
  difference: amount.nullable(),
}).meta({ id: 'PaySlip' })

export const SlipList = pageQuery({
  month: s.month.optional(),
  unitId: s.id.optional(),
  personId: s.id.optional(),
  runId: s.id.optional(),
})
export type SlipList = z.infer<typeof SlipList>

export const Mine = z.object({ items: z.array(SlipRow), current: SlipRecord.nullable() })
export const MineQuery = z.object({ month: s.month.optional() })

const share = z
  .string()
  .regex(/^(1(\.0{1,6})?|0(\.\d{1,6})?)$/)
  .nullable()
  .default(null)
const positive = z.string().regex(/^\d{1,15}(\.\d{1,2})?$/)
const terms = {
  positionSalary: positive,
  share,
  base: positive.nullable().default(null),
  note: s.text(500).default(''),
}
export const NewSalary = z.object({ personId: s.id, validFrom: s.civilDate, ...terms })
export const SalaryEdit = z.object({ version: s.version, ...terms })
export const SalaryList = pageQuery({
  personId: s.id.optional(),
  current: z.enum(['true', 'false']).default('true'),
})
export type SalaryList = z.infer<typeof SalaryList>
export const SalaryRow = z
  .object({
    id: s.id,
    personId: s.id,
    personName: z.string(),
    validFrom: s.civilDate,
    positionSalary: amount,
    share: z.string().nullable(),
    base: amount.nullable(),
    note: z.string(),
    updatedAt: s.instant,
    version: s.version,
    can: z.record(z.string(), z.boolean()),
  })
  .meta({ id: 'PaySalary' })

export const NewEntry = z.object({
  personId: s.id,
  kind: z.enum(['incentive', 'adjustment']),
  happenedOn: s.civilDate,
  amount: s.money,
  reason: s.name(500),
  orderId: s.id.nullable().default(null),
  orderNumber: s.name(60).nullable().default(null),
  correctsSlipId: s.id.nullable().default(null),
})
export const EntryList = pageQuery({
  personId: s.id.optional(),
  kind: z.enum(['incentive', 'adjustment']).optional(),
  open: z.enum(['true', 'false']).optional(),
})
export type EntryList = z.infer<typeof EntryList>
export const EntryRow = z
  .object({
    id: s.id,
    personId: s.id,
    personName: z.string(),
    kind: z.enum(['incentive', 'adjustment']),
    happenedOn: s.civilDate,
    amount,
    reason: z.string(),
    orderId: s.id.nullable(),
    orderNumber: z.string().nullable(),
    correctsSlipId: s.id.nullable(),
    runId: s.id.nullable(),
    removedAt: s.instant.nullable(),
    removedReason: z.string().nullable(),
    createdByName: z.string(),
    can: z.record(z.string(), z.boolean()),
  })
  .meta({ id: 'PayEntry' })
export const Removal = z.object({ reason: s.name(500) })

const Scheme = z.object({
  key: z.string(),
  version: s.version,
  name: bilingual,
  kind: Kind,
  isExample: z.boolean(),
  body: z.unknown(),
})
export const Schemes = z.object({ items: z.array(Scheme) })
export const SchemeParams = z.object({ key: s.name(60) })
export const SchemeEdit = z.object({ version: s.version, body: z.unknown(), note: s.name(500) })
