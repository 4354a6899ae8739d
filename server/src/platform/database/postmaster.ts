import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Access, type Account, bareEnv } from './account'
import { handOver } from './cluster'
import type { DataFolder } from './data-folder'
import { LauncherError } from './launcher-error'
import { loopback } from './port'
import { signal } from './processes'

/** A running postgres. */
export interface Postmaster {
  readonly pid: number
  /** Settles when the process has ended, for whatever reason. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

const smartMs = 3_000
const fastMs = 30_000

/** Starts postgres and waits until it takes connections. Throws `start_failed` with what its log says. */
export async function startPostmaster(
  folder: DataFolder,
  access: Access,
  { account, port }: { account: Account | undefined; port: number },
): Promise<Postmaster> {
  await mkdir(folder.logs, { recursive: true, mode: 0o750 })
  await handOver(folder.logs, account)
  const child = await spawnPostgres(folder, access, port)
  const ended = new Promise<void>((settle) => {
    child.once('error', () => settle())
    child.once('exit', () => settle())
  })
  const pid = child.pid
  if (pid === undefined) throw await startFailed(folder)
  const watchdog = spawnWatchdog(pid, account)
  void ended.then(() => watchdog.kill('SIGKILL'))
  if (!(await becomesReady(folder, pid, ended))) throw await startFailed(folder)
  // A server that just returns from main must not be kept alive by us; the watchdog then stops postgres.
  child.unref()
  return { pid, ended, stop: () => stopPostmaster(child, pid, ended) }
}

async function spawnPostgres(folder: DataFolder, access: Access, port: number): Promise<ChildProcess> {
  const { file, args, ...ids } = access.invoke(join(access.engine, 'bin/postgres'), [
    ...['-D', folder.cluster],
    ...Object.entries(settingsOf(folder, port)).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ])
  await rm(startLog(folder), { force: true })
  const output = await open(startLog(folder), 'w', 0o640)
  try {
    // Detached: Ctrl-C in a terminal goes to the whole process group, and postgres must outlive our own shutdown.
    const stdio = ['ignore' as const, output.fd, output.fd]
    const child = spawn(file, args, { ...ids, cwd: '/', env: bareEnv, detached: true, stdio })
    await Promise.race([once(child, 'spawn'), once(child, 'error')]).catch(() => undefined)
    return child
  } finally {
    await output.close()
  }
}

/** What must hold whatever the cluster's postgresql.conf says. No socket: its path would have a length limit. */
function settingsOf(folder: DataFolder, port: number): Record<string, string> {
  return {
    listen_addresses: loopback,
    port: String(port),
    unix_socket_directories: '',
    logging_collector: 'on',
    log_directory: folder.logs,
    log_filename: 'postgres-%a.log',
    log_file_mode: '0640',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_truncate_on_rotation: 'on',
  }
}

/**
 * Stops postgres when this process is killed outright: the pipe then closes. In its own session, so that what kills
 * our process group does not kill the watchdog with it.
 */
function spawnWatchdog(pid: number, account: Account | undefined): ChildProcess {
  const ids = account ? { uid: account.uid, gid: account.gid } : {}
  const child = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$0"', String(pid)], {
    ...ids,
    cwd: '/',
    env: bareEnv,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  child.on('error', () => undefined)
  child.unref()
  const { stdin } = child
  stdin.on('error', () => undefined)
  if ('unref' in stdin && typeof stdin.unref === 'function') stdin.unref()
  return child
}

/** Asks the lock file, as pg_ctl does: after a crash the recovery may take long, so only an end of the process fails. */
async function becomesReady(folder: DataFolder, pid: number, ended: Promise<void>): Promise<boolean> {
  let hasEnded = false
  void ended.then(() => (hasEnded = true))
  while (!hasEnded) {
    const lines = (await readFile(join(folder.cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
    if (lines[0] === String(pid) && lines[7]?.trim() === 'ready') return true
    await sleep(20)
  }
  return false
}

/** Smart first, so that a pool being closed is not cut; then fast; then at once, which costs a recovery. */
async function stopPostmaster(child: ChildProcess, pid: number, ended: Promise<void>): Promise<void> {
  child.ref()
  const endsWithin = async (ms: number) => {
    const timeout = new AbortController()
    const late = sleep(ms, false, { signal: timeout.signal }).catch(() => false)
    const hasEnded = await Promise.race([ended.then(() => true), late])
    timeout.abort()
    return hasEnded
  }
  const isGone = () => child.exitCode !== null || child.signalCode !== null
  for (const [name, ms] of [
    ['SIGTERM', smartMs],
    ['SIGINT', fastMs],
  ] as const) {
    if (isGone()) return
    signal(pid, name)
    if (await endsWithin(ms)) return
  }
  signal(pid, 'SIGQUIT')
  await ended
}

const startLog = (folder: DataFolder): string => join(folder.logs, 'start.log')

async function startFailed(folder: DataFolder): Promise<LauncherError> {
  const names = await readdir(folder.logs).catch(() => [])
  const files = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(folder.logs, name))).mtimeMs })),
  )
  const newest = files.sort((a, b) => a.at - b.at).slice(-2)
  const texts = await Promise.all(
    newest.map(({ name }) => readFile(join(folder.logs, name), 'utf8').catch(() => '')),
  )
  const tail = texts.join('').trim().split('\n').slice(-5).join('\n')
  return new LauncherError(
    'start_failed',
    `PostgreSQL did not start on the data folder ${folder.root}. Its log (${folder.logs}) ends:\n${tail}`,
  )
}
