import type { PayScheme } from './schemas'

/** What a scheme may one day say and nothing computes yet: kept out, because a setting without effect is a false promise. */
export const notYetOfPay = (scheme: PayScheme): 'working_days'[] =>
  scheme.proRata === 'working_days' ? ['working_days'] : []
