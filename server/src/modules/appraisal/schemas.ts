import { z } from 'zod'
import { bilingual, decimalText, keyText, mark, oneMark, positiveText } from '../../kernel/shapes'

// APR-3: every border says itself whether it belongs to the row: atLeast and atMost do, above and below do not.
const borders = {
  atLeast: decimalText.optional(),
  above: decimalText.optional(),
  atMost: decimalText.optional(),
  below: decimalText.optional(),
  /** The border in the words of the source, where the source names it. */
  named: z.string().min(1).optional(),
  /** PCK-2: where the borders come from, when the points do not come from there. */
  borderSource: mark.source,
  /** The source leaves this stretch out; the row is the stated default. */
  gapDefault: z.literal(true).optional(),
}

/** APR-3: a row of a band table: values between its borders earn `points` or cost `deduct`. */
export const band = z.strictObject({
  ...borders,
  points: positiveText.optional(),
  deduct: positiveText.optional(),
  ...mark,
})

/** APR-3: one description of a way of working; the rater picks one. */
export const level = z.strictObject({
  key: keyText,
  name: bilingual,
  points: positiveText.optional(),
  deduct: positiveText.optional(),
  ...mark,
})

/** APR-3: a class of a measured value inside which the rater picks points. */
export const rangeLevel = z.strictObject({
  key: keyText,
  name: bilingual,
  ...borders,
  pointsFrom: positiveText,
  pointsTo: positiveText,
  ...mark,
})

// IND-1: whose part of the facts makes the value; without it the indicator's own role.
const personRole = z.enum(['owner', 'technician', 'lead_technician']).optional()

const item = { key: keyText, name: bilingual, about: z.enum(['skill', 'teamwork']).optional(), ...mark }

const goalItem = z
  .strictObject({
    ...item,
    kind: z.literal('goal'),
    full: positiveText,
    aspects: z.array(z.enum(['deadline', 'quality', 'completion'])).min(1),
  })
  .superRefine(oneMark)

const bandItem = z
  .strictObject({
    ...item,
    kind: z.literal('band'),
    full: positiveText.optional(),
    /** The indicator that fills the value in; without it the value is entered by hand. */
    indicator: keyText.optional(),
    personRole,
    /** Whose value it is: without it the person's own; a manager answers for the whole company's. */
    scope: z.literal('company').optional(),
    measure: z.enum(['value', 'share_of_target']),
    target: decimalText.optional(),
    /** PCK-2: where the target comes from, when the rest of the item does not come from there. */
    targetSource: mark.source,
    direction: z.enum(['higher_is_better', 'lower_is_better']),
    /** What the item gives when the indicator has no value in the period. */
    whenNoValue: z.enum(['full', 'nothing']),
    bands: z.array(band).min(1),
  })
  .superRefine(oneMark)

const deductionItem = z
  .strictObject({
    ...item,
    kind: z.literal('deduction'),
    deduct: positiveText,
    per: z.enum(['kind_and_month', 'occurrence']),
    /** Of the items of one group in a section only the heaviest counts. */
    exclusive: keyText.optional(),
    /** The person may be charged outside the card as well (APR-5). */
    personalPenalty: z.literal(true).optional(),
  })
  .superRefine(oneMark)

const levelItem = z
  .strictObject({
    ...item,
    kind: z.literal('level'),
    full: positiveText.optional(),
    levels: z.array(level).min(1),
  })
  .superRefine(oneMark)

const levelRangeItem = z
  .strictObject({
    ...item,
    kind: z.literal('level_range'),
    full: positiveText,
    unit: z.enum(['days', 'hours']),
    levels: z.array(rangeLevel).min(1),
  })
  .superRefine(oneMark)

const perExcessItem = z
  .strictObject({
    ...item,
    kind: z.literal('per_excess'),
    indicator: keyText,
    personRole,
    target: positiveText,
    rounding: z.enum(['floor', 'half_up', 'ceiling']),
    deductPerUnit: positiveText,
  })
  .superRefine(oneMark)

const bonusItem = z
  .strictObject({ ...item, kind: z.literal('bonus'), most: positiveText })
  .superRefine(oneMark)

/** APR-3: the kinds of items a card is made of. */
export const cardItem = z.discriminatedUnion('kind', [
  goalItem,
  bandItem,
  deductionItem,
  levelItem,
  levelRangeItem,
  perExcessItem,
  bonusItem,
])

export const cardSection = z.strictObject({
  key: keyText,
  name: bilingual,
  full: positiveText,
  items: z.array(cardItem).min(1),
  ...mark,
})

/** APR-1, APR-3: a scorecard template; `full` is the mark its sections add up to and the most a total can be. */
export const cardTemplate = z
  .strictObject({
    key: keyText,
    name: bilingual,
    full: positiveText,
    sections: z.array(cardSection).min(1),
    ...mark,
  })
  .superRefine(oneMark)

/** APR-6: a grade table; a grade holds from `atLeast` up to the next better grade, `coefficient` pays with factor grade. */
export const gradeTable = z
  .strictObject({
    key: keyText,
    name: bilingual,
    grades: z
      .array(
        z.strictObject({
          key: z.string().min(1),
          name: bilingual,
          atLeast: decimalText,
          coefficient: positiveText,
          ...mark,
        }),
      )
      .min(1),
    ...mark,
  })
  .superRefine(oneMark)

/** APR-1, APR-2: which group of staff is appraised how. */
export const appraisalScheme = z
  .strictObject({
    key: keyText,
    name: bilingual,
    methods: z.array(z.enum(['agreement', 'kpi', 'behaviour', 'pairwise'])).min(1),
    card: keyText,
    gradeTable: keyText,
    gradeBy: z.enum(['bands', 'distribution']),
    factor: z.enum(['score', 'grade']),
    cycle: z.enum(['month', 'quarter', 'year']),
    positions: z.array(keyText),
    ...mark,
  })
  .superRefine(oneMark)

/** What is known of one item; which fields count depends on the item's kind. */
export const cardInput = z.strictObject({
  /** goal, level_range, bonus: the points the rater gives. */
  points: decimalText.optional(),
  /** band, level_range: the measured value; null where the indicator has none. */
  value: decimalText.nullable().optional(),
  /** deduction: how often it happened. */
  count: z.number().int().nonnegative().optional(),
  /** level, level_range: the key of the description chosen. */
  level: keyText.optional(),
  /** per_excess: the person's handed-over orders with a promise, the late ones, those that others answer for. */
  handedOver: z.number().int().nonnegative().optional(),
  late: z.number().int().nonnegative().optional(),
  attributedElsewhere: z.number().int().nonnegative().optional(),
})

export const cardInputs = z.record(keyText, cardInput)

export type Band = z.infer<typeof band>
export type RangeLevel = z.infer<typeof rangeLevel>
export type CardItem = z.infer<typeof cardItem>
export type CardItemOf<Kind extends CardItem['kind']> = Extract<CardItem, { kind: Kind }>
export type CardSection = z.infer<typeof cardSection>
export type CardTemplate = z.infer<typeof cardTemplate>
export type GradeTable = z.infer<typeof gradeTable>
export type AppraisalScheme = z.infer<typeof appraisalScheme>
export type CardInput = z.infer<typeof cardInput>
export type CardInputs = z.infer<typeof cardInputs>
