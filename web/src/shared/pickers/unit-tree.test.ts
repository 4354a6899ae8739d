import { expect, it } from 'vitest'
import { treeOfUnits, unitPath } from './unit-tree'

const units = [
  { id: 'shop', name: '车间', parentId: 'store' },
  { id: 'store', name: '4S店', parentId: null },
  { id: 'team', name: '机电一组', parentId: 'shop' },
  { id: 'lost', name: '孤立', parentId: 'closed' },
]

it('ORG-1: builds the tree in whatever order units come, and loses none', () => {
  const tree = treeOfUnits(units)
  expect(tree.map((node) => node.unit.id)).toEqual(['store', 'lost'])
  expect(tree[0]?.children[0]?.unit.id).toBe('shop')
  expect(tree[0]?.children[0]?.children[0]?.unit.id).toBe('team')
})

it('names the way from the top', () => {
  expect(unitPath(units, 'team').map((unit) => unit.name)).toEqual(['4S店', '车间', '机电一组'])
  expect(unitPath(units, 'nowhere')).toEqual([])
})
