import { dec, type Decimal } from '../../kernel/money'

/** A stretch of values. atLeast and atMost belong to it, above and below do not; a missing border is open. */
export interface Borders {
  atLeast?: string
  above?: string
  atMost?: string
  below?: string
}

interface Border {
  at: Decimal
  included: boolean
}

export type BandIssue = 'band_two_borders' | 'band_upside_down' | 'bands_overlap' | 'bands_gap'

/** APR-3: whether a value lies in a row; a border belongs to the row only if the row says so. */
export function isInBand(value: Decimal, borders: Borders): boolean {
  if (borders.atLeast !== undefined && value.lessThan(borders.atLeast)) return false
  if (borders.above !== undefined && value.lessThanOrEqualTo(borders.above)) return false
  if (borders.atMost !== undefined && value.greaterThan(borders.atMost)) return false
  return borders.below === undefined || value.lessThan(borders.below)
}

/** APR-3: the row a value lies in; null only in a table that checkBands refuses. */
export function bandOf<Row extends Borders>(value: Decimal, rows: readonly Row[]): Row | null {
  return rows.find((row) => isInBand(value, row)) ?? null
}

/** The row in signs: '≥ 0.9, < 1'. */
export function bandText(borders: Borders): string {
  const parts = [
    borders.atLeast === undefined ? '' : `≥ ${borders.atLeast}`,
    borders.above === undefined ? '' : `> ${borders.above}`,
    borders.atMost === undefined ? '' : `≤ ${borders.atMost}`,
    borders.below === undefined ? '' : `< ${borders.below}`,
  ]
  return parts.filter((part) => part !== '').join(', ')
}

/** APR-3: a band table must say what every value gives, and say it once; each fault names its row. */
export function checkBands(rows: readonly Borders[]): { row: number; issue: BandIssue }[] {
  const faulty = rows.flatMap((row, index) => {
    const issue = faultOf(row)
    return issue === null ? [] : [{ row: index, issue }]
  })
  if (faulty.length > 0) return faulty
  const ordered = rows
    .map((row, index) => ({ row: index, from: lower(row), to: upper(row) }))
    .sort(byLowerBorder)
  const issues: { row: number; issue: BandIssue }[] = []
  let previous: Border | null | undefined
  for (const { row, from, to } of ordered) {
    const issue = previous === undefined ? (from === null ? null : 'bands_gap') : seam(previous, from)
    if (issue !== null) issues.push({ row, issue })
    previous = to
  }
  const last = ordered.at(-1)
  if (last !== undefined && last.to !== null) issues.push({ row: last.row, issue: 'bands_gap' })
  return issues
}

function faultOf(row: Borders): BandIssue | null {
  if (row.atLeast !== undefined && row.above !== undefined) return 'band_two_borders'
  if (row.atMost !== undefined && row.below !== undefined) return 'band_two_borders'
  const from = lower(row)
  const to = upper(row)
  if (from === null || to === null) return null
  const order = from.at.comparedTo(to.at)
  return order > 0 || (order === 0 && !(from.included && to.included)) ? 'band_upside_down' : null
}

function lower(row: Borders): Border | null {
  if (row.atLeast !== undefined) return { at: dec(row.atLeast), included: true }
  return row.above === undefined ? null : { at: dec(row.above), included: false }
}

function upper(row: Borders): Border | null {
  if (row.atMost !== undefined) return { at: dec(row.atMost), included: true }
  return row.below === undefined ? null : { at: dec(row.below), included: false }
}

function byLowerBorder(a: { from: Border | null }, b: { from: Border | null }): number {
  if (a.from === null || b.from === null) return Number(a.from !== null) - Number(b.from !== null)
  return a.from.at.comparedTo(b.from.at) || Number(b.from.included) - Number(a.from.included)
}

function seam(end: Border | null, start: Border | null): BandIssue | null {
  if (end === null || start === null) return 'bands_overlap'
  const order = end.at.comparedTo(start.at)
  if (order !== 0) return order > 0 ? 'bands_overlap' : 'bands_gap'
  if (end.included && start.included) return 'bands_overlap'
  return end.included || start.included ? null : 'bands_gap'
}
