import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { findProblems } from '../../src/cli/operate'
import { testHouse, type TestCompany } from '../support/house'
import { allRows, csvRows, dataFolder, reasonsOf, runImport, tryImport } from './support'

const folder = dataFolder('boston311')
const files = [
  'Equipment Repair.csv',
  'General Lighting Request.csv',
  'Heat - Excessive  Insufficient.csv',
  'Traffic Signal Repair.csv',
]
const columns = ['', 'CASE_ENQUIRY_ID', 'OPEN_DT', 'TARGET_DT', 'CLOSED_DT', 'OnTime_Status']
const column = (name: string) => ({ column: columns.indexOf(name) })
const mapping = {
  externalNo: column('CASE_ENQUIRY_ID'),
  received: column('OPEN_DT'),
  promised: column('TARGET_DT'),
  handedOver: column('CLOSED_DT'),
}

describe.skipIf(folder === null)('SVC-9: 6,577 requests of a city with its own on-time label', () => {
  const house = testHouse()
  let company: TestCompany
  let source: Record<string, string>[]
  let orders: Map<string, any>

  beforeAll(async () => {
    source = files.flatMap((name) => csvRows(join(folder ?? '', name)))
    company = await house.newCompany()
    for (const name of files) {
      const bytes = readFileSync(join(folder ?? '', name))
      const file = { entity: 'orders', kind: 'history', name, bytes } as const
      const trial = await tryImport(company.admin, file, mapping)
      console.log(name, trial.record.counts, reasonsOf(trial.record))
      const run = await runImport(company.admin, trial.record)
      console.log(`${name}: trial ${trial.seconds.toFixed(1)} s, run ${run.seconds.toFixed(1)} s`)
      expect(run.record.state).toBe('done')
    }
    const rows = await allRows(company.admin, '/orders')
    orders = new Map(rows.map((row) => [row.externalNo, row]))
  }, 300_000)

  it('brings in every row of the four files, once', () => {
    expect(source).toHaveLength(6577)
    expect(orders.size).toBe(6577)
  })

  it('judges as the published label on all 5,079 rows with target, close time and label', () => {
    const judged = source.filter((row) => row.TARGET_DT && row.CLOSED_DT && row.OnTime_Status)
    expect(judged).toHaveLength(5079)
    const differing = judged.filter((row) => {
      const order = orders.get(row.CASE_ENQUIRY_ID ?? '')
      return order?.onTime !== (row.OnTime_Status === 'ONTIME')
    })
    expect(differing.map((row) => row.CASE_ENQUIRY_ID)).toEqual([])
  })

  it('shows rows without a target as a group of their own, never as on time', async () => {
    const targetless = source.filter((row) => !row.TARGET_DT)
    expect(targetless.every((row) => orders.get(row.CASE_ENQUIRY_ID ?? '')?.onTime === null)).toBe(true)
    const unjudged = source.filter((row) => !row.TARGET_DT || !row.CLOSED_DT)
    const list = await company.admin.get('/orders?onTime=none&limit=1')
    expect(list.data.total).toBe(unjudged.length)
    const closed = targetless.filter((row) => row.CLOSED_DT).length
    const noPromise = await company.admin.get('/orders?onTimeWhy=no_promise&limit=1')
    expect(noPromise.data.total).toBe(closed)
    console.log(
      `city: ${targetless.length} without target (${closed} of them closed), ${unjudged.length} not judged`,
    )
  })

  it('IND-1: the facts say the same as the list', async () => {
    const label = (wanted: string) =>
      source.filter((row) => row.TARGET_DT && row.CLOSED_DT && row.OnTime_Status === wanted).length
    const part = async (measure: string) =>
      (await company.admin.get(`/indicators/on_time_rate/facts?period=2015&part=handover.${measure}&limit=1`))
        .data.total
    const inYear = await company.admin.get('/orders?onTime=true&onTime=false&limit=1')
    expect(inYear.data.total).toBe(label('ONTIME') + label('OVERDUE'))
    const facts = { judged: await part('judged'), on_time: await part('on_time'), late: await part('late') }
    console.log('city facts 2015:', facts)
    expect(facts.judged).toBe(facts.on_time + facts.late)
  })

  it('PLT-16: facts and roll-ups agree with the records', async () => {
    expect(await findProblems(house.app)).toEqual([])
  })
})
