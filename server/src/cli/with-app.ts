import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { buildApp, type App } from '../app'
import { packFoldersIn } from '../modules/packs'
import { migrationsDir, packsDir } from '../paths'
import { readConfig } from '../platform/config'
import { databaseFromUrl } from '../platform/database/database-from-url'
import { findRunning, startEmbedded, type Database } from '../platform/database/launcher'
import { migrate } from '../platform/migrate'

const log = { info: () => undefined, warn: (line: string) => process.stderr.write(`${line}\n`) }
export const say = (line: string) => process.stdout.write(`${line}\n`)

async function databaseOf(config: ReturnType<typeof readConfig>): Promise<Database> {
  if (config.databaseUrl)
    return databaseFromUrl({ url: config.databaseUrl, appUrl: config.appDatabaseUrl ?? undefined, log })
  return (await findRunning(config.dataDir)) ?? startEmbedded({ dataDir: config.dataDir, log })
}

/**
 * Opens the installation beside a running server, or starts its database for the time of one command; `below` is the
 * folder of a demo inside the data folder.
 */
export async function withApp(work: (app: App) => Promise<number>, below = ''): Promise<number> {
  const read = readConfig({ ...process.env, FUHENG_ADMIN_PASSWORD: undefined }, await packFoldersIn(packsDir))
  const config = { ...read, dataDir: join(read.dataDir, below) }
  mkdirSync(config.dataDir, { recursive: true })
  const database = await databaseOf(config)
  try {
    await migrate(database.ownerUrl, migrationsDir)
    const app = await buildApp({
      appUrl: database.appUrl,
      filesDir: join(config.dataDir, 'files'),
      packsDir,
      webRoot: null,
      jobs: false,
    })
    try {
      return await work(app)
    } finally {
      await app.close()
    }
  } finally {
    await database.stop()
  }
}
