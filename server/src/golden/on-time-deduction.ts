import { z } from 'zod'
import { dec, plain } from '../kernel/money'
import type { CardTemplate } from '../modules/appraisal'
import { scoreCard } from '../modules/appraisal/scorecard.rules'
import type { Pack } from '../modules/packs'
import { formOf } from './scorecards'
import { decimal, fromPacks, type Suite } from './suite'

const deductionCase = z.object({
  target: decimal.optional(),
  handedOver: z.number().int(),
  late: z.number().int(),
  attributedElsewhere: z.number().int().default(0),
  sectionMark: decimal.optional(),
})

/** APR-14: the per-vehicle deduction as a card has it, cut at its section's mark. */
export const onTimeDeductionSuite: Suite = {
  results: ['allowed', 'deduct', 'counted'],
  run(testCase, packs) {
    const { target, sectionMark, ...counts } = deductionCase.parse(testCase)
    const { card, section, item } = perVehicleItem(packs)
    const full = sectionMark ?? section.full
    const only = { ...section, full, items: [{ ...item, target: target ?? item.target }] }
    const template: CardTemplate = { ...card, full, sections: [only] }
    const { grades } = formOf(card.key, packs)
    const scored = scoreCard({ template, grades, inputs: { [item.key]: counts } })
    const details = scored.sections[0]?.items[0]?.details
    return {
      allowed: details?.allowed,
      counted: details?.counted,
      deduct: plain(dec(full).minus(scored.total)),
    }
  },
}

function perVehicleItem(packs: readonly Pack[]) {
  return fromPacks(packs, 'a card with a per-vehicle deduction', ({ appraisal }) => {
    for (const card of appraisal.cards) {
      for (const section of card.sections) {
        const item = section.items.find((other) => other.kind === 'per_excess')
        if (item !== undefined) return { card, section, item }
      }
    }
    return undefined
  })
}
