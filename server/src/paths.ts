import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { existsSync } from 'node:fs'

/** The folder of the whole project: the nearest one above that holds the map of modules. */
function findRoot(from: string): string {
  if (existsSync(join(from, 'modules.map.cjs'))) return from
  const above = dirname(from)
  if (above === from) throw new Error('The project’s folder was not found above the running program.')
  return findRoot(above)
}

export const root = findRoot(dirname(fileURLToPath(import.meta.url)))
export const packsDir = join(root, 'packs')
export const migrationsDir = join(root, 'server', 'migrations')
export const webRoot = join(root, 'web', 'dist')
