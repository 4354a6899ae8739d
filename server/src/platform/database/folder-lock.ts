import { randomBytes } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type DataFolder, writeWhole } from './data-folder'
import { LauncherError } from './launcher-error'
import { factsOf } from './processes'

/** Who holds a data folder. `startedAt` guards against a number that the machine gave out again. */
export interface Holder {
  readonly pid: number
  readonly startedAt: string
  readonly since: string
}

const tries = 3

/**
 * Takes the data folder for this process; the answer gives it back. Throws `data_folder_in_use`.
 *
 * Everyone first writes a claim of their own and only then looks for others, so of two that come together at least
 * one sees the other: there is no moment at which both can win, and no lock of a dead process to take over. Both may
 * lose; therefore a loser withdraws and tries again after a random pause.
 */
export async function lockFolder(folder: DataFolder): Promise<() => Promise<void>> {
  for (let attempt = 1; ; attempt += 1) {
    const mine = await writeClaim(folder)
    const other = await findHolder(folder, mine)
    if (!other) return () => rm(mine, { force: true })
    await rm(mine, { force: true })
    if (attempt === tries) throw inUse(folder, other)
    await sleep(30 + Math.random() * 200)
  }
}

/** The live process that holds the folder, if any. Claims of dead processes are swept away. */
export async function findHolder(folder: DataFolder, except?: string): Promise<Holder | undefined> {
  const names = (await readdir(folder.locks)).filter((name) => name.endsWith('.claim'))
  for (const name of names) {
    const file = join(folder.locks, name)
    if (file === except) continue
    const holder = await readClaim(file)
    const facts = holder && (await factsOf(holder.pid))
    if (holder && facts && !facts.zombie && facts.startedAt === holder.startedAt) return holder
    await rm(file, { force: true })
  }
  return undefined
}

async function writeClaim(folder: DataFolder): Promise<string> {
  const file = join(folder.locks, `${process.pid}-${randomBytes(4).toString('hex')}.claim`)
  const facts = await factsOf(process.pid)
  const holder: Holder = {
    pid: process.pid,
    startedAt: facts?.startedAt ?? '',
    since: new Date().toISOString(),
  }
  await writeWhole(file, JSON.stringify(holder), 0o644)
  return file
}

async function readClaim(file: string): Promise<Holder | undefined> {
  try {
    const found: unknown = JSON.parse(await readFile(file, 'utf8'))
    return isHolder(found) ? found : undefined
  } catch {
    // Withdrawn meanwhile, or emptied by a power cut: either way nobody alive stands behind it.
    return undefined
  }
}

function isHolder(value: unknown): value is Holder {
  if (typeof value !== 'object' || value === null) return false
  return (
    typeof Reflect.get(value, 'pid') === 'number' &&
    ['startedAt', 'since'].every((key) => typeof Reflect.get(value, key) === 'string')
  )
}

function inUse(folder: DataFolder, holder: Holder): LauncherError {
  return new LauncherError(
    'data_folder_in_use',
    `The data folder ${folder.root} is in use by process ${holder.pid} since ${holder.since}. ` +
      'Stop that server first, or choose another folder with FUHENG_DATA.',
  )
}
