import { execFile } from 'node:child_process'
import type { Case } from './cases'
import type { Load, Loaded } from './load'
import { cpuOf } from './cpu'
import type { Running } from './stage'
import { median } from './table'

/** Two servers that answer the same, and how long and hard they are asked. */
export interface Duel {
  product: Running
  floor: Running
  postmaster: number
  cookie: string
  loader: string
  connections: number
  seconds: number
  rounds: number
}

/** Processor time a request costs, which a busy machine changes little: of the server and of the database. */
export interface Measured extends Loaded {
  serverMs: number
  databaseMs: number
}

/** The medians of all rounds. */
export interface Outcome {
  name: string
  budget: number | null
  product: Measured
  floor: Measured
  ratio: number
}

function load(duel: Duel, what: Load): Promise<Loaded> {
  return new Promise((resolve, reject) => {
    const limit = (duel.seconds + 60) * 1000
    const child = execFile(process.execPath, [duel.loader], { timeout: limit }, (error, stdout, stderr) => {
      if (error) return reject(new Error(`The load failed: ${stderr || error.message}`))
      const loaded = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Loaded
      if (loaded.failed === 0) return resolve(loaded)
      reject(new Error(`${loaded.failed} requests failed: ${what.method} ${what.requests[0]?.path}`))
    })
    child.stdin?.end(JSON.stringify(what))
  })
}

const middle = (runs: Measured[]): Measured => ({
  requestsPerSecond: median(runs.map((each) => each.requestsPerSecond)),
  p50: median(runs.map((each) => each.p50)),
  p99: median(runs.map((each) => each.p99)),
  failed: 0,
  serverMs: median(runs.map((each) => each.serverMs)),
  databaseMs: median(runs.map((each) => each.databaseMs)),
})

/** Asks both servers the same in turn, so that a slow moment of the machine hits both, and compares the medians. */
export async function duel(each: Case, how: Duel): Promise<Outcome> {
  const { connections, seconds } = how
  const headers = { cookie: how.cookie, 'content-type': 'application/json' }
  const ask = async (who: Running, side: Case['product'], time: number): Promise<Measured> => {
    const before = cpuOf(who.pid, how.postmaster)
    const loaded = await load(how, { url: who.url, ...side, headers, connections, seconds: time })
    const after = cpuOf(who.pid, how.postmaster)
    const requests = Math.max(1, loaded.requestsPerSecond * time)
    return {
      ...loaded,
      serverMs: (after.server - before.server) / requests,
      databaseMs: (after.database - before.database) / requests,
    }
  }
  // Both have seen the question before it counts.
  await ask(how.floor, each.floor, 1)
  await ask(how.product, each.product, 1)
  const runs = { floor: [] as Measured[], product: [] as Measured[] }
  for (let round = 0; round < how.rounds; round += 1) {
    runs.floor.push(await ask(how.floor, each.floor, seconds))
    runs.product.push(await ask(how.product, each.product, seconds))
  }
  const product = middle(runs.product)
  const floor = middle(runs.floor)
  return {
    name: each.name,
    budget: each.budget,
    product,
    floor,
    ratio: product.requestsPerSecond / floor.requestsPerSecond,
  }
}
