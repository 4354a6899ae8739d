import { AppError } from '../../kernel/errors'
import { dec, plain } from '../../kernel/money'
import { scoreItem } from './card-items.rules'
import type { CardInput, CardInputs, CardItem, CardTemplate } from './schemas'

export interface ItemState {
  key: string
  /** What the system knows; null where it knows nothing. */
  system: CardInput | null
  /** What a person says instead; null where nobody did. */
  hand: CardInput | null
  reason: string | null
}

export interface DeductionState {
  id: string
  itemKey: string
  removedAt: Date | null
}

export interface ContestState {
  itemKey: string
  subjectKind: string
  subjectId: string
  state: 'open' | 'excluded' | 'kept'
}

/** The items of a template by key. */
export const itemsOf = (template: CardTemplate): Map<string, CardItem> =>
  new Map(template.sections.flatMap((section) => section.items.map((item) => [item.key, item] as const)))

export const subjectKey = (kind: string, id: string): string => `${kind}:${id}`

/** APR-18: what was taken out of one item, by kind and id of the subject. */
export function excludedOf(contests: readonly ContestState[], itemKey: string): Set<string> {
  const out = contests.filter((contest) => contest.state === 'excluded' && contest.itemKey === itemKey)
  return new Set(out.map((contest) => subjectKey(contest.subjectKind, contest.subjectId)))
}

/** APR-4: what counts for each item: the person's word where there is one, else what the system knows. */
export function inputsOf(parts: {
  template: CardTemplate
  items: readonly ItemState[]
  deductions: readonly DeductionState[]
  contests: readonly ContestState[]
}): CardInputs {
  const states = new Map(parts.items.map((item) => [item.key, item]))
  const inputs: CardInputs = {}
  for (const [key, item] of itemsOf(parts.template)) {
    if (item.kind === 'deduction') {
      const excluded = excludedOf(parts.contests, key)
      const counted = parts.deductions.filter(
        (deduction) =>
          deduction.itemKey === key &&
          deduction.removedAt === null &&
          !excluded.has(subjectKey('deduction', deduction.id)),
      )
      inputs[key] = { count: counted.length }
      continue
    }
    const state = states.get(key)
    const used = state?.hand ?? state?.system
    if (used) inputs[key] = used
  }
  return inputs
}

const fieldsOf = {
  goal: ['points'],
  bonus: ['points'],
  band: ['value'],
  level: ['level'],
  level_range: ['value', 'level', 'points'],
  per_excess: ['handedOver', 'late', 'attributedElsewhere'],
} as const

/**
 * APR-3, APR-4: a person's entry for an item. Refuses what does not belong to the item's kind, points outside the
 * range, and a change of what the system knows without a reason.
 */
export function checkedEntry(
  item: CardItem,
  entry: { input: CardInput; reason: string },
  state: ItemState,
): CardInput {
  if (item.kind === 'deduction')
    throw new AppError('rule_broken', 'appraisal.deductions_are_events', { item: item.key })
  const allowed: readonly string[] = fieldsOf[item.kind]
  const given = Object.entries(entry.input).filter(([, value]) => value !== undefined)
  const foreign = given.map(([field]) => field).filter((field) => !allowed.includes(field))
  if (given.length === 0 || foreign.length > 0)
    throw new AppError('invalid_input', 'appraisal.wrong_entry', {
      item: item.key,
      fields: foreign.map(asField),
    })
  if (item.kind === 'per_excess' && (entry.input.late ?? 0) > (entry.input.handedOver ?? 0))
    throw new AppError('rule_broken', 'appraisal.more_late_than_handed_over', { item: item.key })
  const scored = scoreItem(item, entry.input)
  if (scored.missing) throw new AppError('invalid_input', 'appraisal.entry_unfinished', { item: item.key })
  if (state.system !== null && !isSame(state.system, entry.input) && entry.reason === '')
    throw new AppError('rule_broken', 'appraisal.reason_needed', { item: item.key })
  return entry.input
}

const asField = (path: string) => ({ path, code: 'unknown', message: '' })

/** Two inputs that say the same: '0.950' is '0.95', a field that is not there is not said. */
export function isSame(a: CardInput | null, b: CardInput | null): boolean {
  if (a === null || b === null) return a === b
  const fields = ['points', 'value', 'count', 'level', 'handedOver', 'late', 'attributedElsewhere'] as const
  return fields.every((field) => normal(a[field]) === normal(b[field]))
}

function normal(value: string | number | null | undefined): string {
  if (value === undefined) return ''
  if (value === null) return 'none'
  return /^-?\d+(\.\d+)?$/.test(String(value)) ? plain(dec(value)) : String(value)
}

/** How an item's value is shown: a band table whose borders all lie within 0 … 1 measures a ratio. */
export function unitOf(item: CardItem): 'ratio' | 'days' | 'hours' | 'points' | 'number' | 'count' {
  if (item.kind === 'level_range') return item.unit
  if (item.kind === 'per_excess' || item.kind === 'deduction') return 'count'
  if (item.kind !== 'band') return 'points'
  if (item.measure === 'share_of_target') return 'ratio'
  const borders = item.bands
    .flatMap((row) => [row.atLeast, row.above, row.atMost, row.below])
    .filter((at) => at !== undefined)
  return borders.every((at) => dec(at).lessThanOrEqualTo(1)) ? 'ratio' : 'number'
}
