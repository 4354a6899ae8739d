import { beforeAll, describe, expect, it } from 'vitest'
import { testHouse } from '../../../tests/support/house'
import { openShop, type Shop } from '../../../tests/support/orders'
import { readSheet } from '../../platform/sheets'
import { orderSnapshots } from './snapshots'

const house = testHouse()
const at = (time: string) => new Date(`2026-10-${time}:00+08:00`).toISOString()
const clock = (time: string) => house.setNow(at(time))

let shop: Shop
let elsewhere: Shop
const numbers = async (filter: string, by = shop.admin): Promise<string[]> =>
  (await by.get(`/orders?sort=number&${filter}`)).data.items.map((row: { number: string }) =>
    row.number.slice(-1),
  )

// 1 late, customer-caused; 2 overdue in the bay; 3 promised for tomorrow, unclear; 4 of the workshop, no promise; 5 cancelled
beforeAll(async () => {
  clock('05T09:00')
  shop = await openShop(await house.newCompany())
  elsewhere = await openShop(await house.newCompany())
  const other = await shop.product('粤B67890', '欧阳晓明')
  let one = await shop.repaired(await shop.open({ promiseAt: at('05T10:00') }))
  one = await shop.act(one, 'customer-cause', { note: '顾客未到' })
  clock('05T11:00')
  await shop.act(await shop.act(one, 'settle'), 'hand-over')
  const two = await shop.open({ promiseAt: at('05T12:00'), productId: other.productId, channel: 'phone' })
  await shop.act(two, 'workers', { workers: [{ personId: shop.second.personId }] })
  await shop.open({ promiseAt: at('06T12:00'), unclear: true })
  await shop.open({ unitId: shop.workshopId, advisorId: null, faultGroupKey: 'engine' }, shop.admin)
  await shop.act(await shop.open({ promiseAt: at('05T11:30') }), 'cancel', { reason: '客户不修了' })
  await elsewhere.open()
  clock('05T13:00')
})

