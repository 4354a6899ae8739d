import { channels } from './words'

/** SVC-3: what a clock belongs to. Clocks of complaints and incidents are ready for the modules that keep those. */
export const clockSubjects = ['order', 'complaint', 'incident'] as const
/** What a clock starts at: the report, its acceptance, the dispatch, the arrival at the customer's. */
export const clockStarts = ['received', 'accepted', 'assigned', 'on_site'] as const
/** What happens to an order without being a state of it. */
export const happenings = ['answered', 'written_contact', 'on_site', 'reported'] as const
export type Happening = (typeof happenings)[number]
/** What a clock stops at: a stage the order reaches, or something that happens. */
export const clockStops = [
  'assigned',
  'in_repair',
  'finished',
  'handed_over',
  ...happenings,
  'phoned',
  'report_written',
] as const
export const pauseReasons = ['waiting_customer', 'waiting_parts'] as const
export const priorities = ['normal', 'urgent'] as const
export const clockChannels = channels
export const clockTimes = ['calendar', 'business'] as const
export const clockStates = ['not_started', 'running', 'paused', 'stopped'] as const
/** SVC-19: who may answer for a miss. */
export const parties = ['dispatcher', 'technician', 'parts', 'supplier', 'customer'] as const
export type Party = (typeof parties)[number]
export const alertKinds = ['warned', 'breached', 'escalated'] as const
export const alertStates = ['open', 'acknowledged', 'withdrawn'] as const
