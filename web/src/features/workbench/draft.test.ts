import { describe, expect, it } from 'vitest'
import { columnLetter, unusedColumns, withField, withValue, type Draft } from './draft'

const draft: Draft = {
  sheet: null,
  headerRow: null,
  headerRows: 1,
  mapping: { no: { column: 0 }, at: { column: 2, format: 'dmy' } },
  emptySigns: [],
  dropDuplicateLines: false,
  remember: true,
}

describe('PLT-4: the mapping being made', () => {
  it.each([
    ['another column forgets the old one’s date order', 'at', { column: 1 }, { column: 1 }],
    ['another date order keeps the column', 'at', { column: 2, format: 'mdy' }, { column: 2, format: 'mdy' }],
    ['a constant instead of a column', 'no', { constant: 'x' }, { constant: 'x' }],
    ['a field that was not there', 'km', { column: 3 }, { column: 3 }],
  ] as const)('%s', (_name, key, how, wanted) => {
    expect(withField(draft, key, how).mapping[key]).toEqual(wanted)
  })

  it('takes a field out', () => {
    expect(Object.keys(withField(draft, 'at', null).mapping)).toEqual(['no'])
  })

  it('gives a text a meaning and takes it back', () => {
    const once = withValue(draft, 'no', 'A', 'a')
    expect(once.mapping.no).toEqual({ column: 0, values: { A: 'a' } })
    expect(withValue(once, 'no', 'A', null).mapping.no).toEqual({ column: 0, values: {} })
  })

  it('knows the columns left over', () => {
    expect(unusedColumns(draft, ['a', 'b', 'c', 'd'])).toEqual(['b', 'd'])
  })

  it('names columns as spreadsheets do', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
  })
})
