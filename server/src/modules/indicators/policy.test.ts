import { describe, expect, it } from 'vitest'
import type { Actor, Grant } from '../../platform/actor'
import { homeSubject, mayOpen, sightOf } from './policy'

const actor = (...grants: Grant[]): Actor => ({
  userId: 'u',
  personId: 'me',
  name: '',
  kind: 'person',
  grants,
})
const company = { permission: 'indicators.read', scope: 'company' as const, unitIds: [] }
const unit = { permission: 'indicators.read', scope: 'unit' as const, unitIds: ['shop', 'team'] }
const own = { permission: 'indicators.read', scope: 'own' as const, unitIds: [] }
const nobody = { unitId: null, personId: null }

describe('IND-3, ORG-7: whose values an actor sees', () => {
  it.each([
    ['公司：全部', company, nobody, { kind: 'company' }],
    ['公司：任一部门', company, { unitId: 'other', personId: null }, { kind: 'unit', unitId: 'other' }],
    ['公司：同事', company, { unitId: null, personId: 'peer' }, { kind: 'company' }],
    ['部门：不选即所辖', unit, nobody, { kind: 'units', unitIds: ['shop', 'team'] }],
    ['部门：所辖之内', unit, { unitId: 'team', personId: null }, { kind: 'unit', unitId: 'team' }],
    ['部门：所辖之外', unit, { unitId: 'other', personId: null }, { kind: 'none' }],
    [
      '部门：同事在所辖的工作',
      unit,
      { unitId: null, personId: 'peer' },
      { kind: 'units', unitIds: ['shop', 'team'] },
    ],
    ['本人：自己', own, { unitId: null, personId: 'me' }, { kind: 'company' }],
    ['本人：同事', own, { unitId: null, personId: 'peer' }, { kind: 'none' }],
    ['本人：部门', own, { unitId: 'team', personId: null }, { kind: 'none' }],
  ])('%s', (_, grant, subject, sight) => expect(sightOf(actor(grant), subject)).toEqual(sight))

  it('whoever sees only himself begins with himself', () => {
    expect(homeSubject(actor(own), nobody)).toEqual({ unitId: null, personId: 'me' })
    expect(homeSubject(actor(unit), nobody)).toEqual(nobody)
  })

  it('the record behind a fact opens only for whoever may read orders there', () => {
    const orders = (scope: Grant['scope'], unitIds: string[] = []) =>
      actor({ permission: 'orders.read', scope, unitIds })
    const fact = { unitId: 'team', people: ['me', 'peer'] }
    expect(mayOpen(actor(company), fact)).toBe(false)
    expect(mayOpen(orders('company'), fact)).toBe(true)
    expect(mayOpen(orders('unit', ['team']), fact)).toBe(true)
    expect(mayOpen(orders('unit', ['other']), fact)).toBe(true)
    expect(mayOpen(orders('unit', ['other']), { ...fact, people: ['peer'] })).toBe(false)
    expect(mayOpen(orders('own'), fact)).toBe(true)
  })
})
