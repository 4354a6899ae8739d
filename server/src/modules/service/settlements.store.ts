import type { Insertable, Selectable } from 'kysely'
import { newId } from '../../kernel/ids'
import type { Ctx } from '../../platform/ctx'
import { db, type Own } from './store'

export type Settlement = Selectable<Own['serviceSettlements']>
export type SettlementLine = Selectable<Own['serviceSettlementLines']>
type NewSettlement = Omit<
  Insertable<Own['serviceSettlements']>,
  'companyId' | 'id' | 'recordedAt' | 'personId' | 'actorName'
>
type NewSettlementLine = Omit<
  Insertable<Own['serviceSettlementLines']>,
  'companyId' | 'id' | 'settlementId' | 'position'
>

export const settlementsOf = (ctx: Ctx, orderId: string): Promise<Settlement[]> =>
  db(ctx)
    .selectFrom('serviceSettlements')
    .selectAll()
    .where('companyId', '=', ctx.company.id)
    .where('orderId', '=', orderId)
    .orderBy('seq')
    .execute()

export async function settlementLinesOf(ctx: Ctx, settlementIds: string[]): Promise<SettlementLine[]> {
  if (settlementIds.length === 0) return []
  return db(ctx)
    .selectFrom('serviceSettlementLines')
    .selectAll()
    .where('companyId', '=', ctx.company.id)
    .where('settlementId', 'in', settlementIds)
    .orderBy('position')
    .execute()
}

/** SVC-14: writes a settlement or a reversal with its lines; neither is ever changed. */
export async function insertSettlement(
  ctx: Ctx,
  settlement: NewSettlement,
  lines: NewSettlementLine[],
): Promise<string> {
  const id = newId()
  const companyId = ctx.company.id
  await db(ctx)
    .insertInto('serviceSettlements')
    .values({
      ...settlement,
      companyId,
      id,
      recordedAt: ctx.now,
      personId: ctx.actor.personId,
      actorName: ctx.actor.name,
    })
    .execute()
  if (lines.length === 0) return id
  const rows = lines.map((line, position) => ({
    ...line,
    companyId,
    id: newId(),
    settlementId: id,
    position,
  }))
  await db(ctx).insertInto('serviceSettlementLines').values(rows).execute()
  return id
}
