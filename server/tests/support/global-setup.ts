import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../../src/platform/database/launcher'
import { migrate } from '../../src/platform/migrate'

declare module 'vitest' {
  interface ProvidedContext {
    superUrl: string
    ownerUrl: string
    appUrl: string
  }
}

const root = join(import.meta.dirname, '..', '..', '..')

/** Nobody pulls the plug of this one: commits need not reach the disk. The tests that kill servers start their own. */
async function forgetDurability(superUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: superUrl })
  await client.connect()
  for (const name of ['fsync', 'synchronous_commit', 'full_page_writes'])
    await client.query(`alter system set ${name} = off`)
  await client.query('select pg_reload_conf()')
  await client.end()
}

/** One real PostgreSQL for the whole run; each test file copies the migrated database for itself. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'fuheng-test-'))
  const database = await startEmbedded({ dataDir, log: { info: () => undefined, warn: () => undefined } })
  await forgetDurability(database.superUrl)
  await migrate(database.ownerUrl, join(root, 'server', 'migrations'))
  project.provide('superUrl', database.superUrl)
  project.provide('ownerUrl', database.ownerUrl)
  project.provide('appUrl', database.appUrl)
  return async () => {
    await database.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
