import type { Ctx } from '../../platform/ctx'
import { indexTerms } from '../../platform/search'

/** CUS-7: an order is found by its own numbers and contact; by customer and product through their own terms. */
export const indexOrders = (
  ctx: Ctx,
  orders: readonly {
    id: string
    number: string
    externalNo: string | null
    contactName: string
    contactPhone: string
  }[],
  options: { areNew?: boolean } = {},
): Promise<void> =>
  indexTerms(
    ctx,
    'order',
    orders.map((order) => ({
      id: order.id,
      texts: [order.number, order.externalNo, order.contactName, order.contactPhone],
    })),
    options,
  )
