import { openDatabase } from '../server/src/platform/db'
import { busOf } from '../server/src/platform/events'
import { runSystem } from '../server/src/platform/http/edge'
import { rebuildSums } from '../server/src/modules/indicators/rollups.store'
import type { Stage } from './stage'

/** The roll-ups of the facts that are there, made by the product's own statements. */
export async function sumUp(stage: Stage, company: string): Promise<void> {
  const database = openDatabase(stage.database.appUrl, { max: 1 })
  try {
    const edge = { db: database.db, bus: busOf({}), clock: () => new Date() }
    await runSystem(edge, { id: company, name: '', timeZone: 'Asia/Shanghai' }, rebuildSums)
  } finally {
    await database.close()
  }
}
