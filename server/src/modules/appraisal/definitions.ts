import type { z } from 'zod'
import { AppError } from '../../kernel/errors'
import { audit } from '../../platform/audit'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'
import { appraisalScheme, cardTemplate, gradeTable } from './schemas'
import type { AppraisalScheme, CardTemplate, GradeTable } from './schemas'
import { notYetOfScheme } from './scheme-check.rules'
import { checkTemplate } from './template-check.rules'

type Own = Pick<Db, 'appraisalDefinitions'>
const db = (ctx: Ctx) => tables<Own>(ctx.tx)

export type DefinitionKind = 'scheme' | 'card' | 'grade_table'

const shapes = { scheme: appraisalScheme, card: cardTemplate, grade_table: gradeTable }

export interface Definition<Body> {
  key: string
  version: number
  body: Body
  isExample: boolean
}

/** What a pack brings: the part `appraisal` of a pack. */
export interface AppraisalPack {
  fullMark: string
  gradeTables: GradeTable[]
  cards: CardTemplate[]
  schemes: AppraisalScheme[]
}

type Body = GradeTable | CardTemplate | AppraisalScheme

/** APR-1: writes a pack's grade tables, cards and schemes as first versions. */
export async function loadAppraisal(ctx: Ctx, pack: AppraisalPack): Promise<void> {
  const kinds: [DefinitionKind, Body[]][] = [
    ['grade_table', pack.gradeTables],
    ['card', pack.cards],
    ['scheme', pack.schemes],
  ]
  const rows = kinds.flatMap(([kind, bodies]) =>
    bodies.map((body) => rowOf(ctx, { kind, body, version: 1, note: '' })),
  )
  if (rows.length > 0) await db(ctx).insertInto('appraisalDefinitions').values(rows).execute()
}

function rowOf(ctx: Ctx, item: { kind: DefinitionKind; body: Body; version: number; note: string }) {
  return {
    companyId: ctx.company.id,
    kind: item.kind,
    key: item.body.key,
    version: item.version,
    body: JSON.stringify(item.body),
    isExample: item.body.example ?? false,
    note: item.note,
    createdAt: ctx.now,
    createdBy: ctx.actor.userId,
    createdByName: ctx.actor.name,
  }
}

const newest = (ctx: Ctx, kind: DefinitionKind) =>
  db(ctx)
    .selectFrom('appraisalDefinitions')
    .distinctOn('key')
    .select(['key', 'version', 'body', 'isExample'])
    .where('companyId', '=', ctx.company.id)
    .where('kind', '=', kind)
    .orderBy('key')
    .orderBy('version', 'desc')

async function current<Body>(
  ctx: Ctx,
  kind: DefinitionKind,
  shape: z.ZodType<Body>,
): Promise<Definition<Body>[]> {
  const rows = await newest(ctx, kind).execute()
  return rows.map((row) => ({ ...row, body: shape.parse(row.body) }))
}

/** APR-1: the newest version of every scheme. */
export const currentSchemes = (ctx: Ctx) => current(ctx, 'scheme', appraisalScheme)
export const currentCards = (ctx: Ctx) => current(ctx, 'card', cardTemplate)
export const currentGradeTables = (ctx: Ctx) => current(ctx, 'grade_table', gradeTable)

async function bodyAt(
  ctx: Ctx,
  kind: DefinitionKind,
  at: { key: string; version: number },
): Promise<unknown> {
  const row = await db(ctx)
    .selectFrom('appraisalDefinitions')
    .select('body')
    .where('companyId', '=', ctx.company.id)
    .where('kind', '=', kind)
    .where('key', '=', at.key)
    .where('version', '=', at.version)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', 'appraisal.no_such_definition', { kind, ...at })
  return row.body
}

/** The versions a card began with. */
export interface Terms {
  template: CardTemplate
  grades: GradeTable
}

export interface TermsRef {
  templateKey: string
  templateVersion: number
  gradeTableKey: string
  gradeTableVersion: number
}

/** APR-1: the template and the grade table a card began with, whatever was changed since. */
export async function termsOf(ctx: Ctx, card: TermsRef): Promise<Terms> {
  const template = await bodyAt(ctx, 'card', { key: card.templateKey, version: card.templateVersion })
  const grades = await bodyAt(ctx, 'grade_table', {
    key: card.gradeTableKey,
    version: card.gradeTableVersion,
  })
  return { template: cardTemplate.parse(template), grades: gradeTable.parse(grades) }
}

export interface DefinitionEdit {
  kind: DefinitionKind
  key: string
  /** The version that was edited. */
  version: number
  body: unknown
  note: string
}

/** APR-1: a new version of a scheme, card or grade table; cards already open keep theirs. */
export async function saveDefinition(ctx: Ctx, edit: DefinitionEdit): Promise<void> {
  const parsed = shapes[edit.kind].safeParse(edit.body)
  if (!parsed.success || parsed.data.key !== edit.key)
    throw new AppError('invalid_input', 'appraisal.invalid_definition', {
      issues: parsed.error?.issues ?? [],
    })
  await refuseFaulty(ctx, edit.kind, parsed.data)
  const [latest] = await newest(ctx, edit.kind).where('key', '=', edit.key).execute()
  if (!latest)
    throw new AppError('not_found', 'appraisal.no_such_definition', { kind: edit.kind, key: edit.key })
  if (latest.version !== edit.version)
    throw new AppError('conflict', 'appraisal.version_moved', { current: latest, changed: ['body'] })
  const row = rowOf(ctx, { kind: edit.kind, body: parsed.data, version: edit.version + 1, note: edit.note })
  const { numInsertedOrUpdatedRows } = await db(ctx)
    .insertInto('appraisalDefinitions')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n)
    throw new AppError('conflict', 'appraisal.version_moved', { current: latest, changed: ['body'] })
  await audit(ctx, 'appraisal.definition_saved', {
    entity: `appraisal_${edit.kind}`,
    before: { version: edit.version },
    after: { version: edit.version + 1, key: edit.key },
    note: edit.note,
  })
}

async function refuseFaulty(ctx: Ctx, kind: DefinitionKind, body: Body): Promise<void> {
  if (kind === 'card' && 'sections' in body) {
    const issues = checkTemplate(body, body.full).filter((issue) => issue.severity === 'error')
    if (issues.length > 0) throw new AppError('invalid_input', 'appraisal.faulty_template', { issues })
  }
  if (kind === 'scheme' && 'gradeTable' in body) {
    const [notYet] = notYetOfScheme(body)
    if (notYet !== undefined) throw new AppError('rule_broken', 'appraisal.not_yet', { what: notYet })
    const cards = await newest(ctx, 'card').where('key', '=', body.card).execute()
    const tables = await newest(ctx, 'grade_table').where('key', '=', body.gradeTable).execute()
    if (cards.length === 0 || tables.length === 0)
      throw new AppError('invalid_input', 'appraisal.no_such_definition', {
        card: body.card,
        gradeTable: body.gradeTable,
      })
  }
}
