import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Agreement } from './similar.rules'
import type { Own } from './store'

const db = (ctx: Ctx) => tables<Own>(ctx.tx)

export interface FoundPair {
  id: string
  a: string
  b: string
  reasons: Agreement[]
  score: number
  strength: 'possible' | 'likely'
}

/** CUS-6: makes the open pairs of some customers equal to those found; what was decided stays decided. */
export async function savePairs(
  ctx: Ctx,
  ids: readonly string[],
  found: readonly FoundPair[],
): Promise<void> {
  const companyId = ctx.company.id
  await sql`delete from customers_pairs p where p.company_id = ${companyId} and p.state = 'open'
    and (p.a_id = any(${[...ids]}::uuid[]) or p.b_id = any(${[...ids]}::uuid[]))
    and not exists (select 1 from unnest(${found.map(({ a }) => a)}::uuid[], ${found.map(({ b }) => b)}::uuid[]) as x (a, b)
      where x.a = p.a_id and x.b = p.b_id)`.execute(db(ctx))
  if (found.length === 0) return
  const rows = found.map(({ reasons, ...pair }) => {
    const by = (names: readonly string[]) => reasons.some(({ because }) => names.includes(because))
    return {
      ...pair,
      reasons,
      by_phone: by(['phone', 'masked_phone']),
      by_product: by(['product']),
      by_name: by(['name', 'near_name', 'pinyin']),
    }
  })
  await sql`insert into customers_pairs (company_id, id, a_id, b_id, reasons, by_phone, by_product, by_name, score, strength, found_at)
    select ${companyId}::uuid, x.id, x.a, x.b, x.reasons, x.by_phone, x.by_product, x.by_name, x.score, x.strength, ${ctx.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x (id uuid, a uuid, b uuid, reasons jsonb, by_phone boolean,
      by_product boolean, by_name boolean, score int, strength text)
    order by x.a, x.b
    on conflict (company_id, a_id, b_id) do update set reasons = excluded.reasons, by_phone = excluded.by_phone,
      by_product = excluded.by_product, by_name = excluded.by_name, score = excluded.score, strength = excluded.strength`.execute(
    db(ctx),
  )
}

/** The pairs of a merged archive are no question any more; what was decided about it is kept for an undo. */
export async function dropOpenPairs(ctx: Ctx, id: string): Promise<void> {
  await db(ctx)
    .deleteFrom('customersPairs')
    .where('companyId', '=', ctx.company.id)
    .where('state', '=', 'open')
    .where((eb) => eb.or([eb('aId', '=', id), eb('bId', '=', id)]))
    .execute()
}

export const lockPair = (ctx: Ctx, id: string) =>
  db(ctx)
    .selectFrom('customersPairs')
    .selectAll()
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export async function savePairDecision(
  ctx: Ctx,
  id: string,
  decision: { state: 'open' | 'different'; note: string; version: number },
): Promise<boolean> {
  const { state, note, version } = decision
  const isOpen = state === 'open'
  const { numUpdatedRows } = await db(ctx)
    .updateTable('customersPairs')
    .set({
      state,
      note,
      decidedAt: isOpen ? null : ctx.now,
      decidedBy: isOpen ? null : ctx.actor.userId,
      decidedByName: isOpen ? '' : ctx.actor.name,
      version: version + 1,
    })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
