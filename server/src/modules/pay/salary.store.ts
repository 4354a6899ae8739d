import { newId } from '../../kernel/ids'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import { unseen } from '../../platform/existence'
import type { SalaryFact } from './run.rules'
import type { Own } from './store'

const db = (ctx: Ctx) => tables<Own>(ctx.tx)

export interface SalaryTerms {
  positionSalary: string
  share: string | null
  base: string | null
  note: string
}

/** Inserts a salary from a day on; null when the person has one from that day already. */
export async function insertSalary(
  ctx: Ctx,
  salary: SalaryTerms & { personId: string; validFrom: string },
): Promise<string | null> {
  const id = newId()
  const stamp = {
    createdAt: ctx.now,
    createdBy: ctx.actor.userId,
    updatedAt: ctx.now,
    updatedBy: ctx.actor.userId,
  }
  const { numInsertedOrUpdatedRows } = await db(ctx)
    .insertInto('paySalaries')
    .values({ companyId: ctx.company.id, id, ...salary, ...stamp })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n ? id : null
}

export async function lockSalary(ctx: Ctx, id: string) {
  const row = await db(ctx)
    .selectFrom('paySalaries')
    .selectAll()
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw await unseen(ctx, { table: 'pay_salaries', id, reason: 'pay.no_such_salary' })
  return row
}

/** Saves a salary if nobody did in between; false when the version moved. */
export async function saveSalary(
  ctx: Ctx,
  id: string,
  change: SalaryTerms & { version: number },
): Promise<boolean> {
  const { version, ...terms } = change
  const { numUpdatedRows } = await db(ctx)
    .updateTable('paySalaries')
    .set({ ...terms, version: version + 1, updatedAt: ctx.now, updatedBy: ctx.actor.userId })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export interface NewEntry {
  personId: string
  kind: 'incentive' | 'adjustment'
  happenedOn: string
  amount: string
  reason: string
  orderId: string | null
  orderNumber: string | null
  correctsSlipId: string | null
}

export async function insertEntry(ctx: Ctx, entry: NewEntry): Promise<string> {
  const id = newId()
  await db(ctx)
    .insertInto('payEntries')
    .values({
      companyId: ctx.company.id,
      id,
      ...entry,
      createdAt: ctx.now,
      createdBy: ctx.actor.userId,
      createdByName: ctx.actor.name,
    })
    .execute()
  return id
}

export async function lockEntry(ctx: Ctx, id: string) {
  const row = await db(ctx)
    .selectFrom('payEntries')
    .select(['id', 'personId', 'runId', 'removedAt'])
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw await unseen(ctx, { table: 'pay_entries', id, reason: 'pay.no_such_entry' })
  return row
}

export const removeEntry = (ctx: Ctx, id: string, reason: string) =>
  db(ctx)
    .updateTable('payEntries')
    .set({ removedAt: ctx.now, removedReason: reason })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .execute()

/** The salary of each person on a day. */
export async function salariesOn(
  ctx: Ctx,
  personIds: readonly string[],
  on: string,
): Promise<Map<string, SalaryFact>> {
  if (personIds.length === 0) return new Map()
  const rows = await db(ctx)
    .selectFrom('paySalaries')
    .distinctOn('personId')
    .select(['id', 'personId', 'positionSalary', 'share', 'base'])
    .where('companyId', '=', ctx.company.id)
    .where('personId', 'in', [...personIds])
    .where('validFrom', '<=', on)
    .orderBy('personId')
    .orderBy('validFrom', 'desc')
    .execute()
  return new Map(rows.map(({ personId, ...salary }) => [personId, salary]))
}
