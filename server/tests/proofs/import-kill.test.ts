import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { newId } from '../../src/kernel/ids'
import { startProduct, type Product } from '../../../e2e/support/product'
import { env, gone, signIn, strike, verify, type Victim } from './kill'

// Twelve chunks: the blow falls after the first, seconds before the last.
const rows = 6_000
const columns = ['externalNo', 'customer', 'plate', 'received', 'handedOver', 'lineName', 'lineAmount']

/** A ledger of many orders, one row each. */
function ledger(): Buffer {
  const lines = Array.from({ length: rows }, (_none, n) => {
    const day = `2025-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`
    return `K-${n},客户${n % 5000},粤A${String(n % 5000).padStart(5, '0')},${day} 09:00,${day} 17:00,保养,380.00`
  })
  return Buffer.from([columns.join(','), ...lines].join('\n'), 'utf8')
}

type Ask = (method: string, path: string, body?: object | FormData) => Promise<any>

async function session(url: string): Promise<Ask> {
  const cookie = await signIn(url)
  return async (method, path, body) => {
    const isForm = body instanceof FormData
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        cookie,
        ...(method === 'POST' && { 'idempotency-key': newId() }),
        ...(!isForm && body && { 'content-type': 'application/json' }),
      },
      body: isForm ? body : body && JSON.stringify(body),
    })
    const data: any = await answer.json()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(data)}`)
    return data
  }
}

async function until(ask: Ask, path: string, isSo: (data: any) => boolean, seconds: number): Promise<any> {
  for (let waited = 0; waited < seconds * 1000; waited += 50) {
    const data = await ask('GET', path)
    if (isSo(data)) return data
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${path} did not come so far within ${seconds} s.`)
}

/** Uploads the ledger, tries it and starts the run; comes back when the first chunk is written, uncommitted. */
async function startImport(ask: Ask): Promise<any> {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(ledger())]), 'ledger.csv')
  const made = await ask('POST', '/imports?entity=orders&kind=history', form)
  const { sheet, headerRow, headerRows, emptySigns, version } = made
  const mapping = Object.fromEntries(columns.map((key, column) => [key, { column }]))
  const choices = { dropDuplicateLines: false, dropBadRows: false, remember: false }
  const settings = { sheet, headerRow, headerRows, emptySigns, mapping, version, ...choices }
  const saved = await ask('PUT', `/imports/${made.id}/settings`, settings)
  await ask('POST', `/imports/${made.id}/check`, { version: saved.version })
  const checked = await until(ask, `/imports/${made.id}`, ({ state }) => state !== 'checking', 120)
  expect(checked).toMatchObject({ state: 'checked', counts: { good: rows, errors: 0 } })
  await ask('POST', `/imports/${made.id}/run`, { version: checked.version })
  return until(ask, `/imports/${made.id}`, ({ progress }) => progress.done >= 500, 120)
}

let product: Product | undefined
let folder = ''
afterEach(async () => {
  await product?.stop().catch(() => undefined)
  rmSync(folder, { recursive: true, force: true })
})

it.each<Victim>(['server', 'all'])(
  'PLT-4, PLT-16: an import whose %s is killed half-way leaves nothing and says that it failed',
  { timeout: 300_000 },
  async (victim) => {
    folder = mkdtempSync(join(tmpdir(), 'fuheng-import-kill-'))
    const first = await startProduct(env, folder)
    product = first
    const half = await startImport(await session(first.url))
    expect(half.state).toBe('running')
    expect(half.progress.done).toBeLessThan(rows)
    strike(first, victim)
    await gone(first)

    product = await startProduct(env, folder)
    const ask = await session(product.url)
    expect((await ask('GET', '/orders?limit=1')).total).toBe(0)
    expect((await ask('GET', '/customers?limit=1')).total).toBe(0)
    const over = await until(ask, `/imports/${half.id}`, ({ state }) => state !== 'running', 120)
    expect(over).toMatchObject({
      state: 'failed',
      failure: { reason: 'workbench.run_interrupted' },
      can: { check: true, run: false },
    })
    expect((await ask('GET', '/orders?limit=1')).total).toBe(0)
    expect(verify(folder).exit).toBe(0)
  },
)
