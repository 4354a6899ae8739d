import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx'
import { runSystem, type Edge } from '../../platform/http/edge'
import { addJob, type JobHandlers } from '../../platform/jobs'
import { raiseAlerts } from './clock-alerts'
import { orderClockRules } from './clock-rules.store'
import { refreshClocks } from './clocks'
import { tell } from './news'
import { db } from './store'

const chunk = 500

/** SVC-18: has every clock follow from its history anew, because a rule or a calendar changed; after the commit. */
export const replaySoon = (ctx: Ctx): Promise<void> =>
  addJob(ctx, 'service.replayClocks', {}, { key: 'service.replayClocks', queue: 'service.clocks' })

/** ORG-11, SVC-18: another calendar, other due times. */
export const onCalendarsChanged = (ctx: Ctx): Promise<void> => replaySoon(ctx)

const nextOrders = (ctx: Ctx, after: string) =>
  sql<{ id: string }>`select o.id from service_orders o
    where o.company_id = ${ctx.company.id} and not o.is_history and o.id > ${after}
    order by o.id limit ${chunk} for update of o`.execute(db(ctx))

/** SVC-18: replays the clocks of a part of the orders; gives the last of them, null when none is left. */
export async function replaySome(ctx: Ctx, after: string): Promise<string | null> {
  const ids = (await nextOrders(ctx, after)).rows.map((row) => row.id)
  if (ids.length === 0) return null
  const changed = await refreshClocks(ctx, ids, await orderClockRules(ctx))
  if (changed > 0) await tell(ctx, ids)
  return ids.at(-1) ?? null
}

const first = '00000000-0000-0000-0000-000000000000'

export const clockJobsOf = (edge: Pick<Edge, 'db' | 'bus' | 'clock'>): JobHandlers => ({
  'service.replayClocks': async (company) => {
    let after: string | null = first
    while (after !== null) {
      const from: string = after
      after = await runSystem(edge, company, (ctx) => replaySome(ctx, from))
    }
    await runSystem(edge, company, raiseAlerts)
  },
})
