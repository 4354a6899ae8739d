// Tells which parts have to be built again. Size and time of every source file are enough, and quick.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const common = ['package-lock.json', 'tsconfig.base.json', 'tools/build.mjs', 'texts']
const parts = {
  server: {
    sources: [
      'server/src',
      'server/migrations',
      'server/package.json',
      'server/tsconfig.json',
      'packs',
      ...common,
    ],
    entry: 'server/src/main.ts',
    result: 'server/dist/main.js',
  },
  web: {
    sources: ['web/src', 'web/index.html', 'web/public', 'web/vite.config.ts', 'web/package.json', ...common],
    entry: 'web/index.html',
    result: 'web/dist/index.html',
  },
}

/** Names of the parts whose sources differ from the last build. A part without an entry is not there yet. */
export function staleParts() {
  return Object.keys(parts).filter((name) => {
    const { entry, result } = parts[name]
    if (!existsSync(join(root, entry))) return false
    const stamp = stampOf(name)
    return (
      !existsSync(join(root, result)) ||
      !existsSync(stamp) ||
      readFileSync(stamp, 'utf8') !== fingerprint(name)
    )
  })
}

/** All parts that can be built. */
export function buildableParts() {
  return Object.keys(parts).filter((name) => existsSync(join(root, parts[name].entry)))
}

/** Remembers the fingerprint taken before a build: a file saved during the build counts as changed. */
export function markBuilt(name, print) {
  mkdirSync(join(root, '.build'), { recursive: true })
  writeFileSync(stampOf(name), print)
}

export function fingerprint(name) {
  const hash = createHash('sha256')
  for (const source of parts[name].sources) addFile(hash, source)
  return hash.digest('hex')
}

function addFile(hash, path) {
  const facts = statSync(join(root, path), { throwIfNoEntry: false })
  if (!facts) return
  if (!facts.isDirectory()) {
    hash.update(`${path}\0${facts.size}\0${facts.mtimeMs}\n`)
    return
  }
  for (const name of readdirSync(join(root, path)).sort()) addFile(hash, `${path}/${name}`)
}

const stampOf = (name) => join(root, '.build', `${name}.stamp`)
