import { z } from 'zod'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'
import { stateOf, type State } from './queries'

type Own = Pick<Db, 'appraisalCards'>
const Missing = z.object({ missing: z.array(z.string()) })

export interface MonthCard {
  id: string
  personId: string
  schemeKey: string
  templateKey: string
  state: State
  version: number
  /** The items that nobody has rated yet. */
  missing: string[]
}

/** APR-5: every card of a month with what is still to be rated, for work on all of them at once. */
export async function cardsOfMonth(ctx: Ctx, month: string): Promise<MonthCard[]> {
  const rows = await tables<Own>(ctx.tx)
    .selectFrom('appraisalCards')
    .select(['id', 'personId', 'schemeKey', 'templateKey', 'state', 'version', 'result'])
    .where('companyId', '=', ctx.company.id)
    .where('month', '=', month)
    .orderBy('id')
    .execute()
  return rows.map(({ result, state, ...row }) => ({
    ...row,
    state: stateOf(state),
    missing: Missing.parse(result).missing,
  }))
}
