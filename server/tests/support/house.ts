import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll } from 'vitest'
import { newId } from '../../src/kernel/ids'
import { buildApp, type App } from '../../src/app'
import type { Company, Ctx } from '../../src/platform/ctx'
import { runSystem } from '../../src/platform/http/edge'
import { packSource } from '../../src/wiring'
import { addCompany } from '../../src/modules/packs'
import { addLogin, addPerson, positionByCode } from '../../src/modules/org'
import { freshDatabase, type TestDatabase } from './database'

const root = join(import.meta.dirname, '..', '..', '..')
export const packsDir = join(root, 'packs')

/** Somebody with a session: speaks to the product over HTTP, as a browser does. */
export interface Visitor {
  personId: string
  login: string
  cookie: string
  get<T = any>(url: string): Promise<{ status: number; data: T }>
  post<T = any>(url: string, body?: object, key?: string): Promise<{ status: number; data: T }>
  put<T = any>(url: string, body?: object): Promise<{ status: number; data: T }>
  patch<T = any>(url: string, body?: object): Promise<{ status: number; data: T }>
  delete<T = any>(url: string): Promise<{ status: number; data: T }>
  raw(options: InjectOptions): Promise<LightMyRequestResponse>
}

export interface TestCompany {
  company: Company
  admin: Visitor
  /** An employee in a position of the pack (by its code), with a login. */
  hire(positionCode: string, name?: string): Promise<Visitor>
  /** Runs work inside the company as the server itself, in a transaction that commits. */
  within<R>(work: (ctx: Ctx) => Promise<R>): Promise<R>
}

export interface TestHouse {
  app: App
  database: TestDatabase
  /** Moves the product's clock; `null` is the real time again. */
  setNow(now: string | null): void
  newCompany(options?: { pack?: string; name?: string }): Promise<TestCompany>
}

const password = 'correct horse battery'

async function visitorOf(app: App, login: string, personId: string): Promise<Visitor> {
  const signIn = await app.server.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { login, password },
  })
  if (signIn.statusCode !== 200) throw new Error(`sign-in of ${login}: ${signIn.statusCode} ${signIn.body}`)
  const cookie = String(signIn.headers['set-cookie']).split(';')[0] ?? ''
  const raw = (options: InjectOptions) =>
    app.server.inject({ ...options, headers: { ...options.headers, cookie } })
  const send = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: object,
    key?: string,
  ) => {
    const headers: Record<string, string> = { cookie }
    if (method === 'POST') headers['idempotency-key'] = key ?? newId()
    const answer = await app.server.inject({ method, url: `/api/v1${url}`, headers, payload: body })
    const isJson = String(answer.headers['content-type']).includes('json')
    return { status: answer.statusCode, data: isJson ? answer.json() : answer.body }
  }
  return {
    personId,
    login,
    cookie,
    raw,
    get: (url) => send('GET', url),
    post: (url, body, key) => send('POST', url, body ?? {}, key),
    put: (url, body) => send('PUT', url, body),
    patch: (url, body) => send('PATCH', url, body),
    delete: (url) => send('DELETE', url),
  }
}

/**
 * The whole application on a database of its own, for one test file. Everything is built by the same function as in
 * production; only the clock can be moved, and jobs run as in production.
 */
export function testHouse(): TestHouse {
  let app: App | undefined
  let database: TestDatabase | undefined
  let now: Date | null = null
  let count = 0
  const files = mkdtempSync(join(tmpdir(), 'fuheng-files-'))

  beforeAll(async () => {
    database = await freshDatabase()
    app = await buildApp({
      appUrl: database.appUrl,
      filesDir: files,
      packsDir,
      webRoot: null,
      // An unexpected error must be seen in the test's output.
      logger: { level: 'error' },
      clock: () => now ?? new Date(),
    })
  })
  afterAll(async () => {
    await app?.close()
    await database?.drop()
    rmSync(files, { recursive: true, force: true })
  })

  const house = {
    get app() {
      if (!app) throw new Error('The house is not built yet.')
      return app
    },
    get database() {
      if (!database) throw new Error('There is no database yet.')
      return database
    },
    setNow(text: string | null) {
      now = text === null ? null : new Date(text)
    },
    async newCompany(options: { pack?: string; name?: string } = {}): Promise<TestCompany> {
      count += 1
      const tag = `${count}${Math.random().toString(36).slice(2, 7)}`
      const adminLogin = `admin.${tag}`
      const { company } = await addCompany(house.app.house.edge, packSource(packsDir), {
        company: options.name ?? `测试店${tag}`,
        pack: options.pack ?? 'dealer-4s',
        adminName: '管理员',
        adminLogin,
        password,
      })
      const within = <R>(work: (ctx: Ctx) => Promise<R>) => runSystem(house.app.house.edge, company, work)
      let people = 0
      return {
        company,
        within,
        admin: await visitorOf(house.app, adminLogin, ''),
        async hire(positionCode, name) {
          people += 1
          const login = `p${people}.${tag}`
          const personId = await within(async (ctx) => {
            const position = await positionByCode(ctx, positionCode)
            if (!position) throw new Error(`The pack has no position "${positionCode}".`)
            const id = await addPerson(ctx, {
              employeeNo: `T${String(people).padStart(3, '0')}`,
              name: name ?? `员工${people}`,
              gender: 'unknown',
              joinedOn: null,
              phone: '',
              email: '',
              positionId: position.id,
              from: '2026-01-01',
            })
            await addLogin(ctx, { personId: id, login, password })
            return id
          })
          return visitorOf(house.app, login, personId)
        },
      }
    },
  }
  return house
}
