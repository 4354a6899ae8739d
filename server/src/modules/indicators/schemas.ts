import { z } from 'zod'
import * as s from '../../platform/http/schema'
import { fileQuery } from '../../platform/list-file'
import { pageOf, pageQuery } from '../../platform/paging'

export const personRole = z.enum(['owner', 'technician', 'lead_technician'])
const unit = z.enum(['yuan', 'ratio', 'count', 'customers', 'orders', 'yuan_per_order', 'days', 'points'])
const direction = z.enum(['higher_is_better', 'lower_is_better'])
const code = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9]*([-_.][a-z0-9]+)*$/)

export const CodeParams = z.object({ code })
export const MonthParams = z.object({ month: s.month })

/** The cut of a value, the same in every address: board, value, trend, units, people, facts, export. */
const cut = {
  unitId: s.id.optional(),
  personId: s.id.optional(),
  personRole: personRole.optional(),
  productFamily: s.text(60).optional(),
  orderType: s.text(60).optional(),
  /** 'now': the tree of today; else the tree as it was on the day. */
  tree: z.enum(['then', 'now']).optional(),
}
const period = z.string().max(30)
export const ValueQuery = z.object({ ...cut, period })
export const SeriesQuery = ValueQuery.extend({ grain: z.enum(['day', 'month']).default('month') })
export const ValuesQuery = ValueQuery.extend({ codes: z.string().max(2000).optional() })
const part = z.string().max(120).optional()
export const FactsQuery = pageQuery({ ...cut, period, part })
export const FactsExport = FactsQuery.omit({ limit: true, cursor: true }).extend(fileQuery)

const Target = z.object({
  ambition: z.enum(['first', 'second']).optional(),
  demand: z.enum(['>=', '>', '<=', '<']),
  value: s.decimal,
  period: z.enum(['day', 'week', 'month', 'quarter', 'year']),
  source: z.string().max(200).optional(),
  example: z.literal(true).optional(),
})
const can = z.record(z.string(), z.boolean())

export const Definition = z
  .object({
    code: z.string(),
    version: s.version,
    validFrom: s.civilDate,
    name: z.string(),
    nameEn: z.string(),
    formula: z.string(),
    unit,
    direction,
    decimals: z.number().int(),
    personRole: personRole.nullable(),
    targets: z.array(Target),
    position: z.number().int(),
    isActive: z.boolean(),
    responsibleId: s.id.nullable(),
    source: z.string().nullable(),
    isExample: z.boolean(),
    note: z.string(),
  })
  .meta({ id: 'IndicatorDefinition' })

export const DefinitionRecord = Definition.extend({
  responsibleName: z.string().nullable(),
  history: z.array(
    z.object({
      version: s.version,
      validFrom: s.civilDate,
      formula: z.string(),
      note: z.string(),
      createdAt: s.instant,
      by: z.string().nullable(),
    }),
  ),
  can,
}).meta({ id: 'IndicatorRecord' })

const editable = {
  name: s.name(100),
  nameEn: s.text(100).default(''),
  formula: s.name(500),
  unit,
  direction,
  decimals: z.number().int().min(0).max(6),
  personRole: personRole.nullable().default(null),
  targets: z.array(Target).max(20).default([]),
  isActive: z.boolean().default(true),
  responsibleId: s.id.nullable().default(null),
  note: s.text(500).default(''),
}
// Words that stand where a code would in an address.
const reserved = new Set(['board', 'values'])
const newCode = code.refine((text) => !reserved.has(text), { message: 'reserved' })
export const NewIndicator = z.object({ code: newCode, ...editable, validFrom: s.civilDate.optional() })
export type NewIndicator = z.infer<typeof NewIndicator>
export const IndicatorEdit = z.object({ ...editable, validFrom: s.civilDate.optional(), version: s.version })
export type IndicatorEdit = z.infer<typeof IndicatorEdit>

export const FormulaCheck = z.object({ formula: s.text(500) })
export const FormulaAnswer = z.object({
  ok: z.boolean(),
  problem: z.object({ reason: z.string(), position: z.number().int(), found: z.string() }).nullable(),
  /** The value of this month for the whole company, so that whoever writes a formula sees what it gives. */
  sample: z
    .object({ period: z.string(), value: z.string().nullable(), formulaWithValues: z.string() })
    .nullable(),
})
export const FactKinds = z.object({
  items: z.array(z.object({ kind: z.string(), measures: z.array(z.string()) })),
})

export const Period = z.object({
  kind: z.enum(['day', 'week', 'month', 'quarter', 'year', 'range']),
  name: z.string(),
  from: s.civilDate,
  to: s.civilDate,
})
const figure = {
  value: z.string().nullable(),
  parts: z.array(z.object({ kind: z.string(), measure: z.string(), sum: z.string() })),
  customers: z.array(z.object({ months: z.number().int(), count: z.number().int() })),
  formulaWithValues: z.string(),
}
const Compared = z.object({
  period: Period,
  value: z.string().nullable(),
  difference: z.string().nullable(),
  rate: z.string().nullable(),
})
export const Value = z
  .object({
    definition: Definition,
    period: Period,
    ...figure,
    targets: z.array(
      Target.extend({ demanded: z.string(), isShare: z.boolean(), met: z.boolean().nullable() }),
    ),
    lastPeriod: Compared,
    lastYear: Compared,
  })
  .meta({ id: 'IndicatorValue' })
export const Board = z.object({
  period: Period,
  /** Whose board it is: nothing is the whole of what the reader may see. */
  unitId: s.id.nullable(),
  personId: s.id.nullable(),
  items: z.array(Value),
  can,
})
export const Values = z.object({ items: z.array(Value) })
export const Series = z.object({
  grain: z.enum(['day', 'month']),
  items: z.array(Period.extend({ value: z.string().nullable() })),
})
export const ByUnit = z.object({
  items: z.array(
    z.object({
      unitId: s.id,
      name: z.string(),
      isSelf: z.boolean(),
      rank: z.number().int().nullable(),
      ...figure,
    }),
  ),
})
export const ByPerson = z.object({
  role: personRole.nullable(),
  items: z.array(
    z.object({
      personId: s.id.nullable(),
      name: z.string(),
      rank: z.number().int().nullable(),
      ...figure,
    }),
  ),
})

export const FactRow = z
  .object({
    id: s.id,
    kind: z.string(),
    happenedOn: s.civilDate,
    sourceKind: z.string(),
    sourceId: s.id,
    sourceNumber: z.string(),
    unitId: s.id,
    unitName: z.string(),
    ownerId: s.id.nullable(),
    ownerName: z.string().nullable(),
    productFamily: z.string(),
    orderType: z.string(),
    orderTypeName: z.string(),
    orderTypeNameEn: z.string(),
    quantity: z.string().nullable(),
    quantities: z.record(z.string(), z.string()),
    people: z.array(z.object({ personId: s.id, name: z.string(), role: personRole, share: z.string() })),
    adjustsMonth: z.string().nullable(),
    corrects: s.id.nullable(),
    can,
  })
  .meta({ id: 'IndicatorFact' })
export const FactsPage = pageOf(FactRow).extend({ sum: z.string().nullable() })

export const PeriodState = z.object({
  month: s.month,
  state: z.enum(['open', 'closed']),
  version: s.version,
  changedAt: s.instant.nullable(),
})
export const Periods = z.object({ items: z.array(PeriodState), can })
export const PeriodChange = z.object({ note: s.text(500).default('') })
export const Reopening = z.object({ note: s.name(500) })
