import { monthOf, type CivilDate, type Month } from '../../kernel/civil-date'
import { dec, plain, sum, type Decimal } from '../../kernel/money'
import { presenceKind, type Fact, type PersonRole } from './facts.rules'

/** Stands for "nobody" in keys: a fact without an owner. */
export const nobody = '00000000-0000-0000-0000-000000000000'

/** A change of one sum, in the finest cut that roll-ups keep. */
export interface Delta {
  day: CivilDate
  unitId: string
  productFamily: string
  orderType: string
  role: PersonRole
  personId: string
  kind: string
  measure: string
  amount: string
}

/** A change of how often a customer was served by a unit in a month. */
export interface PresenceChange {
  month: Month
  unitId: string
  customerId: string
  visits: string
}

export interface SumChanges {
  deltas: Delta[]
  presence: PresenceChange[]
}

interface Change {
  remove: readonly Fact[]
  add: readonly Fact[]
}

/**
 * IND-1: what facts that go and facts that come mean for the sums, each sum once and none that stays as it was.
 * A participant's sum is the quantity times his share, exact to the last place.
 */
export function sumChanges({ remove, add }: Change): SumChanges {
  const deltas = new Net<Omit<Delta, 'amount'>>()
  const presence = new Net<Omit<PresenceChange, 'visits'>>()
  const count = (fact: Fact, sign: 1 | -1) => {
    for (const [measure, value] of Object.entries(fact.quantities)) {
      const amount = dec(value).times(sign)
      for (const { role, personId, share } of peopleOf(fact))
        deltas.add({ ...cutOf(fact), role, personId, kind: fact.kind, measure }, amount.times(share))
    }
    const visits = fact.kind === presenceKind ? fact.quantities.count : undefined
    if (visits && fact.customerId)
      presence.add(
        { month: monthOf(fact.happenedOn), unitId: fact.unitId, customerId: fact.customerId },
        dec(visits).times(sign),
      )
  }
  for (const fact of remove) count(fact, -1)
  for (const fact of add) count(fact, 1)
  return {
    deltas: deltas.rest().map(([of, amount]) => ({ ...of, amount })),
    presence: presence.rest().map(([of, visits]) => ({ ...of, visits })),
  }
}

const cutOf = ({ happenedOn, unitId, productFamily, orderType }: Fact) => ({
  day: happenedOn,
  unitId,
  productFamily,
  orderType,
})

const peopleOf = (fact: Fact): { role: PersonRole; personId: string; share: string }[] => [
  { role: 'owner', personId: fact.ownerId ?? nobody, share: '1' },
  ...fact.participants,
]

/** Adds up by key and gives what is left, in the order of the keys, so that writers lock rows in one order. */
class Net<Of> {
  private readonly sums = new Map<string, { of: Of; value: Decimal }>()

  add(of: Of, value: Decimal): void {
    const key = JSON.stringify(of)
    this.sums.set(key, { of, value: sum([this.sums.get(key)?.value ?? '0', value]) })
  }

  rest(): [Of, string][] {
    return [...this.sums]
      .filter(([, { value }]) => !value.isZero())
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { of, value }]) => [of, plain(value)])
  }
}
