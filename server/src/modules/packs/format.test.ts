import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { parsePack, type PackFile } from './format'
import { packFilesIn, packFoldersIn } from './format-folder'

const packsFolder = join(import.meta.dirname, '../../../../packs')
const vocabulary = { permissions: ['orders.read'], facts: { handover: ['on_time', 'judged'] } }

let dealer: PackFile[] = []
beforeAll(async () => {
  dealer = await packFilesIn(join(packsFolder, 'dealer-4s'))
})

// Changes one file of the dealer pack and gives back what is said about it.
const issuesOf = (path: string, from: string | RegExp, to: string) => {
  const before = dealer.find((file) => file.path === path)?.text ?? ''
  const text = before.replace(from, to)
  expect(text, 'the change must hit').not.toBe(before)
  return parsePack(dealer.map((file) => (file.path === path ? { path, text } : file))).issues ?? []
}
const lineOf = (path: string, text: string) =>
  (dealer.find((file) => file.path === path)?.text ?? '')
    .split('\n')
    .findIndex((line) => line.includes(text)) + 1

describe('PCK-1: the packs we deliver are sound', () => {
  it('each of them', async () => {
    const names = await packFoldersIn(packsFolder)
    expect(names).toEqual(expect.arrayContaining(['dealer-4s', 'manufacturer-field-service']))
    for (const name of names) {
      const { pack, issues } = parsePack(await packFilesIn(join(packsFolder, name)))
      expect(issues, name).toBeUndefined()
      expect(pack?.info.code).toBe(name)
      expect(pack?.orderTypes).toHaveLength(9)
    }
  })
})

