import { existsSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { copyOfEngine, isRoot, newFolder, nobody, query, startChild, stopChild } from './support'

/** Programs the launcher may call, without setpriv: as on a machine that lacks it. */
function pathWithoutSetpriv(): string {
  const folder = newFolder(0o755)
  for (const name of ['id', 'chown', 'chmod', 'sh']) {
    const found = ['/bin', '/usr/bin'].map((bin) => join(bin, name)).find((file) => existsSync(file))
    if (found) symlinkSync(found, join(folder, name))
  }
  return folder
}

const hasCopy = (dataDir: string) => readdirSync(dataDir).some((name) => name.startsWith('engine-'))

// Only root can become somebody else.
describe.runIf(isRoot)('who runs the database', () => {
  let hidden: string
  let open: string

  beforeAll(async () => {
    hidden = await copyOfEngine(newFolder(0o700))
    open = await copyOfEngine(newFolder(0o755))
  })

  it('an ordinary user, who cannot write the package and its missing links, gets a copy', async () => {
    const dataDir = join(newFolder(0o700, nobody), 'data')
    const child = await startChild({ dataDir, engine: open }, nobody)
    const { appUrl, message } = await child.report
    expect(message).toBeUndefined()
    expect(await query(appUrl, 'select current_user as name')).toEqual([{ name: 'fuheng_app' }])
    expect(statSync(join(dataDir, 'cluster')).uid).toBe(nobody.uid)
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600)
    expect(hasCopy(dataDir)).toBe(true)
    await stopChild(child)

    // The same books, later started by root: they stay the ordinary user's.
    const asRoot = await startChild({ dataDir, engine: open })
    expect((await asRoot.report).message).toBeUndefined()
    await stopChild(asRoot)
    const again = await startChild({ dataDir, engine: open }, nobody)
    expect((await again.report).message).toBeUndefined()
    await stopChild(again)
  })

  it('root with a clone in a closed folder', async () => {
    const dataDir = join(newFolder(0o700), 'data')
    const child = await startChild({ dataDir, engine: hidden })
    const { appUrl, message } = await child.report
    expect(message).toBeUndefined()
    expect(await query(appUrl, 'select 1 as n')).toEqual([{ n: 1 }])
    expect(statSync(join(dataDir, 'cluster')).uid).not.toBe(0)
    expect(hasCopy(dataDir)).toBe(false)
    await stopChild(child)
  })

  it('root with a clone in a closed folder on a machine without setpriv: works from a copy', async () => {
    const dataDir = join(newFolder(0o755), 'data')
    const child = await startChild({ dataDir, engine: hidden }, { path: pathWithoutSetpriv() })
    const { appUrl, message } = await child.report
    expect(message).toBeUndefined()
    expect(await query(appUrl, 'select 1 as n')).toEqual([{ n: 1 }])
    expect(hasCopy(dataDir)).toBe(true)
    await stopChild(child)
  })

  it('root with the data itself in a closed folder and no setpriv: is told to choose another', async () => {
    const dataDir = join(newFolder(0o700), 'data')
    const child = await startChild({ dataDir, engine: hidden }, { path: pathWithoutSetpriv() })
    const { error, message } = await child.report
    expect(error).toBe('data_folder_unreachable')
    expect(message).toContain(dataDir)
    expect(message).toContain('FUHENG_DATA')
  })

  it('an ordinary user on a folder that is not theirs: is told to choose another', async () => {
    const dataDir = join(newFolder(0o755), 'data')
    mkdirSync(dataDir)
    const child = await startChild({ dataDir, engine: open }, nobody)
    expect(await child.report).toMatchObject({ error: 'data_folder_unreachable' })
  })
})
