import { answer, api, onceHeader, type Answer, type BodyOf, type ItemOf } from '../../shared/api/client'
import type { ListParams } from '../../shared/ui/list-params'

export type CustomerRow = ItemOf<'/customers'>
export type CustomerRecord = Answer<'/customers/{id}', 'get'>
export type NewCustomer = BodyOf<'/customers', 'post'>
export type CustomerEdit = Omit<BodyOf<'/customers/{id}', 'patch'>, 'version'>
export type Timeliness = Answer<'/customers/archive-timeliness', 'get'>
export type ProductOfCustomer = ItemOf<'/products'>

export const kinds = ['person', 'organisation'] as const
export const archiveStates = ['on_time', 'late', 'pending', 'unknown'] as const
export type ArchiveState = (typeof archiveStates)[number]

const at = (id: string) => ({ path: { id } })

export const listCustomers = (params: ListParams) => {
  const { page, one, many, oneOf, manyOf } = params
  const query = {
    ...page,
    kind: manyOf('kind', kinds),
    archive: manyOf('archive', archiveStates),
    region: many('region'),
    source: many('source'),
    responsiblePersonId: one('responsiblePersonId'),
    creditBlocked: oneOf('creditBlocked', ['true', 'false']),
    firstContactFrom: one('firstContactFrom'),
    firstContactTo: one('firstContactTo'),
    nextServiceFrom: one('nextServiceFrom'),
    nextServiceTo: one('nextServiceTo'),
  }
  return answer(api.GET('/customers', { params: { query } }))
}
export const fetchCustomer = (id: string) => answer(api.GET('/customers/{id}', { params: at(id) }))
export const createCustomer = (body: NewCustomer, key: string) =>
  answer(api.POST('/customers', { body, headers: onceHeader(key) }))
export const editCustomer = (id: string, body: CustomerEdit & { version: number }) =>
  answer(api.PATCH('/customers/{id}', { params: at(id), body }))
export const archiveCustomer = ({ id, version }: { id: string; version: number }) =>
  answer(api.POST('/customers/{id}/archive', { params: at(id), body: { version } }))
export const findSimilar = (query: {
  phone?: string
  name?: string
  kind?: 'person' | 'organisation'
  except?: string
}) => answer(api.GET('/customers/similar', { params: { query } }))
export const fetchWords = () => answer(api.GET('/customers/words'))
export const fetchTimeliness = (period: { from: string; to: string }) =>
  answer(api.GET('/customers/archive-timeliness', { params: { query: period } }))
export const listProductsOf = (customerId: string) =>
  answer(api.GET('/products', { params: { query: { customerId, limit: 50 } } }))

export type SimilarCustomer = Answer<'/customers/similar', 'get'>['items'][number]
export type Pair = ItemOf<'/customers/duplicates'>
export type MergeBody = BodyOf<'/customers/{id}/merge', 'post'>
export type Merge = CustomerRecord['merges'][number]
export const strengths = ['likely', 'possible'] as const
export const pairReasons = ['phone', 'product', 'name'] as const
export const pairStates = ['open', 'different'] as const

export const listPairs = (params: ListParams) => {
  const { page, one, oneOf, manyOf } = params
  const query = {
    ...page,
    state: oneOf('state', pairStates),
    strength: manyOf('strength', strengths),
    reason: manyOf('reason', pairReasons),
    customerId: one('customerId'),
  }
  return answer(api.GET('/customers/duplicates', { params: { query } }))
}
export const decidePair = (
  { id, version }: Pair,
  decision: { state: (typeof pairStates)[number]; note: string },
) => answer(api.POST('/customers/duplicates/{id}/decide', { params: at(id), body: { ...decision, version } }))
export const searchPairs = () => answer(api.POST('/customers/duplicates/search'))
export const mergeCustomers = (id: string, body: MergeBody, key: string) =>
  answer(api.POST('/customers/{id}/merge', { params: at(id), body, headers: onceHeader(key) }))
export const undoMerge = (mergeId: string, note: string) =>
  answer(api.POST('/customers/merges/{mergeId}/undo', { params: { path: { mergeId } }, body: { note } }))
