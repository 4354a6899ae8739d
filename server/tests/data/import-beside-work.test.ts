import { expect, it } from 'vitest'
import { testHouse } from '../support/house'
import { runImport, tryImport } from './support'

const house = testHouse()

const columns = ['customer', 'plate', 'received', 'handedOver', 'lineName', 'lineAmount']
const ledger = (rows: number, month: string) =>
  Buffer.from(
    [
      columns.join(','),
      ...Array.from({ length: rows }, (_none, n) => {
        const day = `${month}-${String(1 + (n % 20)).padStart(2, '0')}`
        return `老客户${n},粤C${String(n).padStart(5, '0')},${day} 09:00,${day} 17:00,保养,380.00`
      }),
    ].join('\n'),
  )

it('PLT-4: while old orders of this month are brought in, new ones are taken in without waiting', async () => {
  const company = await house.newCompany()
  const units = await company.admin.get('/org/units')
  const unitId = units.data.items.find((unit: { code: string }) => unit.code === 'front-desk').id
  house.setNow('2026-03-25T02:00:00Z')
  const file = {
    entity: 'orders',
    kind: 'history' as const,
    name: 'ledger.csv',
    bytes: ledger(3000, '2026-03'),
  }
  const trial = await tryImport(
    company.admin,
    file,
    Object.fromEntries(columns.map((key, column) => [key, { column }])),
  )
  expect(trial.record.counts).toMatchObject({ good: 3000 })
  const run = runImport(company.admin, trial.record)
  const current = async () => (await company.admin.get(`/imports/${trial.record.id}`)).data
  while ((await current()).progress.done < 500) await new Promise((resolve) => setTimeout(resolve, 50))

  const taken = await company.admin.post('/orders', {
    typeKey: 'maintenance',
    unitId,
    complaint: '保养',
    accept: false,
  })
  expect(taken).toMatchObject({ status: 201, data: { number: 'GD202603-000001' } })
  const customer = await company.admin.post('/customers', { name: '新客户', kind: 'person' })
  expect(customer.status).toBe(201)
  expect((await current()).state).toBe('running')

  expect((await run).record).toMatchObject({ state: 'done', counts: { created: 3000 } })
  const old = await company.admin.get('/orders?sort=number&limit=1')
  expect(old.data.total).toBe(3001)
}, 120_000)
