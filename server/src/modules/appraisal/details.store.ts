import { newId } from '../../kernel/ids'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'
import type { ContestState, DeductionState, ItemState } from './card.rules'
import type { CardInput } from './schemas'
import type { Card } from './store'
import type { Basis, EvidenceFact } from './values.rules'

type Own = Pick<Db, 'appraisalCardItems' | 'appraisalEvidence' | 'appraisalDeductions' | 'appraisalContests'>

const db = (ctx: Ctx) => tables<Own>(ctx.tx)

export interface Item extends ItemState {
  basis: Basis | null
  ratedByName: string | null
  ratedAt: Date | null
}

export async function itemsOfCard(ctx: Ctx, cardId: string): Promise<Item[]> {
  const rows = await db(ctx)
    .selectFrom('appraisalCardItems')
    .select(['key', 'system', 'basis', 'hand', 'reason', 'ratedByName', 'ratedAt'])
    .where('companyId', '=', ctx.company.id)
    .where('cardId', '=', cardId)
    .execute()
  return rows.map((row) => ({
    ...row,
    system: row.system as CardInput | null,
    hand: row.hand as CardInput | null,
    basis: row.basis as Basis | null,
  }))
}

export interface Deduction extends DeductionState {
  points: string
  occurredOn: string
  note: string
  orderId: string | null
  orderNumber: string | null
  recordedAt: Date
  recordedByName: string
  removedByName: string | null
  removedReason: string | null
}

export const deductionsOfCard = (ctx: Ctx, cardId: string): Promise<Deduction[]> =>
  db(ctx)
    .selectFrom('appraisalDeductions')
    .select(['id', 'itemKey', 'points', 'occurredOn', 'note', 'orderId', 'orderNumber'])
    .select(['recordedAt', 'recordedByName', 'removedAt', 'removedByName', 'removedReason'])
    .where('companyId', '=', ctx.company.id)
    .where('cardId', '=', cardId)
    .orderBy('occurredOn')
    .orderBy('id')
    .execute()

export interface Contest extends ContestState {
  id: string
  subjectNumber: string
  reason: string
  filedAt: Date
  decision: string | null
  decidedAt: Date | null
  decidedByName: string | null
  totalBefore: string | null
  totalAfter: string | null
}

export async function contestsOfCard(ctx: Ctx, cardId: string): Promise<Contest[]> {
  const rows = await db(ctx)
    .selectFrom('appraisalContests')
    .select(['id', 'itemKey', 'subjectKind', 'subjectId', 'subjectNumber', 'reason', 'filedAt', 'state'])
    .select(['decision', 'decidedAt', 'decidedByName', 'totalBefore', 'totalAfter'])
    .where('companyId', '=', ctx.company.id)
    .where('cardId', '=', cardId)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, state: row.state as Contest['state'] }))
}

export interface Evidence extends EvidenceFact {
  itemKey: string
  isAgainst: boolean
}

export async function evidenceOfCard(ctx: Ctx, cardId: string, itemKey?: string): Promise<Evidence[]> {
  let query = db(ctx)
    .selectFrom('appraisalEvidence')
    .select(['itemKey', 'factId', 'sourceKind', 'sourceId', 'sourceNumber', 'factKind', 'happenedOn'])
    .select(['quantities', 'isAgainst'])
    .where('companyId', '=', ctx.company.id)
    .where('cardId', '=', cardId)
  if (itemKey !== undefined) query = query.where('itemKey', '=', itemKey)
  const rows = await query
    .orderBy('isAgainst', 'desc')
    .orderBy('happenedOn')
    .orderBy('sourceNumber')
    .execute()
  return rows.map((row) => ({ ...row, quantities: row.quantities as Record<string, string> }))
}

export interface SystemRow {
  cardId: string
  personId: string
  key: string
  system: CardInput
  basis: Basis
  evidence: (EvidenceFact & { isAgainst: boolean })[]
}

