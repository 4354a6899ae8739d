import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { buildApp, type App } from '../app'
import { companyIds } from '../modules/identity'
import { companyOf } from '../modules/org'
import { addCompany, packFoldersIn } from '../modules/packs'
import { migrationsDir, packsDir } from '../paths'
import { readConfig } from '../platform/config'
import { databaseFromUrl } from '../platform/database/database-from-url'
import { findRunning, startEmbedded, type Database } from '../platform/database/launcher'
import { runSystem } from '../platform/http/edge'
import { migrate } from '../platform/migrate'
import { packSource, verifiers } from '../wiring'

const log = { info: () => undefined, warn: (line: string) => process.stderr.write(`${line}\n`) }
const say = (line: string) => process.stdout.write(`${line}\n`)

async function databaseOf(config: ReturnType<typeof readConfig>): Promise<Database> {
  if (config.databaseUrl)
    return databaseFromUrl({ url: config.databaseUrl, appUrl: config.appDatabaseUrl ?? undefined, log })
  return (await findRunning(config.dataDir)) ?? startEmbedded({ dataDir: config.dataDir, log })
}

/** Opens the installation beside a running server, or starts its database for the time of one command. */
async function withApp(work: (app: App) => Promise<number>): Promise<number> {
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

/** Everything that is not as it must be, one line each, over all companies. */
export async function findProblems(app: App): Promise<string[]> {
  const { edge } = app.house
  const problems: string[] = []
  for (const companyId of await companyIds(edge.db)) {
    const stub = { id: companyId, name: '', timeZone: 'Asia/Shanghai' }
    const company = await runSystem(edge, stub, (ctx) => companyOf(ctx.tx, companyId), { readOnly: true })
    for (const { name, run } of verifiers) {
      const found = await runSystem(edge, company, run, { readOnly: true })
      problems.push(
        ...found.map((problem) => `${company.name}: ${name}: ${Object.values(problem).join(' ')}`),
      )
    }
  }
  return problems
}

/** PLT-16: facts = records, sums = facts, settlement totals. Exit code 1 when anything is off. */
export const verify = (): Promise<number> =>
  withApp(async (app) => {
    const problems = await findProblems(app)
    for (const problem of problems) say(problem)
    say(
      problems.length === 0
        ? `clean: ${verifiers.map(({ name }) => name).join(', ')}`
        : `${problems.length} problems`,
    )
    return problems.length === 0 ? 0 : 1
  })

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
