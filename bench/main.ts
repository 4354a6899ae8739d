// npm run bench [-- --quick] [-- --seconds 20 --rounds 5 --only list]: the product beside the floor it stands on.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { casesOf, type Subjects } from './cases'
import { fillOrders, fillPeople, settle } from './data'
import { duel, type Outcome } from './duel'
import { growthRows } from './growth'
import { importRows } from './importing'
import { checkSame } from './same'
import { openStage, signIn, startProgram, type Running, type Stage } from './stage'
import { sumUp } from './sums'
import { table } from './table'

const { values: asked } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    seconds: { type: 'string' },
    rounds: { type: 'string' },
    connections: { type: 'string', default: '16' },
    orders: { type: 'string', default: '100000' },
    only: { type: 'string' },
    /** A folder to keep the data in, so that the next run need not fill again. */
    keep: { type: 'string' },
    /** Another build of the server, to compare with an earlier one. */
    build: { type: 'string' },
    profile: { type: 'string' },
  },
})
const quick = asked.quick
const plan = {
  seconds: Number(asked.seconds ?? (quick ? 2 : 20)),
  rounds: Number(asked.rounds ?? (quick ? 2 : 5)),
  connections: Number(asked.connections),
  orders: Number(asked.orders),
  /** Orders in all for the question whether an indicator grows with them. */
  grown: quick ? Number(asked.orders) * 2 : 1_000_000,
  imported: quick ? 10_000 : 100_000,
}
const here = import.meta.dirname
const say = (line: string) => void process.stdout.write(`${line}\n`)
const wants = (name: string) => asked.only === undefined || name.includes(asked.only)

async function subjectsOf(stage: Stage, company: string): Promise<Subjects> {
  const { client } = stage
  const { rows: units } = await client.query<{ id: string }>(
    `select id from org_units where company_id = $1 and code = 'front-desk'`,
    [company],
  )
  const { rows: orders } = await client.query<{ id: string }>(
    `select id from service_orders where company_id = $1 and state = 'handed_over' order by received_at limit 200`,
    [company],
  )
  const { rows: products } = await client.query<{ productId: string; customerId: string }>(
    `select id as "productId", customer_id as "customerId" from products_products where company_id = $1 order by id limit 200`,
    [company],
  )
  return { unitId: units[0]?.id ?? '', products, orderIds: orders.map((order) => order.id) }
}

const cpuShown = ({ serverMs, databaseMs }: Outcome['product']) =>
  `${serverMs.toFixed(2)} + ${databaseMs.toFixed(2)} ms`

const outcomeRow = ({ name, budget, product, floor, ratio }: Outcome): string[] => [
  name,
  product.requestsPerSecond.toFixed(0),
  floor.requestsPerSecond.toFixed(0),
  ratio.toFixed(2),
  budget === null ? '' : `≥ ${budget}`,
  `${product.p50} / ${product.p99} ms`,
  cpuShown(product),
  cpuShown(floor),
]

async function fight(stage: Stage, product: Running): Promise<string[][]> {
  const company = await stage.companyId()
  const floor = await startProgram(join(here, 'floor.mjs'), {
    BENCH_COMPANY: company,
    BENCH_DATABASE_URL: stage.database.superUrl,
  })
  try {
    const cookie = await signIn(product.url)
    const where = { product: product.url, floor: floor.url, cookie }
    const fighters = { product, floor, cookie, postmaster: stage.database.pid }
    const cases = casesOf(await subjectsOf(stage, company), new Date())
    await checkSame(cases, where)
    const rows: string[][] = []
    for (const each of cases.filter(({ name }) => wants(name))) {
      const outcome = await duel(each, { ...fighters, ...plan, loader: join(here, 'load.mjs') })
      rows.push(outcomeRow(outcome))
      say(`  ${outcomeRow(outcome).join('  ')}`)
    }
    return rows
  } finally {
    await floor.stop()
  }
}

async function fill(stage: Stage) {
  // The first start makes the company.
  await (await stage.startProduct()).stop()
  const company = await stage.companyId()
  const customers = Math.max(200, Math.floor(plan.orders / 4))
  const { rows } = await stage.client.query('select 1 from service_orders limit 1')
  if (rows.length > 0) return { company, customers }
  say(`Filling ${plan.orders} orders …`)
  await fillPeople(stage.client, company, customers)
  await fillOrders(stage.client, company, { from: 1, to: plan.orders, customers, terms: true })
  await sumUp(stage, company)
  await settle(stage.client)
  return { company, customers }
}

async function measure(stage: Stage): Promise<void> {
  const profile = asked.profile ? ['--cpu-prof', `--cpu-prof-dir=${asked.profile}`] : []
  const { company, customers } = await fill(stage)
  const product = await stage.startProduct(profile)
  const memory: string[][] = []
  let rows: string[][] = []
  try {
    await new Promise((resolve) => setTimeout(resolve, 2000))
    memory.push(['idle memory of the server process', `${product.memoryMb()} MB`, '≤ 180 MB'])
    say('Product beside floor …')
    rows = await fight(stage, product)
    memory.push(['memory after the load', `${product.memoryMb()} MB`, ''])
    if (wants('import')) memory.push(...(await importRows(stage, product, { company, count: plan.imported })))
    if (wants('growth'))
      memory.push(
        ...(await growthRows(stage, product, { company, customers, from: plan.orders, to: plan.grown })),
      )
  } finally {
    await product.stop()
  }
  if (wants('start')) memory.push(...(await warmStart(stage)))
  const report = [
    `c = ${plan.connections}, ${plan.rounds} runs of ${plan.seconds} s in turn, medians; node ${process.versions.node}`,
    '',
    table(
      [
        'case',
        'product req/s',
        'floor req/s',
        'ratio',
        'budget',
        'product p50 / p99',
        'CPU product',
        'CPU floor',
      ],
      rows,
    ),
    '',
    table(['measure', 'result', 'budget'], memory),
  ].join('\n')
  say(`\n${report}`)
  writeFileSync(join(here, 'last.md'), `${report}\n`)
}

/** From the start of the process to the first answer, with its own database on data that is there already. */
async function warmStart(stage: Stage): Promise<string[][]> {
  await stage.stopDatabase()
  const times: number[] = []
  for (let at = 0; at < 3; at += 1) {
    const whole = await stage.startWhole()
    times.push(whole.startMs)
    await whole.stop()
  }
  const best = Math.min(...times) / 1000
  return [['warm start with its own database, best of three', `${best.toFixed(1)} s`, '≤ 3 s']]
}

const stage = await openStage(asked.keep, asked.build)
const end = () => void stage.close().then(() => process.exit(1))
process.on('SIGINT', end)
process.on('SIGTERM', end)
try {
  await measure(stage)
} finally {
  await stage.close()
}
