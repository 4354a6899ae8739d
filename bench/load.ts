// A process of its own that loads one server over loopback and says in one line of JSON what it got.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import autocannon from 'autocannon'

/** What is asked for; the requests are taken in turn. A create gets a key of its own with every request. */
export interface Load {
  url: string
  method: 'GET' | 'POST'
  requests: { path: string; body?: string }[]
  headers: Record<string, string>
  connections: number
  seconds: number
}

export interface Loaded {
  requestsPerSecond: number
  p50: number
  p99: number
  failed: number
}

/** The first refusal with its words; the load itself only counts. */
async function tryOne(load: Load): Promise<void> {
  const [first] = load.requests
  const answer = await fetch(`${load.url}${first?.path}`, {
    method: load.method,
    headers: { ...load.headers, 'idempotency-key': randomUUID() },
    body: first?.body,
  })
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
}

async function run(load: Load): Promise<Loaded> {
  if (load.method === 'POST') await tryOne(load)
  const keys = load.method === 'POST'
  const result = await autocannon({
    url: load.url,
    connections: load.connections,
    duration: load.seconds,
    requests: load.requests.map((request) => ({
      ...request,
      method: load.method,
      headers: load.headers,
      ...(keys && {
        setupRequest: (next: autocannon.Request) => ({
          ...next,
          headers: { ...load.headers, 'idempotency-key': randomUUID() },
        }),
      }),
    })),
  })
  return {
    requestsPerSecond: result['2xx'] / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failed: result.non2xx + result.errors + result.timeouts,
  }
}

const load = JSON.parse(readFileSync(0, 'utf8')) as Load
process.stdout.write(`${JSON.stringify(await run(load))}\n`)
