import { describe, expect, it } from 'vitest'
import { testHouse, type TestCompany } from '../../../tests/support/house'
import type { ImportRecord } from '../../kernel/importing'
import type { Ctx } from '../../platform/ctx'
import { newId } from '../../kernel/ids'
import { orderImporter } from './importer'
import { orderSnapshots } from './snapshots'
import { verifyService } from './verify'

const house = testHouse()
const history = { kind: 'history', mode: 'create' } as const

let line = 1
const record = (
  values: Record<string, string>,
  items: Record<string, string>[] = [],
  extra: Record<string, string> = {},
): ImportRecord => {
  line += 1
  return { line, lines: [line], values, items: items.map((one) => ({ line, values: one })), extra }
}

const load = (
  company: TestCompany,
  records: ImportRecord[],
  call: typeof history | { kind: 'normal'; mode: 'create' } = history,
) =>
  company.within(async (ctx: Ctx) => {
    const findings = await orderImporter.check(ctx, records, call)
    const errors = findings.filter((finding) => finding.severity === 'error')
    if (errors.length > 0)
      return { errors: errors.map((one) => [one.fieldKey, one.reason]), created: 0, warnings: [] }
    const { created } = await orderImporter.save(ctx, records, call)
    return { errors: [], created, warnings: findings.map((one) => [one.fieldKey, one.reason]) }
  })

const old = {
  number: 'WT-0912',
  customer: '陈建国',
  phone: '13800000001',
  plate: '粤A88888',
  model: '轿车一型',
  mileageKm: '61234',
  type: '日常维修',
  state: 'closed',
  received: '2026-03-02T09:12:00',
  promised: '2026-03-02T17:00:00',
  finished: '2026-03-02T15:40:00',
  settled: '2026-03-02T16:20:00',
  handedOver: '2026-03-02T17:30:00',
  complaint: '刹车异响',
  faultGroup: '制动',
}

