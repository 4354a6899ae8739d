import { newId } from '../../kernel/ids'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { SwapState } from './shift.rules'
import type { ShiftOwn } from './shift.store'

const db = (ctx: Ctx) => tables<ShiftOwn>(ctx.tx)

export interface SwapRow {
  unitId: string
  requesterId: string
  colleagueId: string
  giveId: string
  giveDate: string
  giveShiftId: string
  takeId: string | null
  takeDate: string | null
  takeShiftId: string | null
  note: string
}

export async function insertSwap(ctx: Ctx, swap: SwapRow): Promise<string> {
  const id = newId()
  await db(ctx)
    .insertInto('orgSwaps')
    .values({
      companyId: ctx.company.id,
      id,
      ...swap,
      createdAt: ctx.now,
      createdBy: ctx.actor.userId,
      updatedAt: ctx.now,
    })
    .execute()
  return id
}

/** Whether a shift is offered in a request that is not decided yet. */
export const isOffered = async (ctx: Ctx, entryId: string): Promise<boolean> =>
  (await db(ctx)
    .selectFrom('orgSwaps')
    .select('id')
    .where('companyId', '=', ctx.company.id)
    .where('giveId', '=', entryId)
    .where('state', 'in', ['asked', 'agreed'])
    .executeTakeFirst()) !== undefined

export const lockSwap = (ctx: Ctx, id: string) =>
  db(ctx)
    .selectFrom('orgSwaps')
    .selectAll()
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

/** Saves the next state; false when somebody moved the request in between. */
export async function saveSwap(
  ctx: Ctx,
  id: string,
  next: { state: SwapState; answer?: string; isDecision: boolean; version: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db(ctx)
    .updateTable('orgSwaps')
    .set({
      state: next.state,
      ...(next.answer === undefined ? {} : { answer: next.answer }),
      ...(next.isDecision ? { decidedBy: ctx.actor.personId, decidedAt: ctx.now } : {}),
      version: next.version + 1,
      updatedAt: ctx.now,
      updatedBy: ctx.actor.userId,
    })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .where('version', '=', next.version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
