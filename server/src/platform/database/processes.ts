import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { errorCode } from './launcher-error'

const run = promisify(execFile)
const hasProc = process.platform === 'linux'

/** What the machine says of a process; `startedAt` tells it from a later one with the same number. */
export interface ProcessFacts {
  readonly zombie: boolean
  readonly startedAt: string
}

/** Facts of a process, or undefined when there is none. */
export async function factsOf(pid: number): Promise<ProcessFacts | undefined> {
  return hasProc ? factsFromProc(pid) : factsFromPs(pid)
}

/** True while the process runs. A zombie has ended: it only waits to be collected. */
export async function isAlive(pid: number): Promise<boolean> {
  const facts = await factsOf(pid)
  return facts !== undefined && !facts.zombie
}

/** Every running process with its arguments as they were given. */
export async function listProcesses(): Promise<{ pid: number; argv: string[] }[]> {
  if (!hasProc) return listFromPs()
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const all = await Promise.all(pids.map(async (pid) => ({ pid, argv: await argvOf(pid) })))
  return all.filter(({ argv }) => argv.length > 0)
}

/** Sends a signal; false when the process has already gone. Throws EPERM for somebody else's process. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name)
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false
    throw error
  }
}

/** Asks again every 25 ms until the answer is true; false when `ms` milliseconds have passed. */
export async function waitUntil(ms: number, isTrue: () => Promise<boolean>): Promise<boolean> {
  for (const end = performance.now() + ms; ; await sleep(25)) {
    if (await isTrue()) return true
    if (performance.now() > end) return false
  }
}

async function factsFromProc(pid: number): Promise<ProcessFacts | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  if (stat === undefined) return undefined
  // The name, in brackets, may itself hold spaces and brackets: count the fields after the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  // Ticks count from boot, so two boots could give two processes the same number and the same ticks.
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')
  return { zombie: /^[ZX]/.test(fields[0] ?? ''), startedAt: `${boot.trim()}:${fields[19] ?? ''}` }
}

async function factsFromPs(pid: number): Promise<ProcessFacts | undefined> {
  const found = await run('ps', ['-o', 'state=,lstart=', '-p', String(pid)]).catch(() => undefined)
  const [, state, startedAt] = /^(\S+)\s+(.+)$/.exec(found?.stdout.trim() ?? '') ?? []
  if (state === undefined || startedAt === undefined) return undefined
  return { zombie: state.startsWith('Z'), startedAt }
}

async function argvOf(pid: number): Promise<string[]> {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return line.split('\0').filter((word) => word !== '')
}

async function listFromPs(): Promise<{ pid: number; argv: string[] }[]> {
  const { stdout } = await run('ps', ['-axww', '-o', 'pid=,args='], { maxBuffer: 16 << 20 })
  return stdout.split('\n').flatMap((line) => {
    const [, pid, args] = /^\s*(\d+)\s+(.+)$/.exec(line) ?? []
    return pid === undefined || args === undefined ? [] : [{ pid: Number(pid), argv: args.split(' ') }]
  })
}
