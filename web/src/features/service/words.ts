/** Closed sets of the API, in the order in which people read them. */
export const states = [
  'draft',
  'accepted',
  'assigned',
  'in_repair',
  'waiting_parts',
  'waiting_customer',
  'quality_check',
  'ready',
  'settled',
  'handed_over',
  'closed',
  'cancelled',
] as const
export type State = (typeof states)[number]

export const channels = [
  'counter',
  'phone',
  'appointment',
  'wechat',
  'hotline',
  'website',
  'online_question',
  'email',
  'letter',
  'forum',
] as const
export const allChannels = [...channels, 'unknown'] as const

export const onTimes = ['true', 'false', 'none'] as const
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
export const spotChecks = ['none', 'accepted', 'rejected'] as const
export const lineKinds = ['labour', 'part', 'outside', 'boutique'] as const
export const payers = ['customer', 'insurer', 'manufacturer', 'company'] as const
export const categories = ['daily', 'warranty', 'insurance', 'boutique'] as const
export const evidenceKinds = ['signature', 'call_note', 'message'] as const
export const detailKeys = [
  'maintenance_item',
  'insurer',
  'claim_no',
  'site_address',
  'campaign',
  'fee_approval',
] as const
export type DetailKey = (typeof detailKeys)[number]

/** Before the work is done. */
export const working: State[] = [
  'draft',
  'accepted',
  'assigned',
  'in_repair',
  'waiting_parts',
  'waiting_customer',
  'quality_check',
]
export const awaitingHandOver: State[] = ['ready', 'settled']
export const past: State[] = ['handed_over', 'closed', 'cancelled']
export const priorities = ['normal', 'urgent'] as const
