import { expect, it } from 'vitest'
import { civilDate, monthOf } from '../../src/kernel/civil-date'
import { testHouse } from '../support/house'
import { runImport, tryImport } from './support'

const house = testHouse()

const columns = ['customer', 'plate', 'received', 'handedOver', 'lineName', 'lineAmount']
const ledger = (rows: number, month: string) =>
  Buffer.from(
    [
      columns.join(','),
      ...Array.from({ length: rows }, (_none, n) => {
        const plate = `粤C${String(n).padStart(5, '0')}`
        return `老客户${n},${plate},${month}-01,${month}-01,保养,380.00`
      }),
    ].join('\n'),
  )

it('PLT-4: while the first orders of a month are brought in, new ones are taken in without waiting', async () => {
  const company = await house.newCompany()
  const units = await company.admin.get('/org/units')
  const unitId = units.data.items.find((unit: { code: string }) => unit.code === 'front-desk').id
  const month = monthOf(civilDate(new Date(), company.company.timeZone))
  const takeIn = () =>
    company.admin.post('/orders', { typeKey: 'maintenance', unitId, complaint: '保养', accept: false })
  const file = {
    entity: 'orders',
    kind: 'history' as const,
    name: 'ledger.csv',
    bytes: ledger(9000, month),
  }
  const trial = await tryImport(
    company.admin,
    file,
    Object.fromEntries(columns.map((key, column) => [key, { column }])),
  )
  expect(trial.record.counts).toMatchObject({ good: 9000 })
  const run = runImport(company.admin, trial.record)
  const current = async () => (await company.admin.get(`/imports/${trial.record.id}`)).data
  while ((await current()).progress.done < 500 || (await current()).state !== 'running')
    await new Promise((resolve) => setTimeout(resolve, 50))

  const taken = await takeIn()
  expect(taken).toMatchObject({ status: 201, data: { number: `GD${month.replace('-', '')}-000001` } })
  const customer = await company.admin.post('/customers', { name: '新客户', kind: 'person' })
  expect(customer.status).toBe(201)
  expect((await current()).state).toBe('running')

  expect((await run).record).toMatchObject({ state: 'done', counts: { created: 9000 } })
  const old = await company.admin.get('/orders?sort=number&limit=1')
  expect(old.data.total).toBe(9001)
}, 120_000)
