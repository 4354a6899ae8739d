import type { Ctx } from '../../platform/ctx'
import { childUnits, personNames, unitNames, unitSpans } from '../org'
import { ranked, type Definition } from './definitions.rules'
import { loadVersions } from './definitions.store'
import { nobody } from './deltas.rules'
import { readFigures, type GroupFigure } from './figures'
import { pointsOf, parsePeriod, yearUpTo, type Period } from './periods.rules'
import { homeSubject, sightOf } from './policy'
import { cutOf, spansFor, subjectOf, type Filters } from './scope'
import {
  allDays,
  definitionFor,
  periodOf,
  roleFor,
  todayOf,
  valuesFor,
  versionFor,
  versionsOf,
} from './values'

/** An indicator whose every target is a day's (20 vehicles a day) is shown for a day, also on a month's board. */
const isDaily = ({ targets }: Definition): boolean =>
  targets.length > 0 && targets.every((target) => target.period === 'day')

function dayWithin(period: Period, today: string): Period {
  const day = period.from <= today && today <= period.to ? today : period.to
  return parsePeriod(day) ?? period
}

/** IND-3: the board: every active indicator with target, last period and last year, in a handful of statements. */
export async function dashboard(ctx: Ctx, input: { period: string } & Filters) {
  const { period: text, ...asked } = input
  const period = periodOf(text)
  const today = todayOf(ctx)
  const filters = { ...asked, ...present(homeSubject(ctx.actor, subjectOf(asked))) }
  const questions = [...(await loadVersions(ctx)).values()].flatMap((versions) => {
    const current = versionFor(ctx, versions, period)
    if (!current?.isActive || (filters.personId && current.personRole === null)) return []
    return [{ versions, period: isDaily(current) ? dayWithin(period, today) : period }]
  })
  return { period, filters, items: await valuesFor(ctx, questions, filters) }
}

const present = ({ unitId, personId }: { unitId: string | null; personId: string | null }) => ({
  ...(unitId && { unitId }),
  ...(personId && { personId }),
})

/** IND-3: the trend of an indicator: the days or months of the period; for a single month, by month, its last twelve. */
export async function indicatorSeries(
  ctx: Ctx,
  input: { code: string; period: string; grain: 'day' | 'month' } & Filters,
) {
  const { code, period: text, grain, ...filters } = input
  const period = periodOf(text)
  const today = todayOf(ctx)
  const short = grain === 'month' && ['day', 'week', 'month'].includes(period.kind)
  const versions = await versionsOf(ctx, code)
  const points = pointsOf(short ? yearUpTo(period) : period, grain, today)
  const current = await definitionFor(ctx, code, period)
  const role = roleFor(current, filters)
  const spans = await spansFor(ctx, filters, allDays)
  if (role === null) return { grain, items: [] }
  const cells = points.map((point) => ({
    key: point.name,
    period: point,
    definition: versionFor(ctx, versions, point) ?? current,
  }))
  const cut = cutOf({ ...filters, personRole: role }, spans)
  const figures = await readFigures(ctx, { cells, cut, by: 'nothing' })
  const values = new Map(figures.map((figure) => [figure.key, figure.value]))
  return { grain, items: points.map((point) => ({ ...point, value: values.get(point.name) ?? null })) }
}

interface Child {
  id: string
  name: string
  isSelf: boolean
}

/** The units a value is split into: those below the chosen one and the work of the chosen one itself. */
async function splitUnits(ctx: Ctx, filters: Filters, period: Period): Promise<Child[]> {
  const sight = sightOf(ctx.actor, subjectOf(filters))
  if (sight.kind === 'units') {
    const spans = await unitSpans(ctx, sight.unitIds, { ...period, asIs: true })
    const below = new Set(spans.filter((span) => span.unitId !== span.group).map((span) => span.unitId))
    const tops = sight.unitIds.filter((id) => !below.has(id))
    const names = await unitNames(ctx, tops)
    return tops.map((id) => ({ id, name: names.get(id) ?? '', isSelf: false }))
  }
  const days = filters.asIs ? { from: todayOf(ctx), to: todayOf(ctx) } : period
  const children = await childUnits(ctx, filters.unitId ?? null, days)
  const [only] = children
  if (!filters.unitId && only && children.length === 1)
    return splitUnits(ctx, { ...filters, unitId: only.id }, period)
  const self = filters.unitId ? [{ id: filters.unitId, isSelf: true }] : []
  const names = await unitNames(
    ctx,
    self.map(({ id }) => id),
  )
  return [
    ...children.map(({ id, name }) => ({ id, name, isSelf: false })),
    ...self.map((unit) => ({ ...unit, name: names.get(unit.id) ?? '' })),
  ]
}

