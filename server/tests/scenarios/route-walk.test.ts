import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../src/kernel/ids'
import { testHouse, type Visitor } from '../support/house'
import { operations, positions, tableRows, type Operation } from './walk'

const house = testHouse()
const tableFile = join(import.meta.dirname, 'route-walk.md')

const roles = ['admin', ...Object.keys(positions), 'nobody'] as const
type Role = (typeof roles)[number]

const visitors = new Map<Role, Visitor>()

beforeAll(async () => {
  const company = await house.newCompany()
  visitors.set('admin', company.admin)
  for (const [role, position] of Object.entries(positions)) visitors.set(role, await company.hire(position))
})

/** yes: let in (whatever the input was worth); no: refused for want of permission; sign in: refused for want of a session. */
async function attempt(role: Role, { method, path }: Pick<Operation, 'method' | 'path'>): Promise<string> {
  const url = `/api/v1${path
    .replace(/\{month\}/g, '2026-01')
    .replace(/\{\w*[kK]ey\}|\{kind\}|\{code\}|\{entity\}/g, 'none')
    .replace(/\{number\}/g, '1')
    .replace(/\{\w+\}/g, newId())}`
  const visitor = visitors.get(role)
  const headers: Record<string, string> = { 'idempotency-key': newId() }
  if (visitor) headers.cookie = visitor.cookie
  // A wrong input on purpose: permission is asked before the input is looked at, and nothing is changed.
  const payload = method === 'GET' || method === 'DELETE' ? undefined : { nonsense: true }
  const answer = await house.app.server.inject({ method, url, headers, payload })
  if (answer.statusCode >= 500) return `${answer.statusCode}`
  if (answer.statusCode === 401 && method + path !== 'POST/session') return 'sign in'
  const isRefused =
    answer.statusCode === 403 &&
    answer.json().reason === 'platform.forbidden' &&
    'permission' in answer.json().details
  return isRefused ? 'no' : 'yes'
}

const heading = ['route', ...roles]
const rowOf = (cells: string[]) => `| ${cells.join(' | ')} |`

describe('PLT-13: every route of the description × every role, against the table', () => {
  it('nobody gets further than the table says, and every route is in it', { timeout: 300_000 }, async () => {
    const found = new Map<string, string[]>()
    const signOut = (operation: Operation) => operation.method === 'DELETE' && operation.path === '/session'
    for (const operation of operations(house.app)) {
      const cells: string[] = []
      for (const role of roles) {
        // Signing out would end the walk for that role; everybody with a session may.
        if (signOut(operation)) cells.push(role === 'nobody' ? 'sign in' : 'yes')
        else cells.push(await attempt(role, operation))
      }
      found.set(`${operation.method} ${operation.path}`, cells)
    }
    if (process.env.WRITE_ROUTE_WALK) {
      const rows = [...found].map(([route, cells]) => rowOf([route, ...cells]))
      const text = `# Who gets into which route\n\nThe pack \`dealer-4s\`. yes: let in; no: refused; sign in: needs a session. A route that is not here fails the test.\n\n${[rowOf(heading), rowOf(heading.map(() => '---')), ...rows].join('\n')}\n`
      writeFileSync(tableFile, text)
    }
    const table = new Map(tableRows(tableFile).map(([route = '', ...cells]) => [route, cells]))
    expect([...found.keys()].filter((route) => !table.has(route))).toEqual([])
    expect([...table.keys()].filter((route) => !found.has(route))).toEqual([])
    const wrong = [...found].flatMap(([route, cells]) =>
      roles.flatMap((role, at) =>
        cells[at] === table.get(route)?.[at]
          ? []
          : [`${role} ${route}: ${cells[at]}, table says ${table.get(route)?.[at]}`],
      ),
    )
    expect(wrong).toEqual([])
  })

  it('a route that wants a permission nobody declares stops the start', async () => {
    const { buildServer } = await import('../../src/platform/http/server')
    const { route } = await import('../../src/platform/http/route')
    const { z } = await import('zod')
    const planted = route({
      method: 'GET',
      url: '/planted',
      permission: 'planted.secret',
      summary: 'x',
      response: z.object({}),
      run: async () => ({}),
    })
    const start = buildServer({
      edge: house.app.house.edge,
      routes: [planted],
      permissions: [],
      live: null,
      webRoot: null,
      tls: null,
      logger: false,
      ready: async () => true,
    })
    await expect(start).rejects.toThrow(/planted.secret/)
  })
})
