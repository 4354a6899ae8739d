import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { type DataFolder, writeWhole } from './data-folder'
import { LauncherError } from './launcher-error'

/** The database listens here only: its bundled TLS library is too old to face a network. */
export const loopback = '127.0.0.1'

/**
 * The port to start on: the one asked for, else the remembered one if it is still free, else any free one, which is
 * then remembered. Throws `port_taken` when the one asked for is not free.
 */
export async function choosePort(folder: DataFolder, asked: number | undefined): Promise<number> {
  if (asked !== undefined && (await freePort(asked)) === undefined) {
    throw new LauncherError(
      'port_taken',
      `The database port ${asked} is taken by another program. Choose another.`,
    )
  }
  const known = await rememberedPort(folder)
  const port = asked ?? (known === undefined ? undefined : await freePort(known)) ?? (await freePort(0))
  if (port === undefined)
    throw new LauncherError('port_taken', `No free port on ${loopback} for the database.`)
  if (port !== known) await writeWhole(folder.portFile, `${port}\n`, 0o644)
  return port
}

/** The port of the last start, if there was one. */
export async function rememberedPort(folder: DataFolder): Promise<number | undefined> {
  const port = Number(await readFile(folder.portFile, 'utf8').catch(() => ''))
  return Number.isInteger(port) && port > 0 && port < 65536 ? port : undefined
}

/** The port, when it can be bound (0 stands for any); undefined when it is taken. */
function freePort(port: number): Promise<number | undefined> {
  return new Promise((settle) => {
    const server = createServer()
    server.once('error', () => settle(undefined))
    server.listen(port, loopback, () => {
      const address = server.address()
      const found = typeof address === 'object' ? address?.port : undefined
      server.close(() => settle(found))
    })
  })
}
