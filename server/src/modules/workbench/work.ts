import { AppError } from '../../kernel/errors'
import type { ImportRecord } from '../../kernel/importing'
import { audit } from '../../platform/audit'
import type { Company, Ctx } from '../../platform/ctx'
import { runSystem } from '../../platform/http/edge'
import type { Importer } from '../../platform/importer'
import { touch } from '../../platform/live'
import type { Desk } from './desk'
import { reasonHeaders } from './marked'
import type { IssueBag } from './import/issues.rules'
import { addFindings, cleanRecords, readRecords, type RecordsInput } from './import/read-records.rules'
import { importWords } from './import/words'
import type { Counts, Failure } from './schemas'
import { contentOf } from './sheet'
import * as store from './store'

class Cancelled extends Error {}

interface Job {
  readonly desk: Desk
  readonly company: Company
  readonly importId: string
}

interface Work extends Job {
  /** In the name of the person who uploaded the file, with the server's rights. */
  readonly ctx: Ctx
  readonly row: store.ImportState
  readonly importer: Importer
  /** Says how far it is; a cancellation is heard here. */
  readonly tell: (done: number, total: number) => Promise<void>
}

interface Checked {
  readonly records: readonly ImportRecord[]
  readonly clean: readonly ImportRecord[]
  readonly issues: IssueBag
  readonly counts: Counts
}

const chunk = 500

/** PLT-4: the trial. The importer's own check runs in a read-only transaction, so that it can write nothing. */
export const checkJob = (desk: Desk, company: Company, importId: string): Promise<void> =>
  guarded({ desk, company, importId }, 'checking', async (work) => {
    const checked = await runSystem(
      desk.house.edge,
      company,
      (ctx) => checkAll(work, { ...ctx, actor: work.ctx.actor }),
      { readOnly: true },
    )
    await store.replaceIssues(work.ctx, importId, checked.issues.kept)
    await finish(work, { state: 'checked', counts: checked.counts, reasons: checked.issues.summary() })
  })

/** PLT-4: the run: checked once more, then written in chunks, all in this one transaction with the state `done`. */
export const runJob = (desk: Desk, company: Company, importId: string): Promise<void> =>
  guarded({ desk, company, importId }, 'running', runAll)

async function runAll(work: Work): Promise<void> {
  const { ctx, row, importer, tell } = work
  const checked = await checkAll(work, ctx)
  if (checked.issues.count('error') > 0 && !row.dropBadRows)
    throw new AppError('rule_broken', 'workbench.errors_since_trial', { ...checked.counts })
  let [created, updated] = [0, 0]
  for (let from = 0; from < checked.clean.length; from += chunk) {
    await tell(from, checked.clean.length)
    const records = checked.clean.slice(from, from + chunk)
    const saved = await importer.save(ctx, records, { kind: row.kind, mode: row.mode })
    created += saved.created
    updated += saved.updated
  }
  await tell(checked.clean.length, checked.clean.length)
  const counts = { ...checked.counts, created, updated }
  await finish(work, { state: 'done', counts, reasons: checked.issues.summary() })
  await audit(ctx, 'workbench.import_done', { entity: 'import', entityId: row.id, after: counts })
}

/**
 * PCK-4: trial and, if wanted, run of an import in the caller's own transaction: for a company that is made in one piece,
 * where nobody watches.
 */
export async function workAtOnce(
  ctx: Ctx,
  desk: Desk,
  of: { importId: string; run: boolean },
): Promise<void> {
  const row = await store.findImport(ctx, of.importId)
  const importer = desk.importers.get(row.entity)
  if (importer === undefined) return
  const work: Work = {
    desk,
    company: ctx.company,
    importId: row.id,
    ctx,
    row,
    importer,
    tell: async () => undefined,
  }
  const checked = await checkAll(work, ctx)
  await store.replaceIssues(ctx, row.id, checked.issues.kept)
  await finish(work, { state: 'checked', counts: checked.counts, reasons: checked.issues.summary() })
  if (of.run) await runAll({ ...work, row: await store.findImport(ctx, row.id) })
}

