import { route, type RouteDef } from '../../platform/http/route'
import * as cause from './commands/customer-cause'
import { clarifyOrder, editOrder } from './commands/edit-order'
import { cancelOrder, closeOrder, handOver, moveOrder } from './commands/move-order'
import { reverseSettlement, settleOrder } from './commands/settle'
import { assignWorkers } from './commands/workers'
import { orderRecord } from './record.queries'
import { OrderRecord } from './record.schemas'
import * as s from './schemas'

const tags = ['orders']

/** The verbs on a whole order; each answers with the order as it is then. */
export const verbRoutes: RouteDef[] = [
  route({
    method: 'PATCH',
    url: '/orders/:id',
    permission: 'orders.edit',
    summary: 'Change the head of an order',
    tags,
    params: s.IdParams,
    body: s.OrderEdit,
    response: OrderRecord,
    run: async (ctx, { params, body }) => {
      await editOrder(ctx, params.id, body)
      return orderRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/orders/:id/move',
    permission: 'orders.edit',
    summary: 'Move an order to another state',
    tags,
    params: s.IdParams,
    body: s.Move,
    response: OrderRecord,
    run: async (ctx, { params, body }) => {
      await moveOrder(ctx, params.id, body)
      return orderRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/orders/:id/clarify',
    permission: 'orders.edit',
    summary: 'Clarify an unclear request',
    tags,
    params: s.IdParams,
    body: s.Clarify,
    response: OrderRecord,
    run: async (ctx, { params, body }) => {
      await clarifyOrder(ctx, params.id, body)
      return orderRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/orders/:id/cancel',
    permission: 'orders.edit',
    summary: 'Cancel an order with a reason',
    tags,
    params: s.IdParams,
    body: s.Cancel,
    response: OrderRecord,
    run: async (ctx, { params, body }) => {
      await cancelOrder(ctx, params.id, body)
      return orderRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/orders/:id/settle',
    permission: 'orders.settle',
    summary: 'Settle an order',
    tags,
    params: s.IdParams,
    body: s.Versioned,
    response: OrderRecord,
    run: async (ctx, { params, body }) => {
      await settleOrder(ctx, params.id, body)
      return orderRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/orders/:id/reverse-settlement',
    permission: 'orders.settle',
    summary: 'Take a settlement back; the order is ready again',
    tags,
    params: s.IdParams,
    body: s.ReverseSettlement,
    response: OrderRecord,
    run: async (ctx, { params, body }) => {
      await reverseSettlement(ctx, params.id, body)
      return orderRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/orders/:id/hand-over',
    permission: 'orders.edit',
    summary: 'Hand over; the time is the one written on the settlement sheet',
    tags,
    params: s.IdParams,
    body: s.HandOver,
    response: OrderRecord,
    run: async (ctx, { params, body }) => {
      await handOver(ctx, params.id, body)
      return orderRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/orders/:id/close',
    permission: 'orders.edit',
    summary: 'Close an order',
    tags,
    params: s.IdParams,
    body: s.Close,
    response: OrderRecord,
    run: async (ctx, { params, body }) => {
      await closeOrder(ctx, params.id, body)
      return orderRecord(ctx, params.id)
    },
  }),
  route({
    method: 'PUT',
    url: '/orders/:id/workers',
    permission: 'orders.edit',
    summary: 'Say who works on an order, with which share, and who leads',
    tags,
    params: s.IdParams,
    body: s.AssignWorkers,
    response: OrderRecord,
    run: async (ctx, { params, body }) => {
      await assignWorkers(ctx, params.id, body)
      return orderRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/orders/:id/customer-cause',
    permission: 'orders.edit',
    summary: 'Mark on the order that the customer causes the lateness',
    tags,
    params: s.IdParams,
    body: s.MarkCustomerCause,
    response: OrderRecord,
    run: async (ctx, { params, body }) => {
      await cause.markCustomerCause(ctx, params.id, body)
      return orderRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/orders/:id/customer-cause/sign',
    permission: 'orders.edit',
    summary: 'Record the customer’s signature below the mark',
    tags,
    params: s.IdParams,
    body: s.SignCustomerCause,
    response: OrderRecord,
    run: async (ctx, { params, body }) => {
      await cause.signCustomerCause(ctx, params.id, body)
      return orderRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/orders/:id/spot-check',
    permission: 'orders.spot_check',
    summary: 'Spot-check an order that the customer is said to have delayed',
    tags,
    params: s.IdParams,
    body: s.SpotCheck,
    response: OrderRecord,
    run: async (ctx, { params, body }) => {
      await cause.spotCheck(ctx, params.id, body)
      return orderRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/orders/:id/follow-up-answer',
    permission: 'orders.follow_up',
    summary: 'Record the answer to “was it on time?”',
    tags,
    params: s.IdParams,
    body: s.FollowUpAnswer,
    response: OrderRecord,
    run: async (ctx, { params, body }) => {
      await cause.recordFollowUpAnswer(ctx, params.id, body)
      return orderRecord(ctx, params.id)
    },
  }),
]
