import type { Ctx } from '../../platform/ctx'
import type { EventMap } from '../../platform/events'
import { allOrderIds, orderSnapshots } from '../service'
import { recordFacts } from './record-facts'
import { rebuildFrom, verifyAgainst, type IndicatorProblem } from './verify'

const orders = { ids: allOrderIds, load: orderSnapshots }

/** IND-1: orders changed, so their facts do, in the same transaction. */
export async function onOrdersChanged(ctx: Ctx, news: EventMap['service.ordersChanged']): Promise<void> {
  await recordFacts(ctx, news.orderIds, orderSnapshots)
}

/** PCK-4: as `onOrdersChanged` for very many orders in one transaction, while nobody else writes. */
export async function onPastOrdersChanged(ctx: Ctx, news: EventMap['service.ordersChanged']): Promise<void> {
  await recordFacts(ctx, news.orderIds, orderSnapshots, 'at_once')
}

/** PLT-16: facts against orders and sums against facts; an empty list when all is well. */
export const verifyIndicators = (ctx: Ctx): Promise<IndicatorProblem[]> => verifyAgainst(ctx, orders)

/** PLT-16: brings facts and sums up to date with the orders. */
export const rebuildIndicators = (ctx: Ctx): Promise<void> => rebuildFrom(ctx, orders)
