import { sql } from 'kysely'
import { describe, expect, it, beforeAll, afterAll } from 'vitest'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../../kernel/errors'
import { newId } from '../../kernel/ids'
import type { ImportFinding } from '../../kernel/importing'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'
import type { Ctx } from '../../platform/ctx'
import { runSystem } from '../../platform/http/edge'
import { buildServer } from '../../platform/http/server'
import type { Importer } from '../../platform/importer'
import { readSheet } from '../../platform/sheets'
import { testHouse, type TestCompany, type Visitor } from '../../../tests/support/house'
import * as identity from '../identity'
import * as org from '../org'
import { deskOf } from './desk'
import * as workbench from './index'
import * as store from './store'
import { watchImport } from './watch'
import { checkJob, runJob } from './work'

/** Counters stand in for a business table: one row per record, named by its number. */
const name = (no: string | null | undefined) => `fake ${no ?? ''}`
const rowsOf = (ctx: Ctx) =>
  tables<Pick<Db, 'platformCounters'>>(ctx.tx)
    .selectFrom('platformCounters')
    .selectAll()
    .where('companyId', '=', ctx.company.id)
    .where('name', 'like', 'fake %')
    .orderBy('name')
    .execute()

const inSave: { hook: (ctx: Ctx, done: number) => Promise<void> } = { hook: async () => undefined }
let saved = 0

const importer: Importer = {
  entity: 'fakes',
  kinds: ['normal', 'history'],
  modes: ['create', 'upsert'],
  permission: 'orders.edit',
  fields: [
    { key: 'no', labelKey: 'f.no', type: 'text', required: true, aliases: ['编号'] },
    { key: 'openedAt', labelKey: 'f.opened', type: 'datetime', aliases: ['开单'] },
    { key: 'closedAt', labelKey: 'f.closed', type: 'datetime', aliases: ['完工'] },
    { key: 'amount', labelKey: 'f.amount', type: 'money', perLine: true, aliases: ['金额'] },
    {
      key: 'kind',
      labelKey: 'f.kind',
      type: 'choice',
      choices: [{ value: 'a' }, { value: 'b' }],
      aliases: ['类别'],
    },
  ],
  groupBy: ['no'],
  order: [['openedAt', 'closedAt']],
  async check(ctx, records, { mode }) {
    const there = new Set((await rowsOf(ctx)).map((row) => row.name))
    return records.flatMap((record): ImportFinding[] =>
      mode === 'create' && there.has(name(record.values.no))
        ? [
            {
              record,
              fieldKey: 'no',
              severity: 'error',
              reason: 'workbench.no_such_entity',
              params: { entity: 'twice' },
            },
          ]
        : [],
    )
  },
  async save(ctx, records) {
    saved += records.length
    await tables<Pick<Db, 'platformCounters'>>(ctx.tx)
      .insertInto('platformCounters')
      .values(
        records.map((r) => ({ companyId: ctx.company.id, name: name(r.values.no), value: r.items.length })),
      )
      .onConflict((c) => c.columns(['companyId', 'name']).doUpdateSet({ value: 99 }))
      .execute()
    await inSave.hook(ctx, saved)
    return { created: records.length, updated: 0 }
  },
}

const house = testHouse()
let server: FastifyInstance
let home: TestCompany
const desk = () => deskOf(house.app.house, [importer])

beforeAll(async () => {
  home = await house.newCompany()
  server = await buildServer({
    edge: house.app.house.edge,
    routes: [...identity.routes, ...org.routes, ...workbench.routesOf(house.app.house, [importer])],
    permissions: [...identity.permissions, ...org.permissions, ...workbench.permissions],
    live: null,
    webRoot: null,
    tls: null,
    logger: { level: 'error' },
    ready: async () => true,
  })
  await server.ready()
})
afterAll(() => server?.close())

const ask = async (who: Visitor, method: 'GET' | 'POST' | 'PUT', url: string, body?: object) => {
  const headers = { cookie: who.cookie, 'idempotency-key': newId() }
  const answer = await server.inject({
    method,
    url: `/api/v1${url}`,
    headers,
    ...(body && { payload: body }),
  })
  const isJson = String(answer.headers['content-type']).includes('json')
  return { status: answer.statusCode, data: isJson ? answer.json() : null, bytes: answer.rawPayload }
}

