import { answer, api, onceHeader, type Answer, type BodyOf, type ItemOf } from '../../shared/api/client'
import type { ListParams } from '../../shared/ui/list-params'

export type RunRow = ItemOf<'/pay/runs'>
export type Run = Answer<'/pay/runs/{id}', 'get'>
export type RunSlip = Run['items'][number]
export type RunState = RunRow['state']
export type Terms = Run['terms']
export type Slip = Answer<'/pay/slips/{id}', 'get'>
export type SlipLine = Slip['lines'][number]
export type Link = SlipLine['links'][number]
export type Salary = ItemOf<'/pay/salaries'>
export type Entry = ItemOf<'/pay/entries'>
export type NewRun = BodyOf<'/pay/runs', 'post'>
export type NewSalary = BodyOf<'/pay/salaries', 'post'>
export type SalaryEdit = Omit<BodyOf<'/pay/salaries/{id}', 'put'>, 'version'>
export type NewEntry = BodyOf<'/pay/entries', 'post'>

export const states = ['draft', 'checked', 'approved', 'paid', 'locked', 'discarded'] as const
const at = (id: string) => ({ path: { id } })

export const listRuns = ({ page, one, manyOf }: ListParams) => {
  const query = { ...page, month: one('month'), unitId: one('unitId'), state: manyOf('state', states) }
  return answer(api.GET('/pay/runs', { params: { query } }))
}
export const fetchRun = (id: string) => answer(api.GET('/pay/runs/{id}', { params: at(id) }))
export const createRun = (body: NewRun, key: string) =>
  answer(api.POST('/pay/runs', { body, headers: onceHeader(key) }))
export const recomputeRun = (run: Run) =>
  answer(api.POST('/pay/runs/{id}/recompute', { params: at(run.id), body: { version: run.version } }))
export const setCoefficient = (run: Run, body: { coefficient: string; reason: string }) =>
  answer(
    api.PUT('/pay/runs/{id}/coefficient', { params: at(run.id), body: { ...body, version: run.version } }),
  )

export type Move = 'check' | 'approve' | 'pay' | 'lock' | 'discard' | 'giveBack'

export function moveRun(run: Run, move: Move, note = ''): Promise<Run> {
  const call = { params: at(run.id), body: { version: run.version, note } }
  switch (move) {
    case 'check':
      return answer(api.POST('/pay/runs/{id}/check', call))
    case 'approve':
      return answer(api.POST('/pay/runs/{id}/approve', call))
    case 'pay':
      return answer(api.POST('/pay/runs/{id}/pay', call))
    case 'lock':
      return answer(api.POST('/pay/runs/{id}/lock', call))
    case 'discard':
      return answer(api.POST('/pay/runs/{id}/discard', call))
    case 'giveBack':
      return answer(api.POST('/pay/runs/{id}/give-back', call))
  }
}

export const fetchSlip = (id: string) => answer(api.GET('/pay/slips/{id}', { params: at(id) }))
export const fetchMine = (month: string | undefined) =>
  answer(api.GET('/pay/mine', { params: { query: { month } } }))
export const fetchSchemes = () => answer(api.GET('/pay/schemes'))

export const listSalaries = ({ page, one, oneOf }: ListParams) => {
  const query = { ...page, personId: one('personId'), current: oneOf('current', ['true', 'false']) }
  return answer(api.GET('/pay/salaries', { params: { query } }))
}
export const createSalary = (body: NewSalary, key: string) =>
  answer(api.POST('/pay/salaries', { body, headers: onceHeader(key) }))
export const editSalary = (id: string, body: SalaryEdit & { version: number }) =>
  answer(api.PUT('/pay/salaries/{id}', { params: at(id), body }))

export const listEntries = ({ page, one, oneOf }: ListParams) => {
  const query = {
    ...page,
    personId: one('personId'),
    kind: oneOf('kind', ['incentive', 'adjustment']),
    open: oneOf('open', ['true', 'false']),
  }
  return answer(api.GET('/pay/entries', { params: { query } }))
}
export const createEntry = (body: NewEntry, key: string) =>
  answer(api.POST('/pay/entries', { body, headers: onceHeader(key) }))
export const removeEntry = (id: string, reason: string) =>
  answer(api.POST('/pay/entries/{id}/remove', { params: at(id), body: { reason } }))
