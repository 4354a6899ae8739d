import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dec } from '../../kernel/money'
import { bandText, checkBands, isInBand, type Borders } from './bands.rules'
import { gradeOf } from './grades.rules'
import { cardItem, type CardItem, type CardTemplate } from './schemas'
import { checkTemplate } from './template-check.rules'

const name = { zh: '名', en: 'name' }
const item = (part: Record<string, unknown>): CardItem => cardItem.parse({ name, example: true, ...part })
const card = (full: string, ...sections: [full: string, items: CardItem[]][]): CardTemplate => ({
  key: 'card',
  name,
  full,
  sections: sections.map(([mark, items], index) => ({ key: `s${index}`, name, full: mark, items })),
})
const reasons = (template: CardTemplate) =>
  checkTemplate(template, '100').map(({ reason, path }) => [reason, path.join('.')])
const skill = item({ key: 'skill', kind: 'deduction', deduct: '5', per: 'kind_and_month', about: 'skill' })
const bandOn = (direction: string, bands: object[], full?: string) =>
  item({ key: 'band', kind: 'band', measure: 'value', whenNoValue: 'full', direction, bands, full })

describe('APR-3: band tables say what every value gives, once', () => {
  it.each<[string, Borders[], [number, string][]]>([
    ['whole', [{ atLeast: '0.9' }, { below: '0.9', atLeast: '0.5' }, { below: '0.5' }], []],
    ['one row for everything', [{}], []],
    ['a border to both', [{ atLeast: '0.9' }, { atMost: '0.9' }], [[0, 'bands_overlap']]],
    ['a border to nobody', [{ above: '0.9' }, { below: '0.9' }], [[0, 'bands_gap']]],
    ['a gap', [{ atLeast: '0.7' }, { atMost: '0.6' }], [[0, 'bands_gap']]],
    ['an overlap', [{ atLeast: '0.6' }, { below: '0.7' }], [[0, 'bands_overlap']]],
    ['nothing below', [{ atLeast: '0.6' }], [[0, 'bands_gap']]],
    ['nothing above', [{ atMost: '0.6' }], [[0, 'bands_gap']]],
    ['upside down', [{ atLeast: '0.9', atMost: '0.8' }, {}], [[0, 'band_upside_down']]],
    ['an empty row', [{ atLeast: '0.9', below: '0.9' }], [[0, 'band_upside_down']]],
    ['two lower borders', [{ atLeast: '0.9', above: '0.8' }], [[0, 'band_two_borders']]],
    ['two rows for everything', [{}, {}], [[1, 'bands_overlap']]],
  ])('%s', (_, rows, issues) =>
    expect(checkBands(rows).map(({ row, issue }) => [row, issue])).toEqual(issues),
  )

  it('reads as signs', () => expect(bandText({ above: '0.6', below: '0.7' })).toBe('> 0.6, < 0.7'))

  it('in a table without faults every value lies in exactly one row', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { maxLength: 6 })
    fc.assert(
      fc.property(
        cuts,
        fc.boolean(),
        fc.integer({ min: -600, max: 600 }),
        (unsorted, upperIncluded, tenths) => {
          const borders = [...unsorted].sort((a, b) => a - b).map(String)
          const rows: Borders[] = [undefined, ...borders].map((from, index) => {
            const to = borders[index]
            return upperIncluded ? { above: from, atMost: to } : { atLeast: from, below: to }
          })
          expect(checkBands(rows)).toEqual([])
          const value = dec(tenths).div(10)
          expect(rows.filter((row) => isInBand(value, row))).toHaveLength(1)
        },
      ),
    )
  })
})

describe('APR-1, APR-3: a card is checked before anybody is rated by it', () => {
  it('a sound card has no issues', () => expect(reasons(card('100', ['100', [skill]]))).toEqual([]))

  it.each<[string, CardTemplate, [string, string]]>([
    ['sections of 90', card('100', ['90', [skill]]), ['sections_do_not_add_up', 'sections']],
    ['a card of 90', card('90', ['90', [skill]]), ['sections_do_not_add_up', 'sections']],
    [
      'a key twice',
      card('100', ['50', [skill]], ['50', [skill]]),
      ['duplicate_key', 'sections.1.items.0.key'],
    ],
    [
      'items above their section',
      card('100', ['100', [skill, item({ key: 'g', kind: 'goal', full: '101', aspects: ['quality'] })]]),
      ['items_exceed_section', 'sections.0.full'],
    ],
    [
      'goals that do not fill their section',
      card(
        '100',
        ['50', [skill]],
        ['50', [item({ key: 'g', kind: 'goal', full: '40', aspects: ['quality'] })]],
      ),
      ['items_do_not_fill_section', 'sections.1.full'],
    ],
    [
      'points that fall as the value rises',
      card('100', [
        '100',
        [
          skill,
          bandOn('higher_is_better', [
            { atLeast: '1', deduct: '5' },
            { below: '1', deduct: '0' },
          ]),
        ],
      ]),
      ['against_direction', 'sections.0.items.1.bands.0'],
    ],
    [
      'points that rise with a value that should be low',
      card('100', [
        '100',
        [
          skill,
          bandOn('lower_is_better', [
            { atLeast: '1', deduct: '0' },
            { below: '1', deduct: '5' },
          ]),
        ],
      ]),
      ['against_direction', 'sections.0.items.1.bands.1'],
    ],
    [
      'a row that takes in an item that gives',
      card('100', ['100', [skill, bandOn('higher_is_better', [{ deduct: '5' }], '100')]]),
      ['row_needs_points_or_deduct', 'sections.0.items.1.bands.0'],
    ],
    [
      'a row above the item',
      card('100', ['100', [skill, bandOn('higher_is_better', [{ points: '101' }], '100')]]),
      ['row_above_full', 'sections.0.items.1.bands.0'],
    ],
  ])('%s', (_, template, issue) => expect(reasons(template)).toContainEqual(issue))

  it('a card without skill or teamwork is warned about, not refused', () => {
    const plain = item({ key: 'a', kind: 'deduction', deduct: '5', per: 'kind_and_month' })
    expect(checkTemplate(card('100', ['100', [plain]]), '100')).toEqual([
      { severity: 'warning', reason: 'no_skill_or_teamwork', path: ['sections'], details: {} },
    ])
  })
})

describe('APR-6: grades', () => {
  const table = {
    key: 'g',
    name,
    grades: [
      { key: 'A', name, atLeast: '90', coefficient: '1' },
      { key: 'E', name, atLeast: '0', coefficient: '0.6' },
    ],
  }
  it.each([
    ['90', 'A'],
    ['89.99', 'E'],
    ['-1', null],
  ])('%s is %s', (score, grade) => expect(gradeOf(dec(score), table)?.grade ?? null).toBe(grade))
})
