import { describe, expect, it } from 'vitest'
import { findProblems } from '../../src/cli/operate'
import { testHouse, type Visitor } from '../support/house'

const house = testHouse()

const keysAt = async (visitor: Visitor, url: string, key: string): Promise<string[]> => {
  const { status, data } = await visitor.get(url)
  expect(status, url).toBe(200)
  const items = data.items ?? data.schemes
  return items.map((item: Record<string, unknown>) => String(item[key])).sort()
}

describe('PCK-1: 一家4S店和一家制造商在同一个数据库里', () => {
  it('各看各的类型、考核表、指标和岗位；键可以相同，编号绝不相同；两家核对都干净', async () => {
    const dealer = await house.newCompany({ pack: 'dealer-4s', name: '城南4S店' })
    const maker = await house.newCompany({ pack: 'manufacturer-field-service', name: '重工制造' })
    const lists: [url: string, key: string, dealerOnly: string, makerOnly: string, both: string][] = [
      ['/org/positions?limit=100', 'code', 'service-advisor', 'field-engineer', 'follow-up-caller'],
      ['/org/units', 'code', 'front-desk', 'field-team', ''],
      ['/indicators', 'code', 'avg_order_value', 'second_return_rate', 'rework_rate'],
      ['/orders/types', 'key', '', '', 'maintenance'],
      ['/orders/fault-groups', 'key', 'brakes', 'motor', 'engine'],
    ]
    for (const [url, key, dealerOnly, makerOnly, both] of lists) {
      const [ofDealer, ofMaker] = [await keysAt(dealer.admin, url, key), await keysAt(maker.admin, url, key)]
      if (dealerOnly)
        expect([ofDealer.includes(dealerOnly), ofMaker.includes(dealerOnly)]).toEqual([true, false])
      if (makerOnly)
        expect([ofDealer.includes(makerOnly), ofMaker.includes(makerOnly)]).toEqual([false, true])
      if (both) expect([ofDealer.includes(both), ofMaker.includes(both)]).toEqual([true, true])
    }

    const idOf = async (visitor: Visitor) =>
      (await visitor.get('/org/positions?limit=100')).data.items.find(
        (position: { code: string }) => position.code === 'follow-up-caller',
      ).id
    const [callerOfDealer, callerOfMaker] = [await idOf(dealer.admin), await idOf(maker.admin)]
    expect(callerOfDealer).not.toBe(callerOfMaker)
    expect((await dealer.admin.get(`/org/positions/${callerOfMaker}`)).status).toBe(404)

    // The same type of order asks each company for its own things.
    const needs = async (visitor: Visitor) =>
      (await visitor.get('/orders/types')).data.items.find(
        (type: { key: string }) => type.key === 'maintenance',
      ).needs
    expect(await needs(dealer.admin)).toContain('plate')
    expect(await needs(maker.admin)).toContain('running_hours')

    const schemes = (visitor: Visitor) => keysAt(visitor, '/appraisal/definitions', 'key')
    expect(await schemes(dealer.admin)).toContain('advisors')
    expect(await schemes(dealer.admin)).not.toContain('field-service')
    expect(await schemes(maker.admin)).toContain('field-service')

    expect(await findProblems(house.app)).toEqual([])
  })
})
