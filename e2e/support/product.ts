import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

/** The product as a user runs it: the built server as a process of its own, on its embedded database. */
export interface Product {
  url: string
  dataDir: string
  process: ChildProcess
  stop(): Promise<void>
}

const exited = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', () => resolve()))

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (part: Buffer) => {
      said += part.toString()
      const found = /https?:\/\/[\d.:]+/.exec(said)
      if (found) resolve(found[0])
    })
    child.stderr?.on('data', (part: Buffer) => {
      said += part.toString()
    })
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${said}`)))
  })
}

/** Starts the server on any free port; with `dataDir` on data that is there already. */
export async function startProduct(env: Record<string, string> = {}, dataDir?: string): Promise<Product> {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'fuheng-e2e-'))
  const child = spawn(process.execPath, [join(root, 'server', 'dist', 'main.js')], {
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', FUHENG_DATA: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const url = await addressOf(child)
  return {
    url,
    dataDir: folder,
    process: child,
    async stop() {
      child.kill('SIGTERM')
      await exited(child)
      if (!dataDir) rmSync(folder, { recursive: true, force: true })
    },
  }
}
