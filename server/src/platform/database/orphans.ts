import { readFile, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { DataFolder } from './data-folder'
import type { LauncherLog } from './handle'
import { errorText, LauncherError } from './launcher-error'
import { factsOf, isAlive, listProcesses, signal, waitUntil } from './processes'

/**
 * Ends what a killed server left behind on this folder, and on no other: its postgres, a half-done initdb. Call it
 * only while holding the folder's lock. Throws `orphan_will_not_stop`.
 */
export async function clearOrphans(folder: DataFolder, log: LauncherLog): Promise<void> {
  for (const { pid, program } of await findOrphans(folder)) {
    log.warn(`Stopping ${program} (process ${pid}), left behind on ${folder.root} by an earlier start.`)
    await endProcess(pid, program, folder)
  }
  await forgetDeadPostmaster(folder)
}

async function findOrphans(folder: DataFolder): Promise<{ pid: number; program: string }[]> {
  return (await listProcesses()).flatMap(({ pid, argv }) => {
    const program = basename(argv[0] ?? '')
    if (program !== 'postgres' && program !== 'initdb') return []
    const target = argv[argv.indexOf('-D') + 1] ?? ''
    const isOurs = target === folder.cluster || target.startsWith(draftPrefix(folder))
    return isOurs ? [{ pid, program }] : []
  })
}

/** A cluster in the making has this prefix and gets its final name when it is whole. */
export const draftPrefix = (folder: DataFolder): string => `${folder.cluster}.making-`

async function endProcess(pid: number, program: string, folder: DataFolder): Promise<void> {
  const signals: NodeJS.Signals[] = program === 'initdb' ? ['SIGKILL'] : ['SIGINT', 'SIGQUIT']
  try {
    for (const name of signals) {
      signal(pid, name)
      if (await waitUntil(20_000, async () => !(await isAlive(pid)))) return
    }
  } catch (error) {
    throw stuck(pid, program, folder, errorText(error))
  }
  throw stuck(pid, program, folder, 'it ignores every signal')
}

/**
 * PostgreSQL believes its lock file as long as any process has that number: also a zombie that nobody collected yet,
 * and a stranger who got the number after a restart of the machine. The first we wait out; then the file goes. That
 * is safe: no postgres names this folder any more, and PostgreSQL itself still checks the folder's shared memory.
 */
async function forgetDeadPostmaster(folder: DataFolder): Promise<void> {
  const file = join(folder.cluster, 'postmaster.pid')
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0])
  if (!Number.isInteger(pid) || pid <= 0) return
  await waitUntil(10_000, async () => !(await factsOf(pid))?.zombie)
  if (await factsOf(pid)) await rm(file, { force: true })
}

function stuck(pid: number, program: string, folder: DataFolder, why: string): LauncherError {
  return new LauncherError(
    'orphan_will_not_stop',
    `${program} (process ${pid}) still uses the data folder ${folder.root} and cannot be stopped: ${why}. ` +
      'End that process, then start again.',
  )
}