async function upload(who: Visitor, text: string | Buffer, query = 'entity=fakes', fileName = 'a.csv') {
  const edge = '----edge'
  const head = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\ncontent-type: text/csv\r\n\r\n`
  const answer = await server.inject({
    method: 'POST',
    url: `/api/v1/imports?${query}`,
    headers: {
      cookie: who.cookie,
      'idempotency-key': newId(),
      'content-type': `multipart/form-data; boundary=${edge}`,
    },
    payload: Buffer.concat([Buffer.from(head), Buffer.from(text), Buffer.from(`\r\n--${edge}--\r\n`)]),
  })
  return { status: answer.statusCode, data: answer.json() }
}

const state = async (id: string) => (await ask(home.admin, 'GET', `/imports/${id}`)).data
const jobsOf = (id: string) =>
  home.within(
    async (ctx) =>
      (
        await sql<{ task: string }>`select t.identifier as task from graphile_worker._private_jobs j
          join graphile_worker._private_tasks t on t.id = j.task_id
          where j.payload -> 'payload' ->> 'importId' = ${id} order by j.id`.execute(tables<Db>(ctx.tx))
      ).rows,
  )

async function check(id: string) {
  const { version } = await state(id)
  const asked = await ask(home.admin, 'POST', `/imports/${id}/check`, { version })
  await checkJob(desk(), home.company, id)
  return { asked, after: await state(id) }
}
async function run(id: string) {
  const { version } = await state(id)
  return ask(home.admin, 'POST', `/imports/${id}/run`, { version })
}
const settingsOf = (record: Record<string, unknown>, change: object) => {
  const { sheet, headerRow, headerRows, mapping, emptySigns, dropDuplicateLines, dropBadRows, version } =
    record
  const all = { sheet, headerRow, headerRows, mapping, emptySigns, dropDuplicateLines, dropBadRows, version }
  return { ...all, remember: false, ...change }
}
const good = (from: number, count: number, prefix = 'N') =>
  `编号,开单,完工,金额,类别,备注\n${Array.from({ length: count }, (_, i) => `${prefix}${from + i},2026-03-01,2026-03-02,"1,000.50",a,x`).join('\n')}`
const landed = (prefix: string) =>
  home.within(
    async (ctx) => (await rowsOf(ctx)).filter((row) => row.name.startsWith(`fake ${prefix}`)).length,
  )

describe('PLT-4 imports', () => {
  it('uploads, proposes a mapping, tries, runs: records land with the state', async () => {
    const made = await upload(home.admin, good(100, 1200))
    expect(made.status).toBe(201)
    expect(made.data).toMatchObject({ state: 'uploaded', can: { check: true, run: false } })
    const { id } = made.data
    const sheet = (await ask(home.admin, 'GET', `/imports/${id}/sheet`)).data
    expect(sheet).toMatchObject({ rowCount: 1200, headerLine: 1, fromSaved: false, emptySigns: [] })
    expect(sheet.columns[0]).toEqual({ name: '编号', samples: ['N100', 'N101', 'N102', 'N103', 'N104'] })
    const { asked, after } = await check(id)
    expect(asked.data.state).toBe('checking')
    expect(after).toMatchObject({
      state: 'checked',
      counts: { rows: 1200, good: 1200, errors: 0 },
      can: { run: true },
    })
    expect(await landed('N1')).toBe(0)
    expect((await run(id)).data.state).toBe('running')
    const seen: number[] = []
    inSave.hook = async () => {
      seen.push((await state(id)).progress.done)
      expect((await state(id)).state).toBe('running')
    }
    await runJob(desk(), home.company, id)
    inSave.hook = async () => undefined
    expect(seen).toEqual([0, 500, 1000])
    expect(await state(id)).toMatchObject({
      state: 'done',
      counts: { created: 1200 },
      progress: { done: 1200, total: 1200 },
    })
    expect(await landed('N')).toBe(1200)
    expect((await jobsOf(id)).map((job) => job.task)).toContain('workbench.watchImport')
    await runJob(desk(), home.company, id)
    expect((await state(id)).counts.created).toBe(1200)
  })

  it('an error means nothing lands; leaving bad rows out is a choice and asks for a new trial', async () => {
    const text =
      '编号,开单,完工,金额,类别\nE1,2026-03-01,2026-03-02,5,a\nE2,2026-03-05,2026-03-02,x,a\nE2,,,7,a\n,,,,q\nE3,2026-03-01,,/,b\n'
    const { id } = (await upload(home.admin, text)).data
    const { after } = await check(id)
    expect(after).toMatchObject({
      state: 'checked',
      counts: { rows: 5, records: 4, good: 1, bad: 3 },
      can: { run: false },
    })
    expect((await run(id)).data).toMatchObject({ kind: 'rule_broken', reason: 'workbench.errors_left' })
    const issues = (await ask(home.admin, 'GET', `/imports/${id}/issues?severity=error&limit=2`)).data
    expect(issues.total).toBe(5)
    expect(issues.items.map((one: { line: number; reason: string }) => [one.line, one.reason])).toEqual([
      [3, 'workbench.not_a_number'],
      [3, 'workbench.times_out_of_order'],
    ])
    const rest = (
      await ask(home.admin, 'GET', `/imports/${id}/issues?severity=error&limit=9&cursor=${issues.nextCursor}`)
    ).data
    expect(rest.items).toHaveLength(3)
    const file = await ask(home.admin, 'GET', `/imports/${id}/marked?rows=bad`)
    const marked = await readSheet(file.bytes, { fileName: 'm.xlsx' })
    expect(marked.header.slice(0, 3)).toEqual(['原行号', '问题说明', '编号'])
    expect(marked.rows.map((row) => row.cells[0])).toEqual(['3', '5', '6'])
    expect(marked.rows[0]?.cells[1]).toBe(
      '金额: “x”不是数字\n完工: 时间先后颠倒：“开单”为 2026-03-05 00:00:00，晚于本列的 2026-03-02 00:00:00',
    )

    const changed = await ask(
      home.admin,
      'PUT',
      `/imports/${id}/settings`,
      settingsOf(after, { dropBadRows: true, emptySigns: ['/'] }),
    )
    expect(changed.data).toMatchObject({ state: 'mapped', counts: {}, can: { run: false } })
    expect((await run(id)).data.reason).toBe('workbench.trial_needed')
    expect((await check(id)).after).toMatchObject({ counts: { good: 2, bad: 2 }, can: { run: true } })
    await run(id)
    await runJob(desk(), home.company, id)
    expect(await state(id)).toMatchObject({ state: 'done', counts: { created: 2 } })
    expect(await landed('E')).toBe(2)
  })

  it('takes the corrected marked file back as data, without its own two columns', async () => {
    const text = '编号,金额,备注\nM1,x,n\n'
    const { id } = (await upload(home.admin, text)).data
    await check(id)
    const { bytes } = await ask(home.admin, 'GET', `/imports/${id}/marked`)
    const back = await upload(home.admin, bytes, 'entity=fakes', 'back.xlsx')
    expect(back.data.mapping).toMatchObject({ no: { column: 2 }, amount: { column: 3 } })
    const { after } = await check(back.data.id)
    expect(after.counts).toMatchObject({ records: 1, errors: 1 })
  })

  it('stops when told to, and nothing of it stays', async () => {
    const { id } = (await upload(home.admin, good(5000, 1100, 'C'))).data
    await check(id)
    await run(id)
    inSave.hook = async () => {
      inSave.hook = async () => undefined
      expect((await ask(home.admin, 'POST', `/imports/${id}/cancel`, {})).status).toBe(200)
    }
    await runJob(desk(), home.company, id)
    expect((await state(id)).state).toBe('cancelled')
    expect(await landed('C')).toBe(0)
    expect((await ask(home.admin, 'POST', `/imports/${id}/cancel`, {})).data.reason).toBe(
      'workbench.wrong_state',
    )
  })

  it('a refusal in the middle leaves nothing, and says why', async () => {
    const { id } = (await upload(home.admin, good(6000, 1100, 'F'))).data
    await check(id)
    await run(id)
    let calls = 0
    inSave.hook = async () => {
      calls += 1
      if (calls === 2) throw new AppError('rule_broken', 'service.month_closed', { month: '2026-03' })
    }
    await runJob(desk(), home.company, id)
    inSave.hook = async () => undefined
    expect(await state(id)).toMatchObject({
      state: 'failed',
      failure: { reason: 'service.month_closed', details: { month: '2026-03' } },
      can: { check: true, run: false },
    })
    expect(await landed('F')).toBe(0)
  })

  it('checks again at the run: what changed since the trial stops it', async () => {
    const { id } = (await upload(home.admin, good(7000, 3, 'T'))).data
    await check(id)
    await home.within(async (ctx) => {
      await tables<Pick<Db, 'platformCounters'>>(ctx.tx)
        .insertInto('platformCounters')
        .values({ companyId: ctx.company.id, name: name('T7001'), value: 1 })
        .execute()
    })
    await run(id)
    await runJob(desk(), home.company, id)
    expect(await state(id)).toMatchObject({
      state: 'failed',
      failure: { reason: 'workbench.errors_since_trial' },
    })
    expect(await landed('T')).toBe(1)
  })

  it('PLT-16: a killed run is found by its free lock and marked failed; a living one is left alone', async () => {
    const { id } = (await upload(home.admin, good(8000, 3, 'K'))).data
    await check(id)
    await run(id)
    const since = (await state(id)).startedAt
    const look = () => watchImport(desk(), home.company, { importId: id, since })
    await look()
    expect((await state(id)).state).toBe('running')
    // The process ends here as a kill would end it: its transaction is rolled back and nobody writes why.
    const job = runSystem(house.app.house.edge, home.company, async (ctx) => {
      await store.lockRun(ctx, id)
      await runSystem(house.app.house.edge, home.company, (other) =>
        store.saveProgress(other, id, { begunAt: other.now }),
      )
      const values = { no: 'K8000' }
      const record = { line: 2, lines: [2], values, items: [], extra: {} }
      await importer.save(ctx, [record], { kind: 'normal', mode: 'create' })
      await look()
      expect((await state(id)).state).toBe('running')
      throw new Error('killed')
    })
    await expect(job).rejects.toThrow('killed')
    inSave.hook = async () => undefined
    await watchImport(desk(), home.company, { importId: id, since: '2000-01-01T00:00:00.000Z' })
    expect((await state(id)).state).toBe('running')
    await look()
    expect(await state(id)).toMatchObject({
      state: 'failed',
      failure: { reason: 'workbench.run_interrupted' },
    })
    expect(await landed('K')).toBe(0)
  })

  it('remembers a mapping for files with the same header', async () => {
    const text = 'col a,col b\nR1,5\n'
    const first = (await upload(home.admin, text)).data
    expect(first.mapping).toEqual({})
    const mapping = { no: { column: 0 }, amount: { column: 1 }, kind: { constant: 'a' } }
    await ask(
      home.admin,
      'PUT',
      `/imports/${first.id}/settings`,
      settingsOf(first, { mapping, remember: true }),
    )
    const second = (await upload(home.admin, 'COL_A,Col B\nR2,6\n')).data
    expect(second.mapping).toEqual(mapping)
    expect((await check(second.id)).after.counts).toMatchObject({ good: 1, errors: 0 })
  })

  it('shows a mapping that is not saved yet, and dates without a format as their column looks', async () => {
    const made = (await upload(home.admin, 'n,d\nP1,30-05-17\nP2,31-05-17\n')).data
    const mapping = { no: { column: 0 }, openedAt: { column: 1 } }
    const place = { sheet: null, headerRow: null, headerRows: 1, emptySigns: [] }
    const { status, data } = await ask(home.admin, 'POST', `/imports/${made.id}/preview`, {
      ...place,
      mapping,
    })
    expect(status).toBe(200)
    expect(data.rows[0].cells[1]).toMatchObject({ raw: '30-05-17', value: '2017-05-30T00:00:00' })
    expect((await state(made.id)).mapping).toEqual({})
    const saved = await ask(home.admin, 'PUT', `/imports/${made.id}/settings`, settingsOf(made, { mapping }))
    expect(saved.data.mapping.openedAt).toEqual({ column: 1, format: 'dmy' })
  })

  it('says when this very file has been imported before', async () => {
    const { id } = (await upload(home.admin, good(9500, 1, 'S'))).data
    expect((await check(id)).after.sameFile).toBeNull()
    await run(id)
    await runJob(desk(), home.company, id)
    const again = (await upload(home.admin, good(9500, 1, 'S'))).data
    expect(again.sameFile).toMatchObject({ id })
    expect((await state(id)).sameFile).toBeNull()
  })

  it('gives a template that is read back without mapping', async () => {
    const { bytes, status } = await ask(home.admin, 'GET', '/imports/templates/fakes')
    expect(status).toBe(200)
    const sheet = await readSheet(bytes, { fileName: 't.xlsx' })
    expect(sheet.header).toEqual(['f.no', 'f.opened', 'f.closed', 'f.amount', 'f.kind'])
  })

  it('refuses files, entities, versions and people it must refuse', async () => {
    expect((await upload(home.admin, 'x', 'entity=fakes', 'a.pdf')).data.reason).toBe(
      'workbench.file_kind_unknown',
    )
    expect((await upload(home.admin, good(1, 1), 'entity=ghosts')).data.reason).toBe(
      'workbench.no_such_entity',
    )
    expect((await upload(home.admin, good(1, 1), 'entity=fakes&mode=update')).data.reason).toBe(
      'workbench.kind_not_offered',
    )
    const { id, version } = (await upload(home.admin, good(9000, 1))).data
    expect(
      (await ask(home.admin, 'POST', `/imports/${id}/check`, { version: version + 1 })).data.reason,
    ).toBe('workbench.version_moved')
    const technician = await home.hire('technician-1')
    expect((await ask(technician, 'GET', `/imports/${id}`)).status).toBe(403)
    const other = await house.newCompany()
    expect((await ask(other.admin, 'GET', `/imports/${id}`)).status).toBe(404)
    expect((await ask(other.admin, 'GET', '/imports')).data.items).toEqual([])
    const list = (await ask(home.admin, 'GET', '/imports?state=done')).data
    expect(list.items.every((one: { state: string }) => one.state === 'done')).toBe(true)
    expect((await ask(home.admin, 'GET', '/imports/entities')).data.items[0].fields).toHaveLength(5)
  })
})
