import { AppError } from '../../kernel/errors'

/** What the needs of a type are held against. */
export interface Filled {
  productId: string | null
  mileageKm: number | null
  runningHours: number | null
  faultGroupKey: string | null
  complaint: string
  returnOfId: string | null
  details: Readonly<Record<string, string | undefined>>
}

/** SVC-2: the fields a type needs are data; these are the ones still empty. */
export function missingFields(needs: readonly string[], order: Filled): string[] {
  const values: Record<string, unknown> = {
    ...order.details,
    plate: order.productId,
    mileage: order.mileageKm,
    running_hours: order.runningHours,
    fault_group: order.faultGroupKey,
    fault_description: order.complaint.trim(),
    original_order: order.returnOfId,
  }
  return needs.filter((need) => values[need] === undefined || values[need] === null || values[need] === '')
}

/**
 * SVC-1, SVC-2: an order is accepted once its type's fields are there. An unclear one is accepted as it came, because
 * it has its place in the order of arrival, but nobody works on it before it is clarified.
 */
export function checkIntake(
  to: string,
  order: Filled & { unclear: boolean },
  needs: readonly string[],
): void {
  if (to !== 'accepted' && to !== 'assigned' && to !== 'in_repair') return
  if (order.unclear && to === 'accepted') return
  if (order.unclear) throw new AppError('rule_broken', 'service.still_unclear')
  const missing = missingFields(needs, order)
  if (missing.length > 0) throw new AppError('rule_broken', 'service.fields_missing', { missing })
}

/** SVC-1: prefix, month of receipt, running number in the month: GD202611-000123; of old orders GD202611-H000123. */
export const orderNumber = (
  prefix: string,
  month: string,
  running: number,
  series: Series = 'order',
): string =>
  `${prefix}${month.replace('-', '')}-${series === 'history' ? 'H' : ''}${String(running).padStart(6, '0')}`

/** Old orders from files count by themselves, so that the counter need not wait for a long import. */
export type Series = 'order' | 'history'
