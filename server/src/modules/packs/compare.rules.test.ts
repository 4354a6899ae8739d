import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparePack, type Item, type Json } from './compare.rules'

const item = (value: Json, key = 'a'): Item => ({ kind: 'card', key, name: key, value })
const compare = (base: Json | undefined, theirs: Json | undefined, ours: Json | undefined) => {
  const list = (value: Json | undefined) => (value === undefined ? [] : [item(value)])
  const [only] = comparePack({ base: list(base), theirs: list(theirs), ours: list(ours) })
  return only && { outcome: only.outcome, fields: only.fields.map((at) => `${at.field} ${at.outcome}`) }
}

describe('PCK-3: an item whose fields changed', () => {
  it.each<[string, Json, Json, Json, string, string[]]>([
    ['nobody changed anything', { x: '1' }, { x: '1' }, { x: '1' }, 'same', []],
    ['the pack changed what the company left alone', { x: '1' }, { x: '2' }, { x: '1' }, 'take', ['x take']],
    ['the company changed what the pack left alone', { x: '1' }, { x: '1' }, { x: '3' }, 'keep', ['x keep']],
    ['both changed it', { x: '1' }, { x: '2' }, { x: '3' }, 'decide', ['x decide']],
    ['both changed it alike', { x: '1' }, { x: '2' }, { x: '2' }, 'same', []],
    [
      'each changed another field',
      { x: '1', y: '1' },
      { x: '2', y: '1' },
      { x: '1', y: '3' },
      'take',
      ['x take', 'y keep'],
    ],
    ['the pack brought a field', {}, { x: '1' }, {}, 'take', ['x take']],
    ['the pack dropped a field the company changed', { x: '1' }, {}, { x: '2' }, 'decide', ['x decide']],
    [
      'the order of keys is no change',
      { x: '1', y: '2' },
      { y: '2', x: '1' },
      { x: '1', y: '2' },
      'same',
      [],
    ],
    ['nothing and null are the same', { x: null }, {}, { x: null }, 'same', []],
    [
      'a part of a keyed list is known by its key, wherever it stands',
      {
        rows: [
          { key: 'p', n: '1' },
          { key: 'q', n: '1' },
        ],
      },
      {
        rows: [
          { key: 'q', n: '1' },
          { key: 'p', n: '2' },
        ],
      },
      {
        rows: [
          { key: 'p', n: '1' },
          { key: 'q', n: '1' },
        ],
      },
      'take',
      ['rows.p.key same', 'rows.p.n take'].slice(1),
    ],
    [
      'a list of lines is one value',
      { d: ['1'] },
      { d: ['1', '2'] },
      { d: ['1', '3'] },
      'decide',
      ['d decide'],
    ],
  ])('%s', (_what, base, theirs, ours, outcome, fields) => {
    expect(compare(base, theirs, ours)).toEqual({ outcome, fields })
  })
})

describe('PCK-3: an item that is not everywhere', () => {
  const [x, y]: Json[] = [{ x: '1' }, { x: '2' }]
  it.each<[string, Json | undefined, Json | undefined, Json | undefined, string]>([
    ['new in the pack', undefined, x, undefined, 'add'],
    ["the company's own", undefined, undefined, x, 'own'],
    ['the pack brings what the company has made itself, alike', undefined, x, x, 'same'],
    ['the pack brings what the company has made itself, otherwise', undefined, x, y, 'decide'],
    ['removed from the pack, untouched', x, undefined, x, 'deactivate'],
    ['removed from the pack, changed by the company', x, undefined, y, 'decide'],
    ['removed by the company, untouched by the pack', x, x, undefined, 'keep'],
    ['removed by the company, changed by the pack', x, y, undefined, 'decide'],
    ['removed by both', x, undefined, undefined, 'same'],
  ])('%s', (_what, base, theirs, ours, outcome) => {
    expect(compare(base, theirs, ours)?.outcome).toBe(outcome)
  })
})

describe('PCK-3: for any three states', () => {
  const value = fc.dictionary(
    fc.constantFrom('a', 'b', 'c'),
    fc.constantFrom<Json>('1', '2', ['1'], { k: '1' }),
  )
  it('a pack that did not change takes nothing and asks nothing', () => {
    fc.assert(
      fc.property(value, value, (base, ours) => {
        expect(['same', 'keep']).toContain(compare(base, base, ours)?.outcome)
      }),
    )
  })
  it('a company that changed nothing is never asked', () => {
    fc.assert(
      fc.property(value, value, (base, theirs) => {
        expect(['same', 'take']).toContain(compare(base, theirs, base)?.outcome)
      }),
    )
  })
})
