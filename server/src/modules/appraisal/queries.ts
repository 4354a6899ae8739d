import { sql } from 'kysely'
import { z } from 'zod'
import { monthRange } from '../../kernel/civil-date'
import { AppError } from '../../kernel/errors'
import { dec, plain } from '../../kernel/money'
import { reach } from '../../platform/actor'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'
import { unseen } from '../../platform/existence'
import { pageRows } from '../../platform/paging'
import { matches } from '../../platform/search'
import { personNames, unitNames, unitSpans } from '../org'
import { currentCards } from './definitions'
import type { CardList } from './http.schemas'

type Own = Pick<Db, 'appraisalCards' | 'appraisalContests' | 'appraisalCardVersions' | 'appraisalEvidence'>
const db = (ctx: Ctx) => tables<Own>(ctx.tx)

/** ORG-7: the cards the actor may see: their reach and the own ones. The database restricts them again. */
const visibleCards = (ctx: Ctx) => {
  const held = reach(ctx.actor, 'appraisal.read')
  const query = db(ctx).selectFrom('appraisalCards as c').where('c.companyId', '=', ctx.company.id)
  if (held.company) return query
  return query.where((eb) =>
    eb.or([
      eb('c.unitId', 'in', held.unitIds.length > 0 ? held.unitIds : [noUnit]),
      eb('c.personId', '=', ctx.actor.personId ?? noUnit),
    ]),
  )
}
const noUnit = '00000000-0000-0000-0000-000000000000'

const rowColumns = [
  'c.id',
  'c.month',
  'c.personId',
  'c.unitId',
  'c.positionName',
  'c.templateKey',
  'c.state',
  'c.total',
  'c.grade',
  'c.missing',
  'c.updatedAt',
  'c.version',
] as const

const openContests = sql<number>`(select count(*) from appraisal_contests k
  where k.company_id = c.company_id and k.card_id = c.id and k.state = 'open')`

/** APR-4: cards of a month, unit, template, state or person; only those within reach. */
export async function listCards(ctx: Ctx, input: Omit<CardList, 'limit'> & { limit: number }) {
  let query = visibleCards(ctx).select(rowColumns).select(openContests.as('openContests'))
  if (input.month) query = query.where('c.month', '=', input.month)
  if (input.unitId) query = query.where('c.unitId', 'in', await unitsBelow(ctx, input.unitId, input.month))
  if (input.personId) query = query.where('c.personId', '=', input.personId)
  if (input.template) query = query.where('c.templateKey', '=', input.template)
  if (input.state) query = query.where('c.state', 'in', [input.state].flat())
  if (input.contested)
    query = query.where(sql<number>`${openContests}`, input.contested === 'true' ? '>' : '=', 0)
  if (input.q) query = query.where('c.personId', 'in', matches(ctx.company.id, 'person', input.q))
  const page = await pageRows(query, {
    sorts: {
      month: sql.ref('c.month'),
      total: sql.ref('c.total'),
      updatedAt: sql.ref('c.updated_at'),
      state: sql.ref('c.state'),
    },
    defaultSort: '-month',
    id: sql.ref('c.id'),
    input,
  })
  return { ...page, items: await named(ctx, page.items) }
}

async function unitsBelow(ctx: Ctx, unitId: string, month?: string): Promise<string[]> {
  const days = month ? { ...monthRange(month), asIs: false } : { from: '', to: '', asIs: true }
  const spans = await unitSpans(ctx, [unitId], days)
  return spans.length > 0 ? spans.map((span) => span.unitId) : [unitId]
}

interface RawRow {
  personId: string
  unitId: string
  templateKey: string
  state: string
  total: string
}

export type State = 'draft' | 'scored' | 'reviewed' | 'confirmed' | 'filed' | 'returned'
const isState = (state: string): state is State =>
  ['draft', 'scored', 'reviewed', 'confirmed', 'filed', 'returned'].includes(state)

/** Narrows a state that the database has checked. */
export function stateOf(state: string): State {
  if (!isState(state)) throw new Error(`unknown state of a card: ${state}`)
  return state
}

