import { execFile } from 'node:child_process'
import { chmod, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { DataFolder } from './data-folder'
import { copyEngine, linkLibraries } from './engine'
import { errorText, LauncherError } from './launcher-error'

const run = promisify(execFile)

/** The account the database runs as when we are root, which PostgreSQL refuses to run as. */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** A program call ready for `spawn`. */
export interface Invocation {
  readonly file: string
  readonly args: string[]
  readonly uid?: number
  readonly gid?: number
}

/** An engine that our account can run, and how to call a program as that account. */
export interface Access {
  readonly engine: string
  invoke(file: string, args: string[]): Invocation
}

/** Nothing of our own environment: a stray PGDATA or PGOPTIONS must not steer the database. */
export const bareEnv = { PATH: process.env.PATH ?? '/usr/bin:/bin' }

/** Undefined when we are not root and simply run as ourselves. Throws `account_missing`. */
export async function chooseAccount(folder: DataFolder): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const owner = await stat(folder.cluster).catch(() => undefined)
  // An existing cluster keeps its account, even if a `postgres` account was added to the machine later.
  if (owner && owner.uid !== 0) return { name: `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid }
  const account = (await findAccount('postgres')) ?? (await findAccount('nobody'))
  if (!account) {
    throw new LauncherError(
      'account_missing',
      'PostgreSQL cannot run as root, and this machine has neither a "postgres" nor a "nobody" account. ' +
        'Start the server as an ordinary user, or set DATABASE_URL.',
    )
  }
  // A cluster of root's can only be a copy restored by hand.
  if (owner) await run('chown', ['-R', `${account.uid}:${account.gid}`, folder.cluster])
  return account
}

/** Finds a way for the account to run the engine and reach the data. Throws `data_folder_unreachable`. */
export async function chooseAccess(
  engine: string,
  folder: DataFolder,
  account: Account | undefined,
): Promise<Access> {
  const linked = (await linkLibraries(engine)) ? engine : await copyEngine(engine, folder)
  const direct: Access = { engine: linked, invoke: callAs(account) }
  const refusal = await refusalOf(direct, folder)
  if (refusal === undefined) return direct
  if (!account) throw unreachable(folder, linked, refusal)

  // A parent folder is closed to the account: a clone in /root, a data folder under mkdtemp.
  const helped: Access = { engine: linked, invoke: callWithSetpriv(account) }
  if ((await refusalOf(helped, folder)) === undefined) return helped

  await chmod(folder.root, ((await stat(folder.root)).mode | 0o011) & 0o7777)
  const copied: Access = { ...direct, engine: await copyEngine(linked, folder) }
  const last = await refusalOf(copied, folder)
  if (last !== undefined) throw unreachable(folder, copied.engine, `${account.name}: ${last}`)
  return copied
}

function callAs(account: Account | undefined): Access['invoke'] {
  const ids = account ? { uid: account.uid, gid: account.gid } : {}
  return (file, args) => ({ file, args, ...ids })
}

/**
 * Lends the one capability that passes closed folders; PostgreSQL still runs as the account. The securebit is for
 * access(2), with which PostgreSQL looks for its own programs: without it that call ignores lent capabilities.
 */
function callWithSetpriv({ uid, gid }: Account): Access['invoke'] {
  const who = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
  const lend = ['--securebits=+no_setuid_fixup', '--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  return (file, args) => ({ file: 'setpriv', args: [...who, ...lend, '--', file, ...args] })
}

/**
 * Why the account cannot work here; undefined when it can. Asked of the machine, not worked out from modes:
 * `initdb --show` changes nothing but finds and runs postgres and looks into its share folder.
 */
async function refusalOf(access: Access, folder: DataFolder): Promise<string | undefined> {
  const script = 'cd "$1" && "$0" --show -D "$1"'
  const initdb = join(access.engine, 'bin/initdb')
  const { file, args, ...ids } = access.invoke('/bin/sh', ['-c', script, initdb, folder.root])
  try {
    await run(file, args, { cwd: '/', env: bareEnv, ...ids })
    return undefined
  } catch (error) {
    return errorText(error).trim()
  }
}

async function findAccount(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, name])))
    return uid && gid ? { name, uid: Number(uid.stdout), gid: Number(gid.stdout) } : undefined
  } catch {
    return undefined
  }
}

function unreachable(folder: DataFolder, engine: string, why: string): LauncherError {
  return new LauncherError(
    'data_folder_unreachable',
    `The database cannot run ${engine} on the data folder ${folder.root} (${why}). ` +
      'Choose a folder whose parents other accounts may enter with FUHENG_DATA, or set DATABASE_URL.',
  )
}
