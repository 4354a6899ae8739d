import { z } from 'zod'
import type { Ctx } from '../../platform/ctx'
import { id } from '../../platform/http/schema'
import { route } from '../../platform/http/route'
import { searchCustomers } from '../customers'
import { searchProducts } from '../products'
import { searchOrders } from '../service'

const perKind = 20

const Found = z
  .object({
    customers: z.array(z.object({ id, name: z.string(), phone: z.string().nullable() })),
    products: z.array(
      z.object({
        id,
        plate: z.string(),
        vin: z.string().nullable(),
        serial: z.string().nullable(),
        modelName: z.string().nullable(),
        customerName: z.string().nullable(),
      }),
    ),
    orders: z.array(
      z.object({
        id,
        number: z.string(),
        state: z.string(),
        customerName: z.string().nullable(),
        plate: z.string().nullable(),
        receivedAt: z.date(),
      }),
    ),
  })
  .meta({ id: 'Found' })

/** CUS-7: customers, products and orders for one fragment, each as far as the caller may see it. */
async function search(ctx: Ctx, q: string) {
  return {
    customers: await searchCustomers(ctx, q, perKind),
    products: await searchProducts(ctx, q, perKind),
    orders: await searchOrders(ctx, q, perKind),
  }
}

export const routes = [
  route({
    method: 'GET',
    url: '/search',
    permission: 'signed_in',
    summary: 'Customers, products and orders by any fragment',
    query: z.object({ q: z.string().trim().min(1).max(100) }),
    response: Found,
    run: (ctx, { query }) => search(ctx, query.q),
  }),
]