describe('PCK-1: a fault names file, line and key', () => {
  it('an unknown key', () => {
    expect(issuesOf('units.yaml', 'kind: department', 'kind: department\n    size: 3')).toEqual([
      {
        file: 'units.yaml',
        line: lineOf('units.yaml', 'kind: department') + 1,
        key: 'units[1].size',
        reason: 'packs.unknown_key',
        message: 'unknown key "size"',
      },
    ])
  })

  it('a missing key', () => {
    expect(issuesOf('pay.yaml', '    outputScope: company\n', '')).toEqual([
      expect.objectContaining({
        file: 'pay.yaml',
        line: lineOf('pay.yaml', 'key: station-head-output'),
        key: 'schemes[0].outputScope',
        reason: 'packs.missing_key',
      }),
    ])
  })

  it.each([
    [
      'a number where a decimal in quotes is due',
      'appraisal.yaml',
      "target: '0.96'",
      'target: 0.96',
      'bad_value',
      "target: '0.96'",
    ],
    [
      'a kind of item that there is not',
      'appraisal.yaml',
      'kind: per_excess',
      'kind: per_hour',
      'bad_value',
      'kind: per_excess',
    ],
    [
      'a value that a parameter does not take',
      'settings.yaml',
      'value: on_time,',
      'value: maybe,',
      'bad_setting',
      'value: on_time,',
    ],
    [
      'a parameter that there is not',
      'settings.yaml',
      'key: returns.days',
      'key: returns.weeks',
      'unknown_setting',
      'returns.days',
    ],
    ['neither source nor example', 'fault-groups.yaml', /, example: true/, '', 'one_mark', 'key: engine'],
    [
      'both source and example',
      'indicators.yaml',
      "    source: '000:43'",
      "    source: '000:43'\n    example: true",
      'one_mark',
      "    source: '000:43'",
    ],
    ['a source that is no place', 'pack.yaml', "source: '", "source: 'page 3, ", 'bad_value', 'source:'],
    [
      'a unit before its parent',
      'units.yaml',
      'parent: workshop',
      'parent: team-2',
      'unknown_reference',
      'key: team-1',
    ],
    ['a root that is none', 'units.yaml', 'parent: null', 'parent: team-2', 'one_root', 'parent: null'],
    [
      'a unit that there is not',
      'positions.yaml',
      'unit: front-desk',
      'unit: back-desk',
      'unknown_reference',
      'unit: front-desk',
    ],
    [
      'a superior that there is not',
      'positions.yaml',
      'superior: station-head',
      'superior: boss',
      'unknown_reference',
      'superior: station-head',
    ],
    [
      'a role that there is not',
      'positions.yaml',
      'roles: [advisor]',
      'roles: [adviser]',
      'unknown_reference',
      'roles: [advisor]',
    ],
    ['a key twice', 'order-types.yaml', 'key: repair', 'key: maintenance', 'duplicate_key', 'key: repair'],
    [
      'a formula that cannot be read',
      'indicators.yaml',
      'formula: intake.count',
      'formula: intake.',
      'bad_formula',
      'formula: intake.count',
    ],
    [
      'an indicator that there is not',
      'appraisal.yaml',
      'indicator: rework_rate',
      'indicator: redo_rate',
      'unknown_reference',
      'indicator: rework_rate',
    ],
    [
      'a card that does not add up',
      'appraisal.yaml',
      "full: '20'",
      "full: '30'",
      'sections_do_not_add_up',
      'sections:',
    ],
    [
      'a gap between bands',
      'appraisal.yaml',
      "{ atLeast: '0.90', below: '0.93'",
      "{ atLeast: '0.91', below: '0.93'",
      'bands_gap',
      "atLeast: '0.90', below: '0.93'",
    ],
    [
      'a reader that there is not',
      'settings.yaml',
      '[care-director',
      '[director',
      'unknown_reference',
      'care-director',
    ],
    [
      'a scheme for a card that there is not',
      'appraisal.yaml',
      'card: dealer-advisor',
      'card: advisor',
      'unknown_reference',
      'card: dealer-advisor',
    ],
    [
      'PAY-3: pay for a position that nobody appraises',
      'appraisal.yaml',
      'positions: [station-head, service-manager]',
      'positions: [station-head]',
      'no_card',
      'positions: [service-manager]',
      'pay.yaml',
    ],
    [
      'pay for an indicator that there is not',
      'pay.yaml',
      'output: revenue_repair',
      'output: revenue',
      'unknown_reference',
      'output: revenue_repair',
    ],
    [
      'pay by working days, which nothing counts yet',
      'pay.yaml',
      'proRata: calendar_days',
      'proRata: working_days',
      'not_yet',
      'proRata: calendar_days',
    ],
    [
      'pairwise comparison, which nothing reads yet',
      'appraisal.yaml',
      'methods: [kpi, behaviour]',
      'methods: [pairwise]',
      'not_yet',
      'methods: [kpi, behaviour]',
    ],
    [
      'forced distribution, which nothing reads yet',
      'appraisal.yaml',
      'gradeBy: bands',
      'gradeBy: distribution',
      'not_yet',
      'gradeBy: bands',
    ],
  ])('%s', (_, file, from, to, reason, place, found = file) => {
    expect(issuesOf(file, from, to)).toContainEqual(
      expect.objectContaining({ file: found, line: lineOf(found, place), reason: `packs.${reason}` }),
    )
  })

  it('YAML that cannot be read, a key written twice, a file too many, a file too few', () => {
    expect(issuesOf('pack.yaml', 'code: dealer-4s', 'code: [dealer')).toContainEqual(
      expect.objectContaining({ file: 'pack.yaml', reason: 'packs.bad_yaml' }),
    )
    expect(issuesOf('pack.yaml', 'code: dealer-4s', 'code: dealer-4s\ncode: dealer')).toEqual([
      expect.objectContaining({ file: 'pack.yaml', line: 3, reason: 'packs.duplicate_key' }),
    ])
    const files = [...dealer.filter((file) => file.path !== 'pay.yaml'), { path: 'salary.yaml', text: '' }]
    expect(parsePack(files).issues?.map(({ file, reason }) => [file, reason])).toEqual([
      ['salary.yaml', 'packs.unknown_file'],
      ['pay.yaml', 'packs.missing_file'],
    ])
  })

  it('permissions and facts are checked against what the product knows', () => {
    const issues = parsePack(dealer, vocabulary).issues ?? []
    expect(issues).toContainEqual(
      expect.objectContaining({ file: 'roles.yaml', message: 'no permission "org.read"' }),
    )
    expect(issues.some((issue) => issue.message.includes('orders.read'))).toBe(false)
    expect(issues).toContainEqual(
      expect.objectContaining({ file: 'indicators.yaml', message: 'no fact "intake.count"' }),
    )
    expect(issues.some((issue) => issue.message.includes('handover.on_time'))).toBe(false)
  })
})

describe('ORG-11: calendar.yaml', () => {
  it.each([
    ['two defaults', 'units: [front-desk]', 'default: true\n    units: [front-desk]', 'one_default'],
    ['no default', '    default: true\n', '', 'one_default'],
    ['a unit that there is not', 'units: [front-desk]', 'units: [back-desk]', 'unknown_reference'],
    ['a unit with two calendars', 'units: []', 'units: [front-desk]', 'duplicate_key'],
    [
      'hours that overlap',
      "{ from: '13:00', to: '17:30' }",
      "{ from: '11:00', to: '17:30' }",
      'spans_out_of_order',
    ],
    ['a shift without hours', "spans: [{ from: '08:30', to: '08:30' }]", 'spans: []', 'bad_value'],
  ])('%s', (_, from, to, reason) => {
    expect(issuesOf('calendar.yaml', from, to).map((issue) => issue.reason)).toContain(`packs.${reason}`)
  })
})
