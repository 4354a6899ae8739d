import { z } from 'zod'
import { AppError } from '../kernel/errors'
import type { Pack } from '../modules/packs'
import { agrees, isRecord, shown } from './compare'
import { clocksSuite } from './clocks'
import { onTimeSuite } from './on-time'
import { onTimeDeductionSuite } from './on-time-deduction'
import { payOutputSuite, payPoolSuite } from './pay'
import { scorecardsSuite } from './scorecards'
import type { Suite } from './suite'

const suites: Record<string, Suite> = {
  clocks: clocksSuite,
  'on-time': onTimeSuite,
  'on-time-deduction': onTimeDeductionSuite,
  scorecards: scorecardsSuite,
  'pay-pool': payPoolSuite,
  'pay-output': payOutputSuite,
}

const goldenFile = z.looseObject({
  suite: z.string(),
  cases: z.array(z.looseObject({ name: z.string(), refused: z.string().optional() })),
})

type GoldenCase = z.infer<typeof goldenFile>['cases'][number]

export interface GoldenReport {
  suite: string
  /** One line a case: `ok <suite> / <name>` or `fail <suite> / <name>: <field> expected …, actual …`. */
  lines: string[]
  passed: number
  failed: number
}

/** Runs the cases of one golden file through the product's own rules, with the forms and schemes of the packs. */
export function runGolden(fileText: string, packs: readonly Pack[]): GoldenReport {
  const file = goldenFile.safeParse(readJson(fileText))
  if (!file.success) return wholeFileFails('?', 'not a golden file')
  const { suite: name, cases } = file.data
  const suite = Object.hasOwn(suites, name) ? suites[name] : undefined
  if (suite === undefined) return wholeFileFails(name, 'unknown suite')
  if (cases.length === 0) return wholeFileFails(name, 'no cases')
  const shared = Object.fromEntries((suite.shared ?? []).map((field) => [field, file.data[field]]))
  const faults = cases.map((testCase) => ({
    testCase,
    fault: faultOf(suite, { ...shared, ...testCase }, packs),
  }))
  const lines = faults.map(({ testCase, fault }) => {
    const title = `${name} / ${testCase.name}`
    return fault === null ? `ok ${title}` : `fail ${title}: ${fault}`
  })
  const failed = faults.filter(({ fault }) => fault !== null).length
  return { suite: name, lines, passed: cases.length - failed, failed }
}

function faultOf(suite: Suite, testCase: GoldenCase, packs: readonly Pack[]): string | null {
  const expectedFields = suite.results.filter((field) => Object.hasOwn(testCase, field))
  if (expectedFields.length === 0 && testCase.refused === undefined) return 'the case expects nothing'
  const outcome = outcomeOf(suite, testCase, packs)
  if ('broken' in outcome) return outcome.broken
  const refused = 'refused' in outcome ? outcome.refused : undefined
  if (refused !== testCase.refused)
    return `refused expected ${shown(testCase.refused)}, actual ${shown(refused)}`
  if (!('actual' in outcome)) return null
  const wrong = expectedFields.filter((field) => !agrees(testCase[field], outcome.actual[field]))
  const faults = wrong.map(
    (field) => `${field} expected ${shown(testCase[field])}, actual ${shown(outcome.actual[field])}`,
  )
  return faults.length === 0 ? null : faults.join('; ')
}

type Outcome = { actual: Record<string, unknown> } | { refused: string } | { broken: string }

function outcomeOf(suite: Suite, testCase: GoldenCase, packs: readonly Pack[]): Outcome {
  try {
    return { actual: suite.run(testCase, packs) }
  } catch (error) {
    // A refusal is named by its slug: 'appraisal.points_outside_range' is points_outside_range.
    if (error instanceof AppError) return { refused: error.reason.replace(/^.*\./, '') }
    return { broken: `cannot be run: ${error instanceof Error ? oneLine(error) : String(error)}` }
  }
}

function oneLine(error: Error): string {
  if (!(error instanceof z.ZodError)) return error.message
  return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
}

function wholeFileFails(suite: string, why: string): GoldenReport {
  return { suite, lines: [`fail ${suite}: ${why}`], passed: 0, failed: 1 }
}

function readJson(text: string): unknown {
  try {
    const data: unknown = JSON.parse(text)
    return isRecord(data) ? data : null
  } catch {
    return null
  }
}
