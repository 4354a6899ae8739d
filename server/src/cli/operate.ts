import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { buildApp, type App } from '../app'
import { demoHash } from '../demo'
import { addCompany, packFoldersIn } from '../modules/packs'
import { migrationsDir, packsDir } from '../paths'
import { readConfig } from '../platform/config'
import { databaseFromUrl } from '../platform/database/database-from-url'
import { findRunning, startEmbedded, type Database } from '../platform/database/launcher'
import { migrate } from '../platform/migrate'
import { packSource, verifiers } from '../wiring'
import { findProblems } from './problems'

export { findProblems }

const log = { info: () => undefined, warn: (line: string) => process.stderr.write(`${line}\n`) }
const say = (line: string) => process.stdout.write(`${line}\n`)

async function databaseOf(config: ReturnType<typeof readConfig>): Promise<Database> {
  if (config.databaseUrl)
    return databaseFromUrl({ url: config.databaseUrl, appUrl: config.appDatabaseUrl ?? undefined, log })
  return (await findRunning(config.dataDir)) ?? startEmbedded({ dataDir: config.dataDir, log })
}

/** Opens the installation beside a running server, or starts its database for the time of one command. */
async function withApp(work: (app: App) => Promise<number>, below = ''): Promise<number> {
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

/** PLT-16: facts = records, sums = facts, settlement totals. Exit code 1 when anything is off. */
export const verify = ([option, pack = '']: string[]): Promise<number> =>
  withApp(
    async (app) => {
      const problems = await findProblems(app)
      for (const problem of problems) say(problem)
      say(
        problems.length === 0
          ? `clean: ${verifiers.map(({ name }) => name).join(', ')}`
          : `${problems.length} problems`,
      )
      return problems.length === 0 ? 0 : 1
    },
    option === '--demo' ? `demo-${pack}` : '',
  )

/** Adds a company to an installation that already has one. */
export async function addCompanyCommand([name, pack, login]: string[]): Promise<number> {
  const password = process.env.FUHENG_ADMIN_PASSWORD
  if (!name || !pack || !login || !password) {
    process.stderr.write('FUHENG_ADMIN_PASSWORD=… npm run -s fuheng -- add-company NAME PACK LOGIN\n')
    return 2
  }
  return withApp(async (app) => {
    await addCompany(app.house.edge, packSource(packsDir), {
      company: name,
      pack,
      adminName: login,
      adminLogin: login,
      password,
    })
    say(`${name}: ${login}`)
    return 0
  })
}

/** PCK-4: `demo-hash PACK`: one number over every business table of a demo, and one a table. */
export async function demoHashCommand([pack]: string[]): Promise<number> {
  if (!pack) {
    process.stderr.write('npm run -s fuheng -- demo-hash PACK\n')
    return 2
  }
  return withApp(async (app) => {
    const { hash, tables } = await demoHash(app.house.edge)
    for (const [name, each] of Object.entries(tables)) say(`${each.padEnd(44)} ${name}`)
    say(hash)
    return 0
  }, `demo-${pack}`)
}
