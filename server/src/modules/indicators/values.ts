import { civilDate } from '../../kernel/civil-date'
import { AppError } from '../../kernel/errors'
import type { Decimal } from '../../kernel/money'
import type { Ctx } from '../../platform/ctx'
import { childUnits } from '../org'
import { inForce, targetsFor, type AppliedTarget, type Definition } from './definitions.rules'
import { loadVersions } from './definitions.store'
import type { PersonRole } from './facts.rules'
import { readFigures } from './figures'
import { changeRate, differenceOf, type Cell, type Figure } from './figures.rules'
import { comparableTo, parsePeriod, periodBefore, periodLastYear, type Period } from './periods.rules'
import { cutOf, spansFor, type Filters } from './scope'

export const allDays = { from: '0001-01-01', to: '9999-12-31' }

export interface Compared {
  period: Period
  value: string | null
  difference: string | null
  /** Change in relation to that value, a ratio. */
  rate: string | null
}

/** IND-3: a value, what it was computed from, what it is held to and what it was before. */
export interface Value extends Omit<Figure, 'exact'> {
  definition: Definition
  period: Period
  /** Unrounded, for whoever scores it; `value` is rounded for people. */
  exact: Decimal | null
  targets: AppliedTarget[]
  lastPeriod: Compared
  lastYear: Compared
}

export const todayOf = (ctx: Ctx): string => civilDate(ctx.now, ctx.company.timeZone)

/** The period of an address; refuses with `indicators.no_such_period`. */
export function periodOf(text: string): Period {
  const period = parsePeriod(text)
  if (period) return period
  throw new AppError('invalid_input', 'indicators.no_such_period', {
    fields: [{ path: 'period', code: 'no_such_period', message: text }],
  })
}

const earlier = (a: string, b: string): string => (a < b ? a : b)

/** The version of an indicator that a period is computed by. */
export const versionFor = (ctx: Ctx, versions: readonly Definition[], period: Period): Definition | null =>
  inForce(versions, earlier(period.to, todayOf(ctx)))

/** One indicator's versions; refuses with `indicators.no_such_indicator`. */
export async function versionsOf(ctx: Ctx, code: string): Promise<Definition[]> {
  const versions = (await loadVersions(ctx, code)).get(code)
  if (!versions) throw new AppError('not_found', 'indicators.no_such_indicator', { code })
  return versions
}

/** The version that counts for a period, of an indicator that exists. */
export async function definitionFor(ctx: Ctx, code: string, period: Period): Promise<Definition> {
  const definition = versionFor(ctx, await versionsOf(ctx, code), period)
  if (!definition) throw new AppError('not_found', 'indicators.no_such_indicator', { code })
  return definition
}

interface Question {
  versions: readonly Definition[]
  period: Period
}

interface Trio {
  definition: Definition
  periods: { now: Period; before: Period; year: Period }
  cells: Cell[]
}

function trioOf(ctx: Ctx, { versions, period }: Question): Trio[] {
  const definition = versionFor(ctx, versions, period)
  if (!definition) return []
  const today = todayOf(ctx)
  const periods = {
    now: period,
    before: comparableTo(period, periodBefore(period), today),
    year: comparableTo(period, periodLastYear(period), today),
  }
  const cells = (['now', 'before', 'year'] as const).map((name) => ({
    key: `${definition.code} ${period.name} ${name}`,
    period: periods[name],
    definition: versionFor(ctx, versions, periods[name]) ?? definition,
  }))
  return [{ definition, periods, cells }]
}

/** Whose part of the facts counts for an indicator; null when it has no value for a person. */
export const roleFor = (definition: Definition, filters: Filters): PersonRole | null =>
  filters.personId ? (filters.personRole ?? definition.personRole) : 'owner'

/**
 * IND-3: any number of indicators over their periods for one cut, each with its last period and last year. Two
 * statements per role of people that the indicators name, so one or two for a unit.
 */
export async function valuesFor(
  ctx: Ctx,
  questions: readonly Question[],
  filters: Filters,
): Promise<Value[]> {
  const spans = await spansFor(ctx, filters, allDays)
  const trios = questions.flatMap((question) => trioOf(ctx, question))
  const roles = [...new Set(trios.map(({ definition }) => roleFor(definition, filters)))]
  const figures = new Map<string, Figure>()
  for (const role of roles) {
    if (role === null) continue
    const cells = trios
      .filter(({ definition }) => roleFor(definition, filters) === role)
      .flatMap((trio) => trio.cells)
    const cut = cutOf({ ...filters, personRole: role }, spans)
    for (const figure of await readFigures(ctx, { cells, cut, by: 'nothing' }))
      figures.set(figure.key, figure)
  }
  const isWhole = await asksForWhole(ctx, filters)
  return trios.map((trio) => valueOf(trio, figures, isWhole))
}

const noFigure: Figure = { exact: null, value: null, parts: [], customers: [], formulaWithValues: '' }

function valueOf(
  { definition, periods, cells }: Trio,
  figures: ReadonlyMap<string, Figure>,
  isWhole: boolean,
): Value {
  const [now = noFigure, before = noFigure, year = noFigure] = cells.map(({ key }) => figures.get(key))
  const compared = (period: Period, then: Figure): Compared => ({
    period,
    value: then.value,
    difference: differenceOf(now.exact, then.exact, definition.decimals),
    rate: changeRate(now.exact, then.exact),
  })
  return {
    ...now,
    definition,
    period: periods.now,
    targets: targetsFor(definition, { period: periods.now, isWhole, value: now.exact }),
    lastPeriod: compared(periods.before, before),
    lastYear: compared(periods.year, year),
  }
}

/** Whether a value is that of the whole company: only then do targets for sums apply. */
async function asksForWhole(ctx: Ctx, filters: Filters): Promise<boolean> {
  if (filters.personId || filters.productFamily || filters.orderType) return false
  if (!filters.unitId) return true
  const today = todayOf(ctx)
  const tops = await childUnits(ctx, null, { from: today, to: today })
  return tops.length === 1 && tops[0]?.id === filters.unitId
}

/** IND-3: one indicator's value for a period ('2026-05', '2026-Q2', …) and a cut. */
export async function indicatorValue(
  ctx: Ctx,
  question: { code: string; period: string } & Filters,
): Promise<Value> {
  const { code, period: text, ...filters } = question
  const [value] = await valuesFor(
    ctx,
    [{ versions: await versionsOf(ctx, code), period: periodOf(text) }],
    filters,
  )
  if (!value) throw new AppError('not_found', 'indicators.no_such_indicator', { code })
  return value
}

/** IND-3: as `indicatorValue` for several indicators, or all active ones; unknown codes are left out. */
export async function indicatorValues(
  ctx: Ctx,
  question: { codes?: readonly string[]; period: string } & Filters,
): Promise<Value[]> {
  const { codes, period: text, ...filters } = question
  const period = periodOf(text)
  const all = [...(await loadVersions(ctx)).values()].map((versions) => ({ versions, period }))
  const wanted = all.filter(({ versions }) => {
    const current = versionFor(ctx, versions, period)
    return current && (codes ? codes.includes(current.code) : current.isActive)
  })
  return valuesFor(ctx, wanted, filters)
}
