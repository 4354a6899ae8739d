import type { Company, Ctx } from '../../platform/ctx'
import { runSystem } from '../../platform/http/edge'
import { addJob } from '../../platform/jobs'
import { touch } from '../../platform/live'
import type { Desk } from './desk'
import * as store from './store'

interface Watched {
  readonly importId: string
  /** Start of the run that is watched; a later run has its own watch. */
  readonly since: string
}

const everySeconds = 30
const startWithinMinutes = 30

/** Looks after a run until it is over: a killed process cannot say that it was killed (PLT-16). */
export async function watch(ctx: Ctx, watched: Watched): Promise<void> {
  const runAt = new Date(ctx.now.getTime() + everySeconds * 1000)
  await addJob(ctx, 'workbench.watchImport', { ...watched }, { runAt })
}

/** Marks a run failed whose process is gone, or that never began; its transaction left nothing behind. */
export function watchImport(desk: Desk, company: Company, watched: Watched): Promise<void> {
  return runSystem(desk.house.edge, company, async (ctx) => {
    const row = await store.lockImport(ctx, watched.importId)
    const working = row.state === 'checking' || row.state === 'running'
    if (!working || row.startedAt?.toISOString() !== watched.since) return
    if (!(await store.lockRun(ctx, row.id))) return watch(ctx, watched)
    const late = ctx.now.getTime() - row.startedAt.getTime() > startWithinMinutes * 60_000
    if (row.begunAt === null && !late && !row.cancelRequested) return watch(ctx, watched)
    const reason = row.begunAt === null ? 'workbench.run_not_started' : 'workbench.run_interrupted'
    const state = row.cancelRequested ? 'cancelled' : 'failed'
    await store.saveImport(ctx, row, {
      state,
      failure: row.cancelRequested ? null : { reason, details: {} },
      finishedAt: ctx.now,
    })
    touch(ctx, 'imports')
  })
}
