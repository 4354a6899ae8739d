import type { z } from 'zod'
import { AppError } from '../../../kernel/errors'
import type { Ctx } from '../../../platform/ctx'
import { swapComponent } from '../../products'
import type { SwapOnOrder } from '../schemas'
import { changeOrder } from './change'

/** AST-6: a part of the order's product is swapped while it is in the workshop; the product's list keeps it. */
export async function swapOnOrder(ctx: Ctx, id: string, input: z.output<typeof SwapOnOrder>): Promise<void> {
  const { version, ...swap } = input
  await changeOrder(ctx, id, { ability: 'editLines', version }, async (order) => {
    if (order.productId === null) throw new AppError('rule_broken', 'service.no_product_to_swap')
    await swapComponent(ctx, order.productId, swap, { orderId: id, orderNumber: order.number })
    const { faultySerial, newSerial, swappedOn, reason } = swap
    return { action: 'service.part_swapped', after: { faultySerial, newSerial, swappedOn, reason } }
  })
}
