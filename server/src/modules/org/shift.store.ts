import { sql } from 'kysely'
import { newId } from '../../kernel/ids'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'
import type { NewShift, ShiftChange } from './shift.schemas'

export type ShiftOwn = Pick<Db, 'orgShifts' | 'orgRoster' | 'orgSwaps' | 'orgUnits' | 'orgPeople'>

const db = (ctx: Ctx) => tables<ShiftOwn>(ctx.tx)

const rowOf = (shift: NewShift) => ({
  code: shift.code,
  name: shift.name,
  spans: JSON.stringify(shift.spans),
  isOnCall: shift.isOnCall,
})

export async function insertShift(ctx: Ctx, shift: NewShift & { isExample?: boolean }): Promise<string> {
  const id = newId()
  await db(ctx)
    .insertInto('orgShifts')
    .values({
      companyId: ctx.company.id,
      id,
      ...rowOf(shift),
      isExample: shift.isExample ?? false,
      createdAt: ctx.now,
      createdBy: ctx.actor.userId,
      updatedAt: ctx.now,
    })
    .execute()
  return id
}

export async function saveShift(ctx: Ctx, id: string, change: ShiftChange): Promise<boolean> {
  const { numUpdatedRows } = await db(ctx)
    .updateTable('orgShifts')
    .set({
      ...rowOf(change),
      isActive: change.isActive,
      isExample: false,
      version: change.version + 1,
      updatedAt: ctx.now,
      updatedBy: ctx.actor.userId,
    })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .where('version', '=', change.version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Keeps a shift's hours from changing while it is being planned. */
export const lockShift = (ctx: Ctx, id: string) =>
  db(ctx)
    .selectFrom('orgShifts')
    .select(['id', 'name', 'spans', 'isOnCall', 'isActive'])
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export const activeShifts = (ctx: Ctx) =>
  db(ctx)
    .selectFrom('orgShifts')
    .select(['id', 'spans', 'isOnCall'])
    .where('companyId', '=', ctx.company.id)
    .where('isActive', '=', true)
    .execute()

export interface EntryRow {
  id: string
  unitId: string
  personId: string
  date: string
  shiftId: string
  startsAt: Date
  endsAt: Date
  isOnCall: boolean
}

export const insertEntries = (ctx: Ctx, entries: readonly EntryRow[]) =>
  db(ctx)
    .insertInto('orgRoster')
    .values(
      entries.map((entry) => ({
        companyId: ctx.company.id,
        ...entry,
        createdAt: ctx.now,
        createdBy: ctx.actor.userId,
        updatedAt: ctx.now,
      })),
    )
    .execute()

export const lockEntries = (ctx: Ctx, ids: readonly string[]) =>
  db(ctx)
    .selectFrom('orgRoster')
    .select(['id', 'unitId', 'personId', 'date', 'shiftId', 'startsAt', 'endsAt', 'isOnCall', 'version'])
    .where('companyId', '=', ctx.company.id)
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()

export async function deleteEntry(ctx: Ctx, id: string, version: number): Promise<boolean> {
  const { numDeletedRows } = await db(ctx)
    .deleteFrom('orgRoster')
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** Gives entries to other people in one statement: two shifts at one time can only be swapped together. */
export const handOver = (ctx: Ctx, to: readonly { id: string; personId: string }[]) =>
  sql`update org_roster r set person_id = n.person_id, version = r.version + 1,
      updated_at = ${ctx.now}, updated_by = ${ctx.actor.userId}
    from unnest(${to.map((one) => one.id)}::uuid[], ${to.map((one) => one.personId)}::uuid[]) as n (id, person_id)
    where r.company_id = ${ctx.company.id} and r.id = n.id`.execute(db(ctx))
