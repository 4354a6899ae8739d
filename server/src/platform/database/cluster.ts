import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type Access, type Account, bareEnv } from './account'
import { type DataFolder, makeSecrets, readSecrets, type Secrets } from './data-folder'
import { engineMajor } from './engine'
import { errorCode, LauncherError } from './launcher-error'
import { draftPrefix } from './orphans'

// C.UTF-8 twice: with a plain C character type pg_trgm silently drops every Chinese character.
const ctype = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'
const initdbOptions = [
  ...['-U', 'postgres', '-A', 'scram-sha-256', '-E', 'UTF8', '--no-instructions'],
  ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', `--locale=${ctype}`],
]

/** Starting values for a small machine; an administrator may change them in the cluster's postgresql.conf. */
const tuning = {
  shared_buffers: '128MB',
  max_connections: '100',
  timezone: 'UTC',
  log_timezone: 'UTC',
  jit: 'off',
  log_connections: '',
  log_min_duration_statement: '2s',
  log_line_prefix: '%m [%p] %q%u@%d ',
}

/**
 * Makes the cluster when there is none and gives the passwords. A cluster is made under another name and renamed when
 * whole, so a cut initdb never looks finished, and no start ever deletes a finished one.
 * Throws `initdb_failed`, `secrets_missing`, `data_folder_not_ours`, `wrong_version`.
 */
export async function prepareCluster(
  folder: DataFolder,
  access: Access,
  account: Account | undefined,
): Promise<Secrets> {
  await sweepDrafts(folder)
  const version = await versionOf(folder)
  const secrets = await readSecrets(folder)
  if (version === undefined) {
    const fresh = secrets ?? (await makeSecrets(folder))
    await makeCluster(folder, access, { account, password: fresh.super })
    return fresh
  }
  if (version !== engineMajor) {
    throw new LauncherError(
      'wrong_version',
      `The data folder ${folder.root} was made by PostgreSQL ${version}; this release has ${engineMajor}.`,
    )
  }
  if (secrets) return secrets
  throw new LauncherError(
    'secrets_missing',
    `${folder.secretsFile} is gone, so nobody can log in to ${folder.cluster}. Restore it from a backup.`,
  )
}

/** Gives a path to the account; without one everything is ours already. */
export async function handOver(path: string, account: Account | undefined): Promise<void> {
  if (account) await chown(path, account.uid, account.gid)
}

async function sweepDrafts(folder: DataFolder): Promise<void> {
  const drafts = (await readdir(folder.root)).filter((name) => name.includes('.making-'))
  // The initdb of a killed start may write on for a moment: the folder is emptied until it stays empty.
  const patiently = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }
  await Promise.all(drafts.map((name) => rm(join(folder.root, name), patiently)))
}

/** The major version of the cluster; undefined when there is none. */
async function versionOf(folder: DataFolder): Promise<string | undefined> {
  try {
    return (await readFile(join(folder.cluster, 'PG_VERSION'), 'utf8')).trim()
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
  const found = await readdir(folder.cluster).catch(() => [])
  if (found.length === 0) return undefined
  throw new LauncherError(
    'data_folder_not_ours',
    `${folder.cluster} holds files but no database. Choose another data folder with FUHENG_DATA.`,
  )
}

async function makeCluster(
  folder: DataFolder,
  access: Access,
  { account, password }: { account: Account | undefined; password: string },
): Promise<void> {
  const draft = `${draftPrefix(folder)}${randomBytes(4).toString('hex')}`
  const passwordFile = join(folder.root, `${basename(draft)}.password`)
  await mkdir(draft, { mode: 0o700 })
  await handOver(draft, account)
  await writeFile(passwordFile, password, { mode: 0o600 })
  await handOver(passwordFile, account)
  try {
    const settings = Object.entries(tuning).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    await initdb(access, ['-D', draft, `--pwfile=${passwordFile}`, ...initdbOptions, ...settings])
    await rm(folder.cluster, { recursive: true, force: true })
    await rename(draft, folder.cluster)
  } finally {
    await rm(passwordFile, { force: true })
    await rm(draft, { recursive: true, force: true })
  }
}

function initdb(access: Access, args: string[]): Promise<void> {
  const { file, args: words, ...ids } = access.invoke(join(access.engine, 'bin/initdb'), args)
  return new Promise((resolve, reject) => {
    const child = spawn(file, words, { ...ids, cwd: '/', env: bareEnv, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    const listen = (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000))
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    const fail = (why: string) =>
      reject(
        new LauncherError('initdb_failed', `Could not make a database in ${dirname(args[1] ?? '')}: ${why}`),
      )
    child.on('error', (error) => fail(error.message))
    child.on('close', (code) => (code === 0 ? resolve() : fail(said.trim())))
  })
}
