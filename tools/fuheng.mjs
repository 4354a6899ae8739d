// npm run fuheng -- <command> …: the command line, with file names relative to where the user stands.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { prepare, root, stop } from './prepare.mjs'

await prepare({ quiet: true })
const cli = join(root, 'server/dist/cli.js')
if (!existsSync(cli)) stop('There is no command line yet: server/src/cli.ts is missing.')
// npm runs scripts in the repository and tells here where it was called.
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD)
process.argv[1] = cli
process.setSourceMapsEnabled(true)
await import(pathToFileURL(cli).href)
