import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'
import { unseen } from '../../platform/existence'
import type { CardState } from './card-states.rules'
import type { TermsRef } from './definitions'
import type { ScoredCard } from './scorecard.rules'

export type Own = Pick<Db, 'appraisalCards' | 'appraisalCardVersions'>

const db = (ctx: Ctx) => tables<Own>(ctx.tx)

export interface Card extends TermsRef {
  id: string
  personId: string
  unitId: string
  month: string
  state: CardState
  total: string
  version: number
}

const cardColumns = [
  'id',
  'personId',
  'unitId',
  'month',
  'state',
  'total',
  'version',
  'templateKey',
  'templateVersion',
  'gradeTableKey',
  'gradeTableVersion',
] as const

/** A card, locked; `forbidden` when it is out of reach, `not_found` when this company has none. */
export async function lockCard(ctx: Ctx, id: string): Promise<Card> {
  const row = await db(ctx)
    .selectFrom('appraisalCards')
    .select(cardColumns)
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw await unseen(ctx, { table: 'appraisal_cards', id, reason: 'appraisal.no_such_card' })
  return { ...row, state: row.state as CardState }
}

export interface NewCard extends TermsRef {
  id: string
  personId: string
  unitId: string
  positionName: string
  schemeKey: string
  schemeVersion: number
}

/** Inserts cards that are not there yet; gives the ids of those that were made. */
export async function insertCards(ctx: Ctx, month: string, cards: NewCard[]): Promise<Set<string>> {
  if (cards.length === 0) return new Set()
  const stamp = {
    createdAt: ctx.now,
    createdBy: ctx.actor.userId,
    updatedAt: ctx.now,
    updatedBy: ctx.actor.userId,
  }
  const rows = await db(ctx)
    .insertInto('appraisalCards')
    .values(cards.map((card) => ({ companyId: ctx.company.id, month, ...card, ...stamp })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return new Set(rows.map((row) => row.id))
}

export interface CardChange {
  result: ScoredCard
  state: CardState
  marks: Partial<Record<'scored' | 'reviewed' | 'confirmed' | 'filed', boolean>>
  returnedReason?: string | null
  systemAt?: Date
}

function marksOf(ctx: Ctx, marks: CardChange['marks']) {
  const by = (mark: keyof CardChange['marks'], at: string, who: string) =>
    marks[mark] === undefined
      ? {}
      : { [at]: marks[mark] ? ctx.now : null, [who]: marks[mark] ? ctx.actor.name : null }
  return {
    ...by('scored', 'scoredAt', 'scoredBy'),
    ...by('reviewed', 'reviewedAt', 'reviewedBy'),
    ...by('confirmed', 'confirmedAt', 'confirmedBy'),
    ...by('filed', 'filedAt', 'filedBy'),
  }
}

/** Saves the card's next version; the caller holds its lock. */
export async function saveCard(ctx: Ctx, card: Card, change: CardChange): Promise<void> {
  const { result } = change
  await db(ctx)
    .updateTable('appraisalCards')
    .set({
      result: JSON.stringify(result),
      total: result.total,
      grade: result.grade,
      coefficient: result.coefficient,
      missing: result.missing.length,
      state: change.state,
      ...marksOf(ctx, change.marks),
      ...(change.returnedReason !== undefined && { returnedReason: change.returnedReason }),
      ...(change.systemAt && { systemAt: change.systemAt }),
      version: card.version + 1,
      updatedAt: ctx.now,
      updatedBy: ctx.actor.userId,
    })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', card.id)
    .execute()
}

export interface CardVersion {
  card: Card
  version: number
  action: string
  itemKey: string | null
  note: string | null
  state: CardState
  result: ScoredCard
  snapshot: object
}

/** APR-17: keeps a version as it was. */
export async function insertVersions(ctx: Ctx, versions: CardVersion[]): Promise<void> {
  if (versions.length === 0) return
  await db(ctx)
    .insertInto('appraisalCardVersions')
    .values(
      versions.map(({ card, version, action, itemKey, note, state, result, snapshot }) => ({
        companyId: ctx.company.id,
        cardId: card.id,
        personId: card.personId,
        version,
        action,
        itemKey,
        note,
        state,
        total: result.total,
        grade: result.grade,
        snapshot: JSON.stringify(snapshot),
        madeAt: ctx.now,
        madeBy: ctx.actor.personId,
        madeByName: ctx.actor.name,
      })),
    )
    .execute()
}
