import { monthOf, type CivilDate, type Month } from '../../kernel/civil-date'
import { dec, plain, sum, type Decimal } from '../../kernel/money'
import { bookingDay, type Fact, type Quantities } from './facts.rules'

/** A fact with what it adjusts: the month it stands for, and the fact of that month it corrects, if there was one. */
export interface BookedFact extends Fact {
  adjustsMonth: Month | null
  corrects: string | null
}

export interface StoredFact extends BookedFact {
  id: string
}

export interface FactChanges {
  remove: StoredFact[]
  add: BookedFact[]
}

/** The months that are closed, and the day on which adjustments are booked. */
export interface Books {
  closed: ReadonlySet<Month>
  today: CivilDate
  /**
   * CUS-6: customers that were merged at some time → one id for all of them. A closed month keeps the customer it was
   * booked for; that somebody is called otherwise since is no correction of it.
   */
  sameCustomer?: ReadonlyMap<string, string>
}

/**
 * IND-1: what to take away and to add, so that all facts of one record add up to what is wanted. The same facts again
 * change nothing. Facts of open months are replaced. Facts of a closed month are never touched: what is different
 * there is booked as an adjustment in the open period, per month, owner, unit and people.
 */
export function planFactChanges(
  existing: readonly StoredFact[],
  wanted: readonly Fact[],
  books: Books,
): FactChanges {
  const isClosed = (fact: Fact) => books.closed.has(monthOf(fact.happenedOn))
  const kept = existing.filter(isClosed)
  const open = existing.filter((fact) => !isClosed(fact))
  const current = wanted.filter((fact) => !isClosed(fact)).map(unadjusted)
  const adjustments = adjustmentsFor(wanted.filter(isClosed), kept, books)
  return difference(open, [...current, ...adjustments])
}

const unadjusted = (fact: Fact): BookedFact => ({ ...fact, adjustsMonth: null, corrects: null })

/** The month a fact stands for: an adjustment stands for the month it adjusts. */
const monthOfFact = (fact: Fact & { adjustsMonth?: Month | null }): Month =>
  fact.adjustsMonth ?? monthOf(fact.happenedOn)

function difference(open: readonly StoredFact[], desired: readonly BookedFact[]): FactChanges {
  const left = new Map<string, StoredFact[]>()
  for (const fact of open) left.set(signature(fact), [...(left.get(signature(fact)) ?? []), fact])
  const add = desired.filter((fact) => left.get(signature(fact))?.pop() === undefined)
  return { remove: [...left.values()].flat(), add }
}

/** Equal facts have equal signatures. An adjustment already booked keeps its day, so the day is not part of its own. */
function signature(fact: BookedFact): string {
  const day =
    fact.adjustsMonth === null ? fact.happenedOn : `adjusts ${fact.adjustsMonth} ${fact.corrects ?? ''}`
  return JSON.stringify([groupOf(fact), day, Object.entries(fact.quantities).sort(byKey)])
}

/** What an adjustment may not mix: whose fact it is and of what. */
function groupOf(fact: Fact): string {
  const people = fact.participants
    .map(({ personId, role, share }) => [role, personId, plain(dec(share))].join(' '))
    .sort()
  const { kind, unitId, ownerId, productFamily, orderType, customerId } = fact
  return JSON.stringify([kind, unitId, ownerId, productFamily, orderType, customerId, people])
}

const asOne = (fact: Fact, { sameCustomer }: Books): Fact => ({
  ...fact,
  customerId: fact.customerId && (sameCustomer?.get(fact.customerId) ?? fact.customerId),
})

const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : Number(a > b))

interface Group {
  month: Month
  fact: Fact
  sums: Map<string, Decimal>
}

function adjustmentsFor(wanted: readonly Fact[], kept: readonly StoredFact[], books: Books): BookedFact[] {
  const groups = new Map<string, Group>()
  const count = (fact: Fact, sign: 1 | -1) => {
    const month = monthOfFact(fact)
    const key = `${month} ${groupOf(asOne(fact, books))}`
    const group = groups.get(key) ?? { month, fact, sums: new Map<string, Decimal>() }
    for (const [measure, value] of Object.entries(fact.quantities))
      group.sums.set(measure, sum([group.sums.get(measure) ?? '0', dec(value).times(sign)]))
    groups.set(key, group)
  }
  for (const fact of wanted) count(fact, 1)
  for (const fact of kept) count(fact, -1)
  return [...groups.values()].flatMap(({ month, fact, sums }) => {
    const quantities = leftOver(sums)
    if (Object.keys(quantities).length === 0) return []
    const corrects = correctedBy(fact, month, { kept, books })
    const happenedOn = bookingDay(books.today, books.closed)
    return [{ ...bare(fact), happenedOn, quantities, adjustsMonth: month, corrects }]
  })
}

const bare = (fact: Fact): Fact => ({
  kind: fact.kind,
  happenedOn: fact.happenedOn,
  unitId: fact.unitId,
  ownerId: fact.ownerId,
  productFamily: fact.productFamily,
  orderType: fact.orderType,
  customerId: fact.customerId,
  quantities: fact.quantities,
  participants: fact.participants,
})

function leftOver(sums: ReadonlyMap<string, Decimal>): Quantities {
  const told = [...sums].filter(([, value]) => !value.isZero())
  return Object.fromEntries(told.sort(byKey).map(([measure, value]) => [measure, plain(value)]))
}

/** The closed fact an adjustment speaks of: the same people's if there is one, else the same kind's. */
function correctedBy(
  fact: Fact,
  month: Month,
  { kept, books }: { kept: readonly StoredFact[]; books: Books },
): string | null {
  const originals = kept.filter(
    (other) => other.adjustsMonth === null && other.kind === fact.kind && monthOfFact(other) === month,
  )
  const same = originals.find((other) => groupOf(asOne(other, books)) === groupOf(asOne(fact, books)))
  return (same ?? originals[0])?.id ?? null
}
