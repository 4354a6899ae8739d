import { sql } from 'kysely'
import { AppError } from '../kernel/errors'
import type { Ctx } from './ctx'
import { tables } from './db'
import type { Db } from './db-rows'

type Confidential = 'appraisal_cards' | 'pay_runs' | 'pay_slips' | 'pay_salaries' | 'pay_entries'

/**
 * PLT-13: what to answer for a row that the database did not show: `forbidden` if it exists in this company but is
 * out of reach, `not_found` otherwise. Nothing of the row is told.
 */
export async function unseen(
  ctx: Ctx,
  row: { table: Confidential; id: string; reason: string },
): Promise<AppError> {
  const { rows } = await sql<{ there: boolean }>`
    select fuheng_row_exists(${row.table}, ${row.id}::uuid) as there`.execute(tables<Db>(ctx.tx))
  return rows[0]?.there
    ? new AppError('forbidden', 'platform.out_of_reach')
    : new AppError('not_found', row.reason)
}
