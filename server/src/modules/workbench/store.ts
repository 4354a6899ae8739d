import { sql } from 'kysely'
import { AppError } from '../../kernel/errors'
import type { ImportIssue, ImportMapping } from '../../kernel/importing'
import { newId } from '../../kernel/ids'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'
import * as s from './schemas'

export type Own = Pick<
  Db,
  'workbenchImports' | 'workbenchImportProgress' | 'workbenchImportIssues' | 'workbenchSavedMappings'
>

export const db = (ctx: Ctx) => tables<Own>(ctx.tx)

export interface NewImport extends s.Upload {
  fileName: string
  fileId: string
  mapping: ImportMapping
  emptySigns: readonly string[]
}

export async function insertImport(ctx: Ctx, made: NewImport): Promise<string> {
  const id = newId()
  const { mapping, emptySigns, ...fields } = made
  await db(ctx)
    .insertInto('workbenchImports')
    .values({
      ...fields,
      companyId: ctx.company.id,
      id,
      mapping: JSON.stringify(mapping),
      emptySigns: JSON.stringify(emptySigns),
      createdAt: ctx.now,
      createdBy: ctx.actor.userId,
      createdByName: ctx.actor.name,
    })
    .execute()
  await db(ctx)
    .insertInto('workbenchImportProgress')
    .values({ companyId: ctx.company.id, importId: id })
    .execute()
  return id
}

const oneImport = (ctx: Ctx, id: string) =>
  db(ctx)
    .selectFrom('workbenchImports as i')
    .innerJoin('workbenchImportProgress as p', (join) =>
      join.onRef('p.companyId', '=', 'i.companyId').onRef('p.importId', '=', 'i.id'),
    )
    .selectAll('i')
    .select(['p.done', 'p.total', 'p.cancelRequested', 'p.begunAt'])
    .where('i.companyId', '=', ctx.company.id)
    .where('i.id', '=', id)

type Row = Awaited<ReturnType<ReturnType<typeof oneImport>['executeTakeFirstOrThrow']>>

/** An import as the module thinks of it: the row with its JSON read. */
export const domain = (row: Row) => ({
  ...row,
  kind: s.Kind.parse(row.kind),
  mode: s.Mode.parse(row.mode),
  state: s.State.parse(row.state),
  mapping: s.Mapping.parse(row.mapping),
  emptySigns: s.EmptySigns.parse(row.emptySigns),
  counts: s.PartCounts.parse(row.counts),
  reasons: s.Reasons.parse(row.reasons),
  failure: s.Failure.nullable().parse(row.failure),
})
export type ImportState = ReturnType<typeof domain>

const found = (row: Row | undefined): ImportState => {
  if (!row) throw new AppError('not_found', 'workbench.no_such_import')
  return domain(row)
}

export const findImport = async (ctx: Ctx, id: string) => found(await oneImport(ctx, id).executeTakeFirst())

export const lockImport = async (ctx: Ctx, id: string) =>
  found(await oneImport(ctx, id).forUpdate('i').executeTakeFirst())

export interface ImportChange {
  state?: s.State
  sheet?: string | null
  headerRow?: number | null
  headerRows?: number
  dropDuplicateLines?: boolean
  dropBadRows?: boolean
  startedAt?: Date | null
  finishedAt?: Date | null
  mapping?: ImportMapping
  emptySigns?: readonly string[]
  counts?: s.Counts
  reasons?: readonly object[]
  failure?: s.Failure | null
}

const json = (value: object | null | undefined) => (value == null ? value : JSON.stringify(value))

/** Saves an import if nobody did in between; conflict `workbench.version_moved` otherwise. */
export async function saveImport(
  ctx: Ctx,
  before: { id: string; version: number },
  change: ImportChange,
): Promise<void> {
  const { mapping, emptySigns, counts, reasons, failure, ...plain } = change
  const { numUpdatedRows } = await db(ctx)
    .updateTable('workbenchImports')
    .set({
      ...plain,
      ...(mapping && { mapping: JSON.stringify(mapping) }),
      ...(emptySigns && { emptySigns: JSON.stringify(emptySigns) }),
      ...(counts && { counts: JSON.stringify(counts) }),
      ...(reasons && { reasons: JSON.stringify(reasons) }),
      ...(failure !== undefined && { failure: json(failure) }),
      version: before.version + 1,
      updatedAt: ctx.now,
      updatedBy: ctx.actor.userId,
    })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', before.id)
    .where('version', '=', before.version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new AppError('conflict', 'workbench.version_moved')
}

export async function saveProgress(
  ctx: Ctx,
  importId: string,
  change: { done?: number; total?: number; cancelRequested?: boolean; begunAt?: Date | null },
): Promise<{ cancelRequested: boolean }> {
  return db(ctx)
    .updateTable('workbenchImportProgress')
    .set(change)
    .where('companyId', '=', ctx.company.id)
    .where('importId', '=', importId)
    .returning('cancelRequested')
    .executeTakeFirstOrThrow()
}

/**
 * Whether this transaction is now the one that works on the import. The lock ends with its connection, so a killed
 * process is recognised by a lock that is free.
 */
export async function lockRun(ctx: Ctx, importId: string): Promise<boolean> {
  const key = `fuheng import ${importId}`
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${key}, 0)) as held`.execute(db(ctx))
  return rows[0]?.held === true
}

const chunk = 5000

/** Replaces the remarks of an import. */
export async function replaceIssues(
  ctx: Ctx,
  importId: string,
  issues: readonly ImportIssue[],
): Promise<void> {
  await db(ctx)
    .deleteFrom('workbenchImportIssues')
    .where('companyId', '=', ctx.company.id)
    .where('importId', '=', importId)
    .execute()
  for (let from = 0; from < issues.length; from += chunk) {
    const rows = issues.slice(from, from + chunk).map((issue) => ({ id: newId(), ...issue }))
    await sql`insert into workbench_import_issues
        (company_id, id, import_id, line, column_name, field_key, severity, reason, params)
      select ${ctx.company.id}, r.id, ${importId}, r.line, r."column", r."fieldKey", r.severity, r.reason, r.params
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
        id uuid, line integer, "column" text, "fieldKey" text, severity text, reason text, params jsonb)`.execute(
      db(ctx),
    )
  }
}

export async function saveMapping(
  ctx: Ctx,
  saved: { entity: string; signature: string; mapping: ImportMapping; emptySigns: readonly string[] },
): Promise<void> {
  const fields = {
    mapping: JSON.stringify(saved.mapping),
    emptySigns: JSON.stringify(saved.emptySigns),
    updatedAt: ctx.now,
    updatedBy: ctx.actor.userId,
  }
  await db(ctx)
    .insertInto('workbenchSavedMappings')
    .values({
      companyId: ctx.company.id,
      id: newId(),
      entity: saved.entity,
      signature: saved.signature,
      ...fields,
    })
    .onConflict((conflict) => conflict.columns(['companyId', 'entity', 'signature']).doUpdateSet(fields))
    .execute()
}

export async function savedMapping(ctx: Ctx, entity: string, signature: string) {
  const row = await db(ctx)
    .selectFrom('workbenchSavedMappings')
    .select(['mapping', 'emptySigns'])
    .where('companyId', '=', ctx.company.id)
    .where('entity', '=', entity)
    .where('signature', '=', signature)
    .executeTakeFirst()
  return row && { mapping: s.Mapping.parse(row.mapping), emptySigns: s.EmptySigns.parse(row.emptySigns) }
}
