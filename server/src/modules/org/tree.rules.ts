import { AppError } from '../../kernel/errors'

/** Where a unit stood: below `parentId` (null: at the top) from a day on, up to but not including `validTo`. */
export interface Placement {
  unitId: string
  parentId: string | null
  validFrom: string
  validTo: string | null
}

/** `ancestorId` was above (or is) `descendantId` at `depth` steps, from a day up to but not including another. */
export interface TreeRow {
  ancestorId: string
  descendantId: string
  depth: number
  validFrom: string
  validTo: string | null
}

interface Span {
  validFrom: string
  validTo: string | null
}

const never = '9999-12-31'
const end = (span: Span): string => span.validTo ?? never

function overlap(a: Span, b: Span): Span | null {
  const validFrom = a.validFrom > b.validFrom ? a.validFrom : b.validFrom
  const to = end(a) < end(b) ? end(a) : end(b)
  return validFrom < to ? { validFrom, validTo: to === never ? null : to } : null
}

/** Rows that touch and say the same become one row. */
function joined(rows: TreeRow[]): TreeRow[] {
  const key = (row: TreeRow) => `${row.ancestorId} ${row.descendantId} ${row.depth} ${row.validFrom}`
  const result: TreeRow[] = []
  for (const row of [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1))) {
    const last = result.at(-1)
    const touches =
      last &&
      last.ancestorId === row.ancestorId &&
      last.descendantId === row.descendantId &&
      last.depth === row.depth &&
      last.validTo === row.validFrom
    if (touches) last.validTo = row.validTo
    else result.push({ ...row })
  }
  return result
}

/**
 * ORG-1: the whole tree spelled out with dates, because sums use the tree as it was on their day. Refuses a unit
 * that would stand below itself on any day.
 */
export function treeOf(placements: Placement[]): TreeRow[] {
  const byUnit = new Map<string, Placement[]>()
  for (const placement of placements)
    byUnit.set(placement.unitId, [...(byUnit.get(placement.unitId) ?? []), placement])

  function above(unitId: string, span: Span, path: string[]): Omit<TreeRow, 'descendantId'>[] {
    if (path.includes(unitId)) throw new AppError('rule_broken', 'org.cycle', { unitId })
    return (byUnit.get(unitId) ?? []).flatMap((placement) => {
      const common = overlap(placement, span)
      if (!common) return []
      const self = { ancestorId: unitId, depth: path.length, ...common }
      return placement.parentId === null
        ? [self]
        : [self, ...above(placement.parentId, common, [...path, unitId])]
    })
  }
  const always = { validFrom: '0001-01-01', validTo: null }
  const rows = [...byUnit.keys()].flatMap((descendantId) =>
    above(descendantId, always, []).map((row) => ({ ...row, descendantId })),
  )
  return joined(rows)
}

/**
 * ORG-1: the placements of a unit after it moves below `parentId` on `from`: what was before that day stays as it
 * was, what would have come after is replaced.
 */
export function moved(
  history: Placement[],
  move: { unitId: string; parentId: string | null; from: string },
): Placement[] {
  const before = history
    .filter((placement) => placement.validFrom < move.from)
    .map((placement) => (end(placement) > move.from ? { ...placement, validTo: move.from } : placement))
  return [...before, { unitId: move.unitId, parentId: move.parentId, validFrom: move.from, validTo: null }]
}
