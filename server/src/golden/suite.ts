import { z } from 'zod'
import type { Pack } from '../modules/packs'

/** One suite: turns a case into the input of the product's own rule and gives back what the rule says. */
export interface Suite {
  /** The fields of a case that are results, not inputs. */
  results: readonly string[]
  /** Fields that stand once in the file, for all its cases; a case may have its own instead. */
  shared?: readonly string[]
  run: (testCase: unknown, packs: readonly Pack[]) => Record<string, unknown>
}

/** Decimals in golden files are strings; whole numbers may also stand without quotes. */
export const decimal = z.union([z.string(), z.number()]).transform(String)

/** Cases are judged by the rules of the packs on disk: the first pack that has what is asked for. */
export function fromPacks<Found>(
  packs: readonly Pack[],
  what: string,
  find: (pack: Pack) => Found | undefined,
): Found {
  for (const pack of packs) {
    const found = find(pack)
    if (found !== undefined) return found
  }
  throw new Error(`no pack has ${what}`)
}
