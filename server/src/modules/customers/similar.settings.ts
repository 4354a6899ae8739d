import { z } from 'zod'
import type { Ctx } from '../../platform/ctx'
import { companySettings } from '../org'
import { weightNames, type SimilarParameters } from './similar.rules'

const Words = z.array(z.string())
const Whole = z.number().int().nonnegative()
const Weights = z.record(z.enum(weightNames), Whole)

/**
 * CUS-6: by what this company tells duplicates. The figures come from the pack and from nowhere else; a company that
 * has none (its pack is older) is not asked about duplicates: null.
 */
export async function similarParameters(ctx: Ctx): Promise<SimilarParameters | null> {
  const settings = await companySettings(ctx)
  const found = z
    .object({
      endings: Words,
      regions: Words,
      nameErrorFrom: Whole,
      crowded: Whole,
      weights: Weights,
      possibleFrom: Whole,
      likelyFrom: Whole,
    })
    .safeParse({
      endings: settings['duplicates.endings'],
      regions: settings['duplicates.regions'],
      nameErrorFrom: settings['duplicates.name_error_from'],
      crowded: settings['duplicates.crowded'],
      weights: settings['duplicates.weights'],
      possibleFrom: settings['duplicates.possible_from'],
      likelyFrom: settings['duplicates.likely_from'],
    })
  return found.success ? found.data : null
}
