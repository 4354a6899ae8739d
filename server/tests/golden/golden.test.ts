import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { goldenCommand, runGolden } from '../../src/golden'
import { packFoldersIn, readPackFolder, type Pack } from '../../src/modules/packs'

const here = import.meta.dirname
const packsFolder = join(here, '../../../packs')
const files = readdirSync(here).filter((name) => name.endsWith('.json'))
const textOf = (name: string) => readFileSync(join(here, name), 'utf8')

let packs: Pack[] = []
beforeAll(async () => {
  for (const name of await packFoldersIn(packsFolder)) {
    const { pack, issues } = await readPackFolder(join(packsFolder, name))
    expect(issues, name).toBeUndefined()
    packs = pack === undefined ? packs : [...packs, pack]
  }
})

describe('golden cases: the worked examples come out as written', () => {
  it('the suites are here', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'apr14.json',
        'on-time.json',
        'pay-output.json',
        'pay-pool.json',
        'scorecards.json',
      ]),
    )
  })

  it.each(files)('%s', (name) => {
    const report = runGolden(textOf(name), packs)
    expect(report.lines.filter((line) => line.startsWith('fail'))).toEqual([])
    expect(report.passed).toBeGreaterThan(0)
  })
})

describe('golden cases: the runner bites', () => {
  const changed = (name: string, change: (testCase: Record<string, unknown>) => void) => {
    const file = JSON.parse(textOf(name)) as { cases: Record<string, unknown>[] }
    file.cases.forEach(change)
    return JSON.stringify(file)
  }

  it.each([
    ['on-time.json', 'onTime', 'wrong'],
    ['apr14.json', 'deduct', 99],
    ['scorecards.json', 'total', '-1'],
    ['scorecards.json', 'grade', 'Z'],
    ['pay-pool.json', 'remainder', '77'],
    ['pay-output.json', 'expected', '0.01'],
  ])('%s with a wrong %s fails every case that expects it', (name, field, value) => {
    let touched = 0
    const text = changed(name, (testCase) => {
      if (!Object.hasOwn(testCase, field)) return
      testCase[field] = value
      touched += 1
    })
    const report = runGolden(text, packs)
    expect(report.failed).toBe(touched)
    expect(report.lines.join('\n')).toContain(`${field} expected`)
  })

  it('a refusal that was not expected fails, and so does one that did not come', () => {
    const swapped = changed('scorecards.json', (testCase) => {
      if (testCase.refused === undefined) Object.assign(testCase, { refused: 'points_outside_range' })
      else delete testCase.refused
    })
    const report = runGolden(swapped, packs)
    expect(report.passed).toBe(0)
  })

  it.each([
    ['an unknown suite', JSON.stringify({ suite: 'nonsense', cases: [{ name: 'a' }] }), 'unknown suite'],
    ['no cases', JSON.stringify({ suite: 'on-time', cases: [] }), 'no cases'],
    ['no JSON', 'x', 'not a golden file'],
    [
      'a case that expects nothing',
      JSON.stringify({ suite: 'pay-output', cases: [{ name: 'a' }] }),
      'expects nothing',
    ],
    [
      'an unknown form',
      JSON.stringify({ suite: 'scorecards', cases: [{ name: 'a', form: 'x', total: 1 }] }),
      'the form "x"',
    ],
  ])('%s fails', (_, text, why) => {
    const report = runGolden(text, packs)
    expect(report).toMatchObject({ passed: 0, failed: 1 })
    expect(report.lines[0]).toContain(why)
  })

  it('the command prints a line a case and the count, and answers 1 when anything failed', async () => {
    const lines: string[] = []
    const options = { packsFolder, from: here, print: (line: string) => void lines.push(line) }
    expect(await goldenCommand(['pay-output.json'], options)).toBe(0)
    expect(lines).toContain('ok pay-output / cents')
    expect(lines.at(-1)).toBe('3 passed, 0 failed')
    expect(await goldenCommand(['pay-output.json', 'missing.json'], options)).toBe(1)
    expect(lines.at(-1)).toBe('3 passed, 1 failed')
    expect(await goldenCommand([], options)).toBe(1)
  })
})
