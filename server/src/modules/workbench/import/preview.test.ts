import { describe, expect, it } from 'vitest'
import type { ImportMapping, ImportShape } from '../../../kernel/importing'
import { previewOf } from './preview.rules'
import type { RecordsInput } from './read-records.rules'
import { importWords } from './words'

const shape: ImportShape = {
  fields: [
    { key: 'name', labelKey: 'f.name', type: 'text', required: true },
    { key: 'kind', labelKey: 'f.kind', type: 'choice', choices: [{ value: 'person' }, { value: 'company' }] },
    { key: 'since', labelKey: 'f.since', type: 'date' },
    { key: 'limit', labelKey: 'f.limit', type: 'money' },
  ],
}
const mapping: ImportMapping = {
  name: { column: 0 },
  kind: { column: 1 },
  since: { column: 2, format: 'dmy' },
  limit: { column: 3 },
}
const rows = [
  ['陈建国', 'person', '02/03/24', '5万'],
  ['', 'VIP', '04/05/24', '300'],
  ['王丽', '/', '06/07/24', ''],
  ['王丽', 'VIP', '08/09/24', 'x'],
  ['王丽', 'person', '10/11/24', '7'],
  ['never shown', 'person', '10/11/24', '7'],
].map((cells, at) => ({ line: at + 2, cells: cells.map((cell) => cell || null) }))

const preview = (more: Partial<RecordsInput> = {}) =>
  previewOf({
    header: ['a', 'b', 'c', 'd'],
    rows,
    shape,
    mapping,
    choices: importWords(shape.fields, () => []).choices,
    options: { timeZone: 'Asia/Shanghai', emptySigns: ['/'], dropDuplicateLines: false },
    ...more,
  })

describe('PLT-4: what a mapping would make of a file', () => {
  it('reads the first five rows, with what cannot be read', () => {
    const shown = preview().rows
    expect(shown.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6])
    expect(shown[1]?.cells.map(({ value, reason }) => [value, reason])).toEqual([
      [null, 'workbench.value_missing'],
      [null, 'workbench.choice_unknown'],
      ['2024-05-04', null],
      ['300.00', null],
    ])
    expect(shown[0]?.cells[3]).toMatchObject({ raw: '5万', reason: 'workbench.number_in_ten_thousands' })
  })

  it('reads dates that can be read in several ways in each of them', () => {
    const [date] = preview().dates
    expect(date).toMatchObject({ fieldKey: 'since', format: 'dmy', ambiguous: true })
    expect(date?.samples[0]).toEqual({
      raw: '02/03/24',
      readings: [
        { format: 'ymd', value: '2002-03-24T00:00:00' },
        { format: 'dmy', value: '2024-03-02T00:00:00' },
        { format: 'mdy', value: '2024-02-03T00:00:00' },
      ],
    })
  })

  it('says nothing about dates that only one order can mean', () => {
    const plain = rows.map((row, at) => ({ ...row, cells: ['x', 'person', `2024-03-${10 + at}`, '1'] }))
    const [date] = preview({
      rows: plain,
      mapping: { ...mapping, since: { column: 2, format: 'ymd' } },
    }).dates
    expect(date).toMatchObject({ ambiguous: false, samples: [] })
  })

  it('lists the words of a choice, unknown ones first, signs of nothing left out; translated ones are known', () => {
    expect(preview().choices[0]).toEqual({
      fieldKey: 'kind',
      found: [
        { raw: 'VIP', count: 2, value: null },
        { raw: 'person', count: 3, value: 'person' },
      ],
      more: 0,
    })
    const translated = { ...mapping, kind: { column: 1, values: { VIP: 'company' } } }
    expect(preview({ mapping: translated }).choices[0]?.found.map(({ value }) => value)).toEqual([
      'company',
      'person',
    ])
  })

  it('names figures in units of ten thousand', () => {
    expect(preview().tenThousands).toEqual(['limit'])
  })
})
