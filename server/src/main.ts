import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { buildApp } from './app'
import { findProblems } from './cli/problems'
import { demoOptions, demoPacksIn, ensureDemo } from './demo'
import { bringInOf, packSource, pastListeners } from './wiring'
import { migrationsDir, packsDir, webRoot } from './paths'
import { readConfig, SettingError } from './platform/config'
import { databaseFromUrl } from './platform/database/database-from-url'
import { LauncherError } from './platform/database/launcher-error'
import { startEmbedded } from './platform/database/launcher'
import { migrate } from './platform/migrate'
import { firstAdmin, packFoldersIn } from './modules/packs'

const say = (line: string) => process.stdout.write(`${line}\n`)
const log = { info: say, warn: (line: string) => process.stderr.write(`${line}\n`) }

async function start(): Promise<() => Promise<void>> {
  const now = new Date()
  const demo = demoOptions(process.argv.slice(2), { packs: await demoPacksIn(packsDir), now })
  const config = demo ? demoConfig(demo.pack) : readConfig(process.env, await packFoldersIn(packsDir))
  mkdirSync(config.dataDir, { recursive: true })
  const database = config.databaseUrl
    ? await databaseFromUrl({ url: config.databaseUrl, appUrl: config.appDatabaseUrl ?? undefined, log })
    : await startEmbedded({ dataDir: config.dataDir, log })
  await migrate(database.ownerUrl, migrationsDir)
  const app = await buildApp({
    appUrl: database.appUrl,
    filesDir: join(config.dataDir, 'files'),
    packsDir,
    webRoot,
    tls: config.tls,
    logger: { level: 'warn' },
  })
  const stop = async () => {
    await app.close()
    await database.stop()
  }
  try {
    const source = packSource(packsDir)
    const { house } = app
    if (demo)
      await ensureDemo(
        { house, source, bringInOf, listeners: pastListeners },
        { options: demo, verify: () => findProblems(app), say },
      )
    if (config.firstAdmin) await firstAdmin(app.house.edge, source, config.firstAdmin)
    await app.server.listen({ host: config.host, port: config.port })
  } catch (error) {
    await stop()
    throw error
  }
  void database.lost.then((error) => fail(error))
  say(
    `服衡 Fuheng: ${config.tls ? 'https' : 'http'}://${config.host}:${portOf(app.server.addresses(), config.port)}`,
  )
  return stop
}

/** A demo lives in a folder of its own, so that it never touches a real company. */
function demoConfig(pack: string) {
  const config = readConfig({ ...process.env, FUHENG_ADMIN_PASSWORD: undefined }, [])
  return { ...config, dataDir: join(config.dataDir, `demo-${pack}`) }
}

const portOf = ([first]: (string | { port: number })[], asked: number): number =>
  typeof first === 'object' ? first.port : asked

function fail(error: unknown): never {
  const isOurs = error instanceof SettingError || error instanceof LauncherError
  const isPort = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  if (isOurs) process.stderr.write(`${error.message}\n`)
  else if (isPort) process.stderr.write('PORT: another program already listens there; choose another port.\n')
  else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exit(1)
}

let stopping = false
start().then((stop) => {
  const end = () => {
    if (stopping) return
    stopping = true
    stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    )
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
}, fail)
