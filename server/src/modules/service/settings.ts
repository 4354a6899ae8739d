import { z } from 'zod'
import { AppError } from '../../kernel/errors'
import type { Ctx } from '../../platform/ctx'
import { companySettings } from '../org'

const days = z.number().int().min(0)
const ratio = z.string().regex(/^\d+(\.\d+)?$/)
const caused = z.enum(['on_time', 'left_out', 'late'])

/**
 * The company parameters that service works by. The figures come from the pack and from nowhere else: asking for one
 * that is missing or unreadable is refused as `service.setting_missing` with its key.
 */
export async function serviceSettings(ctx: Ctx) {
  const values = await companySettings(ctx)
  const read = <T>(key: string, shape: z.ZodType<T>): T => {
    const found = shape.safeParse(values[key])
    if (!found.success) throw new AppError('rule_broken', 'service.setting_missing', { key })
    return found.data
  }
  return {
    /** SVC-9 */
    customerCaused: () => read('on_time.customer_caused', caused),
    /** SVC-13 */
    returnDays: () => read('returns.days', days),
    reportDays: () => read('returns.report_days', z.array(days).min(1)),
    /** SVC-2 */
    handOverBySettling: () => read('hand_over.set_by_settling', z.boolean()),
    /** SVC-1 */
    numberPrefix: () => read('orders.number_prefix', z.string().min(1)),
    /** SVC-14 */
    discountLimit: (reach: 'own' | 'unit' | 'company') => read(`discount.${reach}_limit`, ratio),
  }
}
