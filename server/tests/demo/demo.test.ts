import { describe, expect, it } from 'vitest'
import { findProblems } from '../../src/cli/operate'
import { makeDemo } from '../../src/demo/demo'
import { packSource } from '../../src/wiring'
import { packsDir, testHouse } from '../support/house'

const options = { until: '2026-10-20', seed: 1, orders: 150 }

describe.each(['dealer-4s', 'manufacturer-field-service'])('PCK-4: the demo company of %s', (pack) => {
  const house = testHouse()
  it('is made and clean', async () => {
    const t = process.cpuUsage()
    const start = Date.now()
    const { hash } = await makeDemo(house.app.house.edge, packSource(packsDir), { ...options, pack, orders: Number(process.env.N ?? 150) })
    console.log(pack, hash, Date.now() - start, process.cpuUsage(t).user / 1e6)
    const s2 = Date.now()
    expect((await findProblems(house.app)).slice(0, 10)).toEqual([])
    console.log('verify', Date.now() - s2)
  }, 600000)
})
