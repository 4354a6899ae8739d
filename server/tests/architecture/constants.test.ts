import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const modules = join(import.meta.dirname, '..', '..', 'src', 'modules')

/** A number of the business is a pack's (PCK-1); what may stand in a rule is listed here, each with its reason. */
const everywhere = new Map<string, string>([
  ['0', 'nothing, the first place'],
  ['1', 'one, the next place'],
  ['2', 'a pair, half, cents'],
  ['100', 'per cent, cents of a yuan'],
  ['3', 'months of a quarter'],
  ['4', 'quarters of a year, ISO 8601: 4 January lies in the first week'],
  ['7', 'days of a week'],
  ['12', 'months of a year, hours of half a day'],
  ['24', 'hours of a day'],
  ['60', 'minutes of an hour, seconds of a minute'],
  ['364', '52 weeks of days: the same weekday a year ago'],
  ['1000', 'milliseconds of a second'],
  ['60000', 'milliseconds of a minute'],
  ['86400', 'seconds of a day'],
  ['3600000', 'milliseconds of an hour'],
  ['86400000', 'milliseconds of a day'],
])

/** Numbers of one file that are no terms of the business: the scale of a column, the bounds of a reader. */
const inOneFile: Record<string, { values: string[]; why: string }> = {
  'appraisal/values.rules.ts': { values: ['30'], why: 'a value keeps up to thirty places' },
  'customers/similar.rules.ts': {
    values: ['5', '40'],
    why: 'what is too short to be a phone or a number, and how much of a name is indexed',
  },
  'indicators/definitions.rules.ts': { values: ['120'], why: 'a formula may not read more than ten years' },
  'indicators/figures.rules.ts': { values: ['6'], why: 'ratios are shown from six places' },
  'indicators/periods.rules.ts': {
    values: ['3660', '6', '11', '1950', '2200'],
    why: 'a range is at most ten years; the last day of a week; the eleven months before one; years that are read',
  },
  'org/calendar.rules.ts': { values: ['1900', '300'], why: 'every year a calendar is asked for' },
  'pay/pool.rules.ts': { values: ['10'], why: 'the base of the decimal system' },
  'service/order-clocks.rules.ts': { values: ['5'], why: 'the order of the states' },
  'service/workers.rules.ts': { values: ['0.000001'], why: 'the smallest share a column can hold' },
  'workbench/import/cells.rules.ts': {
    values: ['2000', '9999999999999999.99', '999999999999'],
    why: 'what a column can hold',
  },
  'workbench/import/dates.rules.ts': {
    values: ['18264', '73415', '1899', '11', '30', '70', '2000', '1900', '1950', '2100', '23', '59'],
    why: 'the calendar of spreadsheets, two-digit years, the clock face',
  },
  'workbench/import/issues.rules.ts': { values: ['500'], why: 'how many faults a report lists' },
  'workbench/import/mapping.rules.ts': { values: ['5', '6'], why: 'how many samples a screen shows' },
  'workbench/import/numbers.rules.ts': { values: ['10000'], why: '万' },
  'workbench/import/preview.rules.ts': { values: ['5', '30'], why: 'how much a preview shows' },
}

/** Where in a text something is cut, padded or found is no number of the business. */
const textWork = new Set(['slice', 'padStart', 'padEnd', 'substring', 'charAt', 'toFixed', 'at'])

const isTextWork = (node: ts.Node): boolean => {
  const { parent } = node
  if (ts.isElementAccessExpression(parent)) return parent.argumentExpression === node
  if (ts.isPrefixUnaryExpression(parent)) return isTextWork(parent)
  return (
    ts.isCallExpression(parent) &&
    ts.isPropertyAccessExpression(parent.expression) &&
    textWork.has(parent.expression.name.text)
  )
}

const decimal = /^-?\d+(\.\d+)?$/

/** The numbers a source names, decimals written as text included, except those that may stand anywhere. */
function constantsIn(text: string): { value: string; line: number }[] {
  const source = ts.createSourceFile('a.ts', text, ts.ScriptTarget.ES2022, true)
  const found: { value: string; line: number }[] = []
  const visit = (node: ts.Node): void => {
    const isNumber = ts.isNumericLiteral(node) || ts.isBigIntLiteral(node)
    const isText = ts.isStringLiteralLike(node) && decimal.test(node.text)
    if ((isNumber || isText) && !isTextWork(node)) {
      const value = node.text
        .replace(/n$/, '')
        .replace(/^-/, '')
        .replace(/^0+(?=\d)/, '')
      const { line } = source.getLineAndCharacterOfPosition(node.getStart())
      if (!everywhere.has(value)) found.push({ value, line: line + 1 })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const ruleFiles = readdirSync(modules, { recursive: true, encoding: 'utf8' })
  .filter((name) => /(^|[./])rules\.ts$/.test(name))
  .sort()

describe('rules hold no numbers of the business', () => {
  it('finds the rules at all', () => {
    expect(ruleFiles.length).toBeGreaterThan(40)
  })

  it.each(ruleFiles)('%s', (name) => {
    const text = readFileSync(join(modules, name), 'utf8')
    const allowed = new Set(inOneFile[name]?.values)
    expect(constantsIn(text).filter(({ value }) => !allowed.has(value))).toEqual([])
  })

  it('lists no exception that is not needed', () => {
    const idle = Object.entries(inOneFile).flatMap(([name, { values }]) => {
      const used = new Set(constantsIn(readFileSync(join(modules, name), 'utf8')).map(({ value }) => value))
      return values.filter((value) => !used.has(value)).map((value) => `${name}: ${value}`)
    })
    expect(idle).toEqual([])
  })

  it.each([
    ['a number of minutes', 'export const isDue = (minutes: number) => minutes <= 30', '30'],
    ['a share as a decimal', "export const target = dec('0.96')", '0.96'],
    ['a negative one', 'export const points = -5', '5'],
    ['one with a separator', 'export const base = 1_500', '1500'],
    ['one in a template', 'export const rate = `0.03`', '0.03'],
  ])('sees %s that was planted', (_what, text, value) => {
    expect(constantsIn(text)).toEqual([{ value, line: 1 }])
  })

  it('leaves cutting texts and converting units alone', () => {
    expect(constantsIn('export const f = (t: string) => Number(t.slice(0, 10)) * 60_000')).toEqual([])
  })
})
