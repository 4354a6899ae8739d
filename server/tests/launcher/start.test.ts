import { readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  defaultDataDir,
  type EmbeddedDatabase,
  findRunning,
  startEmbedded,
} from '../../src/platform/database/launcher'
import { isRoot, newFolder, query, quiet, startChild } from './support'

const portOf = (database: EmbeddedDatabase) => Number(new URL(database.ownerUrl).port)

describe('the default data folder', () => {
  it.each([
    [{}, false, '/home/li', '/home/li/.local/share/fuheng'],
    [{}, true, '/root', '/var/lib/fuheng'],
    [{ FUHENG_DATA: '/srv/books' }, true, '/root', '/srv/books'],
    [{ FUHENG_DATA: '/srv/books' }, false, '/home/li', '/srv/books'],
    [{ FUHENG_DATA: '  ' }, false, '/home/li', '/home/li/.local/share/fuheng'],
  ])('%j, root %s, home %s: %s', (env, root, home, expected) => {
    expect(defaultDataDir(env, root, home)).toBe(expected)
  })
})

describe('one data folder under a closed parent', () => {
  const dataDir = join(newFolder(0o700), 'data')
  let database: EmbeddedDatabase

  beforeAll(async () => {
    database = await startEmbedded({ dataDir, log: quiet })
  })
  afterAll(() => database.stop())

  it('has an owner, an application role that owns and may nothing, and the two extensions', async () => {
    const roles = await query(
      database.superUrl,
      `select rolname, rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication as strong
         from pg_roles where rolname like 'fuheng%' order by 1`,
    )
    expect(roles).toEqual([
      { rolname: 'fuheng_app', strong: false },
      { rolname: 'fuheng_owner', strong: false },
    ])
    const owner = `select pg_get_userbyid(datdba) as owner from pg_database where datname = 'fuheng'`
    expect(await query(database.superUrl, owner)).toEqual([{ owner: 'fuheng_owner' }])
    const extensions = `select extname from pg_extension where extname <> 'plpgsql' order by 1`
    expect(await query(database.ownerUrl, extensions)).toEqual([
      { extname: 'btree_gist' },
      { extname: 'pg_trgm' },
    ])
  })

  it('lets the owner make tables and refuses the application', async () => {
    await query(database.ownerUrl, 'create table owned (n int)')
    await expect(query(database.appUrl, 'create table mine (n int)')).rejects.toThrow(/permission denied/)
    await expect(query(database.appUrl, 'select * from owned')).rejects.toThrow(/permission denied/)
    const elsewhere = database.appUrl.replace(/fuheng$/, 'postgres')
    await expect(query(elsewhere, 'select 1')).rejects.toThrow(/permission denied/)
  })

  it('makes trigrams of Chinese text and sorts it by pinyin when asked', async () => {
    const trigrams = await query(database.appUrl, `select cardinality(show_trgm('空调维修')) as n`)
    expect(trigrams).toEqual([{ n: 5 }])
    const sorted = `select string_agg(c, '' order by c collate "zh-x-icu") as s from unnest(array['张','阿','李','北']) c`
    expect(await query(database.appUrl, sorted)).toEqual([{ s: '阿北李张' }])
  })

  it('is careful with settings that guard the books', async () => {
    const rows = await query<{ name: string; setting: string }>(
      database.superUrl,
      `select name, setting from pg_settings where name in
         ('fsync', 'synchronous_commit', 'full_page_writes', 'TimeZone', 'jit', 'password_encryption') order by name`,
    )
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      TimeZone: 'UTC',
      jit: 'off',
      password_encryption: 'scram-sha-256',
    })
  })

  it('keeps the passwords to itself', async () => {
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600)
    expect(statSync(join(dataDir, 'cluster')).mode & 0o777).toBe(0o700)
    const wrong = database.superUrl.replace(/:[^:@]+@/, ':wrong@')
    await expect(query(wrong, 'select 1')).rejects.toThrow(/password authentication failed/)
    const hashes = `select bool_and(rolpassword like 'SCRAM-SHA-256$%') as ok from pg_authid where rolcanlogin`
    expect(await query(database.superUrl, hashes)).toEqual([{ ok: true }])
  })

  it.runIf(process.platform === 'linux')(
    'listens on the loopback address only, without a socket',
    async () => {
      const port = portOf(database).toString(16).toUpperCase().padStart(4, '0')
      const listening = ['tcp', 'tcp6'].flatMap((table) =>
        readFileSync(`/proc/net/${table}`, 'utf8')
          .split('\n')
          .map((line) => line.trim().split(/\s+/))
          .filter((fields) => fields[3] === '0A' && fields[1]?.endsWith(`:${port}`)),
      )
      expect(listening.map((fields) => fields[1])).toEqual([`0100007F:${port}`])
      expect(await query(database.superUrl, 'show unix_socket_directories')).toEqual([
        { unix_socket_directories: '' },
      ])
    },
  )

  it.runIf(isRoot)('does not run as root', () => {
    expect(statSync(join(dataDir, 'cluster')).uid).not.toBe(0)
  })

  it('refuses a second start, names folder and process, and leaves the first alone', async () => {
    const said = `${dataDir} is in use by process ${process.pid}`
    await expect(startEmbedded({ dataDir, log: quiet })).rejects.toThrow(said)
    const other = await startChild({ dataDir })
    expect(await other.report).toMatchObject({
      error: 'data_folder_in_use',
      message: expect.stringContaining(said),
    })
    expect(await query(database.appUrl, 'select 1 as n')).toEqual([{ n: 1 }])
  })

  it('lets a command find the running database', async () => {
    const found = await findRunning(dataDir)
    expect(found?.ownerUrl).toBe(database.ownerUrl)
  })

  it('keeps data and port over a stop, and takes another port when that one is gone', async () => {
    await query(database.ownerUrl, 'insert into owned values (7)')
    const port = portOf(database)
    await database.stop()
    await database.stop()
    expect(await findRunning(dataDir)).toBeUndefined()
    database = await startEmbedded({ dataDir, log: quiet })
    expect(portOf(database)).toBe(port)
    await database.stop()

    const thief = createServer()
    await new Promise<void>((settle) => thief.listen(port, '127.0.0.1', settle))
    const asked = startEmbedded({ dataDir, port, log: quiet })
    await expect(asked).rejects.toMatchObject({ reason: 'port_taken' })
    database = await startEmbedded({ dataDir, log: quiet })
    thief.close()
    expect(portOf(database)).not.toBe(port)
    expect(await query(database.ownerUrl, 'select n from owned')).toEqual([{ n: 7 }])
  })

  it('lets at most one of many in at the same moment', async () => {
    await database.stop()
    const starts = await Promise.allSettled(
      Array.from({ length: 4 }, () => startEmbedded({ dataDir, log: quiet })),
    )
    const won = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []))
    const lost = starts.flatMap((start) => (start.status === 'rejected' ? [start.reason] : []))
    expect(won.length).toBeLessThanOrEqual(1)
    for (const error of lost) expect(error).toMatchObject({ reason: 'data_folder_in_use' })
    database = won[0] ?? (await startEmbedded({ dataDir, log: quiet }))
    expect(await query(database.ownerUrl, 'select n from owned')).toEqual([{ n: 7 }])
  })
})
