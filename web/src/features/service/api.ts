import { answer, api, onceHeader, type Answer, type BodyOf, type ItemOf } from '../../shared/api/client'
import type { ListParams } from '../../shared/ui/list-params'
import * as w from './words'

export type OrderRow = ItemOf<'/orders'>
export type OrderRecord = Answer<'/orders/{id}', 'get'>
export type OrderType = ItemOf<'/orders/types'>
export type FaultGroup = ItemOf<'/orders/fault-groups'>
export type NewOrder = BodyOf<'/orders', 'post'>
export type OrderEdit = Omit<BodyOf<'/orders/{id}', 'patch'>, 'version'>
export type OrderLine = OrderRecord['lines'][number]
export type LineInput = Omit<BodyOf<'/orders/{id}/lines/{lineId}', 'put'>, 'version'>
export type Addition = OrderRecord['additions'][number]
export type OrderPromise = OrderRecord['promises'][number]
export type Settlement = OrderRecord['settlements'][number]
export type Related = OrderRecord['productOrders'][number]
export type Confirmation = Omit<BodyOf<'/orders/{id}/additions/{additionId}/confirm', 'post'>, 'version'>
export type NewAddition = Omit<BodyOf<'/orders/{id}/additions', 'post'>, 'version'>
export type WorkerInput = BodyOf<'/orders/{id}/workers', 'put'>['workers'][number]
export type CustomerRow = ItemOf<'/customers'>
export type CustomerRecord = Answer<'/customers/{id}', 'get'>
export type ProductRow = ItemOf<'/products'>
export type ProductRecord = Answer<'/products/{id}', 'get'>
export type RepeatVisits = Answer<'/orders/repeat-visits', 'get'>

const yesNo = ['true', 'false'] as const

/** Every filter of the list as the address has it; a number anywhere may open the list with any of them (PLT-3). */
export function orderCut(p: ListParams) {
  const repeat = p.one('repeatWithin')
  return {
    state: p.manyOf('state', w.states),
    typeKey: p.many('typeKey'),
    faultGroupKey: p.many('faultGroupKey'),
    unitId: p.many('unitId'),
    advisorId: p.many('advisorId'),
    technicianId: p.many('technicianId'),
    customerId: p.many('customerId'),
    productId: p.many('productId'),
    channel: p.manyOf('channel', w.allChannels),
    mine: p.oneOf('mine', yesNo),
    open: p.oneOf('open', yesNo),
    overdue: p.oneOf('overdue', yesNo),
    unclear: p.oneOf('unclear', yesNo),
    onTime: p.manyOf('onTime', w.onTimes),
    onTimeWhy: p.manyOf('onTimeWhy', w.onTimeWhys),
    customerCaused: p.oneOf('customerCaused', yesNo),
    spotCheck: p.manyOf('spotCheck', w.spotChecks),
    returnOnly: p.oneOf('returnOnly', yesNo),
    history: p.oneOf('history', yesNo),
    repeatWithin: repeat !== undefined && /^\d{1,5}$/.test(repeat) ? Number(repeat) : undefined,
    receivedFrom: p.one('receivedFrom'),
    receivedTo: p.one('receivedTo'),
    settledFrom: p.one('settledFrom'),
    settledTo: p.one('settledTo'),
    handedOverFrom: p.one('handedOverFrom'),
    handedOverTo: p.one('handedOverTo'),
  }
}
export type OrderCut = Partial<ReturnType<typeof orderCut>> & { q?: string }

export const listOrders = (p: ListParams) =>
  answer(api.GET('/orders', { params: { query: { ...p.page, ...orderCut(p) } } }))
export const findOrders = (query: OrderCut & { limit: number; sort?: string }) =>
  answer(api.GET('/orders', { params: { query } }))
export const countOrders = (query: OrderCut) => answer(api.GET('/orders/counts', { params: { query } }))
export const repeatVisits = (query: Omit<OrderCut, 'repeatWithin'>) =>
  answer(api.GET('/orders/repeat-visits', { params: { query } }))
export const orderTypes = () => answer(api.GET('/orders/types'))
export const faultGroups = () => answer(api.GET('/orders/fault-groups'))

const at = (id: string) => ({ path: { id } })

export const fetchOrder = (id: string) => answer(api.GET('/orders/{id}', { params: at(id) }))
export const openOrder = (body: NewOrder, key: string) =>
  answer(api.POST('/orders', { body, headers: onceHeader(key) }))
export const editOrder = (id: string, body: BodyOf<'/orders/{id}', 'patch'>) =>
  answer(api.PATCH('/orders/{id}', { params: at(id), body }))
export const moveOrder = (id: string, body: BodyOf<'/orders/{id}/move', 'post'>) =>
  answer(api.POST('/orders/{id}/move', { params: at(id), body }))
export const clarifyOrder = (id: string, body: BodyOf<'/orders/{id}/clarify', 'post'>) =>
  answer(api.POST('/orders/{id}/clarify', { params: at(id), body }))
