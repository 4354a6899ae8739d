import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startProduct, type Product } from '../../../e2e/support/product'
import { newId } from '../../src/kernel/ids'
import { type EmbeddedDatabase, startEmbedded } from '../../src/platform/database/launcher'
import { quiet } from './support'

const password = 'two of a kind, one of us'
const jobs = 1000

const headers = (cookie: string, key?: string) => ({
  cookie,
  'content-type': 'application/json',
  ...(key && { 'idempotency-key': key }),
})

async function ask(at: Product, cookie: string, path: string, body?: object, method = 'POST'): Promise<any> {
  const answer = await fetch(`${at.url}/api/v1${path}`, {
    method: body ? method : 'GET',
    headers: headers(cookie, body && newId()),
    body: body && JSON.stringify(body),
  })
  return { status: answer.status, data: await answer.json().catch(() => null), headers: answer.headers }
}

async function signIn(at: Product): Promise<string> {
  const { status, headers: got } = await ask(at, '', '/session', { login: 'admin', password })
  expect(status).toBe(200)
  return got.get('set-cookie')?.split(';')[0] ?? ''
}

/** Waits until something is so, at most so long; says how long it took. */
async function until(isSo: () => Promise<boolean>, most: number): Promise<number> {
  const begun = performance.now()
  while (!(await isSo())) {
    if (performance.now() - begun > most) throw new Error(`not within ${most} ms`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return performance.now() - begun
}

/** What a live stream says, as it says it. */
async function listen(at: Product, cookie: string) {
  const abort = new AbortController()
  const answer = await fetch(`${at.url}/api/v1/live`, { headers: { cookie }, signal: abort.signal })
  const heard: string[] = []
  const reading = (async () => {
    const decoder = new TextDecoder()
    for await (const part of answer.body ?? []) heard.push(decoder.decode(part as Uint8Array))
  })().catch(() => undefined)
  return { status: answer.status, heard, stop: () => (abort.abort(), reading) }
}

describe('PLT-16: two servers on one database', () => {
  const folders = ['data', 'one', 'two'].map((name) => mkdtempSync(join(tmpdir(), `fuheng-${name}-`)))
  const [dataDir = '', ...own] = folders
  let database: EmbeddedDatabase
  let one: Product
  let two: Product
  let client: pg.Client

  beforeAll(async () => {
    database = await startEmbedded({ dataDir, log: quiet })
    const env = {
      DATABASE_URL: database.ownerUrl,
      FUHENG_APP_DATABASE_URL: database.appUrl,
      FUHENG_ADMIN_PASSWORD: password,
      FUHENG_PACK: 'dealer-4s',
      FUHENG_COMPANY: '双机试验店',
    }
    // At once, on an empty database: one of them migrates and sets up, the other waits and finds it done.
    ;[one, two] = (await Promise.all(own.map((folder) => startProduct(env, folder)))) as [Product, Product]
    client = new pg.Client({ connectionString: database.superUrl })
    await client.connect()
  })
  afterAll(async () => {
    await client?.end()
    await Promise.all([one?.stop(), two?.stop()])
    await database?.stop()
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })

  const count = async (sql: string) => (await client.query<{ n: number }>(sql)).rows[0]?.n

  it('both came up, with one company and every migration once', async () => {
    expect(await count('select count(*)::int as n from org_companies')).toBe(1)
    expect(await count('select count(*)::int as n from identity_users')).toBe(1)
    const twice =
      'select count(*)::int as n from (select name from fuheng_migrations group by 1 having count(*) > 1) x'
    expect(await count(twice)).toBe(0)
    for (const at of [one, two]) expect((await fetch(`${at.url}/readyz`)).status).toBe(200)
  })

  it('a session made on the one works on the other, and revoked there is refused here at once', async () => {
    const cookie = await signIn(one)
    expect((await ask(two, cookie, '/session')).status).toBe(200)
    const gone = await fetch(`${one.url}/api/v1/session`, { method: 'DELETE', headers: { cookie } })
    expect(gone.status).toBe(200)
    expect((await ask(two, cookie, '/org/units')).status).toBe(401)
  })

  it('a move on the one is told to whoever watches the other within two seconds', async () => {
    const cookie = await signIn(one)
    const units = await ask(one, cookie, '/org/units')
    const unitId = units.data.items.find((unit: any) => unit.code === 'front-desk').id
    const body = { typeKey: 'maintenance', unitId, unclear: true, complaint: '保养', accept: false }
    const order = await ask(one, cookie, '/orders', body)
    expect(order.status).toBe(201)
    const stream = await listen(two, cookie)
    expect(stream.status).toBe(200)
    await until(async () => stream.heard.join('').includes('retry'), 2000)
    const to = order.data.moves[0]
    const moved = await ask(one, cookie, `/orders/${order.data.id}/move`, { version: order.data.version, to })
    expect(moved.status).toBeLessThan(300)
    await until(async () => stream.heard.join('').includes('"orders"'), 2000)
    await stream.stop()
  })

  it(`${jobs} jobs queued from both: each takes effect exactly once`, async () => {
    const { rows } = await client.query<{ id: string; name: string }>('select id, name from org_companies')
    const company = { id: rows[0]?.id, name: rows[0]?.name, timeZone: 'Asia/Shanghai' }
    // A job that adds: run twice, the sum would be twice as large. Folding takes its deltas away as it adds them up.
    await client.query(
      `insert into indicator_deltas (company_id, id, day, unit_id, product_family, order_type, role, person_id, kind, measure, amount)
       select $1, gen_random_uuid(), '2020-01-01', $1, '', 'probe', 'owner', $1, 'probe', 'count', 1 from generate_series(1, $2::int)`,
      [company.id, jobs],
    )
    await client.query(
      `create table ran (job_id bigint, attempts int, worker text);
       create function note_run() returns trigger language plpgsql security definer as $$ begin
         insert into public.ran values (old.id, old.attempts, old.locked_by); return old; end $$;
       create trigger note_run after delete on graphile_worker._private_jobs for each row execute function note_run()`,
    )
    const queue = `select graphile_worker.add_job('indicators.fold', $1::json, queue_name => null) from generate_series(1, $2::int)`
    const body = JSON.stringify({ company, payload: {} })
    // From two connections at once, as two servers would.
    const other = new pg.Client({ connectionString: database.superUrl })
    await other.connect()
    await Promise.all([client.query(queue, [body, jobs / 2]), other.query(queue, [body, jobs / 2])])
    await other.end()
    const left = 'select count(*)::int as n from graphile_worker._private_jobs'
    await until(async () => (await count(left)) === 0, 40_000)
    expect(await count('select count(distinct job_id)::int as n from ran')).toBe(jobs)
    expect(await count('select count(*)::int as n from ran')).toBe(jobs)
    // Taken once each; a job is locked in the name of its server, and both had their share.
    expect(await count('select max(attempts)::int as n from ran')).toBe(1)
    expect(await count('select count(distinct worker)::int as n from ran')).toBe(2)
    expect(await count(`select total::int as n from indicator_rollup_days where kind = 'probe'`)).toBe(jobs)
    expect(await count(`select count(*)::int as n from indicator_deltas where kind = 'probe'`)).toBe(0)
  })
})
