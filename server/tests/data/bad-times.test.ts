import { beforeAll, describe, expect, it } from 'vitest'
import { findProblems } from '../../src/cli/operate'
import { testHouse, type TestCompany } from '../support/house'
import { allRows, reasonsOf, runImport, tryImport, type Tried } from './support'

const house = testHouse()
const header = '外部单号,客户,车牌号,里程,接车时间,完工时间,结算时间,交车时间,约定时间,项目,金额'
// Line 2 on; every bad row is wrong in its own way.
const good = [
  'H-01,陈建国,粤A10001,12000,2026-03-02 09:00,2026-03-02 15:00,2026-03-02 16:00,2026-03-02 16:30,2026-03-02 17:00,保养,380.00',
  'H-02,王丽,粤A10002,8000,2026-03-03 09:00,2026-03-03 11:00,2026-03-03 11:30,2026-03-03 12:00,2026-03-03 11:00,换胎,900.00',
]
const bad = [
  'B-01,李伟,粤A10003,9000,2026-03-05 09:00,,,2026-03-04 17:00,2026-03-05 17:00,handed over the day before,100.00',
  'B-02,赵敏,粤A10004,9000,2026-03-05 09:00,2026-03-05 08:59,,2026-03-05 17:00,,finished a minute before,100.00',
  'B-03,周涛,粤A10005,9000,2026-03-05 09:00,,2026-02-05 09:00,2026-03-05 17:00,,settled a month before,100.00',
  'B-04,吴刚,粤A10006,9000,2026-03-05 09:00,,,2099-03-05 17:00,,handed over in the future,100.00',
  'B-05,郑洁,粤A10007,9000,2026-02-30 09:00,,,2026-03-05 17:00,,received on a day that is none,100.00',
  'B-06,孙磊,粤A10008,9000,,,,2026-03-05 17:00,,never received,100.00',
]
const back = 'H-03,陈建国,粤A10001,11000,2026-04-02 09:00,,,2026-04-02 16:30,,odometer goes back,100.00'
const columns = [
  'externalNo',
  'customer',
  'plate',
  'mileageKm',
  'received',
  'finished',
  'settled',
  'handedOver',
  'promised',
  'lineName',
  'lineAmount',
]
const mapping = Object.fromEntries(columns.map((key, column) => [key, { column }]))
const fileOf = (rows: string[]) => ({
  entity: 'orders',
  kind: 'history' as const,
  name: 'old-ledger.csv',
  bytes: Buffer.from([header, ...rows].join('\r\n'), 'utf8'),
})

describe('PLT-4: times that cannot be', () => {
  let company: TestCompany
  let trial: Tried

  beforeAll(async () => {
    company = await house.newCompany()
    trial = await tryImport(company.admin, fileOf([...good, ...bad, back]), mapping)
  }, 120_000)

  it('reports every bad row at its line, column and reason', async () => {
    expect(trial.record).toMatchObject({
      state: 'checked',
      can: { run: false },
      counts: { records: 9, bad: 6 },
    })
    const { items } = (await company.admin.get(`/imports/${trial.record.id}/issues?severity=error`)).data
    expect(items.map(({ line, column, reason }: Record<string, unknown>) => [line, column, reason])).toEqual([
      [4, '交车时间', 'service.time_before_received_in_file'],
      [5, '完工时间', 'service.time_before_received_in_file'],
      [6, '结算时间', 'service.time_before_received_in_file'],
      [7, '交车时间', 'service.time_in_future_in_file'],
      [8, '接车时间', 'workbench.date_impossible'],
      [9, '接车时间', 'workbench.value_missing'],
    ])
    expect(reasonsOf(trial.record)).toMatchObject({ 'workbench.reading_went_back': 1 })
  })

  it('imports nothing while errors are left', async () => {
    const { id, version } = trial.record
    const refused = await company.admin.post(`/imports/${id}/run`, { version })
    expect(refused).toMatchObject({ status: 422, data: { reason: 'workbench.errors_left' } })
    expect((await company.admin.get('/orders')).data.total).toBe(0)
    expect((await company.admin.get('/customers')).data.total).toBe(0)
  })

  it('with the bad rows left out by choice only the good ones land, and no hour is negative', async () => {
    const again = await tryImport(company.admin, fileOf([...good, ...bad, back]), mapping, {
      dropBadRows: true,
    })
    const run = await runImport(company.admin, again.record)
    expect(run.record).toMatchObject({ state: 'done', counts: { created: 3 } })
    const orders = await allRows(company.admin, '/orders?sort=receivedAt')
    expect(orders.map((order) => [order.externalNo, order.onTime])).toEqual([
      ['H-01', true],
      ['H-02', false],
      ['H-03', null],
    ])
    for (const { receivedAt, handedOverAt, daysSincePrevious } of orders) {
      expect(Date.parse(handedOverAt)).toBeGreaterThanOrEqual(Date.parse(receivedAt))
      expect(daysSincePrevious ?? 0).toBeGreaterThanOrEqual(0)
    }
    expect(await findProblems(house.app)).toEqual([])
  })
})
