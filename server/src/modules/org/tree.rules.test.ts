import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { moved, treeOf, type Placement } from './tree.rules'

const placed = (
  unitId: string,
  parentId: string | null,
  validFrom: string,
  validTo: string | null = null,
): Placement => ({
  unitId,
  parentId,
  validFrom,
  validTo,
})

const on = (placements: Placement[], day: string) =>
  treeOf(placements)
    .filter((row) => row.validFrom <= day && (row.validTo === null || row.validTo > day) && row.depth > 0)
    .map((row) => `${row.ancestorId}>${row.descendantId}`)
    .sort()

describe('ORG-1: the tree with dates', () => {
  const dealer = [
    placed('4S店', null, '2026-01-01'),
    placed('车间', '4S店', '2026-01-01'),
    placed('前台', '4S店', '2026-01-01'),
    placed('班组一', '车间', '2026-01-01'),
  ]

  it('spells out every ancestor', () => {
    expect(on(dealer, '2026-03-01')).toEqual(['4S店>前台', '4S店>班组一', '4S店>车间', '车间>班组一'].sort())
  })

  it('keeps the old path when a unit moves', () => {
    const history = moved([dealer[3]!], { unitId: '班组一', parentId: '前台', from: '2026-06-01' })
    const after = [...dealer.slice(0, 3), ...history]
    expect(on(after, '2026-05-31')).toContain('车间>班组一')
    expect(on(after, '2026-06-01')).not.toContain('车间>班组一')
    expect(on(after, '2026-06-01')).toContain('前台>班组一')
  })

  it('joins what only looks like a change: the grandparent stayed the same', () => {
    const history = moved([dealer[3]!], { unitId: '班组一', parentId: '前台', from: '2026-06-01' })
    const rows = treeOf([...dealer.slice(0, 3), ...history]).filter(
      (row) => row.ancestorId === '4S店' && row.descendantId === '班组一',
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ validFrom: '2026-01-01', validTo: null, depth: 2 })
  })

  it('refuses a unit below itself, also through others and also only for some days', () => {
    const cycle = [
      placed('车间', '班组一', '2026-05-01', '2026-05-02'),
      placed('班组一', '车间', '2026-01-01'),
    ]
    expect(() => treeOf(cycle)).toThrow(expect.objectContaining({ reason: 'org.cycle' }))
  })

  it('whatever moves happen, a unit has exactly one parent on any day of its life', () => {
    const units = ['a', 'b', 'c', 'd']
    const move = fc.record({
      unit: fc.constantFrom(...units),
      parent: fc.constantFrom<string | null>(null, 'root'),
      month: fc.integer({ min: 1, max: 12 }),
    })
    fc.assert(
      fc.property(fc.array(move, { maxLength: 20 }), (moves) => {
        let all = [
          placed('root', null, '2026-01-01'),
          ...units.map((unit) => placed(unit, 'root', '2026-01-01')),
        ]
        for (const { unit, parent, month } of moves) {
          const from = `2026-${String(month).padStart(2, '0')}-15`
          const history = all.filter((placement) => placement.unitId === unit)
          all = [
            ...all.filter((p) => p.unitId !== unit),
            ...moved(history, { unitId: unit, parentId: parent, from }),
          ]
        }
        for (const unit of units) {
          const now = treeOf(all).filter((row) => row.descendantId === unit && row.depth === 0)
          expect(now).toHaveLength(1)
        }
      }),
    )
  })
})
