import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../src/kernel/ids'
import { startProduct, type Product } from '../../../e2e/support/product'

const password = 'two hands one order'
let product: Product

beforeAll(async () => {
  product = await startProduct({
    FUHENG_ADMIN_PASSWORD: password,
    FUHENG_PACK: 'dealer-4s',
    FUHENG_COMPANY: '冲突试验店',
  })
})
afterAll(() => product?.stop())

async function session(): Promise<
  (method: string, path: string, body?: object) => Promise<{ status: number; data: any }>
> {
  const signIn = await fetch(`${product.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'admin', password }),
  })
  const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  return async (method, path, body) => {
    const headers: Record<string, string> = { cookie, 'content-type': 'application/json' }
    if (method === 'POST') headers['idempotency-key'] = newId()
    const answer = await fetch(`${product.url}/api/v1${path}`, {
      method,
      headers,
      body: body && JSON.stringify(body),
    })
    return { status: answer.status, data: await answer.json() }
  }
}

it(
  'SVC-2: two sessions save one order with the same version, 50 times: exactly one wins, the other sees both values',
  { timeout: 120_000 },
  async () => {
    const [one, two] = await Promise.all([session(), session()])
    const units = await one('GET', '/org/units')
    const unitId = units.data.items.find((unit: { code: string }) => unit.code === 'front-desk').id
    const created = await one('POST', '/orders', {
      typeKey: 'maintenance',
      unitId,
      unclear: true,
      complaint: '异响',
    })
    expect(created.status).toBe(201)
    let { version } = created.data
    for (let round = 0; round < 50; round += 1) {
      const mine = { complaint: `甲说 ${round}`, version }
      const yours = { complaint: `乙说 ${round}`, version }
      const path = `/orders/${created.data.id}`
      const answers = await Promise.all([one('PATCH', path, mine), two('PATCH', path, yours)])
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
      const [won, lost] = answers[0]?.status === 200 ? answers : [answers[1], answers[0]]
      expect(lost?.data.details.changed).toContain('complaint')
      expect(lost?.data.details.current.complaint).toBe(won?.data.complaint)
      version = won?.data.version
    }
  },
)
