import { AppError } from '../../kernel/errors'
import { dec, plain, sum, type Decimal } from '../../kernel/money'
import { fullOf, scoreItem, type ItemBecause, type ItemScore } from './card-items.rules'
import { gradeOf } from './grades.rules'
import type { CardInputs, CardItem, CardSection, CardTemplate, GradeTable } from './schemas'

export interface ScoredItem {
  key: string
  kind: CardItem['kind']
  value: string | null
  /** What the item gives, or takes with a minus. */
  points: string
  because: ItemBecause
  details: Record<string, string>
}

export interface ScoredSection {
  key: string
  full: string
  points: string
  /** Deductions beyond the section's mark, which are not taken. */
  cut: string
  /** Points of bonus items, on top of the section's mark. */
  bonus: string
  items: ScoredItem[]
}

export interface ScoredCard {
  sections: ScoredSection[]
  total: string
  grade: string | null
  coefficient: string | null
  /** Items that nobody has rated yet; a card with any is not complete. */
  missing: string[]
}

/**
 * APR-3: the points of a card from what is known of its items. Sections keep their own floor and ceiling, because one
 * bad day in one field must not eat up the work in another; the total stays within the card's full mark.
 */
export function scoreCard(request: {
  template: CardTemplate
  grades: GradeTable
  inputs: CardInputs
}): ScoredCard {
  const { template, grades, inputs } = request
  refuseUnknownItems(template, inputs)
  const scored = template.sections.map((section) => {
    const items = section.items.map((item) => scoreItem(item, inputs[item.key] ?? {}))
    return { section, items: heaviestOfGroup(section, items) }
  })
  const sections = scored.map(({ section, items }) => sumUp(section, items))
  const reached = sum(sections.flatMap((section) => [section.points, section.bonus]))
  const total = smaller(reached, dec(template.full))
  const grade = gradeOf(total, grades)
  return {
    sections,
    total: plain(total),
    grade: grade?.grade ?? null,
    coefficient: grade?.coefficient ?? null,
    missing: scored.flatMap(({ items }) => items.filter((item) => item.missing).map((item) => item.key)),
  }
}

function refuseUnknownItems(template: CardTemplate, inputs: CardInputs): void {
  const known = new Set(template.sections.flatMap((section) => section.items.map((item) => item.key)))
  const unknown = Object.keys(inputs).filter((key) => !known.has(key))
  if (unknown.length > 0) throw new AppError('invalid_input', 'appraisal.unknown_item', { items: unknown })
}

// [004] 4.1: a phone off at times and off three times a month are two rows of which one is charged, "never both".
function heaviestOfGroup(section: CardSection, items: ItemScore[]): ItemScore[] {
  const heaviest = new Map<string, ItemScore>()
  const groupOf = (item: ItemScore) => {
    const source = section.items.find((other) => other.key === item.key)
    return source?.kind === 'deduction' ? (source.exclusive ?? null) : null
  }
  for (const item of items) {
    const group = groupOf(item)
    if (group === null) continue
    const other = heaviest.get(group)
    if (other === undefined || item.takes.greaterThan(other.takes)) heaviest.set(group, item)
  }
  return items.map((item) => {
    const group = groupOf(item)
    if (group === null || item.takes.isZero() || heaviest.get(group) === item) return item
    return { ...item, takes: dec(0), because: 'heavier_one_counts' }
  })
}

function sumUp(section: CardSection, items: ItemScore[]): ScoredSection {
  const full = dec(section.full)
  const earned = sum(section.items.map((item) => fullOf(item) ?? '0'))
  const isBonus = (item: ItemScore) => item.kind === 'bonus'
  const gives = sum(items.filter((item) => !isBonus(item)).map((item) => item.gives))
  const takes = sum(items.map((item) => item.takes))
  // What no item has to earn is there from the start: "deducts only what happened".
  const reached = full.minus(earned).plus(gives).minus(takes)
  const points = smaller(larger(reached, dec(0)), full)
  return {
    key: section.key,
    full: section.full,
    points: plain(points),
    cut: plain(larger(reached.neg(), dec(0))),
    bonus: plain(sum(items.filter(isBonus).map((item) => item.gives))),
    items: items.map((item) => ({
      key: item.key,
      kind: item.kind,
      value: item.value,
      points: plain(item.gives.minus(item.takes)),
      because: item.because,
      details: item.details,
    })),
  }
}

function smaller(a: Decimal, b: Decimal): Decimal {
  return a.lessThan(b) ? a : b
}

function larger(a: Decimal, b: Decimal): Decimal {
  return a.greaterThan(b) ? a : b
}
