import { dec, plain } from '../../kernel/money'
import { excludedOf, itemsOf, subjectKey, unitOf, type ContestState } from './card.rules'
import { fullOf } from './card-items.rules'
import type { ItemView } from './http.schemas'
import type { CardInput, CardItem, CardTemplate } from './schemas'
import type { ScoredCard, ScoredItem } from './scorecard.rules'

interface ItemDetails {
  key: string
  system: CardInput | null
  hand: CardInput | null
  reason: string | null
  basis: ItemView['basis']
  ratedByName: string | null
  ratedAt: Date | null
}

type Deduction = Omit<ItemView['deductions'][number], 'isExcluded'> & { itemKey: string }

export interface ViewParts {
  template: CardTemplate
  result: ScoredCard
  items: readonly ItemDetails[]
  deductions: readonly Deduction[]
  contests: readonly ContestState[]
  systemNow: ReadonlyMap<string, CardInput>
  evidence: ReadonlyMap<string, { total: number; against: number }>
}

type Rows = ItemView['rows']
type Border = 'atLeast' | 'above' | 'atMost' | 'below'
type RowSource = Partial<Record<Border | 'points' | 'deduct' | 'pointsFrom' | 'pointsTo' | 'key', string>> & {
  name?: ItemView['name']
  example?: true
}

const rowOf = (row: RowSource): Rows[number] => ({
  key: row.key ?? null,
  name: row.name ?? null,
  atLeast: row.atLeast ?? null,
  above: row.above ?? null,
  atMost: row.atMost ?? null,
  below: row.below ?? null,
  points: row.points ?? null,
  deduct: row.deduct ?? null,
  pointsFrom: row.pointsFrom ?? null,
  pointsTo: row.pointsTo ?? null,
  isExample: row.example ?? false,
})

function rowsOf(item: CardItem): Rows {
  if (item.kind === 'band') return item.bands.map(rowOf)
  if (item.kind === 'level' || item.kind === 'level_range') return item.levels.map(rowOf)
  return []
}

/** The terms of an item as its form prints them. */
function standardOf(item: CardItem, target: string | null) {
  return {
    rows: rowsOf(item),
    target: item.kind === 'band' || item.kind === 'per_excess' ? (item.target ?? target) : null,
    deduct: item.kind === 'deduction' ? item.deduct : item.kind === 'per_excess' ? item.deductPerUnit : null,
    per: item.kind === 'deduction' ? item.per : null,
    most: item.kind === 'bonus' ? item.most : null,
    personalPenalty: item.kind === 'deduction' && item.personalPenalty === true,
  }
}

const nothing: ItemDetails = {
  key: '',
  system: null,
  hand: null,
  reason: null,
  basis: null,
  ratedByName: null,
  ratedAt: null,
}

function itemView(item: CardItem, scored: ScoredItem, parts: ViewParts): ItemView {
  const known = parts.items.find((other) => other.key === item.key) ?? nothing
  const excluded = excludedOf(parts.contests, item.key)
  return {
    key: item.key,
    name: item.name,
    kind: item.kind,
    unit: unitOf(item),
    full: fullOf(item),
    isExample: item.example ?? false,
    ...standardOf(item, known.basis?.target ?? null),
    value: scored.value,
    points: scored.points,
    because: scored.because,
    details: scored.details,
    system: known.system,
    hand: known.hand,
    reason: known.reason,
    ratedByName: known.ratedByName,
    ratedAt: known.ratedAt,
    systemNow: parts.systemNow.get(item.key) ?? null,
    basis: known.basis,
    evidence: parts.evidence.get(item.key) ?? { total: 0, against: 0 },
    deductions: parts.deductions
      .filter((deduction) => deduction.itemKey === item.key)
      .map(({ itemKey: _, ...deduction }) => ({
        ...deduction,
        points: plain(dec(deduction.points)),
        isExcluded: excluded.has(subjectKey('deduction', deduction.id)),
      })),
  }
}

/** APR-3, APR-4: the sections of a card as its form shows them. */
export function sectionViews(parts: ViewParts) {
  const items = itemsOf(parts.template)
  return parts.result.sections.flatMap((scored) => {
    const section = parts.template.sections.find((other) => other.key === scored.key)
    if (!section) return []
    const views = scored.items.flatMap((result) => {
      const item = items.get(result.key)
      return item ? [itemView(item, result, parts)] : []
    })
    const lost = plain(dec(scored.full).minus(scored.points))
    const { key, full, points, cut, bonus } = scored
    return [{ key, name: section.name, full, points, lost, cut, bonus, items: views }]
  })
}
