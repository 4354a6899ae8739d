import { sql } from 'kysely'
import type { ImportIssue } from '../../kernel/importing'
import type { Ctx } from '../../platform/ctx'
import { sameContent } from '../../platform/files'
import { pageRows } from '../../platform/paging'
import { importerFor, type Desk } from './desk'
import { abilities, visibleEntities } from './policy'
import * as s from './schemas'
import { db, domain, findImport, type ImportState } from './store'

const view = (row: ImportState): s.Import => ({
  id: row.id,
  entity: row.entity,
  kind: row.kind,
  mode: row.mode,
  fileName: row.fileName,
  state: row.state,
  sheet: row.sheet,
  headerRow: row.headerRow,
  headerRows: row.headerRows,
  mapping: row.mapping,
  emptySigns: row.emptySigns,
  dropDuplicateLines: row.dropDuplicateLines,
  dropBadRows: row.dropBadRows,
  counts: row.counts,
  reasons: row.reasons,
  failure: row.failure,
  sameFile: null,
  progress: { done: row.done, total: row.total },
  startedAt: row.startedAt,
  finishedAt: row.finishedAt,
  createdAt: row.createdAt,
  createdByName: row.createdByName,
  version: row.version,
  can: abilities(row),
})

/** PLT-4: one import as a screen shows it. */
export async function importRecord(ctx: Ctx, desk: Desk, id: string): Promise<s.Import> {
  const row = await findImport(ctx, id)
  importerFor(ctx, desk, row.entity)
  return { ...view(row), sameFile: row.state === 'done' ? null : await doneBefore(ctx, row) }
}

/** The same file brought in twice is the commonest slip; records without a number cannot tell. */
async function doneBefore(ctx: Ctx, { entity, fileId }: ImportState): Promise<s.Import['sameFile']> {
  const files = await sameContent(ctx, fileId)
  const done = await db(ctx)
    .selectFrom('workbenchImports')
    .select(['id', 'finishedAt'])
    .where('companyId', '=', ctx.company.id)
    .where('entity', '=', entity)
    .where('state', '=', 'done')
    .where('fileId', '=', sql<string>`any(${files}::uuid[])`)
    .orderBy('finishedAt', 'desc')
    .executeTakeFirst()
  return done ?? null
}

/** PLT-4: the imports of the entities this actor may import. */
export async function listImports(ctx: Ctx, desk: Desk, input: s.ImportQuery) {
  const entities = visibleEntities(ctx.actor, desk.importers.values())
  let query = db(ctx)
    .selectFrom('workbenchImports as i')
    .innerJoin('workbenchImportProgress as p', (join) =>
      join.onRef('p.companyId', '=', 'i.companyId').onRef('p.importId', '=', 'i.id'),
    )
    .selectAll('i')
    .select(['p.done', 'p.total', 'p.cancelRequested', 'p.begunAt'])
    .where('i.companyId', '=', ctx.company.id)
    .where('i.entity', '=', sql<string>`any(${entities})`)
  if (input.entity) query = query.where('i.entity', '=', input.entity)
  if (input.state) query = query.where('i.state', '=', input.state)
  const page = await pageRows(query, {
    sorts: { createdAt: sql`i.created_at` },
    defaultSort: '-createdAt',
    id: sql`i.id`,
    input,
  })
  return { ...page, items: page.items.map((row) => view(domain(row))) }
}

/** PLT-4: what was found in the file, by line. */
export async function listIssues(ctx: Ctx, desk: Desk, { id, input }: { id: string; input: s.IssueQuery }) {
  const row = await findImport(ctx, id)
  importerFor(ctx, desk, row.entity)
  let query = issuesOf(ctx, id)
  if (input.severity) query = query.where('severity', '=', input.severity)
  if (input.reason) query = query.where('reason', '=', input.reason)
  const page = await pageRows(query, { sorts: { line: sql`line` }, defaultSort: 'line', id: sql`id`, input })
  return { ...page, items: page.items.map(issueView) }
}

const issuesOf = (ctx: Ctx, id: string) =>
  db(ctx)
    .selectFrom('workbenchImportIssues')
    .select(['id', 'line', 'columnName', 'fieldKey', 'severity', 'reason', 'params'])
    .where('companyId', '=', ctx.company.id)
    .where('importId', '=', id)

type IssueRow = Awaited<ReturnType<ReturnType<typeof issuesOf>['execute']>>[number]

const issueView = ({ columnName, ...row }: IssueRow): ImportIssue & { id: string } => ({
  ...row,
  column: columnName,
  severity: s.Severity.parse(row.severity),
  params: s.Params.parse(row.params),
})

/** Every kept remark of an import, for the marked file. */
export const allIssues = async (ctx: Ctx, id: string): Promise<ImportIssue[]> =>
  (await issuesOf(ctx, id).orderBy('line').orderBy('id').execute()).map(issueView)

/** PLT-4: what this actor may bring in, with the fields. */
export function listEntities(ctx: Ctx, desk: Desk) {
  const visible = new Set(visibleEntities(ctx.actor, desk.importers.values()))
  const items = [...desk.importers.values()].filter(({ entity }) => visible.has(entity))
  return {
    items: items.map(({ entity, kinds, modes, fields, keepsExtra = false }) => ({
      entity,
      keepsExtra,
      kinds: [...kinds],
      modes: [...modes],
      fields: fields.map((field) => ({
        key: field.key,
        labelKey: field.labelKey,
        type: field.type,
        required: field.required === true,
        perLine: field.perLine === true,
        choices: (field.choices ?? []).map(({ value, labelKey = null }) => ({ value, labelKey })),
      })),
    })),
  }
}
