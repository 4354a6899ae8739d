import { AppError } from '../../../kernel/errors'
import type { Ctx } from '../../../platform/ctx'
import { personNames } from '../../org'
import { checkIntake } from '../intake.rules'
import { orderDetails } from '../rows'
import type { AssignWorkers } from '../schemas'
import * as store from '../store'
import { sharesOf } from '../workers.rules'
import { changeOrder } from './change'
import { step } from './move-order'

type Share = { personId: string; share: string; isLead: boolean }

const described = (workers: readonly Share[], names: Map<string, string>) =>
  workers.map(({ personId, share, isLead }) => ({ name: names.get(personId) ?? personId, share, isLead }))

/** SVC-2, IND-1: says who works on an order; an accepted order is assigned by it. Earlier ones stay in the history. */
export async function assignWorkers(ctx: Ctx, id: string, input: AssignWorkers): Promise<void> {
  const { version, occurredAt, reason } = input
  await changeOrder(
    ctx,
    id,
    { ability: 'assign', version, sent: { workers: input.workers } },
    async (order, type) => {
      if (input.workers.length === 0 && order.state !== 'accepted')
        throw new AppError('rule_broken', 'service.no_worker')
      const before = await store.workersOf(ctx, id)
      const workers = sharesOf(input.workers)
      await store.replaceWorkers(ctx, id, workers)
      const assigns = order.state === 'accepted' && workers.length > 0
      if (assigns) {
        checkIntake('assigned', { ...order, details: orderDetails(order.details) }, type.needs)
        await step(ctx, { order, type, to: 'assigned', by: 'move', occurredAt, reason })
      }
      const names = await personNames(
        ctx,
        [...before, ...workers].map((worker) => worker.personId),
      )
      const state = assigns ? ('assigned' as const) : order.state
      return {
        action: 'service.workers_assigned',
        patch: { state },
        before: { workers: described(before, names), state: order.state },
        after: { workers: described(workers, names), state },
        note: reason || undefined,
      }
    },
  )
}
