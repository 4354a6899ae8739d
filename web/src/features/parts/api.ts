import { answer, api, onceHeader, type Answer, type BodyOf, type ItemOf } from '../../shared/api/client'
import type { ListParams } from '../../shared/ui/list-params'

export type PartRow = ItemOf<'/parts'>
export type PartRecord = Answer<'/parts/{id}', 'get'>
export type NewPart = BodyOf<'/parts', 'post'>
export type PartEdit = Omit<BodyOf<'/parts/{id}', 'patch'>, 'version'>

export const qualities = ['genuine', 'boutique', 'maintenance', 'used'] as const

const at = (id: string) => ({ path: { id } })

export const listParts = (params: ListParams) => {
  const { page, many, manyOf, oneOf } = params
  const query = {
    ...page,
    family: many('family'),
    quality: manyOf('quality', qualities),
    isActive: oneOf('isActive', ['true', 'false']),
  }
  return answer(api.GET('/parts', { params: { query } }))
}
export const findParts = (q: string | undefined) =>
  answer(api.GET('/parts', { params: { query: { q, isActive: 'true', limit: 30 } } }))
export const fetchPart = (id: string) => answer(api.GET('/parts/{id}', { params: at(id) }))
export const createPart = (body: NewPart, key: string) =>
  answer(api.POST('/parts', { body, headers: onceHeader(key) }))
export const editPart = (id: string, body: PartEdit & { version: number }) =>
  answer(api.PATCH('/parts/{id}', { params: at(id), body }))
export const fetchWords = () => answer(api.GET('/parts/words'))
