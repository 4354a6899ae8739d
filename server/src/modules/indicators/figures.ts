import type { Ctx } from '../../platform/ctx'
import type { Decimal } from '../../kernel/money'
import { figureOf, needsOf, sliceKey, zero, type Cell, type Figure } from './figures.rules'
import { monthsBack } from './periods.rules'
import type { Cut } from './reads.rules'
import { readCustomers, readSums, type By } from './sums.queries'

export interface GroupFigure extends Figure {
  key: string
  group: string
}

export interface FigureAsk {
  cells: readonly Cell[]
  cut: Cut
  by: By
  /** Groups that are shown although nothing happened in them. */
  groups?: readonly string[]
}

/**
 * IND-3: the values of any number of indicators and periods, for one cut or split by unit or person, in two statements:
 * one for all sums, one for distinct customers where a formula asks for them.
 */
export async function readFigures(ctx: Ctx, ask: FigureAsk): Promise<GroupFigure[]> {
  const needs = needsOf(ask.cells)
  const sums = await readSums(ctx, { ...needs, cut: ask.cut, by: ask.by })
  const counts = await readCustomers(ctx, { months: needs.months, cut: ask.cut, by: ask.by })
  const total = new Map<string, Decimal>(
    sums.map((row) => [JSON.stringify([row.key, row.group, row.kind, row.measure]), row.total]),
  )
  const customers = new Map(counts.map((row) => [JSON.stringify([row.key, row.group]), row.customers]))
  const groups =
    ask.by === 'nothing'
      ? ['']
      : [
          ...new Set([
            ...(ask.groups ?? []),
            ...sums.map((row) => row.group),
            ...counts.map((row) => row.group),
          ]),
        ]
  return ask.cells.flatMap(({ key, period, definition }) =>
    groups.map((group) => ({
      key,
      group,
      ...figureOf(definition, {
        sum: (kind, measure) => total.get(JSON.stringify([sliceKey(period), group, kind, measure])) ?? zero,
        customers: (months) =>
          customers.get(JSON.stringify([sliceKey(monthsBack(period, months)), group])) ?? 0,
      }),
    })),
  )
}
