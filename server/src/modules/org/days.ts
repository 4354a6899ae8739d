import { sql } from 'kysely'
import { civilDate } from '../../kernel/civil-date'
import type { Ctx } from '../../platform/ctx'

/** Today in the company's time zone. */
export const today = (ctx: Ctx): string => civilDate(ctx.now, ctx.company.timeZone)

/** A row with `valid_from` and an exclusive `valid_to` was valid on a day. */
export const validOn = (day: string, alias: string) =>
  sql<boolean>`${sql.ref(`${alias}.valid_from`)} <= ${day}::date and (${sql.ref(`${alias}.valid_to`)} is null or ${sql.ref(`${alias}.valid_to`)} > ${day}::date)`
