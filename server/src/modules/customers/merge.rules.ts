/** CUS-6: what happens to the fields, phones and contacts of two archives that become one, and how it is taken back. */

export interface MergeFields {
  code: string | null
  name: string
  kind: string
  region: string
  address: string
  source: string
  responsiblePersonId: string | null
  creditLimit: string | null
  creditBlocked: boolean
  hopedService: string
  nextService: string
  nextServiceOn: string | null
  note: string
  firstContactOn: string | null
  archivedOn: string | null
}

/** What the user may choose between; the day of the next service goes with its content. */
export const chosenFields = [
  'code',
  'name',
  'kind',
  'region',
  'address',
  'source',
  'responsiblePersonId',
  'creditLimit',
  'creditBlocked',
  'hopedService',
  'nextService',
  'note',
] as const
export type ChosenField = (typeof chosenFields)[number]
export type Side = 'survivor' | 'other'
export type Choices = Partial<Record<ChosenField, Side>>

const isBlank = (value: unknown): boolean => value === null || value === '' || value === undefined

const earliest = (a: string | null, b: string | null): string | null => {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}

/**
 * CUS-6: the survivor's fields after a merge: what was chosen; else its own, or the other's where it has none. Who was
 * first met or archived earlier, was so; who may not buy on credit, may not until somebody says otherwise.
 */
export function mergedFields(survivor: MergeFields, other: MergeFields, choices: Choices): MergeFields {
  const sideOf = (field: ChosenField, isEmpty: boolean) => choices[field] ?? (isEmpty ? 'other' : 'survivor')
  const pick = <F extends ChosenField>(field: F): MergeFields[F] =>
    sideOf(field, isBlank(survivor[field])) === 'survivor' ? survivor[field] : other[field]
  const isNextEmpty = isBlank(survivor.nextService) && survivor.nextServiceOn === null
  const next = sideOf('nextService', isNextEmpty) === 'survivor' ? survivor : other
  return {
    code: pick('code'),
    name: pick('name'),
    kind: pick('kind'),
    region: pick('region'),
    address: pick('address'),
    source: pick('source'),
    responsiblePersonId: pick('responsiblePersonId'),
    creditLimit: pick('creditLimit'),
    creditBlocked: choices.creditBlocked
      ? pick('creditBlocked')
      : survivor.creditBlocked || other.creditBlocked,
    hopedService: pick('hopedService'),
    nextService: next.nextService,
    nextServiceOn: next.nextServiceOn,
    note: pick('note'),
    firstContactOn: earliest(survivor.firstContactOn, other.firstContactOn),
    archivedOn: earliest(survivor.archivedOn, other.archivedOn),
  }
}

/** `{ field: [before, after] }` of the fields that a merge changed. */
export type FieldMoves = Record<string, readonly [before: unknown, after: unknown]>

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

export const fieldMoves = (before: MergeFields, after: MergeFields): FieldMoves => {
  const now = new Map<string, unknown>(Object.entries(after))
  return Object.fromEntries(
    Object.entries(before)
      .filter(([field, value]) => !same(value, now.get(field)))
      .map(([field, value]) => [field, [value, now.get(field) ?? null] as const]),
  )
}

/** What a taken-back merge gives the survivor again; a field that somebody changed since stays as it is. */
export function fieldsBack(
  now: object,
  moves: FieldMoves,
): { values: Record<string, unknown>; stayed: string[] } {
  const current = new Map<string, unknown>(Object.entries(now))
  const entries = Object.entries(moves)
  const isUntouched = ([field, [, after]]: (typeof entries)[number]) => same(current.get(field), after)
  return {
    values: Object.fromEntries(entries.filter(isUntouched).map(([field, [before]]) => [field, before])),
    stayed: entries.filter((move) => !isUntouched(move)).map(([field]) => field),
  }
}

export interface PhoneValue {
  phone: string
  digits: string
  label: string
}
export interface ContactValue {
  name: string
  title: string
  note: string
  phones: readonly PhoneValue[]
}
export interface People<P extends PhoneValue = PhoneValue, C extends ContactValue = ContactValue> {
  phones: readonly P[]
  contacts: readonly C[]
}

const phoneKey = ({ digits }: PhoneValue): string => digits
const contactKey = ({ name, phones }: ContactValue): string =>
  JSON.stringify([name.trim(), phones.map(phoneKey).sort()])
const wholePhone = ({ phone, label }: PhoneValue): string => JSON.stringify([phone, label])
const wholeContact = ({ name, title, note, phones }: ContactValue): string =>
  JSON.stringify([name, title, note, phones.map(wholePhone)])

/** CUS-6: the phones and contacts of the other archive that the survivor does not have yet. */
export function addedPeople<P extends PhoneValue, C extends ContactValue>(
  survivor: People,
  other: People<P, C>,
): { phones: P[]; contacts: C[] } {
  const missing = <T>(mine: readonly T[], theirs: readonly T[], keyOf: (one: T) => string) => {
    const seen = new Set(mine.map(keyOf))
    return theirs.filter((one) => {
      const isNew = !seen.has(keyOf(one))
      seen.add(keyOf(one))
      return isNew
    })
  }
  const phones = missing<PhoneValue>(survivor.phones, other.phones, phoneKey)
  const contacts = missing<ContactValue>(survivor.contacts, other.contacts, contactKey)
  return {
    phones: other.phones.filter((phone) => phones.includes(phone)),
    contacts: other.contacts.filter((contact) => contacts.includes(contact)),
  }
}

/** What a taken-back merge takes off the survivor: each added phone and contact that is still as it was added. */
export function peopleBack<P extends PhoneValue, C extends ContactValue>(
  now: People<P, C>,
  added: People,
): { phones: P[]; contacts: C[] } {
  const phones = new Set(added.phones.map(wholePhone))
  const contacts = new Set(added.contacts.map(wholeContact))
  return {
    phones: now.phones.filter((phone) => phones.has(wholePhone(phone))),
    contacts: now.contacts.filter((contact) => contacts.has(wholeContact(contact))),
  }
}

/** CUS-6: why a merge cannot be taken back now; null if it can. */
export function undoRefusal(
  merge: { undoneAt: Date | null },
  facts: {
    survivorMergedInto: string | null
    laterMerge: boolean
    codeTaken: boolean
  },
): string | null {
  if (merge.undoneAt !== null) return 'customers.merge_undone'
  if (facts.survivorMergedInto !== null) return 'customers.survivor_merged'
  if (facts.laterMerge) return 'customers.later_merge_first'
  return facts.codeTaken ? 'customers.code_taken' : null
}

/** CUS-6: why two archives cannot be merged; null if they can. */
export function mergeRefusal(
  survivor: { id: string; mergedInto: string | null },
  other: { id: string; mergedInto: string | null },
): string | null {
  if (survivor.id === other.id) return 'customers.merge_with_itself'
  return survivor.mergedInto !== null || other.mergedInto !== null ? 'customers.merged_away' : null
}
