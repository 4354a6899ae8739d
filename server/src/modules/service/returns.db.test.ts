import { describe, expect, it } from 'vitest'
import { testHouse, type TestCompany } from '../../../tests/support/house'
import { openShop } from '../../../tests/support/orders'
import { orderSnapshots } from './snapshots'

const house = testHouse()
const at = (day: string) => new Date(`2026-${day}:00+08:00`).toISOString()
const clock = (day: string) => house.setNow(at(day))

async function visit(
  shop: Awaited<ReturnType<typeof openShop>>,
  days: { in: string; out: string | null },
  input: object = {},
) {
  clock(days.in)
  const order = await shop.open(input)
  if (days.out === null) return order
  const ready = await shop.repaired(order)
  clock(days.out)
  return shop.act(await shop.act(ready, 'settle', {}, shop.admin), 'hand-over')
}

const newShop = async () => {
  // Signed in today, so that the sessions last while the clock is set to days of the past.
  house.setNow(null)
  return openShop(await house.newCompany())
}

describe('SVC-13: return repair', () => {
  it('the same product and fault within the days is linked to the latest hand-over, with the people of the original', async () => {
    const shop = await newShop()
    const first = await visit(shop, { in: '08-01T09:00', out: '08-01T23:30' })
    // Thirty civil days after the day of hand-over, although 30 × 24 hours have long passed.
    const again = await visit(shop, { in: '08-31T23:50', out: null })
    expect(again).toMatchObject({
      returnOfId: first.id,
      daysSincePrevious: 30,
      returnOf: { number: first.number },
    })
    const [snapshot] = await shop.company.within((ctx) => orderSnapshots(ctx, [again.id]))
    expect(snapshot?.returnOf).toEqual({
      orderId: first.id,
      ownerId: shop.advisor.personId,
      leadTechnicianId: shop.technician.personId,
      unitId: shop.unitId,
    })
    const original = (await shop.advisor.get(`/orders/${first.id}`)).data
    expect(original.returnedBy.map((row: { id: string }) => row.id)).toEqual([again.id])
  })

  it.each([
    ['a day too late', { in: '09-01T00:10', out: null }, {}, 31],
    ['another fault', { in: '08-10T09:00', out: null }, { faultGroupKey: 'engine' }, 9],
  ])('%s is a visit and no return', async (_, days, input, since) => {
    const shop = await newShop()
    await visit(shop, { in: '08-01T09:00', out: '08-01T17:00' })
    expect(await visit(shop, days, input)).toMatchObject({ returnOfId: null, daysSincePrevious: since })
  })

  it('what is still in the workshop, cancelled, or another product is nothing to return to', async () => {
    const shop = await newShop()
    const open = await visit(shop, { in: '08-01T09:00', out: null })
    expect(await visit(shop, { in: '08-02T09:00', out: null })).toMatchObject({
      returnOfId: null,
      daysSincePrevious: null,
    })
    await shop.act(open, 'cancel', { reason: '客户不修了' })
    const other = await shop.product('粤B00001')
    await visit(shop, { in: '08-03T09:00', out: '08-03T17:00' }, { productId: other.productId })
    expect(await visit(shop, { in: '08-04T09:00', out: null })).toMatchObject({
      returnOfId: null,
      daysSincePrevious: null,
    })
  })

  it('a link given by hand stays', async () => {
    const shop = await newShop()
    const first = await visit(shop, { in: '05-01T09:00', out: '05-01T17:00' })
    await visit(shop, { in: '08-01T09:00', out: '08-01T17:00' })
    const again = await visit(
      shop,
      { in: '08-05T09:00', out: null },
      { typeKey: 'return', returnOfId: first.id },
    )
    expect(again.returnOfId).toBe(first.id)
    const edited = await shop.advisor.patch(`/orders/${again.id}`, {
      complaint: '还是异响',
      version: again.version,
    })
    expect(edited.data.returnOfId).toBe(first.id)
  })

  it('a link found by the rule and taken away by a person stays away', async () => {
    const shop = await newShop()
    const first = await visit(shop, { in: '08-01T09:00', out: '08-01T17:00' })
    const again = await visit(shop, { in: '08-05T09:00', out: null })
    expect(again.returnOfId).toBe(first.id)
    const edit = (order: { id: string; version: number }, fields: object) =>
      shop.advisor.patch(`/orders/${order.id}`, { ...fields, version: order.version })
    const freed = (await edit(again, { returnOfId: null })).data
    expect(freed.returnOfId).toBeNull()
    expect((await edit(freed, { complaint: '其实是另一处异响' })).data.returnOfId).toBeNull()
  })

  it('nothing returns to another car’s order, nor to one that was not handed over', async () => {
    const shop = await newShop()
    const still = await visit(shop, { in: '08-01T09:00', out: null })
    const other = await shop.product('粤B00001')
    const foreign = await visit(
      shop,
      { in: '08-03T09:00', out: '08-03T17:00' },
      { productId: other.productId },
    )
    const again = await visit(shop, { in: '08-05T09:00', out: null })
    const link = (returnOfId: string) =>
      shop.advisor.patch(`/orders/${again.id}`, { returnOfId, version: again.version })
    expect((await link(foreign.id)).data.reason).toBe('service.return_of_other_product')
    expect((await link(still.id)).data.reason).toBe('service.return_before_hand_over')
  })

  const maintenance = {
    typeKey: 'maintenance',
    faultGroupKey: null,
    details: { maintenance_item: '机油机滤' },
  }

  it('the report of repeat visits says as many as its list shows, as the same user and with the same filters', async () => {
    const shop = await newShop()
    await visit(shop, { in: '07-01T09:00', out: '07-01T17:00' })
    await visit(shop, { in: '07-06T09:00', out: '07-06T17:00' })
    await visit(shop, { in: '07-18T09:00', out: '07-18T17:00' }, maintenance)
    await visit(shop, { in: '09-10T09:00', out: null })
    const report = (await shop.advisor.get('/orders/repeat-visits')).data
    expect(report).toEqual({
      orders: 4,
      spans: [
        { days: 7, count: 1 },
        { days: 15, count: 2 },
        { days: 30, count: 2 },
        { days: 90, count: 3 },
      ],
    })
    for (const span of report.spans)
      expect((await shop.advisor.get(`/orders?repeatWithin=${span.days}`)).data.total).toBe(span.count)
    const repairs = (await shop.advisor.get('/orders/repeat-visits?typeKey=repair&days=15&days=60')).data
    expect(repairs.spans).toEqual([
      { days: 15, count: 1 },
      { days: 60, count: 2 },
    ])
  })

  it('the works: a product that was finished once and comes again is a second return', async () => {
    clock('08-01T09:00')
    const company = await house.newCompany({ pack: 'manufacturer-field-service' })
    const { admin } = company
    const { data } = await admin.get('/org/units')
    const unitId = data.items[0].id
    const shop = await openShopless(company)
    const open = async (body: object) =>
      (await admin.post('/orders', { unitId, advisorId: null, ...body })).data
    const input = {
      typeKey: 'return',
      productId: shop.productId,
      faultGroupKey: shop.faultGroupKey,
      complaint: '漏油',
    }
    let first = await open(input)
    for (const [verb, body] of steps(shop.personId)) first = await shop.act(first, verb, body)
    clock('08-01T15:00')
    const second = await open(input)
    const snapshots = await company.within((ctx) => orderSnapshots(ctx, [first.id, second.id]))
    expect(new Map(snapshots.map((one) => [one.id, [one.factoryReturn, one.secondReturn]]))).toEqual(
      new Map([
        [first.id, [true, false]],
        [second.id, [true, true]],
      ]),
    )
  })
})

const steps = (personId: string): [string, object][] => [
  ['workers', { workers: [{ personId }] }],
  ['move', { to: 'in_repair' }],
  ['move', { to: 'quality_check' }],
  ['move', { to: 'ready' }],
]

/** The manufacturer's company: other positions than the dealer's, so only what the test needs. */
async function openShopless(company: TestCompany) {
  const { admin } = company
  const { ensureProducts } = await import('../products')
  const [productId = ''] = await company.within((ctx) =>
    ensureProducts(ctx, [{ customerId: null, serial: 'SN-001' }]),
  )
  const groups = (await admin.get('/orders/fault-groups')).data.items
  const people = (await admin.get('/org/people')).data.items
  return {
    productId,
    faultGroupKey: groups[0].key,
    personId: people[0].id,
    async act(order: { id: string; version: number }, verb: string, body: object) {
      const send = verb === 'workers' ? admin.put : admin.post
      const answer = await send(`/orders/${order.id}/${verb}`, { version: order.version, ...body })
      if (answer.status !== 200) throw new Error(`${verb}: ${JSON.stringify(answer.data)}`)
      return answer.data
    },
  }
}
