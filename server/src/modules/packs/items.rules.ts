import type { Item, Json } from './compare.rules'

/** The kinds of items a pack is made of, in the order they are loaded. */
export const itemKinds = [
  'setting',
  'role',
  'unit',
  'position',
  'calendar',
  'shift',
  'order_type',
  'fault_group',
  'clock',
  'indicator',
  'grade_table',
  'card',
  'appraisal_scheme',
  'pay_scheme',
] as const
export type ItemKind = (typeof itemKinds)[number]

type Fields = Record<string, Json | undefined>

const fieldsOf = (value: Json | undefined): Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {}
const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : [])
const sorted = (value: Json | undefined): Json[] => [...listOf(value)].sort()

/**
 * PCK-3: what of an item of a pack the company keeps and can change; only that is compared. Where the company keeps the
 * whole item, as with cards, the whole of it is.
 */
const kept: Partial<Record<ItemKind, (item: Fields) => Fields>> = {
  setting: ({ value }) => ({ value }),
  role: ({ name, grants }) => ({ name, grants }),
  unit: ({ name, kind, parent }) => ({ name: fieldsOf(name).zh, kind, parent }),
  position: (item) => ({
    name: item.name,
    unit: item.unit,
    superior: item.superior,
    appointedBy: item.appointedBy ?? '',
    duties: listOf(item.duties),
    peers: listOf(item.peers),
    mainTask: item.mainTask ?? '',
    dailyWork: listOf(item.dailyWork),
    roles: sorted(item.roles),
  }),
  // Which units use a calendar is dated, so it is the company's own from the first day.
  calendar: ({ name, weekly, makeUp, keepsHolidays, default: isDefault }) => ({
    name: fieldsOf(name).zh,
    weekly,
    makeUp,
    keepsHolidays,
    default: isDefault === true,
  }),
  shift: ({ name, spans, onCall }) => ({ name: fieldsOf(name).zh, spans, onCall: onCall === true }),
  order_type: ({ name, category, needs, states, returnRepair, factoryReturn }) => ({
    name,
    category,
    needs,
    states,
    returnRepair,
    factoryReturn,
  }),
  fault_group: ({ name }) => ({ name }),
  clock: ({ name, hours, time, warnBeforeHours, pauses, escalate, startsAt, stopsAt, when }) => ({
    name,
    hours,
    time,
    warnBeforeHours,
    pauses: listOf(pauses),
    escalate: listOf(escalate),
    startsAt,
    stopsAt,
    when,
  }),
  indicator: ({ name, formula, unit, direction, decimals, personRole, targets }) => ({
    name,
    formula,
    unit,
    direction,
    decimals,
    personRole,
    targets,
  }),
}

const isKind = (kind: string): kind is ItemKind => itemKinds.some((known) => known === kind)

/** An item of a pack, as it lies in a file or was kept when it was loaded, for the comparison. */
export function packItem(kind: string, item: Json): Item {
  const { key, ...rest } = fieldsOf(item)
  const name = fieldsOf(rest.name).zh
  const lens = isKind(kind) ? kept[kind] : undefined
  return {
    kind,
    key: typeof key === 'string' ? key : '',
    name: typeof name === 'string' ? name : String(key ?? ''),
    value: lens ? lens(rest) : rest,
  }
}

export interface ItemMark {
  source: string | null
  isExample: boolean
}

/** PCK-2: the mark of an item of a pack. */
export function markOf(item: Json): ItemMark {
  const { source, example } = fieldsOf(item)
  return { source: typeof source === 'string' ? source : null, isExample: example === true }
}
