import { sql } from 'kysely'
import { can } from '../../platform/actor'
import { timeline } from '../../platform/audit'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import { AppError } from '../../kernel/errors'
import { ShiftSpans } from './shift.schemas'
import type { ShiftOwn } from './shift.store'

const db = (ctx: Ctx) => tables<ShiftOwn>(ctx.tx)

const shifts = (ctx: Ctx) =>
  db(ctx)
    .selectFrom('orgShifts as sh')
    .select([
      'sh.id',
      'sh.code',
      'sh.name',
      'sh.spans',
      'sh.isOnCall',
      'sh.isActive',
      'sh.isExample',
      'sh.version',
    ])
    .select(
      sql<boolean>`exists (select 1 from org_roster r where r.company_id = sh.company_id and r.shift_id = sh.id)`.as(
        'isUsed',
      ),
    )
    .where('sh.companyId', '=', ctx.company.id)

const read = <Row extends { spans: unknown }>(row: Row) => ({ ...row, spans: ShiftSpans.parse(row.spans) })

/** ORG-11: the shift patterns, those in use first. */
export async function listShifts(ctx: Ctx) {
  const rows = await shifts(ctx)
    .orderBy('sh.isActive', 'desc')
    .orderBy('sh.isOnCall')
    .orderBy('sh.code')
    .execute()
  return { items: rows.map(read), can: { edit: can(ctx.actor, 'calendar.edit') } }
}

export async function shiftRow(ctx: Ctx, id: string) {
  const row = await shifts(ctx).where('sh.id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not_found', 'org.no_such_shift')
  return read(row)
}

export const shiftByCode = (ctx: Ctx, code: string) =>
  shifts(ctx).where('sh.code', '=', code).executeTakeFirst()

export async function shiftRecord(ctx: Ctx, id: string) {
  return { ...(await shiftRow(ctx, id)), timeline: await timeline(ctx, 'shift', id) }
}
