import { describe, expect, it } from 'vitest'
import { findProblems } from '../../src/cli/operate'
import { demoHash, ensureDemo } from '../../src/demo'
import { demoPassword } from '../../src/demo/make/people'
import { bringInOf, packSource, pastListeners } from '../../src/wiring'
import { packsDir, testHouse, type TestHouse } from '../support/house'

const options = { until: '2026-10-20', seed: 1, orders: 150 }

const make = async (house: TestHouse, pack: string, seed = options.seed): Promise<string[]> => {
  const said: string[] = []
  const source = packSource(packsDir)
  await ensureDemo(
    { house: house.app.house, source, bringInOf, listeners: pastListeners },
    {
      options: { ...options, pack, seed },
      verify: () => findProblems(house.app),
      say: (line) => void said.push(line),
    },
  )
  return said
}

async function signIn(house: TestHouse, login: string) {
  const answer = await house.app.server.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { login, password: demoPassword },
  })
  expect(answer.statusCode).toBe(200)
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
  return async (url: string) => {
    const found = await house.app.server.inject({ method: 'GET', url: `/api/v1${url}`, headers: { cookie } })
    return { status: found.statusCode, data: found.json() }
  }
}

interface Listing {
  path: string
  needed: string[]
}

/** Every GET route without a part in its address that answers with `items`. */
async function listRoutes(house: TestHouse): Promise<Listing[]> {
  await house.app.server.ready()
  const document: any = house.app.server.swagger()
  const resolved = (schema: any): any =>
    schema?.$ref ? document.components.schemas[schema.$ref.split('/').at(-1)] : schema
  return Object.entries<any>(document.paths).flatMap(([path, { get }]) => {
    const schema = resolved(get?.responses?.['200']?.content?.['application/json']?.schema)
    if (!schema?.properties?.items || path.includes('{')) return []
    const needed = (get.parameters ?? [])
      .filter((one: any) => one.in === 'query' && one.required)
      .map((one: any) => one.name)
    return [{ path: path.replace('/api/v1', ''), needed }]
  })
}

const values: Record<string, string> = {
  ...{ period: '2026-09', month: '2026-09', code: 'on_time_rate', q: '1' },
  ...{ from: '2026-10-12', to: '2026-10-25' },
}

describe.each(['dealer-4s', 'manufacturer-field-service'])('PCK-4: the demo company of %s', (pack) => {
  const house = testHouse()
  const again = testHouse()

  it('is made, is clean, tells its accounts, and is the same company when made once more', async () => {
    const said = await make(house, pack)
    expect(await findProblems(house.app)).toEqual([])
    expect(said.join('\n')).toContain('admin')
    expect(said.filter((line) => line.includes(demoPassword)).length).toBeGreaterThanOrEqual(6)
    await make(again, pack)
    const [first, second] = [await demoHash(house.app.house.edge), await demoHash(again.app.house.edge)]
    expect(second.tables).toEqual(first.tables)
    expect(second.hash).toBe(first.hash)
    expect(said.join('\n')).toContain(first.hash)
  }, 400_000)

  it('stays as it is at the next start', async () => {
    const said = await make(house, pack, 2)
    expect(said.join('\n')).toContain('It stays as it was made')
  })

  it('shows something on every list', async () => {
    const get = await signIn(house, 'admin')
    const empty: string[] = []
    const units = (await get('/org/units')).data.items
    const root = units.find((unit: { parentId: string | null }) => unit.parentId === null).id
    const days = `from=${values.from}&to=${values.to}`
    // The history of a roster is told of the very unit that is planned.
    const unitId = (await get(`/org/roster?unitId=${root}&${days}`)).data.rows.find(
      (row: { entries: unknown[] }) => row.entries.length > 0,
    ).unitId
    for (const { path, needed } of await listRoutes(house)) {
      const query = needed.map((name) => `${name}=${{ ...values, unitId }[name] ?? ''}`).join('&')
      const { status, data } = await get(`${path}?${query}`)
      expect([path, status]).toEqual([path, 200])
      if (data.items.length === 0) empty.push(path)
    }
    // The administrator has no card, pay or shifts of his own; namesakes are looked for by a name, duty by the hour.
    const own = ['/appraisal/mine', '/pay/mine', '/org/roster/mine', '/org/swaps']
    const asked = ['/customers/similar', '/org/on-duty']
    expect(empty.filter((path) => ![...own, ...asked].includes(path))).toEqual([])
  }, 60_000)

  it('has orders in every state, cards and pay runs in all of theirs, and a contest upheld', async () => {
    const get = await signIn(house, 'admin')
    const { data } = await get('/orders/counts')
    expect(data.states.filter((one: any) => one.count === 0)).toEqual([])
    const cards = await get('/appraisal/cards?limit=200')
    expect(new Set(cards.data.items.map((card: any) => card.state)).size).toBe(6)
    const runs = await get('/pay/runs?limit=100')
    expect(new Set(runs.data.items.map((run: any) => run.state))).toEqual(
      new Set(['draft', 'approved', 'locked']),
    )
    const contested = await Promise.all(
      cards.data.items
        .slice(0, 60)
        .map(async ({ id }: any) => (await get(`/appraisal/cards/${id}`)).data.contests),
    )
    const states = new Set(contested.flat().map((contest: any) => contest.state))
    if (pack === 'dealer-4s') expect([...states].sort()).toContain('excluded')
  })

  it('lets each of its people in', async () => {
    for (const login of ['admin', 'renshi', 'caiwu', 'jingli']) {
      const get = await signIn(house, login)
      expect((await get('/session')).data.company.demo).toBe(true)
    }
  })
})
