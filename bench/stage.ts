import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded, type EmbeddedDatabase } from '../server/src/platform/database/launcher'
import { migrate } from '../server/src/platform/migrate'
import { migrationsDir, root } from '../server/src/paths'

const password = 'measure me if you can'

/** A process under measurement: where it listens, how much memory it holds, how long it took to be there. */
export interface Running {
  url: string
  pid: number
  startMs: number
  memoryMb(): number
  stop(): Promise<void>
}

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', () => resolve()))

const residentMb = (pid: number): number => {
  const found = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Math.round(Number(found?.[1] ?? 0) / 1024)
}

/** Starts a node program that says its address in a line of its own. */
export function startProgram(
  file: string,
  env: Record<string, string>,
  flags: string[] = [],
): Promise<Running> {
  const begun = performance.now()
  const child = spawn(process.execPath, [...flags, file], {
    env: { ...process.env, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (part: Buffer) => {
      said += part.toString()
      const address = /https?:\/\/[\d.:]+/.exec(said)
      if (!address) return
      resolve({
        url: address[0],
        pid: child.pid ?? 0,
        startMs: performance.now() - begun,
        memoryMb: () => residentMb(child.pid ?? 0),
        async stop() {
          child.kill('SIGTERM')
          await ended(child)
        },
      })
    })
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}: ${said}`)))
  })
}

/** A database of its own with one company, in a folder that goes away with it. */
export interface Stage {
  dataDir: string
  database: EmbeddedDatabase
  /** As the superuser: sees everything, for filling and looking. */
  client: pg.Client
  /** Opened by `startProduct` once the company is there. */
  companyId(): Promise<string>
  startProduct(flags?: string[]): Promise<Running>
  /** The product on its own embedded database, as `npm start` runs it; the stage's database must be stopped. */
  startWhole(): Promise<Running>
  stopDatabase(): Promise<void>
  close(): Promise<void>
}

/** With `kept`, on a folder that stays for the next time; `build` is the folder of the built server. */
export async function openStage(kept?: string, build = 'server/dist'): Promise<Stage> {
  const dataDir = kept ?? mkdtempSync(join(tmpdir(), 'fuheng-bench-'))
  const log = { info: () => undefined, warn: (line: string) => void process.stderr.write(`${line}\n`) }
  const database = await startEmbedded({ dataDir, log })
  await migrate(database.ownerUrl, migrationsDir)
  const client = new pg.Client({ connectionString: database.superUrl })
  client.on('error', () => undefined)
  await client.connect()
  const program = join(root, build, 'main.js')
  const company = {
    FUHENG_ADMIN_PASSWORD: password,
    FUHENG_PACK: 'dealer-4s',
    FUHENG_COMPANY: '测量店',
    FUHENG_DATA: dataDir,
  }
  let isUp = true
  const stopDatabase = async () => {
    if (!isUp) return
    isUp = false
    await client.end()
    await database.stop()
  }
  return {
    dataDir,
    database,
    client,
    async companyId() {
      const { rows } = await client.query<{ id: string }>('select id from org_companies')
      return rows[0]?.id ?? ''
    },
    startProduct: (flags) =>
      startProgram(
        program,
        { ...company, DATABASE_URL: database.ownerUrl, FUHENG_APP_DATABASE_URL: database.appUrl },
        flags,
      ),
    startWhole: () => startProgram(program, company),
    stopDatabase,
    async close() {
      await stopDatabase().catch(() => undefined)
      if (kept === undefined) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** The session cookie of the administrator. */
export async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'admin', password }),
  })
  if (!answer.ok) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`)
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}
