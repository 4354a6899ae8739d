import { download, route, type RouteDef } from '../../platform/http/route'
import { pageOf } from '../../platform/paging'
import * as commands from './commands'
import { componentRoutes } from './components.routes'
import { exportProducts } from './export'
import * as modelCommands from './model-commands'
import * as models from './model-queries'
import * as queries from './queries'
import * as s from './schemas'

const modelRoutes: RouteDef[] = [
  route({
    method: 'GET',
    url: '/products/models',
    permission: 'products.read',
    summary: 'Product models',
    query: s.ModelList,
    response: pageOf(s.ModelRow),
    run: (ctx, { query }) => models.listModels(ctx, query),
  }),
  route({
    method: 'POST',
    url: '/products/models',
    permission: 'products.edit',
    summary: 'Add a product model',
    create: true,
    body: s.NewModel,
    response: s.ModelRecord,
    run: async (ctx, { body }) => models.modelRecord(ctx, await modelCommands.addModel(ctx, body)),
  }),
  route({
    method: 'GET',
    url: '/products/models/:id',
    permission: 'products.read',
    summary: 'A product model with assemblies and warranty terms',
    params: s.IdParams,
    response: s.ModelRecord,
    run: (ctx, { params }) => models.modelRecord(ctx, params.id),
  }),
  route({
    method: 'PATCH',
    url: '/products/models/:id',
    permission: 'products.edit',
    summary: 'Change a product model',
    params: s.IdParams,
    body: s.ModelEdit,
    response: s.ModelRecord,
    run: async (ctx, { params, body }) => {
      await modelCommands.editModel(ctx, params.id, body)
      return models.modelRecord(ctx, params.id)
    },
  }),
  route({
    method: 'GET',
    url: '/products/families',
    permission: 'products.read',
    summary: 'Product families in use',
    response: s.Families,
    run: (ctx) => models.familiesInUse(ctx),
  }),
]

const productRoutes: RouteDef[] = [
  route({
    method: 'GET',
    url: '/products',
    permission: 'products.read',
    summary: 'Vehicles and products',
    query: s.ProductList,
    response: pageOf(s.ProductRow),
    run: (ctx, { query }) => queries.listProducts(ctx, query),
  }),
  route({
    method: 'POST',
    url: '/products',
    permission: 'products.edit',
    summary: 'Add a vehicle or product',
    create: true,
    body: s.NewProduct,
    response: s.ProductRecord,
    run: async (ctx, { body }) => queries.productRecord(ctx, await commands.addProduct(ctx, body)),
  }),
  download({
    url: '/products/export',
    permission: 'products.read',
    summary: 'The list of products as a file',
    confidential: true,
    query: s.ProductExport,
    run: (ctx, { query }) => exportProducts(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/products/archive-timeliness',
    permission: 'products.read',
    summary: 'Product archives made in time',
    query: s.Period,
    response: s.Timeliness,
    run: (ctx, { query }) => queries.productTimeliness(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/products/:id',
    permission: 'products.read',
    summary: 'A product’s archive',
    params: s.IdParams,
    response: s.ProductRecord,
    run: (ctx, { params }) => queries.productRecord(ctx, params.id),
  }),
  route({
    method: 'PATCH',
    url: '/products/:id',
    permission: 'products.edit',
    summary: 'Change a product’s archive',
    params: s.IdParams,
    body: s.ProductEdit,
    response: s.ProductRecord,
    run: async (ctx, { params, body }) => {
      await commands.editProduct(ctx, params.id, body)
      return queries.productRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/products/:id/archive',
    permission: 'products.edit',
    summary: 'Complete the archive of a product met on an order or in a file',
    params: s.IdParams,
    body: s.Archiving,
    response: s.ProductRecord,
    run: async (ctx, { params, body }) => {
      await commands.archiveProduct(ctx, params.id, body.version)
      return queries.productRecord(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/products/:id/alterations',
    permission: 'products.edit',
    summary: 'Add a technical change, a retrofit or a replaced major part',
    create: true,
    params: s.IdParams,
    body: s.NewAlteration,
    response: s.ProductRecord,
    run: async (ctx, { params, body }) => {
      await commands.addAlteration(ctx, params.id, body)
      return queries.productRecord(ctx, params.id)
    },
  }),
  route({
    method: 'GET',
    url: '/products/:id/coverage',
    permission: 'products.read',
    summary: 'Whether a fault at a moment is covered by the warranty',
    params: s.IdParams,
    query: s.CoverageQuery,
    response: s.Coverage,
    run: (ctx, { params, query }) => queries.coverageOf(ctx, params.id, query),
  }),
]

export const routes = [...modelRoutes, ...productRoutes, ...componentRoutes]
