import { expect, it } from 'vitest'
import { compareVersions, resolveValues } from './conflict'

const opened = { name: '王强', phone: null, email: 'a@x.cn', duties: ['a'] }
const mine = { name: '王强', phone: '138', email: 'b@x.cn', duties: ['a', 'b'] }
const current = { name: '王小强', phone: '139', email: 'a@x.cn', duties: ['a'], version: 4 }

it('asks only about fields that both changed', () => {
  const found = compareVersions(opened, mine, current)
  expect(found.clashes).toEqual([{ field: 'phone', mine: '138', theirs: '139' }])
  expect(found.takenOver).toEqual([{ field: 'name', mine: '王强', theirs: '王小强' }])
})

it('saves my choice, keeps my other changes and takes over theirs', () => {
  const found = compareVersions(opened, mine, current)
  expect(resolveValues(mine, found, { phone: 'mine' })).toEqual({ ...mine, name: '王小强' })
  expect(resolveValues(mine, found, { phone: 'theirs' })).toEqual({ ...mine, name: '王小强', phone: '139' })
})

it('takes empty for empty', () => {
  expect(compareVersions({ a: null }, { a: '' }, { a: undefined })).toEqual({ clashes: [], takenOver: [] })
})