const happened = (figure: Pick<GroupFigure, 'parts' | 'customers'>): boolean =>
  figure.parts.some((part) => part.sum !== '0') || figure.customers.some(({ count }) => count > 0)

/** IND-3: an indicator by the units below the chosen one; owners only, so the parts of a sum add up to the whole. */
export async function indicatorByUnit(ctx: Ctx, input: { code: string; period: string } & Filters) {
  const { code, period: text, ...filters } = input
  const period = periodOf(text)
  const definition = await definitionFor(ctx, code, period)
  await spansFor(ctx, filters, allDays)
  const role = roleFor(definition, filters)
  if (role === null) return { items: [] }
  const children = await splitUnits(ctx, filters, period)
  const all = await unitSpans(
    ctx,
    children.map(({ id }) => id),
    { ...allDays, asIs: filters.asIs ?? false },
  )
  const selves = new Set(children.filter(({ isSelf }) => isSelf).map(({ id }) => id))
  const spans = all.filter((span) => !selves.has(span.group) || span.unitId === span.group)
  const figures = await readFigures(ctx, {
    cells: [{ key: 'now', period, definition }],
    cut: cutOf({ ...filters, personRole: role }, spans),
    by: 'group',
    groups: children.map(({ id }) => id),
  })
  const rows = children.flatMap(({ id, name, isSelf }) => {
    const figure = figures.find(({ group }) => group === id)
    if (!figure || (isSelf && !happened(figure))) return []
    return [{ unitId: id, name, isSelf, ...figure, value: figure.exact, shown: figure.value }]
  })
  // A unit in which nothing of the kind happened is no peer: it is shown, without a place.
  const peers = ranked(rows.filter(happened), definition.direction)
  const rest = rows.filter((row) => !happened(row)).map((row) => ({ ...row, rank: null }))
  return {
    items: [...peers, ...rest].map(({ exact: _exact, shown, ...row }) => ({ ...row, value: shown })),
  }
}

/**
 * IND-3: an indicator by person, in the role it names, with places among peers. Work that nobody answers for is its own
 * row without a place.
 */
export async function indicatorByPerson(ctx: Ctx, input: { code: string; period: string } & Filters) {
  const { code, period: text, ...filters } = input
  const period = periodOf(text)
  const definition = await definitionFor(ctx, code, period)
  const role = filters.personRole ?? definition.personRole
  const spans = await spansFor(ctx, filters, allDays)
  if (role === null) return { role, items: [] }
  const figures = await readFigures(ctx, {
    cells: [{ key: 'now', period, definition }],
    cut: cutOf({ ...filters, personRole: role }, spans),
    by: 'person',
  })
  const some = figures.filter(happened)
  const names = await personNames(
    ctx,
    some.map(({ group }) => group),
  )
  const rows = some.map((figure) => ({
    personId: figure.group === nobody ? null : figure.group,
    name: names.get(figure.group) ?? '',
    ...figure,
    value: figure.exact,
    shown: figure.value,
  }))
  const peers = ranked(
    rows.filter((row) => row.personId !== null),
    definition.direction,
  )
  const rest = rows.filter((row) => row.personId === null).map((row) => ({ ...row, rank: null }))
  return {
    role,
    items: [...peers, ...rest].map(({ exact: _exact, shown, ...row }) => ({ ...row, value: shown })),
  }
}
