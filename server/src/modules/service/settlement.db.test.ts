import { describe, expect, it } from 'vitest'
import { testHouse } from '../../../tests/support/house'
import { openShop } from '../../../tests/support/orders'
import { saveSettings } from '../org'
import { judgeAllAnew } from './caches'
import { orderSnapshots } from './snapshots'
import { verifyService } from './verify'

const house = testHouse()
const newShop = async () => openShop(await house.newCompany())
const at = (time: string) => new Date(`2026-10-${time}:00+08:00`).toISOString()
const clock = (time: string) => house.setNow(at(time))

const labour = { kind: 'labour', name: '更换前刹车片工时', quantity: '1.5', unitPrice: '120.00' }
const part = { kind: 'part', name: '前刹车片', quantity: '1', unitPrice: '333.33' }
const boutique = { kind: 'boutique', name: '脚垫', quantity: '1', unitPrice: '200.00', discount: '10.00' }

async function ready(
  shop: Awaited<ReturnType<typeof newShop>>,
  input: object = {},
  lines: object[] = [labour, part, boutique],
) {
  let order = await shop.open(input)
  for (const line of lines) order = await shop.act(order, 'lines', line)
  return shop.repaired(order)
}

describe('SVC-14: settlement', () => {
  it.each([
    ['repair', {}, { daily: '513.33', warranty: '0.00', insurance: '0.00' }],
    ['warranty', {}, { daily: '0.00', warranty: '513.33', insurance: '0.00' }],
    [
      'accident',
      { details: { insurer: '平安', claim_no: 'C-1' } },
      { daily: '0.00', warranty: '0.00', insurance: '513.33' },
    ],
  ])(
    '%s: lines go to the category of the type, 精品 is 精品 on any order',
    async (typeKey, input, expected) => {
      clock('05T09:00')
      const shop = await newShop()
      const order = await ready(shop, { typeKey, ...input })
      expect(order.totals).toMatchObject({
        ...expected,
        boutique: '190.00',
        total: '703.33',
        discount: '10.00',
      })
      const settled = await shop.act(order, 'settle')
      expect(settled).toMatchObject({
        state: 'settled',
        total: '703.33',
        settledAt: at('05T09:00'),
        can: { editLines: false },
      })
      expect(settled.settlements).toMatchObject([
        { kind: 'settlement', seq: 1, ...expected, boutique: '190.00', total: '703.33' },
      ])
      expect(settled.settlements[0].lines).toHaveLength(3)
      const [snapshot] = await shop.company.within((ctx) => orderSnapshots(ctx, [order.id]))
      expect(snapshot?.totals).toEqual({
        ...expected,
        boutique: '190.00',
        total: '703.33',
        insuranceCases: typeKey === 'accident' ? 1 : 0,
      })
      expect(await shop.company.within(verifyService)).toEqual([])
    },
  )

  it('a settled order is closed to change', async () => {
    const shop = await newShop()
    const settled = await shop.act(await ready(shop), 'settle')
    const { version } = settled
    const tries = [
      shop.advisor.post(`/orders/${settled.id}/lines`, { ...part, version }),
      shop.advisor.put(`/orders/${settled.id}/lines/${settled.lines[0].id}`, { ...part, version }),
      shop.advisor.delete(`/orders/${settled.id}/lines/${settled.lines[0].id}?version=${version}`),
      shop.advisor.patch(`/orders/${settled.id}`, { complaint: '别的', version }),
      shop.advisor.put(`/orders/${settled.id}/workers`, {
        workers: [{ personId: shop.second.personId }],
        version,
      }),
    ]
    for (const { status, data } of await Promise.all(tries))
      expect([status, data.reason]).toEqual([422, 'service.closed_to_change'])
  })

  it('a correction is a reversal and a new settlement; sums are net, the hand-over stays', async () => {
    clock('05T09:00')
    const shop = await newShop()
    let order = await shop.act(await ready(shop), 'settle')
    clock('05T17:00')
    order = await shop.act(order, 'hand-over')
    clock('06T09:00')
    order = await shop.act(order, 'reverse-settlement', { reason: '工时多记' })
    expect(order).toMatchObject({ state: 'ready', settledAt: null, handedOverAt: at('05T17:00') })
    expect(order.settlements[1]).toMatchObject({
      kind: 'reversal',
      total: '-703.33',
      reversesId: order.settlements[0].id,
    })
    const back = await shop.advisor.post(`/orders/${order.id}/move`, {
      to: 'in_repair',
      version: order.version,
    })
    expect(back.data.reason).toBe('service.already_handed_over')
    const [half] = await shop.company.within((ctx) => orderSnapshots(ctx, [order.id]))
    expect(half).toMatchObject({
      settledAt: null,
      totals: { total: '0.00' },
      handedOverAt: new Date(at('05T17:00')),
    })
    const line = order.lines.find((one: { kind: string }) => one.kind === 'labour')
    order = (
      await shop.advisor.put(`/orders/${order.id}/lines/${line.id}`, {
        ...labour,
        quantity: '1',
        version: order.version,
      })
    ).data
    order = await shop.act(order, 'settle')
    expect(order).toMatchObject({ state: 'handed_over', total: '643.33', handedOverAt: at('05T17:00') })
    const [whole] = await shop.company.within((ctx) => orderSnapshots(ctx, [order.id]))
    expect(whole?.totals.total).toBe('643.33')
    const twice = await shop.act(order, 'reverse-settlement', { reason: '再改' })
    expect(twice.settlements.at(-1).reversesId).toBe(order.settlements.at(-1).id)
    expect(await shop.company.within(verifyService)).toEqual([])
  })

  it('discounts stay within the authority: own 5 %, unit 10 %, company any', async () => {
    const shop = await newShop()
    const cut = (discount: string) => [
      { kind: 'labour', name: '保养工时', quantity: '1', unitPrice: '1000.00', discount },
    ]
    const small = await ready(shop, {}, cut('50.00'))
    expect((await shop.act(small, 'settle')).state).toBe('settled')
    const large = await ready(shop, {}, cut('100.00'))
    const refused = await shop.advisor.post(`/orders/${large.id}/settle`, { version: large.version })
    expect(refused).toMatchObject({
      status: 422,
      data: { reason: 'service.discount_above_authority', details: { discount: '100.00', allowed: '50.00' } },
    })
    const manager = await shop.company.hire('service-manager')
    expect((await shop.act(large, 'settle', {}, manager)).state).toBe('settled')
    const huge = await ready(shop, {}, cut('900.00'))
    expect((await manager.post(`/orders/${huge.id}/settle`, { version: huge.version })).status).toBe(422)
    expect((await shop.act(huge, 'settle', {}, shop.admin)).state).toBe('settled')
    const line = await shop.open()
    const above = await shop.advisor.post(`/orders/${line.id}/lines`, {
      ...part,
      discount: '333.34',
      version: line.version,
    })
    expect(above.data.reason).toBe('service.discount_above_price')
  })

  it('waits for the customer’s word on an addition', async () => {
    const shop = await newShop()
    const order = await shop.act(await ready(shop), 'additions', { description: '更换雨刮', lines: [part] })
    const refused = await shop.advisor.post(`/orders/${order.id}/settle`, { version: order.version })
    expect(refused.data.reason).toBe('service.addition_undecided')
  })

  it('is refused to whom the order does not belong, and done once of two at once', async () => {
    const shop = await newShop()
    const other = await shop.company.hire('service-advisor', '周兰')
    const order = await ready(shop)
    const settle = (by = shop.advisor) => by.post(`/orders/${order.id}/settle`, { version: order.version })
    expect((await settle(other)).status).toBe(403)
    expect((await settle(shop.technician)).status).toBe(403)
    const answers = await Promise.all([settle(), settle()])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
    const { data } = await shop.advisor.get(`/orders/${order.id}`)
    expect(data.settlements).toHaveLength(1)
  })

  it('SVC-2: a company may let settling set the hand-over', async () => {
    clock('05T16:00')
    const shop = await newShop()
    await shop.company.within((ctx) => saveSettings(ctx, { 'hand_over.set_by_settling': true }))
    const order = await shop.act(await ready(shop, { promiseAt: at('05T17:00') }), 'settle')
    expect(order).toMatchObject({ state: 'handed_over', handedOverAt: at('05T16:00'), onTime: true })
  })
})

