/** Appraisal: schemes, scorecards with their evidence, review, contests (APR-1 … APR-6, APR-14, APR-18). */
export { routes } from './routes'
/** APR-1: a pack's cards, grade tables and schemes as first versions. */
export { loadAppraisal, type AppraisalPack } from './definitions'
/** PCK-3: the newest version of every card, grade table and scheme. */
export { currentCards, currentGradeTables, currentSchemes } from './definitions'
/** APR-5: cards of a month for a unit; gives how many were made. */
export { openCards } from './open-cards'
/** APR-3, APR-4, APR-5, APR-18: the verbs on a card. */
export { addDeduction, moveCard, scoreCardOf, setItem, type CardTarget } from './commands'
export { contestEvidence, decideContest } from './contests'
export { cardEvidence, cardRecord } from './record'
/** APR-1: a new version of a card template, grade table or scheme. */
export { saveDefinition } from './definitions'
/** APR-5: the cards of a month with what is still to be rated. */
export { cardsOfMonth, type MonthCard } from './month.queries'
/** PAY-1, PAY-5: state, total, grade and open contests of people's cards in a month. */
export { cardResults, type CardResult } from './queries'
export { appraisalScheme, cardInputs, cardTemplate, gradeTable } from './schemas'
export type { AppraisalScheme, CardInput, CardInputs, CardItem, CardTemplate, GradeTable } from './schemas'
/** APR-3: points of a card; refuses with appraisal.points_outside_range, unknown_item, unknown_level. */
export { scoreCard } from './scorecard.rules'
export type { ScoredCard, ScoredItem, ScoredSection } from './scorecard.rules'
/** APR-6: grade and coefficient of a score, null below the lowest grade. */
export { gradeOf } from './grades.rules'
/** APR-14: points for late vehicles over the allowed number. */
export { onTimeDeduction } from './on-time-deduction.rules'
/** APR-2, APR-7: what a scheme says that nothing reads yet. */
export { notYetOfScheme } from './scheme-check.rules'
/** APR-1, APR-3: errors and warnings of a card template. */
export { checkTemplate } from './template-check.rules'

export const permissions = ['appraisal.read', 'appraisal.score', 'appraisal.review', 'appraisal.edit']
