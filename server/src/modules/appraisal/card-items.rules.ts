import { AppError } from '../../kernel/errors'
import { dec, plain, type Decimal } from '../../kernel/money'
import { bandOf, bandText } from './bands.rules'
import { onTimeDeduction } from './on-time-deduction.rules'
import type { CardInput, CardItem, CardItemOf, RangeLevel } from './schemas'

/** Why an item gave what it gave; each has a text. */
export type ItemBecause =
  | 'given_by_rater'
  | 'in_band'
  | 'no_value'
  | 'happened'
  | 'not_happened'
  | 'level_chosen'
  | 'not_rated'
  | 'within_allowed'
  | 'over_allowed'
  | 'heavier_one_counts'

export interface ItemScore {
  key: string
  kind: CardItem['kind']
  /** The value the points were found by: a ratio, days, a count, the key of a level; null where there is none. */
  value: string | null
  gives: Decimal
  takes: Decimal
  because: ItemBecause
  details: Record<string, string>
  /** Something a person or an indicator has still to supply before the card is complete. */
  missing: boolean
}

const zero = dec(0)

/** APR-3: what one item gives or takes, and why. Refuses points outside the range with `appraisal.points_outside_range`. */
export function scoreItem(item: CardItem, input: CardInput): ItemScore {
  switch (item.kind) {
    case 'goal':
      return scoreGiven(item, input, item.full)
    case 'bonus':
      return { ...scoreGiven(item, input, item.most), missing: false }
    case 'band':
      return scoreBand(item, input)
    case 'deduction':
      return scoreDeduction(item, input)
    case 'level':
      return scoreLevel(item, input)
    case 'level_range':
      return scoreLevelRange(item, input)
    case 'per_excess':
      return scorePerExcess(item, input)
  }
}

/** The most an item can give; null for items that only take. */
export function fullOf(item: CardItem): string | null {
  switch (item.kind) {
    case 'goal':
    case 'level_range':
      return item.full
    case 'band':
    case 'level':
      return item.full ?? null
    case 'deduction':
    case 'per_excess':
    case 'bonus':
      return null
  }
}

function scoreGiven(
  item: CardItemOf<'goal'> | CardItemOf<'bonus'>,
  input: CardInput,
  most: string,
): ItemScore {
  if (input.points === undefined) return notRated(item)
  const gives = within(item.key, input.points, '0', most)
  return score(item, { value: input.points, gives, because: 'given_by_rater', details: { most } })
}

function scoreBand(item: CardItemOf<'band'>, input: CardInput): ItemScore {
  if (input.value === undefined) return notRated(item)
  if (input.value === null) {
    return withoutValue(item)
  }
  const row = bandOf(dec(input.value), item.bands)
  if (row === null)
    throw new AppError('rule_broken', 'appraisal.value_in_no_band', { item: item.key, value: input.value })
  const details: Record<string, string> = { band: bandText(row) }
  if (row.named !== undefined) details.named = row.named
  const gives = dec(row.points ?? '0')
  return score(item, {
    value: input.value,
    gives,
    takes: dec(row.deduct ?? '0'),
    because: 'in_band',
    details,
  })
}

function withoutValue(item: CardItemOf<'band'>): ItemScore {
  if (item.whenNoValue === 'full') return score(item, { gives: dec(item.full ?? '0'), because: 'no_value' })
  const heaviest = item.bands
    .map((row) => dec(row.deduct ?? '0'))
    .reduce((a, b) => (b.greaterThan(a) ? b : a), zero)
  return score(item, { takes: heaviest, because: 'no_value' })
}

function scoreDeduction(item: CardItemOf<'deduction'>, input: CardInput): ItemScore {
  const count = input.count ?? 0
  if (count === 0) return score(item, { value: '0', because: 'not_happened' })
  const times = item.per === 'occurrence' ? count : 1
  const details = { each: item.deduct, times: String(times) }
  return score(item, {
    value: String(count),
    takes: dec(item.deduct).times(times),
    because: 'happened',
    details,
  })
}

function scoreLevel(item: CardItemOf<'level'>, input: CardInput): ItemScore {
  if (input.level === undefined) return notRated(item)
  const chosen = item.levels.find((level) => level.key === input.level)
  if (chosen === undefined) throw new AppError('invalid_input', 'appraisal.unknown_level', { item: item.key })
  const gives = dec(chosen.points ?? '0')
  return score(item, { value: chosen.key, gives, takes: dec(chosen.deduct ?? '0'), because: 'level_chosen' })
}

function scoreLevelRange(item: CardItemOf<'level_range'>, input: CardInput): ItemScore {
  if (input.points === undefined) return notRated(item)
  const range = rangeLevelOf(item, input)
  if (range === null) return notRated(item)
  const gives = within(item.key, input.points, range.pointsFrom, range.pointsTo)
  const details = { level: range.key, band: bandText(range), from: range.pointsFrom, to: range.pointsTo }
  return score(item, { value: input.value ?? range.key, gives, because: 'given_by_rater', details })
}

function rangeLevelOf(item: CardItemOf<'level_range'>, input: CardInput): RangeLevel | null {
  if (input.value !== undefined && input.value !== null) return bandOf(dec(input.value), item.levels)
  if (input.level === undefined) return null
  const chosen = item.levels.find((level) => level.key === input.level)
  if (chosen === undefined) throw new AppError('invalid_input', 'appraisal.unknown_level', { item: item.key })
  return chosen
}

function scorePerExcess(item: CardItemOf<'per_excess'>, input: CardInput): ItemScore {
  if (input.handedOver === undefined || input.late === undefined) return notRated(item)
  const counts = {
    handedOver: input.handedOver,
    late: input.late,
    attributedElsewhere: input.attributedElsewhere ?? 0,
  }
  const result = onTimeDeduction(counts, item)
  const details = {
    handedOver: String(counts.handedOver),
    late: String(counts.late),
    attributedElsewhere: String(counts.attributedElsewhere),
    allowed: String(result.allowed),
    counted: String(result.counted),
    excess: String(result.excess),
  }
  const because = result.excess > 0 ? 'over_allowed' : 'within_allowed'
  return score(item, { value: String(result.counted), takes: dec(result.points), because, details })
}

function within(key: string, points: string, from: string, to: string): Decimal {
  const given = dec(points)
  if (given.lessThan(from) || given.greaterThan(to)) {
    throw new AppError('rule_broken', 'appraisal.points_outside_range', {
      item: key,
      points: plain(given),
      from,
      to,
    })
  }
  return given
}

function notRated(item: CardItem): ItemScore {
  return { ...score(item, { because: 'not_rated' }), missing: true }
}

function score(item: CardItem, parts: Partial<ItemScore> & { because: ItemBecause }): ItemScore {
  return {
    key: item.key,
    kind: item.kind,
    value: null,
    gives: zero,
    takes: zero,
    details: {},
    missing: false,
    ...parts,
  }
}
