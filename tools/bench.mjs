// npm run bench: the product beside a floor of Fastify and pg, in a database of its own that goes away afterwards.
import { join } from 'node:path'
import { buildFolder, prepare, root, run } from './prepare.mjs'

await prepare()
const { build } = await import('esbuild')
const outdir = join(buildFolder(), 'bench')
await build({
  absWorkingDir: root,
  entryPoints: ['main', 'floor', 'load', 'search'].map((name) => `bench/${name}.ts`),
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
})
const [program, ...args] =
  process.argv[2] === 'search' ? process.argv.slice(2) : ['main', ...process.argv.slice(2)]
const { code } = await run(process.execPath, [join(outdir, `${program}.mjs`), ...args])
process.exitCode = code