describe('PLT-4: old orders from a file', () => {
  it('state, promise and times land as given, with lines, settlement, owner, product and the columns nobody mapped', async () => {
    const company = await house.newCompany()
    const advisor = await company.hire('service-advisor', '王敏')
    const technician = await company.hire('technician-1', '李强')
    const items: Record<string, string>[] = [
      { lineKind: 'labour', lineName: '更换刹车片', lineQuantity: '1.5', linePrice: '120.00' },
      { lineKind: 'part', lineName: '刹车片', lineAmount: '360.00', lineQuantity: '2' },
      { lineKind: 'boutique', lineName: '脚垫', linePrice: '200.00', lineAmount: '180.00' },
    ]
    const result = await load(company, [
      record({ ...old, advisor: '王敏', technician: '李强、赵刚' }, items, { 备注: '老客户' }),
    ])
    expect(result).toMatchObject({ created: 1, warnings: [['technician', 'service.person_unclear']] })
    const row = (await company.admin.get('/orders?q=WT-0912')).data.items[0]
    const { data } = await company.admin.get(`/orders/${row.id}`)
    expect(data).toMatchObject({
      number: 'WT-0912',
      state: 'closed',
      isHistory: true,
      receivedAt: '2026-03-02T01:12:00.000Z',
      promiseAt: '2026-03-02T09:00:00.000Z',
      settledAt: '2026-03-02T08:20:00.000Z',
      handedOverAt: '2026-03-02T09:30:00.000Z',
      onTime: false,
      onTimeWhy: 'late',
      customerName: '陈建国',
      plate: '粤A88888',
      mileageKm: 61234,
      advisorId: advisor.personId,
      total: '720.00',
      extra: { 备注: '老客户' },
      faultGroupKey: 'brakes',
    })
    expect(data.workers).toMatchObject([{ personId: technician.personId, share: '1.000000', isLead: true }])
    expect(
      data.lines.map((one: { unitPrice: string; discount: string; amount: string }) => [
        one.unitPrice,
        one.discount,
        one.amount,
      ]),
    ).toEqual([
      ['120.00', '0.00', '180.00'],
      ['180.00', '0.00', '360.00'],
      ['200.00', '20.00', '180.00'],
    ])
    expect(data.settlements).toMatchObject([{ daily: '540.00', boutique: '180.00', total: '720.00' }])
    const [snapshot] = await company.within((ctx) => orderSnapshots(ctx, [row.id]))
    expect(snapshot).toMatchObject({
      productFamily: null,
      totals: { total: '720.00' },
      judgement: { onTime: false, hasPromise: true },
    })
    expect(await company.within(verifyService)).toEqual([])
  })

  it('returns and repeat visits are found whatever the order of the rows', async () => {
    const company = await house.newCompany()
    const again = {
      ...old,
      number: 'WT-1000',
      received: '2026-03-12T09:00:00',
      promised: '2026-03-12T17:00:00',
      finished: '2026-03-12T15:00:00',
      settled: '2026-03-12T16:00:00',
      handedOver: '2026-03-12T16:00:00',
    }
    await load(company, [record(again)])
    await load(company, [record(old)])
    const { data } = await company.admin.get('/orders?sort=receivedAt')
    expect(data.items.map((row: { daysSincePrevious: number | null }) => row.daysSincePrevious)).toEqual([
      null,
      10,
    ])
    expect(data.items[1].returnOfId).toBe(data.items[0].id)
  })

  it('without a number it gets one of its month; without a state the times say it; days without a clock are days', async () => {
    const company = await house.newCompany()
    const result = await load(company, [
      record({
        received: '2026-03-02T00:00:00',
        handedOver: '2026-03-02T00:00:00',
        promised: '2026-03-02T00:00:00',
        plate: 'ZZ03ABXXXX',
        customer: 'demoXXXX',
      }),
      record({
        received: '2026-03-05T14:30:00',
        finished: '2026-03-05T00:00:00',
        plate: 'ZZ53CDXXXX',
        customer: 'TESTXXXX',
      }),
      record({ received: '2026-04-05T14:30:00' }),
    ])
    expect(result).toMatchObject({ created: 3, warnings: [['finished', 'service.time_without_clock']] })
    const { items } = (await company.admin.get('/orders?sort=number')).data
    expect(
      items.map((row: { number: string; state: string; onTime: boolean | null }) => [
        row.number,
        row.state,
        row.onTime,
      ]),
    ).toEqual([
      ['GD202603-H000001', 'handed_over', true],
      ['GD202603-H000002', 'ready', null],
      ['GD202604-H000001', 'accepted', null],
    ])
    expect((await company.admin.get('/orders?q=demo')).data.total).toBe(1)
    expect((await company.admin.get('/orders?q=53cd')).data.total).toBe(1)
  })

  it.each([
    [
      'handed over before it came in',
      { handedOver: '2026-03-01T17:00:00' },
      ['handedOver', 'service.time_before_received_in_file'],
    ],
    [
      'settled in the future',
      { settled: '2099-03-01T17:00:00' },
      ['settled', 'service.time_in_future_in_file'],
    ],
    ['closed without a hand-over', { handedOver: '' }, ['state', 'service.hand_over_needed']],
    ['in repair and handed over', { state: 'in_repair' }, ['state', 'service.state_contradicts_times']],
    ['an unknown type', { type: '抛光' }, ['type', 'service.type_unknown']],
    ['an unknown fault group', { faultGroup: '外星' }, ['faultGroup', 'service.fault_group_unknown']],
  ])('%s is refused and nothing lands', async (_, change, expected) => {
    const company = await house.newCompany()
    const values = Object.fromEntries(
      Object.entries({ ...old, ...change }).filter(([, value]) => value !== ''),
    )
    const result = await load(company, [record(values)])
    expect(result.errors).toContainEqual(expected)
    expect((await company.admin.get('/orders')).data.total).toBe(0)
  })

  it('numbers are given once: neither twice in the file nor again', async () => {
    const company = await house.newCompany()
    expect((await load(company, [record(old), record(old)])).errors).toEqual([
      ['number', 'service.number_twice_in_file'],
    ])
    await load(company, [record(old)])
    expect((await load(company, [record(old)])).errors).toEqual([['number', 'service.number_taken']])
  })

  it('a number that a file has given is passed over at the counter and in later files', async () => {
    const company = await house.newCompany()
    const { received, customer } = old
    const carried = record({ received, customer, number: 'GD202603-H000002' })
    await load(company, [carried, record({ received, customer: '甲' }), record({ received, customer: '乙' })])
    await load(company, [record({ received, customer: '丙' })])
    const { items } = (await company.admin.get('/orders?sort=number')).data
    expect(items.map((row: { number: string }) => row.number.slice(-1))).toEqual(['1', '2', '3', '4'])
  })

  it('new orders come in accepted, with their promise, and no later times', async () => {
    const company = await house.newCompany()
    const normal = { kind: 'normal', mode: 'create' } as const
    const { number, customer, plate, received, promised } = old
    expect((await load(company, [record(old)], normal)).errors).toEqual([
      ['finished', 'service.times_need_history'],
    ])
    expect(
      (await load(company, [record({ number, customer, plate, received, promised })], normal)).created,
    ).toBe(1)
    const [row] = (await company.admin.get('/orders')).data.items
    expect(row).toMatchObject({ state: 'accepted', isHistory: false, promiseAt: '2026-03-02T09:00:00.000Z' })
  })

  it('the same import twice at once leaves the orders once', async () => {
    const company = await house.newCompany()
    const results = await Promise.allSettled([load(company, [record(old)]), load(company, [record(old)])])
    expect(results.some((result) => result.status === 'fulfilled' && result.value.created === 1)).toBe(true)
    expect((await company.admin.get('/orders')).data.total).toBe(1)
  })

  it('600 orders with 3,600 lines land in sets', { timeout: 120_000 }, async () => {
    const company = await house.newCompany()
    await company.hire('service-advisor', '王敏')
    const records = Array.from({ length: 600 }, (_none, n) => {
      const day = String(1 + (n % 27)).padStart(2, '0')
      const month = String(1 + (n % 9)).padStart(2, '0')
      return record(
        {
          customer: `客户${n % 1200}`,
          plate: `粤A${String(n % 1200).padStart(5, '0')}`,
          model: `车型${n % 12}`,
          advisor: '王敏',
          received: `2026-${month}-${day}T09:00:00`,
          promised: `2026-${month}-${day}T17:00:00`,
          handedOver: `2026-${month}-${day}T${n % 10 === 0 ? '18' : '16'}:00:00`,
        },
        Array.from({ length: 6 }, (_same, at) => ({ lineName: `项目${at}`, lineAmount: '100.00' })),
        { tag: newId() },
      )
    })
    for (let at = 0; at < records.length; at += 300)
      expect((await load(company, records.slice(at, at + 300))).created).toBe(300)
    expect((await company.admin.get('/orders?onTime=false')).data.total).toBe(60)
    expect(await company.within(verifyService)).toEqual([])
  })
})
