// npm run proof:search [-- --customers 1000000]: any fragment of a name, a phone, a plate or a VIN, among a million.
import { parseArgs } from 'node:util'
import pg from 'pg'
import { fillPeople, fillTerms, settle } from './data'
import { openStage, signIn, type Stage } from './stage'
import { quantile, table } from './table'

const { values: asked } = parseArgs({
  options: { customers: { type: 'string', default: '1000000' }, times: { type: 'string', default: '200' } },
})
const customers = Number(asked.customers)
const times = Number(asked.times)

const digits = (n: number, length: number) => String(n).padStart(length, '0')
/** What people type; each time another one, so that nothing is answered from memory alone. */
const questions: { name: string; kind: string; list: string; of: (n: number) => string }[] = [
  {
    name: '2 characters of a name',
    kind: 'customer',
    list: 'customers',
    of: (n) => ['建国', '伟芳', '芳敏'][n % 3] ?? '',
  },
  {
    name: 'pinyin initials',
    kind: 'customer',
    list: 'customers',
    of: (n) => ['zjg', 'qwf', 'sfm'][n % 3] ?? '',
  },
  { name: 'tail of a phone', kind: 'customer', list: 'customers', of: (n) => digits((n * 7919) % 10_000, 4) },
  { name: 'a plate', kind: 'product', list: 'products', of: (n) => `粤b${digits((n * 977) % customers, 6)}` },
  {
    name: 'tail of a VIN',
    kind: 'product',
    list: 'products',
    of: (n) => digits((n * 977) % customers, 8).slice(-6),
  },
]

const floorSql = `select distinct entity_id from (select entity_id from search_terms
  where company_id = $1 and kind = $2 and term >= $3 and term < $4 order by term limit 80) x`

async function timed(work: (n: number) => Promise<unknown>): Promise<string> {
  const took: number[] = []
  for (let n = 0; n < times; n += 1) {
    const begun = performance.now()
    await work(n)
    took.push(performance.now() - begun)
  }
  return `${quantile(took, 0.5).toFixed(1)} / ${quantile(took, 0.95).toFixed(1)} ms`
}

/** The index that the application's role uses behind row-level security. */
async function indexOf(client: pg.Client, company: string, kind: string, from: string): Promise<string> {
  await client.query('begin')
  await client.query(`select set_config('fuheng.company', $1, true)`, [company])
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${floorSql}`, [
    company,
    kind,
    from,
    `${from}\u{10FFFF}`,
  ])
  await client.query('rollback')
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  return /using (\w+)/.exec(plan)?.[1] ?? /Index Scan on (\w+)/.exec(plan)?.[1] ?? 'none: the whole table'
}

async function prove(stage: Stage): Promise<void> {
  await (await stage.startProduct()).stop()
  const company = await stage.companyId()
  process.stdout.write(`Filling ${customers} customers with as many vehicles …\n`)
  await fillPeople(stage.client, company, customers)
  await fillTerms(stage.client, company)
  await settle(stage.client)
  const product = await stage.startProduct()
  const app = new pg.Client({ connectionString: stage.database.appUrl })
  await app.connect()
  try {
    const cookie = await signIn(product.url)
    const get = async (path: string) => {
      const answer = await fetch(`${product.url}/api/v1${path}`, { headers: { cookie } })
      await answer.text()
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
    }
    const rows: string[][] = []
    for (const { name, kind, list, of } of questions) {
      const floor = (n: number) => stage.client.query(floorSql, [company, kind, of(n), `${of(n)}\u{10FFFF}`])
      rows.push([
        name,
        await indexOf(app, company, kind, of(1)),
        await timed((n) => get(`/search?q=${encodeURIComponent(of(n))}`)),
        await timed(floor),
        await timed((n) => get(`/${list}?limit=50&q=${encodeURIComponent(of(n))}`)),
      ])
      process.stdout.write(`  ${rows.at(-1)?.join('  ')}\n`)
    }
    const head = ['asked', 'index', 'first results p50 / p95', 'floor p50 / p95', 'list with total p50 / p95']
    process.stdout.write(`\n${table(head, rows)}\n`)
  } finally {
    await app.end()
    await product.stop()
  }
}

const stage = await openStage()
const end = () => void stage.close().then(() => process.exit(1))
process.on('SIGINT', end)
process.on('SIGTERM', end)
try {
  await prove(stage)
} finally {
  await stage.close()
}
