import { answer, api, onceHeader, type Answer, type BodyOf, type ItemOf } from '../../shared/api/client'
import type { ListParams } from '../../shared/ui/list-params'

export type ProductRow = ItemOf<'/products'>
export type ProductRecord = Answer<'/products/{id}', 'get'>
export type NewProduct = BodyOf<'/products', 'post'>
export type ProductEdit = Omit<BodyOf<'/products/{id}', 'patch'>, 'version'>
export type NewAlteration = BodyOf<'/products/{id}/alterations', 'post'>
export type Coverage = Answer<'/products/{id}/coverage', 'get'>
export type ModelRow = ItemOf<'/products/models'>
export type ModelRecord = Answer<'/products/models/{id}', 'get'>
export type NewModel = BodyOf<'/products/models', 'post'>
export type Clause = NonNullable<NewModel['warranty']>[number]
export type ModelEdit = Omit<BodyOf<'/products/models/{id}', 'patch'>, 'version'>

export const archiveStates = ['on_time', 'late', 'pending', 'unknown'] as const
export type ArchiveState = (typeof archiveStates)[number]
export const alterationKinds = ['technical_change', 'retrofit', 'part_replacement'] as const
export const covers = ['parts_and_labour', 'parts', 'labour'] as const
export const starts = ['delivery', 'ex_works'] as const

const at = (id: string) => ({ path: { id } })

export const listProducts = (params: ListParams) => {
  const { page, one, many, manyOf } = params
  const query = {
    ...page,
    customerId: one('customerId'),
    modelId: one('modelId'),
    family: many('family'),
    archive: manyOf('archive', archiveStates),
    exWorksFrom: one('exWorksFrom'),
    exWorksTo: one('exWorksTo'),
    deliveredFrom: one('deliveredFrom'),
    deliveredTo: one('deliveredTo'),
  }
  return answer(api.GET('/products', { params: { query } }))
}
export const fetchProduct = (id: string) => answer(api.GET('/products/{id}', { params: at(id) }))
export const createProduct = (body: NewProduct, key: string) =>
  answer(api.POST('/products', { body, headers: onceHeader(key) }))
export const editProduct = (id: string, body: ProductEdit & { version: number }) =>
  answer(api.PATCH('/products/{id}', { params: at(id), body }))
export const archiveProduct = ({ id, version }: { id: string; version: number }) =>
  answer(api.POST('/products/{id}/archive', { params: at(id), body: { version } }))
export const addAlteration = (id: string, body: NewAlteration, key: string) =>
  answer(api.POST('/products/{id}/alterations', { params: at(id), body, headers: onceHeader(key) }))
export const fetchCoverage = (
  id: string,
  query: { on: string; mileage?: number; hours?: number; assembly?: string },
) => answer(api.GET('/products/{id}/coverage', { params: { path: { id }, query } }))

export const listModels = (params: ListParams) => {
  const { page, many, oneOf } = params
  const query = { ...page, family: many('family'), isActive: oneOf('isActive', ['true', 'false']) }
  return answer(api.GET('/products/models', { params: { query } }))
}
export const findModels = (q: string | undefined) =>
  answer(api.GET('/products/models', { params: { query: { q, isActive: 'true', limit: 50 } } }))
export const fetchModel = (id: string) => answer(api.GET('/products/models/{id}', { params: at(id) }))
export const createModel = (body: NewModel, key: string) =>
  answer(api.POST('/products/models', { body, headers: onceHeader(key) }))
export const editModel = (id: string, body: ModelEdit & { version: number }) =>
  answer(api.PATCH('/products/models/{id}', { params: at(id), body }))
export const fetchFamilies = () => answer(api.GET('/products/families'))

export type Components = Answer<'/products/{id}/components', 'get'>
export type Component = Components['components'][number]
export type NewComponent = BodyOf<'/products/{id}/components', 'post'>
export const fetchComponents = (id: string) =>
  answer(api.GET('/products/{id}/components', { params: at(id) }))
export const addComponent = (id: string, body: NewComponent, key: string) =>
  answer(api.POST('/products/{id}/components', { params: at(id), body, headers: onceHeader(key) }))
export const editComponent = (id: string, componentId: string, body: NewComponent & { version: number }) =>
  answer(
    api.PATCH('/products/{id}/components/{componentId}', { params: { path: { id, componentId } }, body }),
  )
export const swapComponent = (id: string, body: BodyOf<'/products/{id}/swaps', 'post'>, key: string) =>
  answer(api.POST('/products/{id}/swaps', { params: at(id), body, headers: onceHeader(key) }))