export const cancelOrder = (id: string, body: BodyOf<'/orders/{id}/cancel', 'post'>) =>
  answer(api.POST('/orders/{id}/cancel', { params: at(id), body }))
export const settleOrder = (id: string, version: number) =>
  answer(api.POST('/orders/{id}/settle', { params: at(id), body: { version } }))
export const reverseSettlement = (id: string, body: BodyOf<'/orders/{id}/reverse-settlement', 'post'>) =>
  answer(api.POST('/orders/{id}/reverse-settlement', { params: at(id), body }))
export const handOver = (id: string, body: BodyOf<'/orders/{id}/hand-over', 'post'>) =>
  answer(api.POST('/orders/{id}/hand-over', { params: at(id), body }))
export const closeOrder = (id: string, version: number) =>
  answer(api.POST('/orders/{id}/close', { params: at(id), body: { version } }))
export const assignWorkers = (id: string, body: BodyOf<'/orders/{id}/workers', 'put'>) =>
  answer(api.PUT('/orders/{id}/workers', { params: at(id), body }))

export const addLine = (id: string, body: BodyOf<'/orders/{id}/lines', 'post'>, key: string) =>
  answer(api.POST('/orders/{id}/lines', { params: at(id), body, headers: onceHeader(key) }))
export const editLine = (id: string, lineId: string, body: LineInput & { version: number }) =>
  answer(api.PUT('/orders/{id}/lines/{lineId}', { params: { path: { id, lineId } }, body }))
export const removeLine = (id: string, lineId: string, version: number) =>
  answer(api.DELETE('/orders/{id}/lines/{lineId}', { params: { path: { id, lineId }, query: { version } } }))

export const proposeAddition = (id: string, body: NewAddition & { version: number }, key: string) =>
  answer(api.POST('/orders/{id}/additions', { params: at(id), body, headers: onceHeader(key) }))
export const confirmAddition = (id: string, additionId: string, body: Confirmation & { version: number }) =>
  answer(
    api.POST('/orders/{id}/additions/{additionId}/confirm', { params: { path: { id, additionId } }, body }),
  )
export const refuseAddition = (id: string, additionId: string, body: { note: string; version: number }) =>
  answer(
    api.POST('/orders/{id}/additions/{additionId}/refuse', { params: { path: { id, additionId } }, body }),
  )
export const addPromise = (id: string, body: BodyOf<'/orders/{id}/promises', 'post'>, key: string) =>
  answer(api.POST('/orders/{id}/promises', { params: at(id), body, headers: onceHeader(key) }))
export const confirmPromise = (id: string, promiseId: string, body: Confirmation & { version: number }) =>
  answer(api.POST('/orders/{id}/promises/{promiseId}/confirm', { params: { path: { id, promiseId } }, body }))

export const markCause = (id: string, body: BodyOf<'/orders/{id}/customer-cause', 'post'>) =>
  answer(api.POST('/orders/{id}/customer-cause', { params: at(id), body }))
export const signCause = (id: string, body: BodyOf<'/orders/{id}/customer-cause/sign', 'post'>) =>
  answer(api.POST('/orders/{id}/customer-cause/sign', { params: at(id), body }))
export const spotCheck = (id: string, body: BodyOf<'/orders/{id}/spot-check', 'post'>) =>
  answer(api.POST('/orders/{id}/spot-check', { params: at(id), body }))
export const followUp = (id: string, body: BodyOf<'/orders/{id}/follow-up-answer', 'post'>) =>
  answer(api.POST('/orders/{id}/follow-up-answer', { params: at(id), body }))

export const findCustomers = (query: { q?: string; limit: number }) =>
  answer(api.GET('/customers', { params: { query } }))
export const fetchCustomer = (id: string) => answer(api.GET('/customers/{id}', { params: at(id) }))
export const similarCustomers = (query: { phone?: string; name?: string }) =>
  answer(api.GET('/customers/similar', { params: { query } }))
export const createCustomer = (body: BodyOf<'/customers', 'post'>, key: string) =>
  answer(api.POST('/customers', { body, headers: onceHeader(key) }))
export const findProducts = (query: { q?: string; customerId?: string; limit: number }) =>
  answer(api.GET('/products', { params: { query } }))
export const fetchProduct = (id: string) => answer(api.GET('/products/{id}', { params: at(id) }))
export const createProduct = (body: BodyOf<'/products', 'post'>, key: string) =>
  answer(api.POST('/products', { body, headers: onceHeader(key) }))
export const findModels = (q: string | undefined) =>
  answer(api.GET('/products/models', { params: { query: { q, limit: 20, isActive: 'true' } } }))
export const fetchPerson = (id: string) => answer(api.GET('/org/people/{id}', { params: at(id) }))

export type SwapBody = BodyOf<'/orders/{id}/swaps', 'post'>
export const fetchComponentsOf = (productId: string) =>
  answer(api.GET('/products/{id}/components', { params: { path: { id: productId } } }))
export const swapOnOrder = (id: string, body: SwapBody, key: string) =>
  answer(api.POST('/orders/{id}/swaps', { params: at(id), body, headers: onceHeader(key) }))
