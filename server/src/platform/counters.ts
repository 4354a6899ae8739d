import type { Ctx } from './ctx'
import { tables } from './db'
import type { Db } from './db-rows'

type Own = Pick<Db, 'platformCounters'>

/** Takes `count` consecutive numbers of a company's counter and returns the first; gapless, because it locks its row. */
export async function nextNumbers(ctx: Ctx, name: string, count = 1): Promise<number> {
  const { value } = await tables<Own>(ctx.tx)
    .insertInto('platformCounters')
    .values({ companyId: ctx.company.id, name, value: count })
    .onConflict((conflict) =>
      conflict
        .columns(['companyId', 'name'])
        .doUpdateSet((eb) => ({ value: eb('platformCounters.value', '+', count) })),
    )
    .returning('value')
    .executeTakeFirstOrThrow()
  return value - count + 1
}
