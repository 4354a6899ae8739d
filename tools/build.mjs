// npm run build: bundles the server and the web side by side. Arguments name the parts to build; none means all.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { install, requireNode, root, run } from './prepare.mjs'
import { buildableParts, fingerprint, markBuilt } from './stale.mjs'

const builders = { server: buildServer, web: buildWeb }

requireNode()
await install()
const asked = process.argv.slice(2)
const wanted = buildableParts().filter((part) => asked.length === 0 || asked.includes(part))
const results = await Promise.allSettled(wanted.map(buildPart))
for (const result of results) {
  if (result.status === 'rejected') console.error(result.reason.message)
}
process.exitCode = results.every(({ status }) => status === 'fulfilled') ? 0 : 1

async function buildPart(part) {
  const print = fingerprint(part)
  await builders[part]()
  markBuilt(part, print)
}

async function buildServer() {
  const { build } = await import('esbuild')
  const entryPoints = ['server/src/main.ts', 'server/src/cli.ts'].filter((file) =>
    existsSync(join(root, file)),
  )
  await build({
    absWorkingDir: root,
    entryPoints,
    outdir: 'server/dist',
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    packages: 'external',
    sourcemap: true,
    // Shared code once, not once per entry; also one set of module state.
    splitting: true,
    chunkNames: 'chunk-[hash]',
    logLevel: 'warning',
  })
}

async function buildWeb() {
  const { code } = await run(join(root, 'node_modules/.bin/vite'), ['build', 'web', '--logLevel', 'warn'])
  if (code !== 0) throw new Error('vite build failed')
}
