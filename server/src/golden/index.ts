/** Golden cases: worked examples anyone can write, run through the product's own rules. */
export { runGolden } from './golden'
export type { GoldenReport } from './golden'
export { goldenCommand } from './command'
export type { GoldenOptions } from './command'
