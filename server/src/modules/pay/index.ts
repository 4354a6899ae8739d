/** Pay: schemes as data, salaries, pay runs and slips that explain themselves (PAY-1 … PAY-5). */
export { routes } from './routes'
/** PAY-1, PAY-3: a pack's pay schemes as first versions. */
export { loadPay, currentSchemes as currentPaySchemes } from './schemes'
/** PAY-5: makes and computes a run; gives its id. PAY-4: an incentive or correction. ORG-4: a salary from a day on. */
export { createRun, moveRun, setCoefficient } from './commands'
export { runHead } from './store'
export { slipsOfRun } from './queries'
/** PAY-3: the newest version of every scheme; a new version of one. */
export { currentSchemes, saveScheme } from './schemes'
export { addEntry, addSalary } from './entries'
export { outputScheme, payScheme, poolScheme } from './schemas'
/** PAY-1: what a scheme says that nothing computes yet. */
export { notYetOfPay } from './scheme-check.rules'
export type { OutputScheme, PayScheme, PoolScheme } from './schemas'
/** PAY-1, PAY-2: slips, remainder and reserve of a pool; refuses with pay.head_is_inside. */
export { poolFactor, poolPay } from './pool.rules'
export type { PoolInput, PoolPay } from './pool.rules'
/** PAY-3: one slip; the total is never below the guarantee. */
export { outputPay } from './output.rules'
export type { OutputInput } from './output.rules'
/** PAY-1: the performance standard and its part for who joins or leaves in the month. */
export { calendarDays, performanceStandard, proRata, workingDays } from './pro-rata.rules'
export type { PayLine, PaySlip } from './slip.rules'

export const permissions = ['pay.read', 'pay.run', 'pay.approve']
