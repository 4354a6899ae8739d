import { answer, api, onceHeader, type Answer, type BodyOf, type ItemOf } from '../../shared/api/client'
import type { ListParams } from '../../shared/ui/list-params'

export type Board = Answer<'/indicators/board', 'get'>
export type Value = Board['items'][number]
export type Definition = ItemOf<'/indicators'>
export type IndicatorRecord = Answer<'/indicators/{code}', 'get'>
export type Series = Answer<'/indicators/{code}/series', 'get'>
export type UnitRow = ItemOf<'/indicators/{code}/units'>
export type PersonRow = ItemOf<'/indicators/{code}/people'>
export type FactRow = ItemOf<'/indicators/{code}/facts'>
export type Target = Definition['targets'][number]
export type PeriodState = ItemOf<'/indicator-periods'>
export type NewIndicator = BodyOf<'/indicators', 'post'>
export type IndicatorEdit = Omit<BodyOf<'/indicators/{code}', 'put'>, 'version'>

/** The cut of a page, as it stands in the address. */
export interface Cut {
  period: string
  unitId?: string
  personId?: string
  orderType?: string
  tree?: 'now'
}

const of = (code: string) => ({ code })

export const fetchBoard = (query: Cut) => answer(api.GET('/indicators/board', { params: { query } }))
export const fetchValue = (code: string, query: Cut) =>
  answer(api.GET('/indicators/{code}/value', { params: { path: of(code), query } }))
export const fetchSeries = (code: string, query: Cut & { grain: 'day' | 'month' }) =>
  answer(api.GET('/indicators/{code}/series', { params: { path: of(code), query } }))
export const fetchUnits = (code: string, query: Cut) =>
  answer(api.GET('/indicators/{code}/units', { params: { path: of(code), query } }))
export const fetchPeople = (code: string, query: Cut) =>
  answer(api.GET('/indicators/{code}/people', { params: { path: of(code), query } }))
export const fetchDefinitions = () => answer(api.GET('/indicators'))
export const fetchDefinition = (code: string) =>
  answer(api.GET('/indicators/{code}', { params: { path: of(code) } }))
export const fetchKinds = () => answer(api.GET('/indicator-facts/kinds'))
export const checkFormula = (formula: string) =>
  answer(api.GET('/indicator-formulas/check', { params: { query: { formula } } }))
export const createIndicator = (body: NewIndicator, key: string) =>
  answer(api.POST('/indicators', { body, headers: onceHeader(key) }))
export const editIndicator = (code: string, body: IndicatorEdit & { version: number }) =>
  answer(api.PUT('/indicators/{code}', { params: { path: of(code) }, body }))
export const fetchPeriods = () => answer(api.GET('/indicator-periods'))
export const closeMonth = (month: string) =>
  answer(api.POST('/indicator-periods/{month}/close', { params: { path: { month } }, body: {} }))
export const reopenMonth = (month: string, note: string) =>
  answer(api.POST('/indicator-periods/{month}/reopen', { params: { path: { month } }, body: { note } }))

export const listFacts = (code: string, cut: Cut, params: ListParams) => {
  const query = { ...params.page, ...cut, part: params.one('part') }
  return answer(api.GET('/indicators/{code}/facts', { params: { path: of(code), query } }))
}

/** The facts of a cut as a query string: the list, its sum and its file say the same. */
export function cutParams(cut: Cut): URLSearchParams {
  const told = Object.entries(cut).flatMap(([name, value]) => (value ? [[name, String(value)]] : []))
  return new URLSearchParams(told)
}

export const exportPath = (code: string): string => `/indicators/${encodeURIComponent(code)}/facts/export`
