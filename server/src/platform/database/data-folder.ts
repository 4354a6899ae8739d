import { randomBytes } from 'node:crypto'
import { mkdir, readFile, realpath, rename, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { errorCode, errorText, LauncherError } from './launcher-error'

/** Where everything lies inside one data folder. All paths are absolute and free of links. */
export interface DataFolder {
  readonly root: string
  /** PostgreSQL's own folder, mode 0700. It has this name only once it is complete. */
  readonly cluster: string
  readonly logs: string
  readonly locks: string
  readonly secretsFile: string
  readonly portFile: string
}

/** Passwords of the three login roles; URL-safe text. */
export interface Secrets {
  readonly super: string
  readonly owner: string
  readonly app: string
}

/**
 * The data folder when nobody chose one. It lies outside the clone, so that `git clean` cannot eat the books.
 * `FUHENG_DATA` overrides.
 */
export function defaultDataDir(
  env: Readonly<Record<string, string | undefined>>,
  isRoot: boolean,
  home: string,
): string {
  const chosen = env.FUHENG_DATA?.trim()
  if (chosen) return chosen
  return isRoot ? '/var/lib/fuheng' : join(home, '.local/share/fuheng')
}

/** Makes the folder when it is missing and gives its layout. Throws `data_folder_unreachable`. */
export async function openDataFolder(dataDir: string): Promise<DataFolder> {
  const wanted = resolve(dataDir)
  try {
    // Root's database runs as another account, which must pass through; it need not list.
    await mkdir(wanted, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
    const folder = layoutOf(await realpath(wanted))
    await mkdir(folder.locks, { recursive: true, mode: 0o755 })
    return folder
  } catch (error) {
    const advice = 'Choose a folder this user may write with FUHENG_DATA.'
    throw new LauncherError(
      'data_folder_unreachable',
      `Cannot use the data folder ${wanted}: ${errorText(error)}. ${advice}`,
      { cause: error },
    )
  }
}

/** The layout of an existing data folder, without touching it. */
export function layoutOf(root: string): DataFolder {
  return {
    root,
    cluster: join(root, 'cluster'),
    logs: join(root, 'log'),
    locks: join(root, 'lock'),
    secretsFile: join(root, 'secrets.json'),
    portFile: join(root, 'port'),
  }
}

/** The passwords on file, or undefined when there is no file. Throws `secrets_missing` when it is unreadable. */
export async function readSecrets(folder: DataFolder): Promise<Secrets | undefined> {
  try {
    const found: unknown = JSON.parse(await readFile(folder.secretsFile, 'utf8'))
    if (isSecrets(found)) return found
    throw new Error('it does not hold the three passwords')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw new LauncherError('secrets_missing', `Cannot read ${folder.secretsFile}: ${errorText(error)}.`)
  }
}

/** Makes new passwords and keeps them, mode 0600. */
export async function makeSecrets(folder: DataFolder): Promise<Secrets> {
  const password = () => randomBytes(24).toString('base64url')
  const secrets: Secrets = { super: password(), owner: password(), app: password() }
  await writeWhole(folder.secretsFile, `${JSON.stringify(secrets, null, 2)}\n`, 0o600)
  return secrets
}

/** Writes a file so that a reader sees the old or the new text, never half of it. */
export async function writeWhole(file: string, text: string, mode: number): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}.tmp`
  await writeFile(draft, text, { mode, flush: true })
  await rename(draft, file)
}

function isSecrets(value: unknown): value is Secrets {
  if (typeof value !== 'object' || value === null) return false
  return ['super', 'owner', 'app'].every((key) => typeof Reflect.get(value, key) === 'string')
}
