import { z } from 'zod'
import { dec, plain } from '../kernel/money'
import type { CardInput, CardInputs, CardItem, CardTemplate, GradeTable } from '../modules/appraisal'
import { scoreCard } from '../modules/appraisal/scorecard.rules'
import type { Pack } from '../modules/packs'
import { decimal, fromPacks, type Suite } from './suite'

const scorecardCase = z.object({
  form: z.string(),
  deductions: z.record(z.string(), z.array(decimal)).default({}),
  discipline: z.array(decimal).default([]),
  goals: z.array(decimal).default([]),
  attitude: decimal.optional(),
  onTimeDeduct: decimal.optional(),
  sevenDay: decimal.optional(),
  secondReturn: decimal.optional(),
  csi: decimal.optional(),
  rework: decimal.optional(),
  output: decimal.optional(),
  feedback: decimal.optional(),
  complaintDays: decimal.optional(),
  complaintPoints: decimal.optional(),
  siteDays: decimal.optional(),
  sitePoints: decimal.optional(),
  recordsBehindDays: decimal.optional(),
  recordsPoints: decimal.optional(),
})

type ScorecardCase = z.infer<typeof scorecardCase>

/** APR-3, APR-6: the cards of the packs. */
export const scorecardsSuite: Suite = {
  results: ['total', 'grade'],
  run(testCase, packs) {
    const given = scorecardCase.parse(testCase)
    const { template, grades } = formOf(given.form, packs)
    const { total, grade } = scoreCard({ template, grades, inputs: inputsOf(given, template) })
    return { total, grade }
  },
}

/** The card of a form and the grade table of the scheme that uses it. */
export function formOf(form: string, packs: readonly Pack[]): { template: CardTemplate; grades: GradeTable } {
  return fromPacks(packs, `the form "${form}"`, ({ appraisal }) => {
    const template = appraisal.cards.find((card) => card.key === form)
    const scheme = appraisal.schemes.find((other) => other.card === form)
    const grades = appraisal.gradeTables.find((table) => table.key === scheme?.gradeTable)
    return template === undefined || grades === undefined ? undefined : { template, grades }
  })
}

function inputsOf(given: ScorecardCase, template: CardTemplate): CardInputs {
  const items = template.sections.flatMap((section) => section.items)
  const inputs: CardInputs = Object.fromEntries(items.map((item) => [item.key, valueOf(item, given)]))
  Object.assign(
    inputs,
    goalsOf(given, items),
    ...Object.entries(given.deductions).map((entry) => rowsOf(template, ...entry)),
  )
  Object.assign(inputs, given.discipline.length > 0 ? rowsOf(template, 'discipline', given.discipline) : {})
  return inputs
}

function valueOf(item: CardItem, given: ScorecardCase): CardInput {
  const values: Record<string, string | undefined> = {
    return7_done_rate: given.sevenDay,
    second_return_rate: given.secondReturn,
    csi_rate: given.csi,
    rework_rate: given.rework,
    output_done: given.output,
    satisfaction_rate: given.feedback,
    complaint_days: given.complaintDays,
    site_days: given.siteDays,
    records_behind_days: given.recordsBehindDays,
  }
  const points: Record<string, string | undefined> = {
    complaint_days: given.complaintPoints,
    site_days: given.sitePoints,
    records_behind_days: given.recordsPoints,
  }
  if (item.kind === 'band') return { value: values[item.key] ?? null }
  if (item.kind === 'level_range') return { value: values[item.key], points: points[item.key] }
  if (item.kind === 'level' && given.attitude !== undefined) return { level: levelOf(item, given.attitude) }
  if (item.kind === 'per_excess' && given.onTimeDeduct !== undefined) {
    // With no order at all nothing is allowed, so the late ones are the points asked for.
    return { handedOver: 0, late: dec(given.onTimeDeduct).div(item.deductPerUnit).toNumber() }
  }
  return {}
}

function levelOf(item: Extract<CardItem, { kind: 'level' }>, deduct: string): string {
  const level = item.levels.find((other) => other.deduct !== undefined && dec(other.deduct).equals(deduct))
  if (level === undefined) throw new Error(`no level of ${item.key} takes ${deduct}`)
  return level.key
}

function goalsOf(given: ScorecardCase, items: readonly CardItem[]): CardInputs {
  const goals = items.filter((item) => item.kind === 'goal')
  return Object.fromEntries(goals.map((goal, index) => [goal.key, { points: given.goals[index] }]))
}

// A case gives the points of distinct kinds of events; each is one row of the section's form.
function rowsOf(template: CardTemplate, sectionKey: string, deductions: readonly string[]): CardInputs {
  const section = template.sections.find((other) => other.key === sectionKey)
  if (section === undefined) throw new Error(`the form has no section "${sectionKey}"`)
  const rows = section.items.filter((item) => item.kind === 'deduction')
  const free = [
    ...rows.filter((row) => row.exclusive === undefined),
    ...rows.filter((row) => row.exclusive !== undefined),
  ]
  return Object.fromEntries(
    deductions.map((points) => {
      const index = free.findIndex((row) => dec(row.deduct).equals(points))
      const [row] = index < 0 ? [] : free.splice(index, 1)
      if (row === undefined)
        throw new Error(`section "${sectionKey}" has no further row of ${plain(dec(points))} points`)
      return [row.key, { count: 1 }]
    }),
  )
}
