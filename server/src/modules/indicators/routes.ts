import { z } from 'zod'
import { download, route, type RouteDef } from '../../platform/http/route'
import { filtersOf } from './address'
import * as commands from './commands'
import * as board from './dashboard.queries'
import * as definitions from './definitions.queries'
import { exportFacts } from './facts-file'
import { listFacts, listPeriods } from './facts.queries'
import { abilities } from './policy'
import * as s from './schemas'
import { indicatorValue, indicatorValues } from './values'

const valueRoutes: RouteDef[] = [
  route({
    method: 'GET',
    url: '/indicators/board',
    permission: 'indicators.read',
    summary: 'Every active indicator of a period with target, last period and last year',
    query: s.ValueQuery,
    response: s.Board,
    run: async (ctx, { query }) => {
      const { period, filters, items } = await board.dashboard(ctx, {
        period: query.period,
        ...filtersOf(query),
      })
      const { unitId = null, personId = null } = filters
      return { period, unitId, personId, items, can: abilities(ctx.actor) }
    },
  }),
  route({
    method: 'GET',
    url: '/indicators/values',
    permission: 'indicators.read',
    summary: 'Values of several indicators, codes separated by commas; all active ones without',
    query: s.ValuesQuery,
    response: s.Values,
    run: async (ctx, { query }) => ({
      items: await indicatorValues(ctx, {
        codes: query.codes?.split(','),
        period: query.period,
        ...filtersOf(query),
      }),
    }),
  }),
  route({
    method: 'GET',
    url: '/indicators/:code/value',
    permission: 'indicators.read',
    summary: 'One indicator with its parts, target, last period and last year',
    params: s.CodeParams,
    query: s.ValueQuery,
    response: s.Value,
    run: (ctx, { params, query }) =>
      indicatorValue(ctx, { code: params.code, period: query.period, ...filtersOf(query) }),
  }),
  route({
    method: 'GET',
    url: '/indicators/:code/series',
    permission: 'indicators.read',
    summary: 'The trend of an indicator by day or month',
    params: s.CodeParams,
    query: s.SeriesQuery,
    response: s.Series,
    run: (ctx, { params, query }) =>
      board.indicatorSeries(ctx, {
        code: params.code,
        period: query.period,
        grain: query.grain,
        ...filtersOf(query),
      }),
  }),
  route({
    method: 'GET',
    url: '/indicators/:code/units',
    permission: 'indicators.read',
    summary: 'An indicator by the units below the chosen one',
    params: s.CodeParams,
    query: s.ValueQuery,
    response: s.ByUnit,
    run: (ctx, { params, query }) =>
      board.indicatorByUnit(ctx, { code: params.code, period: query.period, ...filtersOf(query) }),
  }),
  route({
    method: 'GET',
    url: '/indicators/:code/people',
    permission: 'indicators.read',
    summary: 'An indicator by person with places among peers',
    params: s.CodeParams,
    query: s.ValueQuery,
    response: s.ByPerson,
    run: (ctx, { params, query }) =>
      board.indicatorByPerson(ctx, { code: params.code, period: query.period, ...filtersOf(query) }),
  }),
]

const factRoutes: RouteDef[] = [
  route({
    method: 'GET',
    url: '/indicators/:code/facts',
    permission: 'indicators.read',
    summary: 'The facts behind a value, or behind one part of it',
    params: s.CodeParams,
    query: s.FactsQuery,
    response: s.FactsPage,
    run: (ctx, { params, query }) => listFacts(ctx, { ...query, ...filtersOf(query), code: params.code }),
  }),
  download({
    url: '/indicators/:code/facts/export',
    permission: 'indicators.read',
    summary: 'The facts behind a value as a file',
    params: s.CodeParams,
    query: s.FactsExport,
    run: (ctx, { params, query }) => exportFacts(ctx, params.code, query),
  }),
]

const definitionRoutes: RouteDef[] = [
  route({
    method: 'GET',
    url: '/indicators',
    permission: 'indicators.read',
    summary: 'Indicators in their newest version',
    response: z.object({ items: z.array(s.Definition), can: z.record(z.string(), z.boolean()) }),
    run: (ctx) => definitions.listDefinitions(ctx),
  }),
  route({
    method: 'POST',
    url: '/indicators',
    permission: 'indicators.edit',
    summary: 'Add an indicator',
    create: true,
    body: s.NewIndicator,
    response: s.DefinitionRecord,
    run: async (ctx, { body }) => definitions.definitionRecord(ctx, await commands.addIndicator(ctx, body)),
  }),
  route({
    method: 'GET',
    url: '/indicators/:code',
    permission: 'indicators.read',
    summary: 'An indicator with its versions',
    params: s.CodeParams,
    response: s.DefinitionRecord,
    run: (ctx, { params }) => definitions.definitionRecord(ctx, params.code),
  }),
  route({
    method: 'PUT',
    url: '/indicators/:code',
    permission: 'indicators.edit',
    summary: 'A new version of an indicator',
    params: s.CodeParams,
    body: s.IndicatorEdit,
    response: s.DefinitionRecord,
    run: async (ctx, { params, body }) => {
      await commands.editIndicator(ctx, params.code, body)
      return definitions.definitionRecord(ctx, params.code)
    },
  }),
  route({
    method: 'GET',
    url: '/indicator-facts/kinds',
    permission: 'indicators.read',
    summary: 'Kinds of facts and their measures: what a formula may name',
    response: s.FactKinds,
    run: async () => ({ items: definitions.listFactKinds() }),
  }),
  route({
    method: 'GET',
    url: '/indicator-formulas/check',
    permission: 'indicators.edit',
    summary: 'Whether a formula would be accepted, and what it gives this month',
    query: s.FormulaCheck,
    response: s.FormulaAnswer,
    run: (ctx, { query }) => definitions.checkFormula(ctx, query.formula),
  }),
]

const periodRoutes: RouteDef[] = [
  route({
    method: 'GET',
    url: '/indicator-periods',
    permission: 'indicators.read',
    summary: 'Months and whether they are closed',
    response: s.Periods,
    run: async (ctx) => ({ ...(await listPeriods(ctx)), can: abilities(ctx.actor) }),
  }),
  route({
    method: 'POST',
    url: '/indicator-periods/:month/close',
    permission: 'indicators.edit',
    summary: 'Close a month: its facts never change from now on',
    params: s.MonthParams,
    body: s.PeriodChange,
    response: s.Periods,
    run: async (ctx, { params, body }) => {
      await commands.closePeriod(ctx, params.month, body.note)
      return { ...(await listPeriods(ctx)), can: abilities(ctx.actor) }
    },
  }),
  route({
    method: 'POST',
    url: '/indicator-periods/:month/reopen',
    permission: 'indicators.edit',
    summary: 'Open a closed month again, with a reason',
    params: s.MonthParams,
    body: s.Reopening,
    response: s.Periods,
    run: async (ctx, { params, body }) => {
      await commands.reopenPeriod(ctx, { month: params.month, note: body.note })
      return { ...(await listPeriods(ctx)), can: abilities(ctx.actor) }
    },
  }),
]

export const routes = [...valueRoutes, ...factRoutes, ...definitionRoutes, ...periodRoutes]
