import { dec, plain, sum } from '../../kernel/money'
import { checkBands, type BandIssue } from './bands.rules'
import { fullOf } from './card-items.rules'
import type { CardItem, CardItemOf, CardSection, CardTemplate } from './schemas'

export type TemplateReason =
  | BandIssue
  | 'sections_do_not_add_up'
  | 'duplicate_key'
  | 'items_exceed_section'
  | 'items_do_not_fill_section'
  | 'row_needs_points_or_deduct'
  | 'row_above_full'
  | 'range_upside_down'
  | 'against_direction'
  | 'no_skill_or_teamwork'

export interface TemplateIssue {
  severity: 'error' | 'warning'
  reason: TemplateReason
  /** Where in the template: ['sections', 1, 'items', 0, 'bands', 3]. */
  path: (string | number)[]
  details: Record<string, string>
}

type Path = (string | number)[]

/** APR-1, APR-3: what is wrong with a card before anybody is rated by it; `fullMark` is what a card adds up to. */
export function checkTemplate(template: CardTemplate, fullMark: string): TemplateIssue[] {
  const whole = sum(template.sections.map((section) => section.full))
  const issues: TemplateIssue[] = []
  if (!whole.equals(fullMark) || !dec(template.full).equals(fullMark)) {
    issues.push(error('sections_do_not_add_up', ['sections'], { sum: plain(whole), full: fullMark }))
  }
  issues.push(...duplicates(template))
  template.sections.forEach((section, index) => issues.push(...checkSection(section, ['sections', index])))
  const items = template.sections.flatMap((section) => section.items)
  if (!items.some((item) => item.about !== undefined)) {
    issues.push({ severity: 'warning', reason: 'no_skill_or_teamwork', path: ['sections'], details: {} })
  }
  return issues
}

function duplicates(template: CardTemplate): TemplateIssue[] {
  const seen = new Set<string>()
  return template.sections.flatMap((section, sectionIndex) =>
    section.items.flatMap((item, itemIndex) => {
      const known = seen.has(item.key)
      seen.add(item.key)
      return known
        ? [error('duplicate_key', ['sections', sectionIndex, 'items', itemIndex, 'key'], { key: item.key })]
        : []
    }),
  )
}

function checkSection(section: CardSection, path: Path): TemplateIssue[] {
  const earned = sum(section.items.map((item) => fullOf(item) ?? '0'))
  const details = { items: plain(earned), section: section.full }
  const onlyEarned = section.items.every((item) => fullOf(item) !== null || item.kind === 'bonus')
  const issues: TemplateIssue[] = []
  if (earned.greaterThan(section.full)) issues.push(error('items_exceed_section', [...path, 'full'], details))
  if (onlyEarned && earned.lessThan(section.full)) {
    issues.push(error('items_do_not_fill_section', [...path, 'full'], details))
  }
  section.items.forEach((item, index) => issues.push(...checkItem(item, [...path, 'items', index])))
  return issues
}

function checkItem(item: CardItem, path: Path): TemplateIssue[] {
  switch (item.kind) {
    case 'band':
      return [
        ...checkRows(item, item.bands, [...path, 'bands']),
        ...borders(item.bands, [...path, 'bands']),
        ...slope(item, path),
      ]
    case 'level':
      return [
        ...checkRows(item, item.levels, [...path, 'levels']),
        ...sameLevels(item.levels, [...path, 'levels']),
      ]
    case 'level_range':
      return [
        ...borders(item.levels, [...path, 'levels']),
        ...ranges(item, [...path, 'levels']),
        ...sameLevels(item.levels, [...path, 'levels']),
      ]
    case 'goal':
    case 'deduction':
    case 'per_excess':
    case 'bonus':
      return []
  }
}

interface Row {
  points?: string
  deduct?: string
}

// An item with a full mark earns points, one without takes them; a row that does the other would change the sum.
function checkRows(
  item: CardItemOf<'band'> | CardItemOf<'level'>,
  rows: readonly Row[],
  path: Path,
): TemplateIssue[] {
  const full = item.full
  return rows.flatMap((row, index) => {
    const wanted = full === undefined ? row.deduct : row.points
    const unwanted = full === undefined ? row.points : row.deduct
    if (wanted === undefined || unwanted !== undefined)
      return [error('row_needs_points_or_deduct', [...path, index], {})]
    if (full !== undefined && dec(wanted).greaterThan(full))
      return [error('row_above_full', [...path, index], { full })]
    return []
  })
}

function borders(rows: Parameters<typeof checkBands>[0], path: Path): TemplateIssue[] {
  return checkBands(rows).map(({ row, issue }) => error(issue, [...path, row], {}))
}

function ranges(item: CardItemOf<'level_range'>, path: Path): TemplateIssue[] {
  return item.levels.flatMap((level, index) => {
    if (dec(level.pointsFrom).greaterThan(level.pointsTo))
      return [error('range_upside_down', [...path, index], {})]
    if (dec(level.pointsTo).greaterThan(item.full))
      return [error('row_above_full', [...path, index], { full: item.full })]
    return []
  })
}

function sameLevels(levels: readonly { key: string }[], path: Path): TemplateIssue[] {
  return levels.flatMap((level, index) => {
    const known = levels.slice(0, index).some((other) => other.key === level.key)
    return known ? [error('duplicate_key', [...path, index, 'key'], { key: level.key })] : []
  })
}

// A better value must never bring fewer points: most often a slip of the pen in a band table.
function slope(item: CardItemOf<'band'>, path: Path): TemplateIssue[] {
  if (checkBands(item.bands).length > 0) return []
  const lowest = (row: { atLeast?: string; above?: string }) => row.atLeast ?? row.above
  const rows = item.bands.map((row, index) => ({ row, index }))
  rows.sort((a, b) => {
    const [from, to] = [lowest(a.row), lowest(b.row)]
    if (from === undefined || to === undefined) return Number(from !== undefined) - Number(to !== undefined)
    return dec(from).comparedTo(to) || Number(a.row.above !== undefined) - Number(b.row.above !== undefined)
  })
  const rising = item.direction === 'higher_is_better' ? rows : [...rows].reverse()
  return rising.flatMap(({ row, index }, place) => {
    const worse = rising[place - 1]?.row
    if (worse === undefined || !worthOf(row).lessThan(worthOf(worse))) return []
    return [error('against_direction', [...path, 'bands', index], {})]
  })
}

function worthOf(row: Row) {
  return dec(row.points ?? '0').minus(row.deduct ?? '0')
}

function error(reason: TemplateReason, path: Path, details: Record<string, string>): TemplateIssue {
  return { severity: 'error', reason, path, details }
}
