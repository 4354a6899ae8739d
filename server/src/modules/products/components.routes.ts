import { route, type RouteDef } from '../../platform/http/route'
import { addComponent, editComponent, productComponents, swapComponent } from './components'
import * as s from './components.schemas'
import { productRow } from './rows'
import { IdParams } from './schemas'

/** AST-6: 部件与换件; each change answers with the list as it is then. */
export const componentRoutes: RouteDef[] = [
  route({
    method: 'GET',
    url: '/products/:id/components',
    permission: 'products.read',
    summary: 'Parts of a product with serial numbers, and swaps',
    params: IdParams,
    response: s.Components,
    run: async (ctx, { params }) => {
      await productRow(ctx, params.id)
      return productComponents(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/products/:id/components',
    permission: 'products.edit',
    summary: 'Add a part',
    create: true,
    params: IdParams,
    body: s.NewComponent,
    response: s.Components,
    run: async (ctx, { params, body }) => {
      await addComponent(ctx, params.id, body)
      return productComponents(ctx, params.id)
    },
  }),
  route({
    method: 'PATCH',
    url: '/products/:id/components/:componentId',
    permission: 'products.edit',
    summary: 'Mend what was written of a part',
    params: s.ComponentParams,
    body: s.ComponentEdit,
    response: s.Components,
    run: async (ctx, { params, body }) => {
      await editComponent(ctx, params, body)
      return productComponents(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/products/:id/swaps',
    permission: 'products.edit',
    summary: 'Swap a faulty part for another',
    create: true,
    params: IdParams,
    body: s.NewSwap,
    response: s.Components,
    run: async (ctx, { params, body }) => {
      await swapComponent(ctx, params.id, body, null)
      return productComponents(ctx, params.id)
    },
  }),
]
