import { dec, plain, roundHalfUp, sum, type Decimal } from '../../kernel/money'
import { subjectKey } from './card.rules'
import type { CardInput, CardItem, CardItemOf } from './schemas'

/** One fact behind a value, with the quantities that count for the person (their share is already taken). */
export interface EvidenceFact {
  factId: string
  sourceKind: string
  sourceId: string
  sourceNumber: string
  factKind: string
  happenedOn: string
  quantities: Record<string, string>
}

/** How the system found a value: enough to find it again from its evidence. */
export interface Basis {
  indicator: string
  name: { zh: string; en: string }
  formula: string
  role: string
  from: string
  to: string
  /** The indicator's value with nothing taken out; null where it has none. */
  value: string | null
  target: string | null
}

export type SystemItem = CardItemOf<'band'> | CardItemOf<'per_excess'>

/** A formula applied to sums of facts; null where it has no value. */
export type Evaluate = (sums: (kind: string, measure: string) => Decimal) => Decimal | null

/** The items that an indicator fills in. */
export const isSystemItem = (item: CardItem): item is SystemItem =>
  (item.kind === 'band' && item.indicator !== undefined) || item.kind === 'per_excess'

// SVC-19: the advisor answers for dispatch and counter, the technician for the work.
const ownParty = {
  owner: 'late_dispatcher',
  technician: 'late_technician',
  lead_technician: 'late_technician',
}
const partyMeasures = ['late_dispatcher', 'late_technician', 'late_parts', 'late_supplier', 'late_customer']

/** APR-14, SVC-19: a late vehicle that somebody else answers for; one for which nobody is named counts as before. */
function isElsewhere(item: CardItemOf<'per_excess'>, fact: EvidenceFact): boolean {
  const own = ownParty[item.personRole ?? 'owner']
  const named = partyMeasures.filter((measure) => dec(fact.quantities[measure] ?? '0').greaterThan(0))
  return named.length > 0 && !named.includes(own)
}

/**
 * APR-4: a fact that costs points by itself: a late vehicle of the per-vehicle item; of a rate a return repair, a
 * factory return that was not finished in time, and a second one.
 */
export function isAgainst(item: SystemItem, fact: EvidenceFact): boolean {
  if (item.kind === 'per_excess')
    return dec(fact.quantities.late ?? '0').greaterThan(0) && !isElsewhere(item, fact)
  if (fact.factKind === 'factory_return_received') return dec(fact.quantities.done_in_time ?? '0').isZero()
  return fact.factKind === 'return_repair' || fact.factKind === 'factory_second_return'
}

/**
 * SVC-9, APR-14: what bears on lateness: an order judged, or the adjustment of one in a closed month, which says late or
 * on time and judges nothing anew. An order without a promise is neither.
 */
export const bearsOnLateness = ({ quantities }: EvidenceFact): boolean =>
  quantities.judged !== undefined || quantities.late !== undefined || quantities.on_time !== undefined

/**
 * APR-4, APR-14, APR-18: what an item's facts say, without those that were taken out. Of a per-vehicle item a late order
 * taken out still counts as handed over, because the order was one of the person's; others answer for its lateness.
 */
export function systemInput(
  item: SystemItem,
  facts: readonly EvidenceFact[],
  how: { basis: Basis; excluded: ReadonlySet<string>; evaluate: Evaluate },
): CardInput {
  const isOut = (fact: EvidenceFact) => how.excluded.has(subjectKey(fact.factKind, fact.sourceId))
  if (item.kind === 'per_excess')
    return {
      handedOver: whole(facts, 'judged'),
      late: whole(facts, 'late'),
      attributedElsewhere: whole(
        facts.filter((fact) => isOut(fact) || isElsewhere(item, fact)),
        'late',
      ),
    }
  const counted = facts.filter((fact) => !isOut(fact))
  const value =
    counted.length === facts.length
      ? how.basis.value
      : text(
          how.evaluate((kind, measure) =>
            total(
              counted.filter((fact) => fact.factKind === kind),
              measure,
            ),
          ),
        )
  if (item.measure === 'value' || value === null) return { value }
  const target = item.target ?? how.basis.target
  if (target === null || dec(target).isZero()) return { value: null }
  return { value: text(dec(value).div(target)) }
}

const total = (facts: readonly EvidenceFact[], measure: string): Decimal =>
  sum(facts.map((fact) => fact.quantities[measure] ?? '0'))

const whole = (facts: readonly EvidenceFact[], measure: string): number =>
  Math.max(0, roundHalfUp(total(facts, measure), 0).toNumber())

// A value is held against borders, so it keeps its digits: rounded to what a screen shows, 379,999.90 of 380,000 would be
// the whole target. So many places lie far below what cents and borders can differ by.
const exactPlaces = 30

/** A value as a card holds it: with every digit that can decide in which band it lies. */
export const exactText = (value: Decimal): string => plain(roundHalfUp(value, exactPlaces))

const text = (value: Decimal | null): string | null => (value === null ? null : exactText(value))
