import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { newId } from '../../src/kernel/ids'
import { layoutOf } from '../../src/platform/database/data-folder'
import { findRunning } from '../../src/platform/database/launcher'
import { startProduct, type Product } from '../../../e2e/support/product'

const root = join(import.meta.dirname, '..', '..', '..')
const password = 'kill me if you can'
export const env = { FUHENG_ADMIN_PASSWORD: password, FUHENG_PACK: 'dealer-4s', FUHENG_COMPANY: '断电试验店' }

/** What is killed: the server alone, the database alone, everything at once. */
export type Victim = 'server' | 'database' | 'all'

export interface Round {
  victim: Victim
  asked: number
  acknowledged: number
  /** Acknowledged, but not found exactly once. */
  lost: string[]
  /** Never acknowledged, and found more than once. */
  doubled: string[]
  verifyExit: number
  verifyOutput: string
}

class Writer {
  readonly asked: string[] = []
  readonly acknowledged: string[] = []
  private running = true
  constructor(
    private readonly url: string,
    private readonly cookie: string,
    private readonly unitId: string,
  ) {}

  stop(): void {
    this.running = false
  }

  /** Takes in orders and adds a line to every third one, one request after another, until told to stop or nobody answers. */
  async work(): Promise<void> {
    while (this.running) {
      const key = newId()
      this.asked.push(key)
      const order = await this.post('/orders', key, {
        typeKey: 'maintenance',
        unitId: this.unitId,
        unclear: true,
        complaint: key,
      })
      if (!order) return
      this.acknowledged.push(key)
      if (this.acknowledged.length % 3 === 0) await this.addLine(order)
    }
  }

  private async addLine(order: { id: string; version: number }): Promise<void> {
    const line = {
      kind: 'labour',
      name: '更换机油',
      quantity: '1',
      unitPrice: '188.50',
      version: order.version,
    }
    await this.post(`/orders/${order.id}/lines`, newId(), line)
  }

  private async post(
    path: string,
    key: string,
    body: object,
  ): Promise<{ id: string; version: number } | null> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key, cookie: this.cookie }
    const answer = await fetch(`${this.url}/api/v1${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    }).catch(() => null)
    if (!answer || answer.status !== 201) return null
    return (await answer.json().catch(() => null)) as { id: string; version: number } | null
  }
}

export async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'admin', password }),
  })
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}

async function frontDesk(url: string, cookie: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/org/units`, { headers: { cookie } })
  const { items } = (await answer.json()) as { items: { id: string; code: string }[] }
  return items.find((unit) => unit.code === 'front-desk')?.id ?? ''
}

const postmasterOf = (dataDir: string): number =>
  Number(readFileSync(join(layoutOf(dataDir).cluster, 'postmaster.pid'), 'utf8').split('\n')[0])

const childrenOf = (pid: number): number[] => {
  try {
    return execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(Number)
  } catch {
    return []
  }
}

const kill = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It is gone already, which is what we want.
  }
}

export function strike(product: Product, victim: Victim): void {
  const server = product.process.pid ?? 0
  const postmaster = postmasterOf(product.dataDir)
  const all = [server, ...childrenOf(server), postmaster, ...childrenOf(postmaster)]
  if (victim === 'server') kill(server)
  else if (victim === 'database') kill(postmaster)
  else all.forEach(kill)
}

export const gone = (product: Product): Promise<unknown> =>
  product.process.exitCode !== null || product.process.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => product.process.once('exit', resolve))

/** How often each key is found among the orders, read past the server. */
async function countKeys(dataDir: string): Promise<Map<string, number>> {
  const database = await findRunning(dataDir)
  if (!database) throw new Error('The database does not run.')
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  try {
    const { rows: companies } = await client.query<{ company_id: string }>(
      'select distinct company_id from identity_users',
    )
    await client.query(`select set_config('fuheng.company', $1, false)`, [companies[0]?.company_id])
    const { rows } = await client.query<{ complaint: string; n: number }>(
      'select complaint, count(*)::int as n from service_orders group by 1',
    )
    return new Map(rows.map((row) => [row.complaint, row.n]))
  } finally {
    await client.end()
  }
}

export function verify(dataDir: string): { exit: number; output: string } {
  try {
    const output = execFileSync(process.execPath, [join(root, 'server', 'dist', 'cli.js'), 'verify'], {
      env: { ...process.env, FUHENG_DATA: dataDir },
      encoding: 'utf8',
    })
    return { exit: 0, output }
  } catch (error) {
    const failed = error as { status: number; stdout: string; stderr: string }
    return { exit: failed.status, output: failed.stdout + failed.stderr }
  }
}

/** Orders that must be acknowledged before a blow: without any, a round proves nothing. */
const enough = 8
const acknowledgedBy = (writers: readonly Writer[]): number =>
  writers.reduce((count, writer) => count + writer.acknowledged.length, 0)

/** One round: write with four writers, kill after a moment, start again, count every key. */
async function round(dataDir: string, victim: Victim, after: number): Promise<Round> {
  const product = await startProduct(env, dataDir)
  const cookie = await signIn(product.url)
  const unitId = await frontDesk(product.url, cookie)
  const writers = Array.from({ length: 4 }, () => new Writer(product.url, cookie, unitId))
  const work = Promise.all(writers.map((writer) => writer.work()))
  await new Promise((resolve) => setTimeout(resolve, after))
  // On a machine that is busy with other things, the load comes late.
  for (let waited = 0; waited < 60_000 && acknowledgedBy(writers) < enough; waited += 20)
    await new Promise((resolve) => setTimeout(resolve, 20))
  strike(product, victim)
  writers.forEach((writer) => writer.stop())
  await Promise.all([work, gone(product)])

  const again = await startProduct(env, dataDir)
  try {
    const found = await countKeys(dataDir)
    const acknowledged = new Set(writers.flatMap((writer) => writer.acknowledged))
    const asked = writers.flatMap((writer) => writer.asked)
    const { exit, output } = verify(dataDir)
    return {
      victim,
      asked: asked.length,
      acknowledged: acknowledged.size,
      lost: [...acknowledged].filter((key) => found.get(key) !== 1),
      doubled: asked.filter((key) => (found.get(key) ?? 0) > 1),
      verifyExit: exit,
      verifyOutput: output,
    }
  } finally {
    await again.stop()
  }
}

/** PLT-16: as many rounds as asked for, on one data folder, each victim in turn. */
export async function killRounds(
  count: number,
  onRound: (round: Round) => void = () => undefined,
): Promise<Round[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'fuheng-kill-'))
  const victims: Victim[] = ['server', 'database', 'all']
  const rounds: Round[] = []
  try {
    for (let at = 0; at < count; at += 1) {
      const done = await round(dataDir, victims[at % 3] ?? 'all', 2500 + ((at * 331) % 1500))
      onRound(done)
      rounds.push(done)
    }
    return rounds
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}
