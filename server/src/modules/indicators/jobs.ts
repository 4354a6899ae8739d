import type { Ctx } from '../../platform/ctx'
import { runSystem, type Edge } from '../../platform/http/edge'
import type { JobHandlers } from '../../platform/jobs'
import { foldDeltas, lockFolding } from './rollups.store'

const foldedAtOnce = 20_000

/** IND-1: folds a part of what waits; gives how much there was. Values do not change by it, so nobody is told. */
export async function foldSome(ctx: Ctx): Promise<number> {
  await lockFolding(ctx)
  return foldDeltas(ctx, foldedAtOnce)
}

/** The jobs of the module: each part is folded in a transaction of its own, so a run may stop anywhere. */
export const jobsOf = (edge: Pick<Edge, 'db' | 'bus' | 'clock'>): JobHandlers => ({
  'indicators.fold': async (company) => {
    let folded = foldedAtOnce
    while (folded === foldedAtOnce) folded = await runSystem(edge, company, foldSome)
  },
})