/** Puts the words to the ids of rows: person, unit, template. */
export async function named<Row extends RawRow>(ctx: Ctx, rows: Row[]) {
  const people = await personNames(
    ctx,
    rows.map((row) => row.personId),
  )
  const units = await unitNames(
    ctx,
    rows.map((row) => row.unitId),
  )
  const templates = new Map((await currentCards(ctx)).map((card) => [card.key, card]))
  return rows.map((row) => {
    const template = templates.get(row.templateKey)
    return {
      ...row,
      state: stateOf(row.state),
      total: plain(dec(row.total)),
      personName: people.get(row.personId) ?? '',
      unitName: units.get(row.unitId) ?? '',
      templateName: template?.body.name ?? { zh: row.templateKey, en: row.templateKey },
      isExample: template?.isExample ?? false,
      full: template?.body.full ?? '100',
    }
  })
}

/** One card's row; `forbidden` when it is out of reach, `not_found` when this company has none. */
export async function cardRow(ctx: Ctx, id: string) {
  const row = await visibleCards(ctx)
    .where('c.id', '=', id)
    .selectAll('c')
    .select(openContests.as('openContests'))
    .executeTakeFirst()
  if (!row) throw await unseen(ctx, { table: 'appraisal_cards', id, reason: 'appraisal.no_such_card' })
  return row
}

/** The own cards, newest month first. */
export async function ownCards(ctx: Ctx, month?: string) {
  if (!ctx.actor.personId) return []
  let query = db(ctx)
    .selectFrom('appraisalCards as c')
    .where('c.companyId', '=', ctx.company.id)
    .where('c.personId', '=', ctx.actor.personId)
    .select(rowColumns)
    .select(openContests.as('openContests'))
  if (month) query = query.where('c.month', '=', month)
  return named(ctx, await query.orderBy('c.month', 'desc').orderBy('c.id').limit(36).execute())
}

/** APR-17: the versions of a card, newest first. */
export const versionsOf = (ctx: Ctx, cardId: string) =>
  db(ctx)
    .selectFrom('appraisalCardVersions')
    .select(['version', 'action', 'itemKey', 'note', 'state', 'total', 'grade', 'madeAt', 'madeByName'])
    .where('companyId', '=', ctx.company.id)
    .where('cardId', '=', cardId)
    .orderBy('version', 'desc')
    .execute()

export async function versionRow(ctx: Ctx, cardId: string, version: number) {
  await cardRow(ctx, cardId)
  const row = await db(ctx)
    .selectFrom('appraisalCardVersions')
    .select([
      'version',
      'action',
      'itemKey',
      'note',
      'state',
      'total',
      'grade',
      'madeAt',
      'madeByName',
      'snapshot',
    ])
    .where('companyId', '=', ctx.company.id)
    .where('cardId', '=', cardId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', 'appraisal.no_such_version')
  return row
}

/** How many facts stand behind each item, and how many of them cost points. */
export async function evidenceCounts(ctx: Ctx, cardId: string) {
  const rows = await db(ctx)
    .selectFrom('appraisalEvidence')
    .select(['itemKey', sql<number>`count(*)`.as('total')])
    .select(sql<number>`count(*) filter (where is_against)`.as('against'))
    .where('companyId', '=', ctx.company.id)
    .where('cardId', '=', cardId)
    .groupBy('itemKey')
    .execute()
  return new Map(rows.map(({ itemKey, total, against }) => [itemKey, { total, against }]))
}

export interface CardResult {
  personId: string
  cardId: string
  version: number
  state: State
  total: string
  grade: string | null
  coefficient: string | null
  isContested: boolean
  /** The positions the card is for, by the scheme it began with. */
  positions: string[]
}

interface RawResult {
  personId: string
  cardId: string
  version: number
  state: string
  total: string
  grade: string | null
  coefficient: string | null
  positions: unknown
  openContests: number
}

/**
 * PAY-1, PAY-5: results of people's cards in a month, for pay; `isContested` while a contest is open. Answers for the
 * people whose pay the actor may read, also where the actor may not open their cards.
 */
export async function cardResults(
  ctx: Ctx,
  ask: { month: string; personIds: readonly string[] },
): Promise<CardResult[]> {
  if (ask.personIds.length === 0) return []
  const { rows } = await sql<RawResult>`
    select person_id, card_id, version, state, total, grade, coefficient, positions, open_contests
    from appraisal_results(${ask.month}, ${[...ask.personIds]}::uuid[])`.execute(db(ctx))
  return rows.map(({ openContests: open, positions, ...row }) => ({
    ...row,
    positions: z.array(z.string()).parse(positions),
    state: stateOf(row.state),
    total: plain(dec(row.total)),
    coefficient: row.coefficient === null ? null : plain(dec(row.coefficient)),
    isContested: open > 0,
  }))
}
