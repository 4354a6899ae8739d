import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { newId } from '../../src/kernel/ids'
import { readPack } from '../../src/modules/packs'
import { packSource } from '../../src/wiring'
import { packsDir, testHouse, type Visitor } from '../support/house'
import { buildWorld, noTarget, type Target, type World } from './records'
import { operations, positions, tableRows, type Operation } from './walk'

const house = testHouse()
const tableFile = join(import.meta.dirname, 'record-walk.md')
const neighbours = '邻家'

type Scope = 'own' | 'unit' | 'company'
const kinds = ['own', 'same unit', 'other unit', 'other company'] as const
type Kind = (typeof kinds)[number]

interface Walker {
  role: string
  visitor: Visitor
  /** The units below the position, as its grants with scope `unit` reach. */
  unitIds: Set<string>
  /** The widest scope of each permission, as the pack's file says. */
  scopes: Map<string, Scope>
}

let ours: World
let theirs: World
let walkers: Walker[]

beforeAll(async () => {
  ours = await buildWorld(await house.newCompany(), '自家')
  theirs = await buildWorld(await house.newCompany(), neighbours)
  const pack = await readPack(packSource(packsDir), 'dealer-4s')
  const width: Scope[] = ['own', 'unit', 'company']
  walkers = Object.entries(positions).map(([role, code]) => {
    const position = pack.positions.find((one) => one.key === code)
    const visitor = ours.people.get(role)
    if (!position || !visitor) throw new Error(`Nobody holds ${code}.`)
    const scopes = new Map<string, Scope>()
    for (const { permission, scope } of pack.roles
      .filter((one) => position.roles.includes(one.key))
      .flatMap((one) => one.grants)) {
      const known = scopes.get(permission)
      if (!known || width.indexOf(scope) > width.indexOf(known)) scopes.set(permission, scope)
    }
    return { role, visitor, unitIds: unitsBelow(position.unit), scopes }
  })
})

function unitsBelow(code: string): Set<string> {
  const top = ours.units.find((unit) => unit.code === code)
  const found = new Set(top ? [top.id] : [])
  for (let size = 0; size < found.size;) {
    size = found.size
    for (const unit of ours.units) if (unit.parentId && found.has(unit.parentId)) found.add(unit.id)
  }
  return found
}

/** The record of a kind that stands so to a walker; none where there is no such record. */
function targetOf(walker: Walker, record: string, kind: Kind): Target | undefined {
  if (kind === 'other company') return theirs.targets.get(record)?.[0]
  return ours.targets.get(record)?.find(({ unitId, personId }) => {
    if (personId === walker.visitor.personId) return kind === 'own'
    const isInside =
      unitId === null ? kind === 'other unit' : walker.unitIds.has(unitId) === (kind === 'same unit')
    return kind !== 'own' && isInside
  })
}

/** What the third column says of a walker and a record of the own company. */
function expects(rule: string, walker: Walker, target: Target): boolean {
  const isOwn = target.personId !== null && target.personId === walker.visitor.personId
  return rule.split(' or ').some((way) =>
    way.split(' and ').every((part) => {
      const [permission = '', how = ''] = part.split(' ')
      if (permission === 'self') return isOwn
      const scope = walker.scopes.get(permission)
      if (!scope) return false
      if (how === 'any') return true
      if (how === 'company') return scope === 'company'
      if (how === 'wide') return scope !== 'own' || isOwn
      if (isOwn && how === 'others') return false
      if (isOwn && how === '') return true
      return (
        scope === 'company' ||
        (scope === 'unit' && target.unitId !== null && walker.unitIds.has(target.unitId))
      )
    }),
  )
}

interface Told {
  status: number
  reason: string | undefined
  text: string
}

async function call(visitor: Visitor, { method, path, body, query }: Operation, id: string): Promise<Told> {
  const url = `/api/v1${path
    .replace('{id}', id)
    .replace('{number}', '1')
    .replace('{date}', '2026-05-05')
    .replace('{year}', '2026')
    .replace(/\{\w*[kK]ey\}/g, 'none')
    .replace(/\{\w+\}/g, newId())}${query}`
  const headers = { 'idempotency-key': newId() }
  // A unit that the body names must be there, or the answer speaks of that one.
  const payload = body && 'parentId' in body ? { ...body, parentId: ours.units[0]?.id } : body
  const answer = await visitor.raw({ method, url, headers, payload })
  const isJson = String(answer.headers['content-type']).includes('json')
  return {
    status: answer.statusCode,
    reason: isJson ? (answer.json().reason as string | undefined) : undefined,
    text: answer.body,
  }
}

it(
  'PLT-13: every route that names a record gives whose records the table says, and none of another company',
  { timeout: 300_000 },
  async () => {
    const table = new Map(
      tableRows(tableFile).map(([route = '', record = '', rule = '']) => [route, { record, rule }]),
    )
    const named = operations(house.app).filter(({ path }) => path.includes('{'))
    const routeOf = ({ method, path }: Operation) => `${method} ${path}`
    const routes = named.map(routeOf)
    expect(routes.filter((route) => !table.has(route))).toEqual([])
    expect([...table.keys()].filter((route) => !routes.includes(route))).toEqual([])

    const wrong: string[] = []
    const seen = new Map<string, number>()
    // What only looks comes first, so that it still finds what others change.
    const order = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
    for (const operation of [...named].sort((a, b) => order.indexOf(a.method) - order.indexOf(b.method))) {
      const route = routeOf(operation)
      const { record, rule } = table.get(route) ?? { record: '—', rule: '' }
      if (record === '—') continue
      const unknown = await call(ours.company.admin, operation, noTarget.id)
      const walk = async (walker: Walker, kind: Kind) => {
        const target = targetOf(walker, record, kind)
        if (!target) return
        const told = await call(walker.visitor, operation, target.id)
        // Not found is a refusal when it says so of the record, not of a part of it.
        const isRefused = told.status === 403 || (told.status === 404 && told.reason === unknown.reason)
        const expected = kind !== 'other company' && expects(rule, walker, target)
        const what = `${walker.role}, ${kind}: ${route} ${told.status} ${told.reason ?? ''}`
        seen.set(kind, (seen.get(kind) ?? 0) + 1)
        if (told.status >= 500 || told.status === 401) wrong.push(what)
        if (told.reason === 'platform.invalid_input') wrong.push(`${what} (the walk cannot write this body)`)
        if (isRefused === expected) wrong.push(`${what}, the table says ${expected ? 'yes' : 'no'}`)
        if (kind === 'other company' && told.text.includes(neighbours)) wrong.push(`${what} tells of them`)
      }
      for (const kind of kinds) await Promise.all(walkers.map((walker) => walk(walker, kind)))
    }
    expect(wrong).toEqual([])
    // Each column has been walked, and not only here and there.
    for (const kind of kinds) expect(seen.get(kind)).toBeGreaterThan(kind === 'other company' ? 500 : 100)
  },
)
