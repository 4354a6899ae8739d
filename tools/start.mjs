// npm start: from a fresh clone to a running server in one command; later starts do only what is needed.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { prepare, root, stop } from './prepare.mjs'

await prepare()
const main = join(root, 'server/dist/main.js')
if (!existsSync(main)) stop('There is no server to start: server/src/main.ts is missing.')
// In this very process: signals, exit code and a kill reach the server itself, not a parent of it.
process.argv[1] = main
process.setSourceMapsEnabled(true)
await import(pathToFileURL(main).href)
