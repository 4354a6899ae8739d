import { AppError } from '../../kernel/errors'
import { audit } from '../../platform/audit'
import type { Ctx } from '../../platform/ctx'
import { putFile } from '../../platform/files'
import { addJob } from '../../platform/jobs'
import { touch } from '../../platform/live'
import { readSheet } from '../../platform/sheets'
import { importerFor, type Desk } from './desk'
import { fitting, withFormats } from './import/mapping.rules'
import { headerSignature } from './import/signature'
import { canMove, moved, whyNotRun } from './rules'
import type { Settings, Upload } from './schemas'
import { contentOf, proposalFor } from './sheet'
import * as store from './store'
import { watch } from './watch'

const subject = (id: string) => ({ entity: 'import', entityId: id })

/** PLT-4: takes a file in, reads its header and proposes a mapping; returns the import's id. */
export async function uploadImport(
  ctx: Ctx,
  desk: Desk,
  { upload, file }: { upload: Upload; file: { name: string; bytes: Buffer } },
): Promise<string> {
  const importer = importerFor(ctx, desk, upload.entity)
  if (!importer.kinds.includes(upload.kind) || !importer.modes.includes(upload.mode))
    throw new AppError('invalid_input', 'workbench.kind_not_offered', {
      kind: upload.kind,
      mode: upload.mode,
    })
  const content = await readSheet(file.bytes, { fileName: file.name })
  const { mapping, emptySigns } = await proposalFor(ctx, desk, { importer, content })
  const fileName = file.name.slice(0, 200)
  const type = 'application/octet-stream'
  const fileId = await putFile(ctx, desk.house.files, { name: fileName, type, bytes: file.bytes })
  const id = await store.insertImport(ctx, { ...upload, fileName, fileId, mapping, emptySigns })
  await audit(ctx, 'workbench.import_uploaded', { ...subject(id), after: { ...upload, fileName } })
  touch(ctx, 'imports')
  return id
}

/** PLT-4: how the file is to be read. Whatever an earlier trial said no longer holds. */
export async function saveSettings(
  ctx: Ctx,
  desk: Desk,
  { id, input }: { id: string; input: Settings },
): Promise<void> {
  const before = await store.lockImport(ctx, id)
  const importer = importerFor(ctx, desk, before.entity)
  const { remember, version, mapping: asked, ...settings } = input
  const content = await contentOf(ctx, desk, { ...before, ...settings })
  const mapping = withFormats(fitting(asked, content.header, importer.fields), importer.fields, content.rows)
  await store.saveImport(
    ctx,
    { id, version },
    {
      ...settings,
      mapping,
      state: moved(before.state, 'mapped'),
      counts: {},
      reasons: [],
      failure: null,
    },
  )
  await store.replaceIssues(ctx, id, [])
  if (remember) {
    const signature = headerSignature(content.header)
    await store.saveMapping(ctx, { entity: before.entity, signature, mapping, emptySigns: input.emptySigns })
  }
  await audit(ctx, 'workbench.import_settings_saved', { ...subject(id), after: { ...settings, mapping } })
  touch(ctx, 'imports')
}

type Working = 'checking' | 'running'
const jobs = { checking: 'workbench.checkImport', running: 'workbench.runImport' } as const

async function start(
  ctx: Ctx,
  before: store.ImportState,
  { state, version }: { state: Working; version: number },
) {
  await store.saveImport(
    ctx,
    { id: before.id, version },
    {
      state: moved(before.state, state),
      failure: null,
      startedAt: ctx.now,
      finishedAt: null,
    },
  )
  await store.saveProgress(ctx, before.id, { done: 0, total: 0, cancelRequested: false, begunAt: null })
  await addJob(ctx, jobs[state], { importId: before.id }, { maxAttempts: 1 })
  await watch(ctx, { importId: before.id, since: ctx.now.toISOString() })
  await audit(ctx, `workbench.import_${state}`, subject(before.id))
  touch(ctx, 'imports')
}

/** PLT-4: the trial run: everything is checked, nothing is written. */
export async function checkImport(
  ctx: Ctx,
  desk: Desk,
  { id, version }: { id: string; version: number },
): Promise<void> {
  const before = await store.lockImport(ctx, id)
  importerFor(ctx, desk, before.entity)
  await start(ctx, before, { state: 'checking', version })
}

/** PLT-4: brings the records in, all in one transaction; only after a trial without errors or with them left out. */
export async function runImport(
  ctx: Ctx,
  desk: Desk,
  { id, version }: { id: string; version: number },
): Promise<void> {
  const before = await store.lockImport(ctx, id)
  importerFor(ctx, desk, before.entity)
  const why = whyNotRun(before)
  if (why !== null) throw new AppError('rule_broken', why, { ...before.counts })
  await start(ctx, before, { state: 'running', version })
}

/** PLT-4: stops an import. One that is being worked on stops at its next step and leaves nothing behind. */
export async function cancelImport(ctx: Ctx, desk: Desk, id: string): Promise<void> {
  const before = await store.lockImport(ctx, id)
  importerFor(ctx, desk, before.entity)
  if (!canMove(before.state, 'cancelled'))
    throw new AppError('rule_broken', 'workbench.wrong_state', { from: before.state, to: 'cancelled' })
  const working = before.state === 'checking' || before.state === 'running'
  if (working) await store.saveProgress(ctx, id, { cancelRequested: true })
  else await store.saveImport(ctx, before, { state: 'cancelled', finishedAt: ctx.now })
  await audit(ctx, 'workbench.import_cancelled', subject(id))
  touch(ctx, 'imports')
}