describe('SVC-9: another reading of the customer’s cause', () => {
  it('judges the orders concerned anew', async () => {
    clock('05T09:00')
    const shop = await newShop()
    let order = await ready(shop, { promiseAt: at('05T10:00') })
    order = await shop.act(order, 'customer-cause', { note: '顾客未到' })
    order = await shop.act(order, 'customer-cause/sign', { signedBy: '车主', evidence: '签字' })
    clock('05T12:00')
    order = await shop.act(await shop.act(order, 'settle'), 'hand-over')
    expect(order.onTime).toBe(true)
    await shop.company.within(async (ctx) => {
      await saveSettings(ctx, { 'on_time.customer_caused': 'left_out' })
      await judgeAllAnew(ctx)
      expect(await verifyService(ctx)).toEqual([])
    })
    expect((await shop.advisor.get(`/orders/${order.id}`)).data).toMatchObject({
      onTime: null,
      onTimeWhy: 'customer_caused_left_out',
    })
  })

  it('a missing parameter is refused with its key, never guessed', async () => {
    const shop = await newShop()
    await shop.company.within((ctx) => saveSettings(ctx, { 'on_time.customer_caused': null }))
    const body = { typeKey: 'repair', unitId: shop.unitId, accept: false }
    expect((await shop.advisor.post('/orders', body)).data).toMatchObject({
      reason: 'service.setting_missing',
      details: { key: 'on_time.customer_caused' },
    })
  })
})