describe('PLT-1: the list', () => {
  it.each([
    ['', '12345'],
    ['state=assigned', '2'],
    ['state=assigned&state=cancelled', '25'],
    ['open=true', '234'],
    ['overdue=true', '2'],
    ['overdue=false', '1345'],
    ['onTime=false', '1'],
    ['onTime=none', '2345'],
    ['onTime=none&onTimeWhy=no_promise', '4'],
    ['customerCaused=true', '1'],
    ['unclear=true', '3'],
    ['channel=phone', '2'],
    ['faultGroupKey=engine', '4'],
    ['receivedFrom=2026-10-05&receivedTo=2026-10-05', '12345'],
    ['receivedTo=2026-10-04', ''],
    ['handedOverFrom=2026-10-05', '1'],
    ['settledFrom=2026-10-06', ''],
    ['history=true', ''],
    ['repeatWithin=0', '34'],
    ['q=GD202610-000004', '4'],
    ['q=67890', '2'],
    ['q=oyxm', '2'],
    ['q=000', '12345'],
  ])('?%s', async (filter, expected) => {
    expect((await numbers(filter)).join('')).toBe(expected)
  })

  it('by person, unit, customer and product', async () => {
    const { productId, customerId } = await shop.product('粤B67890')
    expect(await numbers(`technicianId=${shop.second.personId}`)).toEqual(['2'])
    expect(await numbers(`unitId=${shop.workshopId}`)).toEqual(['4'])
    const root = (await shop.admin.get('/org/units')).data.items.find((unit: any) => unit.parentId === null)
    expect(await numbers(`unitId=${root.id}`)).toEqual(await numbers(''))
    expect(
      await numbers(`advisorId=${shop.advisor.personId}&productId=${productId}&customerId=${customerId}`),
    ).toEqual(['2'])
  })

  it('我负责的: as advisor or as technician', async () => {
    expect(await numbers('mine=true', shop.advisor)).toEqual(['1', '2', '3', '5'])
    expect(await numbers('mine=true', shop.second)).toEqual(['2'])
  })

  it('pages go through every row once, in either order, also where the time is missing', async () => {
    for (const sort of [
      'promiseAt',
      '-promiseAt',
      'handedOverAt',
      'total',
      '-receivedAt',
      'daysSincePrevious',
    ]) {
      const seen: string[] = []
      let cursor = ''
      do {
        const { data } = await shop.admin.get(`/orders?limit=2&sort=${sort}${cursor}`)
        seen.push(...data.items.map((row: { id: string }) => row.id))
        cursor = data.nextCursor ? `&cursor=${data.nextCursor}` : ''
      } while (cursor)
      expect(new Set(seen).size).toBe(5)
      expect(seen).toHaveLength(5)
    }
  })

  it('PLT-3: the heads of the board say as many as their lists show, to the same user', async () => {
    for (const by of [shop.admin, shop.advisor, shop.technician]) {
      const { data } = await by.get('/orders/counts')
      for (const { state, count } of data.states)
        expect((await by.get(`/orders?state=${state}`)).data.total).toBe(count)
      expect((await by.get('/orders?open=true')).data.total).toBe(data.open)
      expect((await by.get('/orders?overdue=true')).data.total).toBe(data.overdue)
      expect((await by.get('/orders?unclear=true')).data.total).toBe(data.unclear)
      expect((await by.get('/orders')).data.total).toBe(data.total)
    }
  })

  it('ORG-7: each sees what the permission reaches; another company nothing', async () => {
    expect(await numbers('', shop.advisor)).toEqual(['1', '2', '3', '5'])
    expect(await numbers('', shop.technician)).toEqual(['1'])
    const mine = (await shop.admin.get('/orders?state=assigned')).data.items[0]
    expect((await elsewhere.admin.get(`/orders/${mine.id}`)).status).toBe(404)
    expect(await numbers('', elsewhere.admin)).toEqual(['1'])
    expect((await elsewhere.company.within((ctx) => orderSnapshots(ctx, [mine.id]))).length).toBe(0)
  })

  it('types and fault groups come from the pack, examples marked', async () => {
    const types = (await shop.advisor.get('/orders/types')).data.items
    expect(types.map((type: { category: string }) => type.category)).toEqual([
      'daily',
      'daily',
      'warranty',
      'insurance',
      'daily',
      'daily',
      'daily',
      'daily',
      'daily',
    ])
    expect((await shop.advisor.get('/orders/fault-groups')).data.items[0]).toMatchObject({
      key: 'engine',
      isExample: true,
    })
  })
})

describe('PLT-3: the export', () => {
  const exported = (query: string, by = shop.admin) =>
    by.raw({ method: 'GET', url: `/api/v1/orders/export?${query}` })

  it.each([['csv'], ['xlsx']])(
    '%s: the rows of the filter with the columns of the screen, in real types',
    async (format) => {
      const answer = await exported(`format=${format}&onTime=false`)
      expect(answer.statusCode).toBe(200)
      const content = await readSheet(answer.rawPayload, { fileName: `a.${format}` })
      const head = content.header
      const row = content.rows[0]?.cells ?? []
      expect(head.slice(0, 4)).toEqual(['工单号', '外部单号', '工单类型', '状态'])
      expect(content.rows).toHaveLength(1)
      expect(row[head.indexOf('状态')]).toBe('已交付')
      const promised = row[head.indexOf('约定交车时间')]
      expect(JSON.stringify(promised)).toContain('2026-10-05')
    },
  )

  it('in English, and only for those who may', async () => {
    const answer = await exported('format=csv&language=en&state=cancelled')
    expect(answer.body).toContain('Order number')
    expect(answer.body).toContain('Cancelled')
    expect((await exported('format=csv', shop.advisor)).statusCode).toBe(403)
  })
})
