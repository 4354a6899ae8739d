import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startEmbedded } from '../../src/platform/database/launcher'
import { isAlive, listProcesses } from '../../src/platform/database/processes'
import { type ChildServer, hasEnded, newFolder, query, quiet, startChild, stopChild } from './support'

const dataDir = join(newFolder(0o755), 'data')
let written = 0

/** Starts, proves that all rows acknowledged so far are there, and acknowledges one more. */
async function startAndWrite(): Promise<{ child: ChildServer; pid: number; warnings: string[] }> {
  const child = await startChild({ dataDir })
  const { pid, ownerUrl, error, message, warnings } = await child.report
  expect(error, message).toBeUndefined()
  await query(ownerUrl, 'create table if not exists kept (n int)')
  expect(await query(ownerUrl, 'select count(*)::int as n from kept')).toEqual([{ n: written }])
  await query(ownerUrl, 'insert into kept values (1)')
  written += 1
  return { child, pid, warnings }
}

const kill = (pid: number) => process.kill(pid, 'SIGKILL')

async function watchdogOf(pid: number): Promise<number> {
  const all = await listProcesses()
  const found = all.find(({ argv }) => argv[2]?.includes('kill -INT') && argv[3] === String(pid))
  expect(found).toBeDefined()
  return found?.pid ?? 0
}

const waitForEnd = async (pid: number): Promise<void> => {
  for (let rest = 400; rest > 0 && (await isAlive(pid)); rest -= 1) await sleep(25)
  expect(await isAlive(pid)).toBe(false)
}

describe('after a kill', () => {
  let running: { child: ChildServer; pid: number; warnings: string[] }

  beforeAll(async () => {
    running = await startAndWrite()
  })
  afterEach(async () => {
    await hasEnded(running.child.process)
    const next = await startAndWrite()
    running = next
  })

  it('of the server alone, the watchdog stops postgres', async () => {
    kill(running.child.process.pid ?? 0)
    await waitForEnd(running.pid)
  })

  it('of its whole process group, too', async () => {
    kill(-(running.child.process.pid ?? 0))
    await waitForEnd(running.pid)
  })

  it('of server and watchdog, the next start stops the orphan and says so', async () => {
    const orphan = running.pid
    kill(await watchdogOf(orphan))
    kill(running.child.process.pid ?? 0)
    await hasEnded(running.child.process)
    expect(await isAlive(orphan)).toBe(true)
    running = await startAndWrite()
    expect(await isAlive(orphan)).toBe(false)
    expect(running.warnings).toEqual([expect.stringContaining(`process ${orphan}`)])
    await stopChild(running.child)
  })

  it('of everything at once, the next start recovers', async () => {
    const watchdog = await watchdogOf(running.pid)
    kill(watchdog)
    kill(running.child.process.pid ?? 0)
    kill(running.pid)
    await hasEnded(running.child.process)
  })

  it('and a restart that gave the old number to a stranger, the next start is not misled', async () => {
    await stopChild(running.child)
    // The test itself is the stranger. The other lines are what a postmaster leaves.
    const lock = join(dataDir, 'cluster/postmaster.pid')
    writeFileSync(lock, `${process.pid}\n${join(dataDir, 'cluster')}\n1\n5432\n\n127.0.0.1\n\nready\n`)
  })

  it('of postgres, the server learns of it', async () => {
    const other = join(newFolder(0o755), 'data')
    const database = await startEmbedded({ dataDir: other, log: quiet })
    kill(database.pid)
    expect(await database.lost).toMatchObject({ reason: 'stopped_unexpectedly' })
    await database.stop()
    await stopChild(running.child)
  })
})

describe('a database cut while it was made', () => {
  it.each([0, 150, 400])('is made anew, killed %i ms after initdb began', async (delay) => {
    const cut = join(newFolder(0o755), 'data')
    const child = await startChild({ dataDir: cut })
    child.report.catch(() => undefined)
    const drafts = () => (existsSync(cut) ? readdirSync(cut).filter((name) => name.includes('.making-')) : [])
    while (drafts().length === 0 && !existsSync(join(cut, 'cluster'))) await sleep(5)
    await sleep(delay)
    kill(child.process.pid ?? 0)
    await hasEnded(child.process)

    const database = await startEmbedded({ dataDir: cut, log: quiet })
    expect(await query(database.appUrl, 'select 1 as n')).toEqual([{ n: 1 }])
    await database.stop()
    expect(drafts()).toEqual([])
  })

  it('between initdb and the making of roles is finished by the next start', async () => {
    const cut = join(newFolder(0o755), 'data')
    const first = await startEmbedded({ dataDir: cut, log: quiet })
    const maintenance = first.superUrl.replace(/fuheng$/, 'postgres')
    await query(maintenance, 'drop database fuheng')
    await query(maintenance, 'drop role fuheng_app')
    await first.stop()
    const second = await startEmbedded({ dataDir: cut, log: quiet })
    expect(await query(second.appUrl, 'select 1 as n')).toEqual([{ n: 1 }])
    await second.stop()
  })
})

describe('a folder that is not as we left it', () => {
  it('is refused and left untouched when its cluster holds something else', async () => {
    const strange = join(newFolder(0o755), 'data')
    mkdirSync(join(strange, 'cluster'), { recursive: true })
    writeFileSync(join(strange, 'cluster/letter.txt'), 'dear')
    const start = startEmbedded({ dataDir: strange, log: quiet })
    await expect(start).rejects.toMatchObject({ reason: 'data_folder_not_ours' })
    expect(readFileSync(join(strange, 'cluster/letter.txt'), 'utf8')).toBe('dear')
  })

  it('is refused when another PostgreSQL made it, or its passwords are gone', async () => {
    const old = join(newFolder(0o755), 'data')
    mkdirSync(join(old, 'cluster'), { recursive: true })
    writeFileSync(join(old, 'cluster/PG_VERSION'), '15\n')
    await expect(startEmbedded({ dataDir: old, log: quiet })).rejects.toMatchObject({
      reason: 'wrong_version',
    })
    writeFileSync(join(old, 'cluster/PG_VERSION'), '18\n')
    await expect(startEmbedded({ dataDir: old, log: quiet })).rejects.toMatchObject({
      reason: 'secrets_missing',
    })
  })
})
