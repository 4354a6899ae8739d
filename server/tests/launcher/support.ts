import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { Client } from 'pg'
import { afterAll } from 'vitest'
import { locateEngine } from '../../src/platform/database/engine'
import type { EmbeddedOptions } from '../../src/platform/database/launcher'

export const isRoot = process.getuid?.() === 0
export const nobody = { uid: 65534, gid: 65534 }
export const quiet = { info: () => undefined, warn: () => undefined }

/** What a child server tells when its database is up, or why it is not. */
export interface ChildReport {
  readonly pid: number
  readonly ownerUrl: string
  readonly appUrl: string
  readonly superUrl: string
  readonly error?: string
  readonly message?: string
  readonly warnings: string[]
}

export interface ChildServer {
  readonly process: ChildProcess
  readonly report: Promise<ChildReport>
}

const trash: string[] = []
const children: ChildProcess[] = []

afterAll(async () => {
  for (const child of children) child.kill('SIGTERM')
  await Promise.all(children.map(hasEnded))
  for (const folder of trash) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

/** A new folder; mode 0700 is what mkdtemp gives and what hides a clone in a home folder. */
export function newFolder(mode: number, owner = isRoot ? { uid: 0, gid: 0 } : undefined): string {
  const folder = mkdtempSync(join(tmpdir(), 'fuheng-'))
  trash.push(folder)
  chmodSync(folder, mode)
  if (owner) chownSync(folder, owner.uid, owner.gid)
  return folder
}

/** A copy of the installed PostgreSQL, without the library links as after `npm ci --ignore-scripts`. */
export async function copyOfEngine(parent: string): Promise<string> {
  const copy = join(parent, 'native')
  const engine = locateEngine()
  await cp(engine, copy, {
    recursive: true,
    filter: (file) => !/\.so(\.\d+)?$/.test(file) || isNeededFile(file),
  })
  return copy
}

// The links stand beside a file with a longer name; modules of lib/postgresql are no links.
const isNeededFile = (file: string): boolean =>
  dirname(file).endsWith('postgresql') ||
  /\/(libcrypto|libssl|liblzma|libxml2|libxslt|libz|libossp)/.test(file)

let program: Promise<string> | undefined

/** Starts a server in a process of its own that can be killed. It leads a process group. */
export async function startChild(
  options: Omit<EmbeddedOptions, 'log'>,
  how: { uid?: number; gid?: number; path?: string } = {},
): Promise<ChildServer> {
  program ??= bundleChild()
  const { path, ...ids } = how
  const child = spawn(
    process.execPath,
    [await program, JSON.stringify({ engine: locateEngine(), ...options })],
    {
      ...ids,
      cwd: '/',
      detached: true,
      env: { PATH: path ?? process.env.PATH },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  children.push(child)
  return { process: child, report: readReport(child) }
}

export async function hasEnded(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

/** Lets a child server stop properly. */
export async function stopChild({ process: child }: ChildServer): Promise<void> {
  child.kill('SIGTERM')
  await hasEnded(child)
}

export async function query<T extends object>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows
  } finally {
    await client.end()
  }
}

async function readReport(child: ChildProcess): Promise<ChildReport> {
  if (!child.stdout) throw new Error('no output')
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line) as ChildReport
  throw new Error('the child ended without a word')
}

/** One file without imports: another account may not be allowed to read the clone. */
async function bundleChild(): Promise<string> {
  const outfile = join(newFolder(0o755), 'child.cjs')
  await build({
    entryPoints: [join(dirname(fileURLToPath(import.meta.url)), 'child.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['pg-native', 'pg-cloudflare'],
    define: { 'import.meta.url': 'here' },
    banner: { js: 'const here = require("node:url").pathToFileURL(__filename).href' },
    logLevel: 'error',
  })
  chmodSync(outfile, 0o644)
  return outfile
}
