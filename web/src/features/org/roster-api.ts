import { answer, api, onceHeader, type Answer, type BodyOf, type ItemOf } from '../../shared/api/client'

export type Shift = ItemOf<'/org/shifts'>
export type ShiftBody = BodyOf<'/org/shifts', 'post'>
export type Roster = Answer<'/org/roster', 'get'>
export type RosterRow = Roster['rows'][number]
export type RosterEntry = RosterRow['entries'][number]
export type MyShift = ItemOf<'/org/roster/mine'>
export type Duty = ItemOf<'/org/on-duty'>
export type Swap = ItemOf<'/org/swaps'>
export type SwapRecord = Answer<'/org/swaps/{id}', 'get'>
export type NewSwap = BodyOf<'/org/swaps', 'post'>

export interface Days {
  from: string
  to: string
}

const at = (id: string) => ({ path: { id } })

export const listShifts = () => answer(api.GET('/org/shifts'))
export const createShift = (body: ShiftBody, key: string) =>
  answer(api.POST('/org/shifts', { body, headers: onceHeader(key) }))
export const editShift = (id: string, body: BodyOf<'/org/shifts/{id}', 'put'>) =>
  answer(api.PUT('/org/shifts/{id}', { params: at(id), body }))

export const fetchRoster = (unitId: string, days: Days) =>
  answer(api.GET('/org/roster', { params: { query: { unitId, ...days } } }))
export const planShift = (body: BodyOf<'/org/roster', 'post'>, key: string) =>
  answer(api.POST('/org/roster', { body, headers: onceHeader(key) }))
export const unplanShift = (entry: { id: string; version: number }) =>
  answer(api.DELETE('/org/roster/{id}', { params: { ...at(entry.id), query: { version: entry.version } } }))
export const copyWeek = (body: BodyOf<'/org/roster/copy-week', 'post'>, key: string) =>
  answer(api.POST('/org/roster/copy-week', { body, headers: onceHeader(key) }))
export const fetchRosterHistory = (unitId: string) =>
  answer(api.GET('/org/roster/history', { params: { query: { unitId } } }))
export const fetchMyShifts = (days: Days) => answer(api.GET('/org/roster/mine', { params: { query: days } }))
export const fetchOnDuty = (unitId?: string) =>
  answer(api.GET('/org/on-duty', { params: { query: { unitId } } }))

export const listSwaps = (scope: 'mine' | 'plan', cursor?: string) =>
  answer(api.GET('/org/swaps', { params: { query: { scope, limit: 50, cursor } } }))
export const fetchSwap = (id: string) => answer(api.GET('/org/swaps/{id}', { params: at(id) }))
export const askSwap = (body: NewSwap, key: string) =>
  answer(api.POST('/org/swaps', { body, headers: onceHeader(key) }))
export const answerSwap = (id: string, body: BodyOf<'/org/swaps/{id}/answer', 'post'>) =>
  answer(api.POST('/org/swaps/{id}/answer', { params: at(id), body }))
export const decideSwap = (id: string, body: BodyOf<'/org/swaps/{id}/decide', 'post'>) =>
  answer(api.POST('/org/swaps/{id}/decide', { params: at(id), body }))
export const withdrawSwap = (id: string, version: number) =>
  answer(api.POST('/org/swaps/{id}/withdraw', { params: at(id), body: { version } }))
