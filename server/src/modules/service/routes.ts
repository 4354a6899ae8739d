import { download, route, type RouteDef } from '../../platform/http/route'
import { openOrder } from './commands/open-order'
import { exportOrders } from './export'
import { countStates, listOrders, repeatVisits } from './list.queries'
import { orderRecord } from './record.queries'
import * as r from './record.schemas'
import * as s from './schemas'
import { listFaultGroups, listOrderTypes } from './types.queries'
import { clockRoutes } from './clock.routes'
import { partRoutes } from './part.routes'
import { verbRoutes } from './verb.routes'

const tags = ['orders']

const readRoutes: RouteDef[] = [
  route({
    method: 'GET',
    url: '/orders',
    permission: 'orders.read',
    summary: 'Orders the caller may see, filtered',
    tags,
    query: s.OrderList,
    response: r.OrderPage,
    run: (ctx, { query }) => listOrders(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/orders/counts',
    permission: 'orders.read',
    summary: 'How many orders are in each state, for the same filters as the list',
    tags,
    query: s.OrderCut,
    response: r.StateCounts,
    run: (ctx, { query }) => countStates(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/orders/repeat-visits',
    permission: 'orders.read',
    summary: 'Products that came back within so many days of their last hand-over',
    tags,
    query: s.RepeatQuery,
    response: r.RepeatVisits,
    run: (ctx, { query }) => repeatVisits(ctx, query),
  }),
  download({
    url: '/orders/export',
    permission: 'orders.export',
    summary: 'The filtered list as a file, with the columns of the screen',
    tags,
    query: s.OrderExport,
    run: (ctx, { query }) => exportOrders(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/orders/types',
    permission: 'orders.read',
    summary: 'Order types',
    tags,
    response: r.TypeList,
    run: async (ctx) => ({ items: await listOrderTypes(ctx) }),
  }),
  route({
    method: 'GET',
    url: '/orders/fault-groups',
    permission: 'orders.read',
    summary: 'Fault groups',
    tags,
    response: r.FaultGroupList,
    run: async (ctx) => ({ items: await listFaultGroups(ctx) }),
  }),
  route({
    method: 'GET',
    url: '/orders/:id',
    permission: 'orders.read',
    summary: 'An order with everything on its page',
    tags,
    params: s.IdParams,
    response: r.OrderRecord,
    run: (ctx, { params }) => orderRecord(ctx, params.id),
  }),
  route({
    method: 'POST',
    url: '/orders',
    permission: 'orders.edit',
    summary: 'Take in an order',
    tags,
    create: true,
    body: s.NewOrder,
    response: r.OrderRecord,
    run: async (ctx, { body }) => orderRecord(ctx, await openOrder(ctx, body)),
  }),
]

export const routes: RouteDef[] = [...readRoutes, ...verbRoutes, ...partRoutes, ...clockRoutes]
