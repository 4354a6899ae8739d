import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { findProblems } from '../../src/cli/operate'
import { testHouse, type TestCompany } from '../support/house'
import { csvRows, dataFolder, reasonsOf, runImport, tryImport, type Tried } from './support'

const folder = dataFolder('moto-service-india')
const fileName = 'service_lines_to_2018-05.csv'
const path = join(folder ?? '', fileName)

const mapping = {
  customer: { column: 2 },
  plate: { column: 3 },
  model: { column: 4 },
  mileageKm: { column: 5 },
  received: { column: 1, format: 'dmy' },
  handedOver: { column: 0, format: 'dmy' },
  lineName: { column: 6 },
}

const dayOf = (text: string) => {
  const [d = '', m = '', y = ''] = text.split('-')
  return Date.UTC(2000 + Number(y), Number(m) - 1, Number(d)) / 86_400_000
}

/** The workshop's visits, folded here by other means than the product's. */
function visitsOf(rows: Record<string, string>[]) {
  const visits = new Map<string, { vehicle: string; received: number; handedOver: number }>()
  for (const row of rows) {
    const vehicle = [row.business_partner_name, row.vehicle_no].map((text) => text?.trim()).join('|')
    const received = dayOf(row.job_card_date ?? '')
    const handedOver = dayOf(row.invoice_date ?? '')
    const key = `${vehicle}|${received}`
    const before = visits.get(key)
    visits.set(key, {
      vehicle: before?.vehicle ?? `${vehicle}|${row.vehicle_model?.trim()}`,
      received,
      handedOver: Math.max(handedOver, before?.handedOver ?? -Infinity),
    })
  }
  return [...visits.values()]
}

/** Civil days from a vehicle's last hand-over to its next job card; the day of the hand-over is day 0. */
function gapsOf(visits: ReturnType<typeof visitsOf>): number[] {
  const byVehicle = new Map<string, typeof visits>()
  for (const visit of visits) byVehicle.set(visit.vehicle, [...(byVehicle.get(visit.vehicle) ?? []), visit])
  return [...byVehicle.values()].flatMap((ofOne) =>
    ofOne.flatMap((visit) => {
      const before = ofOne.filter(
        (other) => other.received < visit.received && other.handedOver <= visit.received,
      )
      return before.length === 0 ? [] : [visit.received - Math.max(...before.map((one) => one.handedOver))]
    }),
  )
}

describe.skipIf(folder === null)('PLT-4, SVC-13: a motorcycle workshop of 15,228 invoice lines', () => {
  const house = testHouse()
  let company: TestCompany
  let trial: Tried
  let run: Tried
  let rows: Record<string, string>[]

  beforeAll(async () => {
    rows = csvRows(path)
    company = await house.newCompany()
    const bytes = readFileSync(path)
    trial = await tryImport(
      company.admin,
      { entity: 'orders', kind: 'history', name: fileName, bytes },
      mapping,
    )
    run = await runImport(company.admin, trial.record)
    console.log(`motorcycles: trial ${trial.seconds.toFixed(1)} s, run ${run.seconds.toFixed(1)} s`)
  }, 240_000)

  it('folds 15,228 lines to 2,470 orders, without errors', async () => {
    expect(rows).toHaveLength(15_228)
    expect(trial.record.counts).toMatchObject({ rows: 15_228, records: 2470, good: 2470, errors: 0 })
    expect(run.record).toMatchObject({ state: 'done', counts: { created: 2470 } })
    expect((await company.admin.get('/orders?limit=1')).data.total).toBe(2470)
  })

  it('lists blank texts and exact duplicates with their counts', async () => {
    const blank = rows.filter((row) => row.invoice_line_text?.trim() === '').length
    const seen = new Set<string>()
    const duplicates = rows.filter((row) => {
      const whole = Object.values(row)
        .map((text) => text.trim())
        .join('|')
      return seen.size === seen.add(whole).size
    }).length
    const reasons = reasonsOf(trial.record)
    console.log('motorcycles:', reasons)
    expect(blank).toBeGreaterThan(0)
    expect(reasons).toMatchObject({
      'workbench.text_blank': blank,
      'workbench.line_duplicate': duplicates,
    })
    const issues = await company.admin.get(
      `/imports/${trial.record.id}/issues?reason=workbench.text_blank&limit=5`,
    )
    expect(issues.data.items[0]).toMatchObject({ column: 'invoice_line_text', severity: 'warning' })
    expect(issues.data.total).toBe(Math.min(blank, 500))
  })

  it('finds the repeat repairs within 7, 15, 30 and 90 days that the file itself gives', async () => {
    const gaps = gapsOf(visitsOf(rows))
    const spans = [7, 15, 30, 90].map((days) => ({ days, count: gaps.filter((gap) => gap <= days).length }))
    const report = await company.admin.get('/orders/repeat-visits?days=7&days=15&days=30&days=90')
    console.log('motorcycles: repeats', JSON.stringify(spans), 'product', JSON.stringify(report.data))
    expect(report.data).toEqual({ orders: 2470, spans })
    for (const { days, count } of spans) {
      const list = await company.admin.get(`/orders?repeatWithin=${days}&limit=1`)
      expect(list.data.total).toBe(count)
    }
  })

  it('PLT-16: facts and roll-ups agree with the records', async () => {
    expect(await findProblems(house.app)).toEqual([])
  })
})
