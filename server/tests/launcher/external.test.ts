import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databaseFromUrl, withRole } from '../../src/platform/database/database-from-url'
import { type EmbeddedDatabase, startEmbedded } from '../../src/platform/database/launcher'
import { newFolder, query, quiet } from './support'

describe('the address with a role', () => {
  it.each([
    ['postgresql://u:p@db:5432/f', 'postgresql://u:p@db:5432/f?options=-c%20role%3Dfuheng_app'],
    [
      'postgresql://u@db/f?sslmode=require',
      'postgresql://u@db/f?sslmode=require&options=-c%20role%3Dfuheng_app',
    ],
    [
      'postgresql://db/f?options=-c%20jit%3Doff',
      'postgresql://db/f?options=-c%20jit%3Doff%20-c%20role%3Dfuheng_app',
    ],
  ])('%s', (url, expected) => {
    expect(withRole(url)).toBe(expected)
  })
})

describe('DATABASE_URL', () => {
  let server: EmbeddedDatabase
  const login = (name: string) => {
    const url = new URL(server.superUrl)
    url.username = name
    url.password = 'secret'
    url.pathname = '/books'
    return url.href
  }

  beforeAll(async () => {
    server = await startEmbedded({ dataDir: join(newFolder(0o755), 'data'), log: quiet })
    await query(server.superUrl, 'drop role fuheng_app')
    await query(server.superUrl, `create role poor login password 'secret'`)
    await query(server.superUrl, `create role landlord login createrole password 'secret'`)
    await query(server.superUrl, `create role tenant login password 'secret'`)
    await query(server.superUrl, 'create database books owner landlord')
  })
  afterAll(() => server.stop())

  it('of a user who may not create the role: tells what an administrator has to do', async () => {
    const start = databaseFromUrl({ url: login('poor'), log: quiet })
    await expect(start).rejects.toMatchObject({
      reason: 'role_missing',
      message: expect.stringMatching(/CREATE ROLE fuheng_app NOLOGIN/),
    })
  })

  it('gives every session of the server a plain role, also when several start at once, and again', async () => {
    const start = () => databaseFromUrl({ url: login('landlord'), log: quiet })
    const [database] = await Promise.all([start(), start(), start()])
    await start()
    const who = 'select session_user as login, current_user as role'
    expect(await query(database?.appUrl ?? '', who)).toEqual([{ login: 'landlord', role: 'fuheng_app' }])
    await expect(query(database?.appUrl ?? '', 'create table t (n int)')).rejects.toThrow(/permission denied/)
  })

  it('with FUHENG_APP_DATABASE_URL uses that login', async () => {
    const appUrl = login('tenant')
    const database = await databaseFromUrl({ url: login('landlord'), appUrl, log: quiet })
    expect(database.appUrl).toBe(appUrl)
  })

  it('refuses a server role that could see every company', async () => {
    for (const appUrl of [server.superUrl, login('landlord')]) {
      const start = databaseFromUrl({ url: login('landlord'), appUrl, log: quiet })
      await expect(start).rejects.toMatchObject({
        reason: 'role_too_strong',
        message: expect.stringMatching(/^FUHENG_APP_DATABASE_URL/),
      })
    }
  })

  it('that leads nowhere is named, without its password', async () => {
    const error: unknown = await databaseFromUrl({
      url: 'postgresql://u:geheim@127.0.0.1:1/f',
      log: quiet,
    }).catch((e) => e)
    expect(error).toMatchObject({
      reason: 'database_unreachable',
      message: expect.stringMatching(/^DATABASE_URL \(127\.0\.0\.1:1\/f\)/),
    })
    expect(String(error)).not.toContain('geheim')
    await expect(databaseFromUrl({ url: 'books', log: quiet })).rejects.toMatchObject({
      reason: 'database_unreachable',
    })
  })
})
