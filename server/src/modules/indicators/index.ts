/** Indicators: facts, formulas over their sums, targets (IND-1 … IND-4). */
export { routes } from './routes'
/** IND-2: reads a formula, or says where it cannot be read; its value and the sums it needs. */
export { distinctMonthsOf, evaluate, factsOf, formulaWithValues, parseFormula } from './formula.rules'
export type { Formula, FormulaError, ParsedFormula } from './formula.rules'
/** IND-1: kinds of facts with their measures: what formulas and packs may name. */
export { factKinds } from './facts.rules'
/** IND-3: values for a period ('2026-05') and a cut; `exact` is unrounded. Refuses with indicators.out_of_reach. */
export { indicatorValue, indicatorValues, type Value } from './values'
/** IND-3: an indicator by person with places among peers. */
export { indicatorByPerson } from './dashboard.queries'
/** IND-3: the facts behind a value, a page at a time. */
export { listFacts as indicatorFacts } from './facts.queries'
/** PCK-1: the indicators of a pack as first versions. */
export { saveIndicators, type PackIndicator } from './commands'
/** PCK-3: the newest version of every indicator in use. */
export { currentIndicators } from './definitions.store'
/** IND-1: closes a month for appraisal and pay; opens it again with a reason. */
export { closePeriod, reopenPeriod } from './commands'
/** IND-1: orders changed; wired to 'service.ordersChanged'. The folding of sums into roll-ups. */
export { onCustomersMerged, onCustomersUnmerged, onOrdersChanged, onPastOrdersChanged } from './listeners'
export { jobsOf } from './jobs'
/** PLT-16: facts against orders and sums against facts, an empty list when all is well; repairs both. */
export { verifyIndicators, rebuildIndicators } from './listeners'
export type { IndicatorProblem } from './verify'

/** Set-up of a company: its queue of foldings. */
export { openFolding } from './record-facts'

export const permissions = ['indicators.read', 'indicators.edit']
