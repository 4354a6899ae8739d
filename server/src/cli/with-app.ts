import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { buildApp, type App } from '../app'
import { companyIds } from '../modules/identity'
import { companyOf } from '../modules/org'
import { packFoldersIn } from '../modules/packs'
import { migrationsDir, packsDir } from '../paths'
import { readConfig } from '../platform/config'
import type { Company } from '../platform/ctx'
import { databaseFromUrl } from '../platform/database/database-from-url'
import { findRunning, startEmbedded, type Database } from '../platform/database/launcher'
import { runSystem } from '../platform/http/edge'
import { migrate } from '../platform/migrate'

const log = { info: () => undefined, warn: (line: string) => process.stderr.write(`${line}\n`) }
export const say = (line: string) => process.stdout.write(`${line}\n`)

async function databaseOf(config: ReturnType<typeof readConfig>): Promise<Database> {
  if (config.databaseUrl)
    return databaseFromUrl({ url: config.databaseUrl, appUrl: config.appDatabaseUrl ?? undefined, log })
  return (await findRunning(config.dataDir)) ?? startEmbedded({ dataDir: config.dataDir, log })
}

/** Opens the installation beside a running server, or starts its database for the time of one command. */
export async function withApp(work: (app: App) => Promise<number>): Promise<number> {
  const config = readConfig(
    { ...process.env, FUHENG_ADMIN_PASSWORD: undefined },
    await packFoldersIn(packsDir),
  )
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

/** Every company of the installation. */
export async function companiesOf(app: App): Promise<Company[]> {
  const { edge } = app.house
  const companies: Company[] = []
  for (const id of await companyIds(edge.db)) {
    const stub = { id, name: '', timeZone: 'Asia/Shanghai' }
    companies.push(await runSystem(edge, stub, (ctx) => companyOf(ctx.tx, id), { readOnly: true }))
  }
  return companies
}
