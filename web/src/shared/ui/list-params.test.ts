import { describe, expect, it } from 'vitest'
import { listKey, readListParams, withParams } from './list-params'

const of = (text: string) => new URLSearchParams(text)

describe('PLT-1: filters live in the address bar', () => {
  it('reads paging, search and sort', () => {
    const params = readListParams(of('q=王&sort=-name'), { pageSize: 50, cursor: 'c1' })
    expect(params.page).toEqual({ limit: 50, cursor: 'c1', sort: '-name', q: '王' })
    expect(readListParams(of(''), { pageSize: 50, defaultSort: 'name' }).page.sort).toBe('name')
  })

  it('gives only values it knows', () => {
    const params = readListParams(of('state=open&state=bogus&active=false&unit='), { pageSize: 50 })
    expect(params.manyOf('state', ['open', 'closed'] as const)).toEqual(['open'])
    expect(params.oneOf('state', ['closed'] as const)).toBeUndefined()
    expect(params.flag('active')).toBe(false)
    expect(params.flag('late')).toBeUndefined()
    expect(params.one('unit')).toBeUndefined()
  })

  it('keeps two lists on one page apart by scope', () => {
    const search = withParams(of('a.q=1&q=2'), { q: '3', state: ['x', 'y'] }, 'a')
    expect(search.toString()).toBe('q=2&a.q=3&a.state=x&a.state=y')
    expect(readListParams(search, { pageSize: 10, scope: 'a' }).many('state')).toEqual(['x', 'y'])
  })

  it('takes parameters away and makes one key of the same filters', () => {
    expect(withParams(of('q=1&state=x'), { q: '', state: [] }).toString()).toBe('')
    expect(listKey(of('b=2&a=1&other=3'), ['a', 'b'])).toBe(listKey(of('a=1&b=2'), ['b', 'a']))
  })
})
