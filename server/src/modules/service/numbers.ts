import { sql } from 'kysely'
import type { Month } from '../../kernel/civil-date'
import type { Ctx } from '../../platform/ctx'
import { nextNumbers } from '../../platform/counters'
import { orderNumber, type Series } from './intake.rules'
import { serviceSettings } from './settings'
import { db } from './store'

/**
 * SVC-1: the next numbers of a month, in order. A number that an order from a file already carries is passed over.
 */
export async function takeNumbers(
  ctx: Ctx,
  month: Month,
  count: number,
  { carried = new Set(), series = 'order' }: { carried?: ReadonlySet<string>; series?: Series } = {},
): Promise<string[]> {
  const prefix = (await serviceSettings(ctx)).numberPrefix()
  const free: string[] = []
  while (free.length < count) {
    const wanted = count - free.length
    const first = await nextNumbers(ctx, `service.${series}.${month}`, wanted)
    const numbers = Array.from({ length: wanted }, (_none, at) =>
      orderNumber(prefix, month, first + at, series),
    )
    const rows = await db(ctx)
      .selectFrom('serviceOrders')
      .select('number')
      .where('companyId', '=', ctx.company.id)
      .where(sql<boolean>`number = any(${numbers}::text[])`)
      .execute()
    const taken = new Set(rows.map((row) => row.number))
    free.push(...numbers.filter((number) => !taken.has(number) && !carried.has(number)))
  }
  return free
}
