/** SVC-1: 来电, 来函, 电子邮件, 网站, 在线解答, 服务论坛, 热线, 微信, 现场, 预约; `unknown` only for old orders of a file. */
export const channels = [
  'phone',
  'letter',
  'email',
  'website',
  'online_question',
  'forum',
  'hotline',
  'wechat',
  'counter',
  'appointment',
  'unknown',
] as const
export type Channel = (typeof channels)[number]

export const lineKinds = ['labour', 'part', 'outside', 'boutique'] as const
export type LineKind = (typeof lineKinds)[number]

export const payers = ['customer', 'insurer', 'manufacturer', 'company'] as const
export type Payer = (typeof payers)[number]

/** SVC-14: where the lines of an order type count; a boutique line is `boutique` on any order. */
export const typeCategories = ['daily', 'warranty', 'insurance'] as const
export type TypeCategory = (typeof typeCategories)[number]
export const categories = [...typeCategories, 'boutique'] as const
export type Category = (typeof categories)[number]

/** The fields that a type may need besides those every order has. */
export const detailKeys = [
  'maintenance_item',
  'insurer',
  'claim_no',
  'site_address',
  'campaign',
  'fee_approval',
] as const
export type DetailKey = (typeof detailKeys)[number]

export const evidenceKinds = ['signature', 'call_note', 'message'] as const
export const promiseReasons = ['first', 'addition', 'other'] as const
export const additionStates = ['proposed', 'confirmed', 'refused'] as const
export type AdditionState = (typeof additionStates)[number]
export const spotChecks = ['none', 'accepted', 'rejected'] as const
export const answers = ['yes', 'no'] as const

export const onTimeWhys = [
  'no_promise',
  'not_handed_over',
  'in_time',
  'late',
  'customer_says_late',
  'customer_caused_on_time',
  'customer_caused_left_out',
  'customer_caused_late',
  'customer_caused_not_signed',
  'customer_caused_afterwards',
  'customer_caused_rejected',
] as const
export const promiseBecauses = [
  'first_promise',
  'addition_confirmed_in_time',
  'replaced',
  'not_an_addition',
  'not_confirmed',
  'confirmed_after_replaced_promise',
  'confirmed_after_hand_over',
] as const
