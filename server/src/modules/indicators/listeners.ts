import type { Ctx } from '../../platform/ctx'
import type { EventMap } from '../../platform/events'
import type { MergeNews } from '../customers'
import { allOrderIds, orderSnapshots } from '../service'
import { joinCustomers, pointCustomers } from './merged.store'
import { recordFacts } from './record-facts'
import { rebuildFrom, verifyAgainst, type IndicatorProblem } from './verify'

const orders = { ids: allOrderIds, load: orderSnapshots }

/** IND-1: orders changed, so their facts do, in the same transaction. */
export async function onOrdersChanged(ctx: Ctx, news: EventMap['service.ordersChanged']): Promise<void> {
  await recordFacts(ctx, news.orderIds, orderSnapshots)
}

/** CUS-6: told before the orders move, so that facts of closed months are not booked anew for another name. */
export const onCustomersMerged = (ctx: Ctx, { fromId, earlier, intoId }: MergeNews): Promise<void> =>
  joinCustomers(ctx, [fromId, ...earlier], intoId)

/** CUS-6: each counts for itself again; what closed months say stays as it was. */
export async function onCustomersUnmerged(ctx: Ctx, { fromId, earlier }: MergeNews): Promise<void> {
  await pointCustomers(ctx, [fromId], null)
  await pointCustomers(ctx, earlier, fromId)
}

/** PCK-4: as `onOrdersChanged` for very many orders in one transaction, while nobody else writes. */
export async function onPastOrdersChanged(ctx: Ctx, news: EventMap['service.ordersChanged']): Promise<void> {
  await recordFacts(ctx, news.orderIds, orderSnapshots, 'at_once')
}

/** PLT-16: facts against orders and sums against facts; an empty list when all is well. */
export const verifyIndicators = (ctx: Ctx): Promise<IndicatorProblem[]> => verifyAgainst(ctx, orders)

/** PLT-16: brings facts and sums up to date with the orders. */
export const rebuildIndicators = (ctx: Ctx): Promise<void> => rebuildFrom(ctx, orders)