async function guarded(
  job: Job,
  state: 'checking' | 'running',
  run: (work: Work) => Promise<void>,
): Promise<void> {
  const { edge } = job.desk.house
  try {
    await runSystem(edge, job.company, async (system) => {
      const before = await store.findImport(system, job.importId)
      const importer = job.desk.importers.get(before.entity)
      if (importer === undefined || !(await store.lockRun(system, job.importId))) return
      const row = await store.findImport(system, job.importId)
      if (row.state !== state) return
      const ctx = { ...system, actor: { ...system.actor, userId: row.createdBy } }
      const tell = (done: number, total: number) => progress({ ...job, row }, done, total)
      await tell(0, 0)
      await run({ ...job, ctx, row, importer, tell })
    })
  } catch (error) {
    await giveUp(job, state, error)
    if (!(error instanceof Cancelled) && !(error instanceof AppError)) throw error
  }
}

// The work's own transaction is gone with everything in it; what happened is written in a new one.
function giveUp(job: Job, state: 'checking' | 'running', error: unknown): Promise<void> {
  return runSystem(job.desk.house.edge, job.company, async (ctx) => {
    const row = await store.lockImport(ctx, job.importId)
    if (row.state !== state) return
    const cancelled = error instanceof Cancelled
    const failure = cancelled ? null : failureOf(error)
    await store.saveImport(ctx, row, {
      state: cancelled ? 'cancelled' : 'failed',
      failure,
      finishedAt: ctx.now,
    })
    await audit(ctx, cancelled ? 'workbench.import_cancelled' : 'workbench.import_failed', {
      entity: 'import',
      entityId: row.id,
      after: failure,
    })
    touch(ctx, 'imports')
  })
}

function failureOf(error: unknown): Failure {
  if (error instanceof AppError) return { reason: error.reason, details: error.details }
  return { reason: 'workbench.run_broke', details: {} }
}

async function checkAll(work: Work, ctx: Ctx): Promise<Checked> {
  const { desk, row, importer } = work
  const content = await contentOf(ctx, desk, row)
  const { choices } = importWords(importer.fields, desk.texts.all)
  const input: RecordsInput = {
    ...content,
    shape: importer,
    mapping: row.mapping,
    choices,
    ignoredColumns: reasonHeaders(desk.texts),
    options: {
      timeZone: ctx.company.timeZone,
      emptySigns: row.emptySigns,
      dropDuplicateLines: row.dropDuplicateLines,
    },
  }
  const { records, issues } = readRecords(input)
  await work.tell(0, records.length)
  addFindings(await importer.check(ctx, records, { kind: row.kind, mode: row.mode }), input, issues)
  const clean = cleanRecords(records, issues)
  const counts = {
    rows: content.rows.length,
    records: records.length,
    good: clean.length,
    bad: records.length - clean.length,
    errors: issues.count('error'),
    warnings: issues.count('warning'),
  }
  return { records, clean, issues, counts }
}

/** Seen by others at once, in a transaction of its own; hears a cancellation. */
async function progress(
  { desk, company, importId, row }: Job & Pick<Work, 'row'>,
  done: number,
  total: number,
) {
  const { cancelRequested } = await runSystem(desk.house.edge, company, async (ctx) => {
    touch(ctx, 'imports')
    return store.saveProgress(ctx, importId, { done, total, begunAt: row.begunAt ?? ctx.now })
  })
  if (cancelRequested) throw new Cancelled()
}

async function finish(
  work: Work,
  change: Required<Pick<store.ImportChange, 'state' | 'counts' | 'reasons'>>,
) {
  // The clock of the work's transaction stands at its beginning.
  const finishedAt = work.desk.house.edge.clock()
  await store.saveImport(work.ctx, work.row, { ...change, failure: null, finishedAt })
  touch(work.ctx, 'imports')
}
