import { download, route, type RouteDef } from '../../platform/http/route'
import { pageOf } from '../../platform/paging'
import * as commands from './commands'
import { duplicateRoutes } from './duplicates.routes'
import { exportCustomers } from './export'
import * as queries from './queries'
import * as s from './schemas'

const archiveRoutes: RouteDef[] = [
  route({
    method: 'GET',
    url: '/customers',
    permission: 'customers.read',
    summary: 'Customers',
    query: s.CustomerList,
    response: pageOf(s.CustomerRow),
    run: (ctx, { query }) => queries.listCustomers(ctx, query),
  }),
  route({
    method: 'POST',
    url: '/customers',
    permission: 'customers.edit',
    summary: 'Add a customer',
    create: true,
    body: s.NewCustomer,
    response: s.CustomerRecord,
    run: async (ctx, { body }) => queries.customerRecord(ctx, await commands.addCustomer(ctx, body)),
  }),
  download({
    url: '/customers/export',
    permission: 'customers.read',
    summary: 'The list of customers as a file',
    confidential: true,
    query: s.CustomerExport,
    run: (ctx, { query }) => exportCustomers(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/customers/archive-timeliness',
    permission: 'customers.read',
    summary: 'Archives made in time, by responsible person',
    query: s.Period,
    response: s.Timeliness,
    run: (ctx, { query }) => queries.archiveTimeliness(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/customers/words',
    permission: 'customers.read',
    summary: 'Regions and sources in use',
    response: s.Words,
    run: (ctx) => queries.wordsInUse(ctx),
  }),
  route({
    method: 'GET',
    url: '/customers/:id',
    permission: 'customers.read',
    summary: 'A customer’s archive',
    params: s.IdParams,
    response: s.CustomerRecord,
    run: (ctx, { params }) => queries.customerRecord(ctx, params.id),
  }),
  route({
    method: 'PATCH',
    url: '/customers/:id',
    permission: 'customers.edit',
    summary: 'Change a customer’s archive',
    params: s.IdParams,
    body: s.CustomerEdit,
    response: s.CustomerRecord,
    run: async (ctx, { params, body }) => {
      await commands.editCustomer(ctx, params.id, body)
      return queries.customerRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/customers/:id/archive',
    permission: 'customers.edit',
    summary: 'Complete the archive of a customer known by name only',
    params: s.IdParams,
    body: s.Archiving,
    response: s.CustomerRecord,
    run: async (ctx, { params, body }) => {
      await commands.archiveCustomer(ctx, params.id, body.version)
      return queries.customerRecord(ctx, params.id)
    },
  }),
]

export const routes: RouteDef[] = [...duplicateRoutes, ...archiveRoutes]
