import './events'

/** Service orders: intake, states, promises and on time, return repairs, settlement (SVC-1, 2, 8, 9, 13, 14). */
export { routes } from './routes'
/** Order types and fault groups as a pack gives them (SVC-2, SVC-13). */
export { saveOrderTypes, saveFaultGroups, type PackOrderType, type PackFaultGroup } from './types.store'
/** SVC-3: clock rules as a pack gives them, and the words they may use. */
export { clockRules, saveClockRules, type PackClock } from './clock-rules.store'
export {
  clockChannels,
  clockStarts,
  clockStops,
  clockSubjects,
  pauseReasons,
  priorities,
} from './clock-words'
export { listOrderTypes, listFaultGroups } from './types.queries'
/** Orders as facts need them, for any number of ids in a fixed number of statements (IND-1). */
export { orderSnapshots, allOrderIds, type OrderSnapshot } from './snapshots'
/** Old and new orders from files (PLT-4). */
export { orderImporter } from './importer'
/** PCK-4: orders with their whole history, in sets, by the rules of the live verbs. */
export { savePastOrders } from './past'
export { courseOf } from './past.rules'
export type { PastAddition, PastDoer, PastLine, PastOrder, PastPromise, PastStep } from './past.rules'
/** SVC-9: an answer that comes late is an adjustment where its month is closed. */
export { recordFollowUpAnswer } from './commands/customer-cause'
/** PLT-16: what is wrong with the module's own records; an empty list when all is well. */
export { verifyService, type ServiceProblem } from './verify'
/** CUS-7: orders for the search over everything. */
export { searchOrders } from './list.queries'
/** APR-4: an order within sight by id or number, for what rests on it. */
export { orderRef } from './list.queries'
/** SVC-9: judges every order anew after the parameter on_time.customer_caused has changed. */
export { judgeAllAnew } from './caches'
/** CUS-6: for wiring. */
export { onCustomersMerged, onCustomersUnmerged } from './listeners'
/** SVC-3, SVC-18: clocks whose time has come, and clocks to be replayed. */
export { clockJobsOf as jobsOf, onCalendarsChanged } from './clock-jobs'
export { raiseAlerts } from './clock-alerts'
export { orderStates, type OrderState } from './transitions.rules'

export const permissions = [
  'orders.read',
  'orders.edit',
  'orders.settle',
  'orders.spot_check',
  'orders.follow_up',
  'orders.export',
]
