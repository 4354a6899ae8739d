// What every tool needs first: the right Node, the installed packages, a fresh build. Nothing here may use a package.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { staleParts } from './stale.mjs'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const lockStamp = join(root, 'node_modules/.fuheng-lock')

/** Ends the process with a clear word when Node is older than `engines` in package.json asks for. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  stop(`Fuheng needs Node 20.19 or newer; this is Node ${process.versions.node}. See https://nodejs.org`)
}

/** Installs packages and builds, each only when needed. With `quiet`, output appears only when something fails. */
export async function prepare({ quiet = false } = {}) {
  requireNode()
  await install(quiet)
  await build(quiet)
}

/** Runs `npm ci` unless the installed packages are those of the lock file. */
export async function install(quiet = false) {
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(lockStamp) && readFileSync(lockStamp, 'utf8') === hash) return
  if (!isInstalled()) {
    if (!quiet) console.log('Installing packages (first start, or the lock file has changed) …')
    // Building needs the development packages too, also where NODE_ENV says production.
    const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
    const { code, output } = await run('npm', args, { quiet })
    if (code !== 0) stop(`${output}\nInstalling the packages failed: npm ${args.join(' ')}`)
  }
  writeFileSync(lockStamp, hash)
}

/** Builds the parts whose sources have changed since their last build. */
export async function build(quiet = false) {
  const parts = staleParts()
  if (parts.length === 0) return
  if (!quiet) console.log(`Building ${parts.join(' and ')} …`)
  const { code, output } = await run(process.execPath, ['tools/build.mjs', ...parts], { quiet })
  if (code !== 0) stop(`${output}\nThe build failed: npm run build`)
}

/** Runs a program in the repository; the answer is its exit code and, when quiet, what it wrote. */
export function run(file, args, { quiet = false, env = process.env } = {}) {
  return new Promise((settle) => {
    const child = spawn(file, args, { cwd: root, env, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => settle({ code: 1, output: `${file}: ${error.message}` }))
    child.on('close', (code) => settle({ code: code ?? 1, output }))
  })
}

/** Where a tool keeps results; never committed. */
export function buildFolder() {
  const folder = join(root, '.build')
  mkdirSync(folder, { recursive: true })
  return folder
}

export function stop(message) {
  console.error(message)
  process.exit(1)
}

/** Compares with npm's own note of what it installed, so that packages put there by hand are not installed again. */
function isInstalled() {
  const note = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(note)) return false
  const installed = JSON.parse(readFileSync(note, 'utf8')).packages
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  return Object.entries(wanted).every(([path, { version, integrity, optional, link }]) => {
    if (!path.includes('node_modules/') || link) return true
    const found = installed[path]
    if (!found) return optional === true
    return found.version === version && found.integrity === integrity
  })
}
