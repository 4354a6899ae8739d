import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import { pageRows } from '../../platform/paging'
import type { MergeShown, PairList } from './duplicates.schemas'
import { Reason } from './duplicates.schemas'
import { undoRefusal } from './merge.rules'
import { onlyOwn } from './policy'
import { customerNames, customerRows } from './rows'
import type { Own } from './store'

const db = (ctx: Ctx) => tables<Own>(ctx.tx)
const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value])

/** CUS-6: an archive and those that are part of it now: their histories are one. */
export async function historyIds(ctx: Ctx, id: string): Promise<string[]> {
  const rows = await db(ctx)
    .selectFrom('customersCustomers')
    .select('id')
    .where('companyId', '=', ctx.company.id)
    .where('mergedInto', '=', id)
    .execute()
  return [id, ...rows.map((row) => row.id)]
}

/** CUS-6: the merges of one archive, newest first, with what stands against taking each back. */
export async function mergesOf(ctx: Ctx, id: string): Promise<z.input<typeof MergeShown>[]> {
  const rows = await db(ctx)
    .selectFrom('customersMerges as m')
    .innerJoin('customersCustomers as f', (join) =>
      join.onRef('f.companyId', '=', 'm.companyId').onRef('f.id', '=', 'm.fromId'),
    )
    .innerJoin('customersCustomers as i', (join) =>
      join.onRef('i.companyId', '=', 'm.companyId').onRef('i.id', '=', 'm.intoId'),
    )
    .where('m.companyId', '=', ctx.company.id)
    .where((eb) => eb.or([eb('m.fromId', '=', id), eb('m.intoId', '=', id)]))
    .select(['m.id', 'm.fromId', 'm.intoId', 'm.mergedAt', 'm.mergedByName', 'm.note', 'm.undoneAt'])
    .select(['m.undoneByName', 'f.name as fromName', 'i.name as intoName'])
    .select('i.mergedInto as survivorMergedInto')
    .select(
      sql<boolean>`exists (select 1 from customers_merges l where l.company_id = m.company_id
        and l.into_id = m.into_id and l.id > m.id and l.undone_at is null)`.as('laterMerge'),
    )
    .select(
      sql<boolean>`exists (select 1 from customers_customers t where t.company_id = m.company_id and t.code = f.code
        and t.merged_into is null and t.id <> m.into_id)`.as('codeTaken'),
    )
    .orderBy('m.id', 'desc')
    .limit(50)
    .execute()
  return rows.map(({ survivorMergedInto, laterMerge, codeTaken, ...row }) => ({
    ...row,
    refusal: undoRefusal(row, { survivorMergedInto, laterMerge, codeTaken }),
  }))
}

/** CUS-6: where a merged archive went. */
export async function survivorShown(ctx: Ctx, intoId: string | null) {
  if (intoId === null) return null
  return { id: intoId, name: (await customerNames(ctx, [intoId])).get(intoId) ?? '' }
}

/**
 * CUS-6: the archive that stands for this one today. Waits for a merge that is under way, so that nothing new is
 * written for an archive that is just going away.
 */
export async function survivorOf(ctx: Ctx, id: string): Promise<string> {
  const row = await db(ctx)
    .selectFrom('customersCustomers')
    .select('mergedInto')
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .forKeyShare()
    .executeTakeFirst()
  return row?.mergedInto ?? id
}

/** CUS-6: 疑似重复客户: pairs of archives that may be the same customer; one page of the filter. */
export async function listPairs(ctx: Ctx, input: PairList) {
  const own = onlyOwn(ctx.actor, 'customers.merge')
  let query = db(ctx)
    .selectFrom('customersPairs as p')
    .innerJoin('customersCustomers as a', (join) =>
      join.onRef('a.companyId', '=', 'p.companyId').onRef('a.id', '=', 'p.aId'),
    )
    .innerJoin('customersCustomers as b', (join) =>
      join.onRef('b.companyId', '=', 'p.companyId').onRef('b.id', '=', 'p.bId'),
    )
    .where('p.companyId', '=', ctx.company.id)
    .where('p.state', '=', input.state)
    .where('a.mergedInto', 'is', null)
    .where('b.mergedInto', 'is', null)
  if (own !== null)
    query = query.where('a.responsiblePersonId', '=', own).where('b.responsiblePersonId', '=', own)
  if (input.strength) query = query.where('p.strength', 'in', list(input.strength))
  const { customerId, reason } = input
  if (customerId)
    query = query.where((eb) => eb.or([eb('p.aId', '=', customerId), eb('p.bId', '=', customerId)]))
  if (reason) {
    const columns = { phone: 'p.byPhone', product: 'p.byProduct', name: 'p.byName' } as const
    query = query.where((eb) => eb.or(list(reason).map((one) => eb(columns[one], '=', true))))
  }
  const page = await pageRows(
    query
      .select(['p.id', 'p.aId', 'p.bId', 'p.reasons', 'p.score', 'p.foundAt', 'p.decidedAt'])
      .select(['p.decidedByName', 'p.note', 'p.version', 'a.createdAt as aCreatedAt'])
      .select('b.createdAt as bCreatedAt')
      .select(sql<'possible' | 'likely'>`p.strength`.as('strength'))
      .select(sql<'open' | 'different'>`p.state`.as('state')),
    {
      sorts: { score: sql.ref('p.score'), foundAt: sql.ref('p.foundAt') },
      defaultSort: '-score',
      id: sql.ref('p.id'),
      input,
    },
  )
  const rows = await customerRows(
    ctx,
    page.items.flatMap(({ aId, bId }) => [aId, bId]),
  )
  const side = (id: string, createdAt: Date) => {
    const { name = '', phone = null, region = '' } = rows.get(id) ?? {}
    return { id, name, phone, region, createdAt }
  }
  return {
    ...page,
    items: page.items.map(({ aId, bId, aCreatedAt, bCreatedAt, reasons, ...row }) => ({
      ...row,
      a: side(aId, aCreatedAt),
      b: side(bId, bCreatedAt),
      reasons: z.array(Reason).parse(reasons),
    })),
  }
}
