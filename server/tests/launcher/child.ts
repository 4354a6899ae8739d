// A server with nothing but a database: says where it is in one line of JSON, stops on SIGTERM.
import { type EmbeddedOptions, LauncherError, startEmbedded } from '../../src/platform/database/launcher'

const warnings: string[] = []
const log = { info: () => undefined, warn: (message: string) => void warnings.push(message) }
const options = JSON.parse(process.argv[2] ?? '{}') as Omit<EmbeddedOptions, 'log'>

startEmbedded({ ...options, log }).then(
  (database) => {
    const { pid, ownerUrl, appUrl, superUrl } = database
    console.log(JSON.stringify({ pid, ownerUrl, appUrl, superUrl, warnings }))
    const alive = setInterval(() => undefined, 60_000)
    process.once('SIGTERM', () => void database.stop().then(() => clearInterval(alive)))
  },
  (error: unknown) => {
    const reason = error instanceof LauncherError ? error.reason : 'bug'
    console.log(JSON.stringify({ error: reason, message: String(error), warnings }))
    process.exitCode = 1
  },
)
