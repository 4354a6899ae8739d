import { answer, api, onceHeader, type Answer, type BodyOf, type ItemOf } from '../../shared/api/client'
import type { ListParams } from '../../shared/ui/list-params'

export type OrderClocks = Answer<'/orders/{id}/clocks', 'get'>
export type OrderClock = OrderClocks['clocks'][number]
export type ClockRule = ItemOf<'/clock-rules'>
export type ClockRuleEdit = BodyOf<'/clock-rules/{key}', 'patch'>
export type ClockAlert = ItemOf<'/clock-alerts'>

export const happenings = ['answered', 'written_contact', 'on_site', 'reported'] as const
export const parties = ['dispatcher', 'technician', 'parts', 'supplier', 'customer'] as const
export const alertKinds = ['warned', 'breached', 'escalated'] as const
export const alertStates = ['open', 'acknowledged', 'withdrawn'] as const
export const pauseReasons = ['waiting_customer', 'waiting_parts'] as const

export const fetchClocks = (id: string) =>
  answer(api.GET('/orders/{id}/clocks', { params: { path: { id } } }))
export const recordEvent = (id: string, body: BodyOf<'/orders/{id}/clock-events', 'post'>, key: string) =>
  answer(api.POST('/orders/{id}/clock-events', { params: { path: { id } }, body, headers: onceHeader(key) }))
export const decideParty = (
  id: string,
  key: string,
  body: BodyOf<'/orders/{id}/clocks/{key}/party', 'put'>,
) => answer(api.PUT('/orders/{id}/clocks/{key}/party', { params: { path: { id, key } }, body }))

export const decideLate = (id: string, body: BodyOf<'/orders/{id}/late-party', 'put'>) =>
  answer(api.PUT('/orders/{id}/late-party', { params: { path: { id } }, body }))

export const fetchClockRules = () => answer(api.GET('/clock-rules'))
export const editClockRule = (key: string, body: ClockRuleEdit) =>
  answer(api.PATCH('/clock-rules/{key}', { params: { path: { key } }, body }))

export const listAlerts = (p: ListParams) =>
  answer(
    api.GET('/clock-alerts', {
      params: {
        query: {
          ...p.page,
          ruleKey: p.many('ruleKey'),
          kind: p.manyOf('kind', alertKinds),
          unitId: p.many('unitId'),
          personId: p.many('personId'),
          state: p.manyOf('state', alertStates),
          crossedFrom: p.one('crossedFrom'),
          crossedTo: p.one('crossedTo'),
        },
      },
    }),
  )
export const acknowledge = (id: string, body: { note: string; version: number }, key: string) =>
  answer(
    api.POST('/clock-alerts/{id}/acknowledge', {
      params: { path: { id } },
      body,
      headers: onceHeader(key),
    }),
  )
