import type { Load } from './load'

/** One question put to the product and to the floor. */
export interface Case {
  name: string
  /** The least share of the floor's requests a second. */
  budget: number | null
  product: Pick<Load, 'method' | 'requests'>
  floor: Pick<Load, 'method' | 'requests'>
}

export interface Subjects {
  unitId: string
  products: { productId: string; customerId: string }[]
  orderIds: string[]
}

const listQuery = '/api/v1/orders?state=handed_over&sort=-receivedAt&limit=50'
const api = '/api/v1'

/** The year behind us in whole months; the product also says what the year before it was. */
export function yearOf(now: Date): { year: number; from: string; to: string } {
  const year = now.getUTCFullYear() - 1
  return { year, from: `${year - 1}-01`, to: `${year}-12` }
}

const get = (paths: string[]): Pick<Load, 'method' | 'requests'> => ({
  method: 'GET',
  requests: paths.map((path) => ({ path })),
})

export function casesOf(subjects: Subjects, now: Date): Case[] {
  const { year, from, to } = yearOf(now)
  const promiseAt = new Date(now.getTime() + 24 * 3_600_000).toISOString()
  const create: Pick<Load, 'method' | 'requests'> = {
    method: 'POST',
    requests: subjects.products.map((product) => ({
      path: `${api}/orders`,
      body: JSON.stringify({
        typeKey: 'maintenance',
        unitId: subjects.unitId,
        ...product,
        details: { maintenance_item: '常规保养' },
        mileageKm: 60000,
        complaint: '保养，顺便检查刹车',
        promiseAt,
      }),
    })),
  }
  const list = get([listQuery])
  const read = get(subjects.orderIds.map((id) => `${api}/orders/${id}`))
  return [
    { name: 'list 50 of 100,000 orders, filtered and sorted', budget: 0.5, product: list, floor: list },
    { name: 'read one order', budget: 0.4, product: read, floor: read },
    { name: 'create an order', budget: 0.25, product: create, floor: create },
    {
      name: 'one indicator over a year',
      budget: null,
      product: get([`${api}/indicators/revenue_total/value?period=${year}`]),
      floor: get([`/floor/indicator?from=${from}&to=${to}`]),
    },
  ]
}
