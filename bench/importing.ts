import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import { signIn, type Running, type Stage } from './stage'

const names = ['建国', '伟', '芳', '敏', '静怡', '强', '磊', '军', '洋', '秀英']
const surnames = ['赵', '钱', '孙', '李', '周', '吴', '郑', '王', '冯', '陈']

const nameOf = (at: number) => `${surnames[at % 10]}${names[Math.floor(at / 10) % 10]}`
const phoneOf = (at: number) => `139${String((at * 7919) % 100_000_000).padStart(8, '0')}`

function csvOf(count: number): string {
  // Twice the same customer would be refused: another run brings others.
  const tag = Date.now().toString(36)
  const lines = Array.from(
    { length: count },
    (_none, at) => `${nameOf(at)}${tag},${phoneOf(at)},${tag}${at},区${at % 12},深圳市南山区科技路${at}号`,
  )
  return ['姓名,电话,编号,区域,地址', ...lines].join('\n')
}

interface ImportState {
  id: string
  state: string
  version: number
  counts: { created?: number; errors?: number }
  failure: unknown
}

/** The import as a person does it, over HTTP. */
class Importing {
  constructor(
    private readonly url: string,
    private readonly cookie: string,
  ) {}

  private async ask(path: string, init: RequestInit = {}): Promise<ImportState> {
    const answer = await fetch(`${this.url}/api/v1/imports${path}`, {
      ...init,
      headers: { cookie: this.cookie, 'idempotency-key': randomUUID(), ...init.headers },
    })
    if (!answer.ok) throw new Error(`imports${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as ImportState
  }

  private send = (path: string, method: string, body: object) =>
    this.ask(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

  async upload(csv: string): Promise<ImportState> {
    const form = new FormData()
    form.append('file', new Blob([csv]), 'customers.csv')
    const made = await this.ask('?entity=customers&kind=normal&mode=create', { method: 'POST', body: form })
    const fields = ['name', 'phone', 'code', 'region', 'address']
    return this.send(`/${made.id}/settings`, 'PUT', {
      sheet: null,
      headerRow: null,
      headerRows: 1,
      mapping: Object.fromEntries(fields.map((field, column) => [field, { column }])),
      emptySigns: [],
      dropDuplicateLines: false,
      dropBadRows: false,
      remember: false,
      version: made.version,
    })
  }

  async until(id: string, states: string[]): Promise<ImportState> {
    for (;;) {
      const now = await this.ask(`/${id}`)
      if (states.includes(now.state)) return now
      if (['failed', 'cancelled'].includes(now.state)) throw new Error(JSON.stringify(now))
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  start = (made: ImportState, step: 'check' | 'run') =>
    this.send(`/${made.id}/${step}`, 'POST', { version: made.version })
}

/** COPY of the same rows into a table of the same columns and indexes, with nothing to check. */
async function copyRows(stage: Stage, count: number): Promise<number> {
  const { client } = stage
  await client.query('create table bench_copy (like customers_customers including all)')
  try {
    const stamp = new Date().toISOString()
    const rows = Array.from(
      { length: count },
      (_none, at) =>
        `${randomUUID()}\t${randomUUID()}\tI${at}\t${nameOf(at)}\t区${at % 12}\t深圳市南山区科技路${at}号\t${stamp}\n`,
    ).join('')
    const begun = performance.now()
    const columns = 'company_id, id, code, name, region, address, created_at'
    await pipeline(Readable.from([rows]), client.query(copyFrom(`copy bench_copy (${columns}) from stdin`)))
    return count / ((performance.now() - begun) / 1000)
  } finally {
    await client.query('drop table bench_copy')
  }
}
/** PLT-4: rows a second of the whole run, which checks every row once more, beside COPY. */
export async function importRows(
  stage: Stage,
  product: Running,
  { count }: { company: string; count: number },
): Promise<string[][]> {
  const importing = new Importing(product.url, await signIn(product.url))
  const made = await importing.upload(csvOf(count))
  await importing.start(made, 'check')
  const checked = await importing.until(made.id, ['checked'])
  const begun = performance.now()
  await importing.start(checked, 'run')
  const done = await importing.until(made.id, ['done'])
  const seconds = (performance.now() - begun) / 1000
  if (done.counts.created !== count) throw new Error(`import: ${JSON.stringify(done)}`)
  const ours = count / seconds
  const floor = await copyRows(stage, count)
  const shown = `${ours.toFixed(0)} beside ${floor.toFixed(0)} rows/s, ${(ours / floor).toFixed(2)}`
  return [[`import of ${count} customers, checked, beside COPY`, shown, '≥ 0.15']]
}
