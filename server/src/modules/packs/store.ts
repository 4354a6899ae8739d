import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'

type Own = Pick<Db, 'packItems'>

interface BaseItem {
  kind: string
  key: string
  base: object
}

/** PCK-3: keeps what the pack said on the day it was loaded. */
export async function keepBase(
  ctx: Ctx,
  pack: { code: string; version: string },
  items: BaseItem[],
): Promise<void> {
  const rows = items.map((item) => ({
    companyId: ctx.company.id,
    kind: item.kind,
    key: item.key,
    pack: pack.code,
    packVersion: pack.version,
    base: JSON.stringify(item.base),
    loadedAt: ctx.now,
  }))
  await tables<Own>(ctx.tx)
    .insertInto('packItems')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** What was loaded, as it was loaded. */
export const loadedItems = (ctx: Ctx) =>
  tables<Own>(ctx.tx)
    .selectFrom('packItems')
    .select(['kind', 'key', 'pack', 'packVersion', 'base', 'loadedAt'])
    .where('companyId', '=', ctx.company.id)
    .orderBy('kind')
    .orderBy('key')
    .execute()
