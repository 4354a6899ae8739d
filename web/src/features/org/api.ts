import { answer, api, onceHeader, type Answer, type BodyOf, type ItemOf } from '../../shared/api/client'
import type { ListParams } from '../../shared/ui/list-params'

export type Unit = ItemOf<'/org/units'>
export type UnitRecord = Answer<'/org/units/{id}', 'get'>
export type NewUnit = BodyOf<'/org/units', 'post'>
export type PositionRow = ItemOf<'/org/positions'>
export type PositionRecord = Answer<'/org/positions/{id}', 'get'>
export type NewPosition = BodyOf<'/org/positions', 'post'>
export type PersonRow = ItemOf<'/org/people'>
export type PersonRecord = Answer<'/org/people/{id}', 'get'>
export type NewPerson = BodyOf<'/org/people', 'post'>
export type PersonEdit = Omit<BodyOf<'/org/people/{id}', 'patch'>, 'version'>
export type NewAssignment = BodyOf<'/org/people/{id}/assignments', 'post'>
export type Role = ItemOf<'/org/roles'>

const at = (id: string) => ({ path: { id } })

export const listUnits = (on?: string) => answer(api.GET('/org/units', { params: { query: { on } } }))
export const fetchUnit = (id: string) => answer(api.GET('/org/units/{id}', { params: at(id) }))
export const createUnit = (body: NewUnit, key: string) =>
  answer(api.POST('/org/units', { body, headers: onceHeader(key) }))
export const editUnit = (id: string, body: BodyOf<'/org/units/{id}', 'patch'>) =>
  answer(api.PATCH('/org/units/{id}', { params: at(id), body }))
export const moveUnit = (id: string, body: BodyOf<'/org/units/{id}/move', 'post'>) =>
  answer(api.POST('/org/units/{id}/move', { params: at(id), body }))
export const closeUnit = (id: string, body: BodyOf<'/org/units/{id}/close', 'post'>) =>
  answer(api.POST('/org/units/{id}/close', { params: at(id), body }))

export const listPositions = (params: ListParams) =>
  answer(api.GET('/org/positions', { params: { query: { ...params.page, unitId: params.one('unitId') } } }))
export const fetchPosition = (id: string) => answer(api.GET('/org/positions/{id}', { params: at(id) }))
export const createPosition = (body: NewPosition, key: string) =>
  answer(api.POST('/org/positions', { body, headers: onceHeader(key) }))
export const editPosition = (id: string, body: BodyOf<'/org/positions/{id}', 'put'>) =>
  answer(api.PUT('/org/positions/{id}', { params: at(id), body }))

export const listPeople = (params: ListParams) => {
  const { page, one, oneOf } = params
  const active = oneOf('active', ['true', 'false'])
  const query = { ...page, unitId: one('unitId'), positionId: one('positionId'), active }
  return answer(api.GET('/org/people', { params: { query } }))
}
export const fetchPerson = (id: string) => answer(api.GET('/org/people/{id}', { params: at(id) }))
export const createPerson = (body: NewPerson, key: string) =>
  answer(api.POST('/org/people', { body, headers: onceHeader(key) }))
export const editPerson = (id: string, body: PersonEdit & { version: number }) =>
  answer(api.PATCH('/org/people/{id}', { params: at(id), body }))
export const assign = (id: string, body: NewAssignment, key: string) =>
  answer(api.POST('/org/people/{id}/assignments', { params: at(id), body, headers: onceHeader(key) }))
export const endAssignment = (id: string, on: string) =>
  answer(api.POST('/org/assignments/{id}/end', { params: at(id), body: { on } }))
export const createLogin = (body: BodyOf<'/users', 'post'>, key: string) =>
  answer(api.POST('/users', { body, headers: onceHeader(key) }))

export const listRoles = () => answer(api.GET('/org/roles'))
