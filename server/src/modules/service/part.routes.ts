import { route, type RouteDef } from '../../platform/http/route'
import { confirmAddition, proposeAddition, refuseAddition } from './commands/additions'
import { addLine, editLine, removeLine } from './commands/lines'
import { addPromise, confirmPromise } from './commands/promises'
import { swapOnOrder } from './commands/swaps'
import { orderRecord } from './record.queries'
import { OrderRecord } from './record.schemas'
import * as s from './schemas'

const tags = ['orders']

/** Lines, additions and promises of an order; each answers with the order as it is then. */
export const partRoutes: RouteDef[] = [
  route({
    method: 'POST',
    url: '/orders/:id/lines',
    permission: 'orders.edit',
    summary: 'Add a line',
    tags,
    create: true,
    params: s.IdParams,
    body: s.NewLine,
    response: OrderRecord,
    run: async (ctx, { params, body }) => {
      await addLine(ctx, params.id, body)
      return orderRecord(ctx, params.id)
    },
  }),
  route({
    method: 'PUT',
    url: '/orders/:id/lines/:lineId',
    permission: 'orders.edit',
    summary: 'Rewrite a line',
    tags,
    params: s.LineParams,
    body: s.LineEdit,
    response: OrderRecord,
    run: async (ctx, { params, body }) => {
      await editLine(ctx, params, body)
      return orderRecord(ctx, params.id)
    },
  }),
  route({
    method: 'DELETE',
    url: '/orders/:id/lines/:lineId',
    permission: 'orders.edit',
    summary: 'Take a line off',
    tags,
    params: s.LineParams,
    query: s.AtVersion,
    response: OrderRecord,
    run: async (ctx, { params, query }) => {
      await removeLine(ctx, params, query)
      return orderRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/orders/:id/additions',
    permission: 'orders.edit',
    summary: 'Propose further work, with its lines and a new promise',
    tags,
    create: true,
    params: s.IdParams,
    body: s.ProposeAddition,
    response: OrderRecord,
    run: async (ctx, { params, body }) => {
      await proposeAddition(ctx, params.id, body)
      return orderRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/orders/:id/additions/:additionId/confirm',
    permission: 'orders.edit',
    summary: 'Record the customer’s yes to an addition and its promise',
    tags,
    params: s.AdditionParams,
    body: s.ConfirmAddition,
    response: OrderRecord,
    run: async (ctx, { params, body }) => {
      await confirmAddition(ctx, params, body)
      return orderRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/orders/:id/additions/:additionId/refuse',
    permission: 'orders.edit',
    summary: 'Record the customer’s no to an addition',
    tags,
    params: s.AdditionParams,
    body: s.RefuseAddition,
    response: OrderRecord,
    run: async (ctx, { params, body }) => {
      await refuseAddition(ctx, params, body)
      return orderRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/orders/:id/promises',
    permission: 'orders.edit',
    summary: 'Promise another time without an addition: kept, never counts',
    tags,
    create: true,
    params: s.IdParams,
    body: s.AddPromise,
    response: OrderRecord,
    run: async (ctx, { params, body }) => {
      await addPromise(ctx, params.id, body)
      return orderRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/orders/:id/promises/:promiseId/confirm',
    permission: 'orders.edit',
    summary: 'Record the customer’s yes to a promise',
    tags,
    params: s.PromiseParams,
    body: s.ConfirmAddition,
    response: OrderRecord,
    run: async (ctx, { params, body }) => {
      await confirmPromise(ctx, params, body)
      return orderRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/orders/:id/swaps',
    permission: 'orders.edit',
    summary: 'Swap a faulty part of the product for another',
    tags,
    create: true,
    params: s.IdParams,
    body: s.SwapOnOrder,
    response: OrderRecord,
    run: async (ctx, { params, body }) => {
      await swapOnOrder(ctx, params.id, body)
      return orderRecord(ctx, params.id)
    },
  }),
]