/** Replaces what the system knows of some items, with the evidence behind it. */
export async function saveSystemValues(ctx: Ctx, rows: SystemRow[]): Promise<void> {
  const companyId = ctx.company.id
  for (const { cardId, personId, key, system, basis } of rows) {
    const values = { system: JSON.stringify(system), basis: JSON.stringify(basis) }
    await db(ctx)
      .insertInto('appraisalCardItems')
      .values({ companyId, cardId, personId, key, ...values })
      .onConflict((conflict) => conflict.columns(['companyId', 'cardId', 'key']).doUpdateSet(values))
      .execute()
    await db(ctx)
      .deleteFrom('appraisalEvidence')
      .where('companyId', '=', companyId)
      .where('cardId', '=', cardId)
      .where('itemKey', '=', key)
      .execute()
  }
  const evidence = rows.flatMap((row) =>
    row.evidence.map((fact) => ({
      companyId,
      cardId: row.cardId,
      personId: row.personId,
      itemKey: row.key,
      ...fact,
      quantities: JSON.stringify(fact.quantities),
    })),
  )
  for (let at = 0; at < evidence.length; at += 2000)
    await db(ctx)
      .insertInto('appraisalEvidence')
      .values(evidence.slice(at, at + 2000))
      .execute()
}

/** Writes only what the system value is now; the evidence stays as it was. */
export const saveSystemInput = (ctx: Ctx, item: { cardId: string; key: string; system: CardInput }) =>
  db(ctx)
    .updateTable('appraisalCardItems')
    .set({ system: JSON.stringify(item.system) })
    .where('companyId', '=', ctx.company.id)
    .where('cardId', '=', item.cardId)
    .where('key', '=', item.key)
    .execute()

export interface HandEntry {
  card: Card
  key: string
  hand: CardInput | null
  reason: string | null
}

export async function saveHand(ctx: Ctx, { card, key, hand, reason }: HandEntry): Promise<void> {
  const values = {
    hand: hand === null ? null : JSON.stringify(hand),
    reason,
    ratedBy: ctx.actor.personId,
    ratedByName: ctx.actor.name,
    ratedAt: ctx.now,
  }
  await db(ctx)
    .insertInto('appraisalCardItems')
    .values({ companyId: ctx.company.id, cardId: card.id, personId: card.personId, key, ...values })
    .onConflict((conflict) => conflict.columns(['companyId', 'cardId', 'key']).doUpdateSet(values))
    .execute()
}

export interface NewDeduction {
  itemKey: string
  points: string
  occurredOn: string
  note: string
  orderId: string | null
  orderNumber: string | null
}

export async function insertDeduction(ctx: Ctx, card: Card, deduction: NewDeduction): Promise<string> {
  const id = newId()
  await db(ctx)
    .insertInto('appraisalDeductions')
    .values({
      companyId: ctx.company.id,
      id,
      cardId: card.id,
      personId: card.personId,
      ...deduction,
      recordedAt: ctx.now,
      recordedBy: ctx.actor.personId,
      recordedByName: ctx.actor.name,
    })
    .execute()
  return id
}

export const removeDeduction = (ctx: Ctx, id: string, reason: string) =>
  db(ctx)
    .updateTable('appraisalDeductions')
    .set({ removedAt: ctx.now, removedByName: ctx.actor.name, removedReason: reason })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .execute()

export interface NewContest {
  itemKey: string
  subjectKind: string
  subjectId: string
  subjectNumber: string
  reason: string
}

export async function insertContest(ctx: Ctx, card: Card, contest: NewContest): Promise<string> {
  const id = newId()
  await db(ctx)
    .insertInto('appraisalContests')
    .values({
      companyId: ctx.company.id,
      id,
      cardId: card.id,
      personId: card.personId,
      ...contest,
      filedAt: ctx.now,
    })
    .execute()
  return id
}

export const saveDecision = (
  ctx: Ctx,
  id: string,
  decision: { state: 'excluded' | 'kept'; decision: string; totalBefore: string; totalAfter: string },
) =>
  db(ctx)
    .updateTable('appraisalContests')
    .set({ ...decision, decidedAt: ctx.now, decidedByName: ctx.actor.name })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .execute()
