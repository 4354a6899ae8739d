import { z } from 'zod'
import { keyText } from '../../kernel/shapes'

const days = z.number().int().nonnegative()
const ratioText = z.string().regex(/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/)

/** The company parameters a pack may set; a key that is not here is refused. */
export const settingShapes = {
  /** SVC-9: what a proved lateness caused by the customer is. */
  'on_time.customer_caused': z.enum(['on_time', 'left_out', 'late']),
  /** SVC-9: positions whose holders read the daily on-time sheet. */
  'on_time.sheet_readers': z.array(keyText),
  /** SVC-10: minutes before a promise at which the technician is prompted. */
  'on_time.prompt_minutes': days,
  /** SVC-13: within how many days of hand-over the same fault is a return repair. */
  'returns.days': days,
  /** SVC-13: the spans of the repeat-visit report, in days. */
  'returns.report_days': z.array(days).min(1),
  /** SVC-2: settling also sets the hand-over time. */
  'hand_over.set_by_settling': z.boolean(),
  /** SVC-1: what an order number begins with. */
  'orders.number_prefix': z.string().regex(/^[A-Z0-9]{1,8}$/),
  /** SVC-14: the largest discount, as a share of the price, by how far the permission to settle reaches. */
  'discount.own_limit': ratioText,
  'discount.unit_limit': ratioText,
  'discount.company_limit': ratioText,
  /** CUS-2, AST-1: days until an archive must exist. */
  'archive.customer_days': days,
  'archive.product_days': days,
  /** CUS-6: legal forms, provinces and towns that do not tell one company from another. */
  'duplicates.endings': z.array(z.string().min(1)),
  'duplicates.regions': z.array(z.string().min(1)),
  /** CUS-6: from so many characters on, a name may be one slip of the pen away. */
  'duplicates.name_error_from': days,
  /** CUS-6: what more archives than this share says nothing. */
  'duplicates.crowded': days,
  /** CUS-6: points of each agreement, and from how many on a pair is possible or likely. */
  'duplicates.weights': z.object({
    phone: days,
    masked_phone: days,
    product: days,
    organisation_name: days,
    organisation_near_name: days,
    organisation_pinyin: days,
    person_name: days,
    person_near_name: days,
    person_pinyin: days,
  }),
  'duplicates.possible_from': days,
  'duplicates.likely_from': days,
  /** SVC-13: days in which the factory return workshop finishes a returned product. */
  'factory_return.days': days,
} as const

export type SettingKey = keyof typeof settingShapes
export type SettingValue = z.infer<(typeof settingShapes)[SettingKey]>

/** Whether a text is the key of a parameter. */
export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(settingShapes, key)
}
