/** Any value of a pack or of the company's data, as JSON has it. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined }

export interface Item {
  kind: string
  key: string
  /** What people call it. */
  name: string
  value: Json
}

/** PCK-3: what becomes of a field when the pack is taken over. */
export type FieldOutcome = 'take' | 'keep' | 'decide'
/** PCK-3: what becomes of an item: nothing, some field as below, a new one, one to close, the company's own. */
export type ItemOutcome = 'same' | FieldOutcome | 'add' | 'deactivate' | 'own'

export interface FieldDifference {
  /** 'sections.on_time.items.late_vehicles.target'; empty where the item itself is meant. */
  field: string
  base: Json
  theirs: Json
  ours: Json
  outcome: FieldOutcome
}

export interface ItemDifference {
  kind: string
  key: string
  name: string
  outcome: ItemOutcome
  fields: FieldDifference[]
}

/** The three states of everything: as loaded, as the pack says now, as the company has it now. */
export interface ThreeStates {
  base: readonly Item[]
  theirs: readonly Item[]
  ours: readonly Item[]
}

const idOf = (item: Item): string => `${item.kind} ${item.key}`

/**
 * PCK-3: compares base, theirs and ours per item and field. Untouched → taken; both changed → a person decides;
 * removed from the pack → deactivated; what only the company has stays.
 */
export function comparePack(states: ThreeStates): ItemDifference[] {
  const [base, theirs, ours] = [states.base, states.theirs, states.ours].map(
    (items) => new Map(items.map((item) => [idOf(item), item])),
  )
  const ids = new Set([...states.theirs, ...states.base, ...states.ours].map(idOf))
  return [...ids].flatMap((id) => {
    const item = { base: base?.get(id), theirs: theirs?.get(id), ours: ours?.get(id) }
    const named = item.theirs ?? item.ours ?? item.base
    return named ? [{ kind: named.kind, key: named.key, name: named.name, ...compareItem(item) }] : []
  })
}

type Three = Partial<Record<'base' | 'theirs' | 'ours', Item>>

function compareItem({ base, theirs, ours }: Three): Pick<ItemDifference, 'outcome' | 'fields'> {
  if (!theirs && !ours) return { outcome: 'same', fields: [] }
  if (!theirs && !base) return { outcome: 'own', fields: [] }
  if (!ours && !base) return { outcome: 'add', fields: [] }
  if (!theirs) return withoutTheirs(base, ours)
  if (!ours) {
    const isUntouched = same(base?.value, theirs.value)
    return whole(isUntouched ? 'keep' : 'decide', { base, theirs })
  }
  const fields = compareFields(base?.value ?? null, theirs.value, ours.value)
  return { outcome: worst(fields), fields }
}

function withoutTheirs(base: Item | undefined, ours: Item | undefined) {
  if (same(base?.value, ours?.value)) return whole('deactivate', { base, ours })
  return whole('decide', { base, ours })
}

function whole(outcome: 'keep' | 'decide' | 'deactivate', { base, theirs, ours }: Three) {
  const field = outcome === 'deactivate' ? 'take' : outcome
  const values = { base: base?.value ?? null, theirs: theirs?.value ?? null, ours: ours?.value ?? null }
  return { outcome, fields: [{ field: '', ...values, outcome: field } satisfies FieldDifference] }
}

function worst(fields: readonly FieldDifference[]): ItemOutcome {
  const outcomes = new Set(fields.map(({ outcome }) => outcome))
  return (['decide', 'take', 'keep'] as const).find((outcome) => outcomes.has(outcome)) ?? 'same'
}

/** PCK-3: the fields that anybody changed; those all three agree on, or the two new ones, are left out. */
function compareFields(base: Json, theirs: Json, ours: Json): FieldDifference[] {
  const [b, t, o] = [base, theirs, ours].map((value) => flat(value))
  const names = new Set([...(b?.keys() ?? []), ...(t?.keys() ?? []), ...(o?.keys() ?? [])])
  return [...names].sort().flatMap((field) => {
    const values = { base: b?.get(field) ?? null, theirs: t?.get(field) ?? null, ours: o?.get(field) ?? null }
    const outcome = outcomeOf(values)
    return outcome === null ? [] : [{ field, ...values, outcome }]
  })
}

function outcomeOf({ base, theirs, ours }: { base: Json; theirs: Json; ours: Json }): FieldOutcome | null {
  if (same(theirs, ours)) return null
  if (same(theirs, base)) return 'keep'
  return same(ours, base) ? 'take' : 'decide'
}

/** The leaves of a value by path; lists of keyed things are known by their keys, other lists are one value. */
function flat(value: Json, path: readonly string[] = []): Map<string, Json> {
  const children = childrenOf(value)
  if (children === null) return new Map([[path.join('.'), value]])
  return new Map(children.flatMap(([name, child]) => [...flat(child, [...path, name])]))
}

function childrenOf(value: Json): [string, Json][] | null {
  if (Array.isArray(value)) {
    const keyed = value.map((entry) => {
      const key = keyOf(entry)
      return key === null ? null : ([key, entry] as [string, Json])
    })
    const known = keyed.filter((entry) => entry !== null)
    return known.length > 0 && known.length === value.length ? known : null
  }
  if (value === null || typeof value !== 'object') return null
  return Object.entries(value).flatMap(([name, child]) => (child === undefined ? [] : [[name, child]]))
}

function keyOf(entry: Json): string | null {
  if (entry === null || typeof entry !== 'object' || Array.isArray(entry)) return null
  const key = entry.key ?? entry.permission
  return typeof key === 'string' ? key : null
}

const same = (a: Json | undefined, b: Json | undefined): boolean => canonical(a) === canonical(b)

/** One text for equal values, in whatever order their keys were kept; nothing and null are the same. */
function canonical(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined)
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, entry]) => `${JSON.stringify(name)}:${canonical(entry)}`)
    .join(',')}}`
}
