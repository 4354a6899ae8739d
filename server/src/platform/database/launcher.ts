import { setTimeout as sleep } from 'node:timers/promises'
import { type Access, type Account, chooseAccess, chooseAccount } from './account'
import { prepareCluster } from './cluster'
import { type DataFolder, layoutOf, openDataFolder, readSecrets } from './data-folder'
import { locateEngine } from './engine'
import { findHolder, lockFolder } from './folder-lock'
import type { Database, EmbeddedDatabase, LauncherLog } from './handle'
import { LauncherError } from './launcher-error'
import { clearOrphans } from './orphans'
import { choosePort, rememberedPort } from './port'
import { type Postmaster, startPostmaster } from './postmaster'
import { provision, urlsOf } from './provision'

export { defaultDataDir } from './data-folder'
export type { Database, EmbeddedDatabase, LauncherLog } from './handle'
export { LauncherError, type LauncherReason } from './launcher-error'

/** What `startEmbedded` needs. */
export interface EmbeddedOptions {
  /** Made when missing. One server at a time. */
  readonly dataDir: string
  /** Without it, the port of the last start or any free one. */
  readonly port?: number
  readonly log: LauncherLog
  /** Folder with `bin`, `lib`, `share` of PostgreSQL 18; without it, the installed package. */
  readonly engine?: string
}

interface Site {
  readonly folder: DataFolder
  readonly account: Account | undefined
  readonly access: Access
}

/**
 * Starts our own PostgreSQL on a data folder: makes it at the first start, recovers it after a crash.
 * Throws LauncherError; nothing is left running then.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const folder = await openDataFolder(options.dataDir)
  const unlock = await lockFolder(folder)
  try {
    return await startLocked(folder, options, unlock)
  } catch (error) {
    await unlock()
    throw error
  }
}

/**
 * The database that a live server of ours already runs on this folder, for a command beside it; undefined when there
 * is none. Its `stop` does nothing.
 */
export async function findRunning(dataDir: string): Promise<Database | undefined> {
  const folder = layoutOf(dataDir)
  const holder = await findHolder(folder).catch(() => undefined)
  if (!holder) return undefined
  const secrets = await readSecrets(folder)
  const port = await rememberedPort(folder)
  if (!secrets || port === undefined) return undefined
  return { ...urlsOf(secrets, port), stop: () => Promise.resolve(), lost: new Promise(() => undefined) }
}

async function startLocked(
  folder: DataFolder,
  options: EmbeddedOptions,
  unlock: () => Promise<void>,
): Promise<EmbeddedDatabase> {
  const { log } = options
  await clearOrphans(folder, log)
  const account = await chooseAccount(folder)
  const access = await chooseAccess(options.engine ?? locateEngine(), folder, account)
  const secrets = await prepareCluster(folder, access, account)
  const { postmaster, port } = await startOnFreePort({ folder, account, access }, options)
  try {
    await provision(secrets, port)
  } catch (error) {
    await postmaster.stop()
    throw error
  }
  const who = account ? ` as ${account.name}` : ''
  log.info(`PostgreSQL runs on ${folder.root}, port ${port}, process ${postmaster.pid}${who}.`)
  return { ...urlsOf(secrets, port), pid: postmaster.pid, ...lifeOf(postmaster, folder, unlock) }
}

/** A port may be taken between our look and the start, and a killed predecessor may need a moment: so, again. */
async function startOnFreePort(
  { folder, access, account }: Site,
  options: EmbeddedOptions,
): Promise<{ postmaster: Postmaster; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort(folder, options.port)
    try {
      return { postmaster: await startPostmaster(folder, access, { account, port }), port }
    } catch (error) {
      if (attempt === 3) throw error
      await sleep(attempt * 500)
    }
  }
}

function lifeOf(
  postmaster: Postmaster,
  folder: DataFolder,
  unlock: () => Promise<void>,
): Pick<EmbeddedDatabase, 'stop' | 'lost'> {
  let stopping: Promise<void> | undefined
  const stop = () => (stopping ??= postmaster.stop().then(unlock))
  const lost = new Promise<LauncherError>((settle) => {
    void postmaster.ended.then(() => {
      if (stopping) return
      const message = `PostgreSQL on ${folder.root} ended unexpectedly; see ${folder.logs}.`
      settle(new LauncherError('stopped_unexpectedly', message))
    })
  })
  return { stop, lost }
}
