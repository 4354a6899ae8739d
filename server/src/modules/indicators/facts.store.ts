import { sql, type RawBuilder } from 'kysely'
import type { Month } from '../../kernel/civil-date'
import { newId } from '../../kernel/ids'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'
import type { SumChanges } from './deltas.rules'
import type { Participant, Quantities } from './facts.rules'
import type { BookedFact, StoredFact } from './plan.rules'

type Own = Pick<
  Db,
  'indicatorFacts' | 'indicatorFactPeople' | 'indicatorPeriods' | 'indicatorDeltas' | 'indicatorPresence'
>

const db = (ctx: Ctx) => tables<Own>(ctx.tx)

/** A fact to be written, with the record it comes from. */
export interface NewFact extends BookedFact {
  sourceKind: string
  sourceId: string
  sourceNumber: string
}

/** All facts of some records, by record. */
export async function factsOfSources(
  ctx: Ctx,
  sourceKind: string,
  sourceIds: readonly string[],
): Promise<Map<string, StoredFact[]>> {
  const found = new Map<string, StoredFact[]>(sourceIds.map((id) => [id, []]))
  if (sourceIds.length === 0) return found
  const rows = await db(ctx)
    .selectFrom('indicatorFacts as f')
    .select([
      'f.id',
      'f.sourceId',
      'f.kind',
      'f.happenedOn',
      'f.unitId',
      'f.ownerId',
      'f.productFamily',
      'f.orderType',
    ])
    .select(['f.customerId', 'f.quantities', 'f.adjustsMonth', 'f.corrects'])
    .select(
      sql<unknown>`coalesce((select jsonb_agg(jsonb_build_object('personId', p.person_id, 'role', p.role, 'share', p.share::text)
        order by p.role, p.person_id) from indicator_fact_people p
        where p.company_id = f.company_id and p.fact_id = f.id), '[]')`.as('participants'),
    )
    .where('f.companyId', '=', ctx.company.id)
    .where('f.sourceKind', '=', sourceKind)
    .where('f.sourceId', '=', sql<string>`any(${[...sourceIds]}::uuid[])`)
    .orderBy('f.id')
    .execute()
  for (const { sourceId, ...row } of rows)
    found.get(sourceId)?.push({
      ...row,
      quantities: row.quantities as Quantities,
      participants: row.participants as Participant[],
    })
  return found
}

// The lock of a month is a name, not its row: a row that a writer makes would make the next writer wait for it.
const monthLock = (ctx: Ctx, month: RawBuilder<string>) =>
  sql`hashtextextended('indicators.month ' || ${ctx.company.id}::text || ' ' || ${month}, 0)`

/**
 * Holds the months shared until the end of the transaction, in their order, and says which of them are closed. The
 * state is read by a statement of its own, so that it sees what a closing did that it waited for.
 */
export async function lockMonths(ctx: Ctx, months: readonly Month[]): Promise<Set<Month>> {
  const wanted = [...new Set(months)].sort()
  await sql`select pg_advisory_xact_lock_shared(${monthLock(ctx, sql<string>`m`)})
    from unnest(${wanted}::text[]) m`.execute(db(ctx))
  const closed = await closedMonths(ctx)
  return new Set(wanted.filter((month) => closed.has(month)))
}

export async function deleteFacts(ctx: Ctx, facts: readonly StoredFact[]): Promise<void> {
  if (facts.length === 0) return
  await db(ctx)
    .deleteFrom('indicatorFacts')
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', sql<string>`any(${facts.map((fact) => fact.id)}::uuid[])`)
    .execute()
}

/** Writes facts with their people, two statements for any number of them. */
export async function insertFacts(ctx: Ctx, facts: readonly NewFact[]): Promise<void> {
  if (facts.length === 0) return
  const rows = facts.map((fact) => ({ ...fact, id: newId() }))
  const people = rows.flatMap(({ id, kind, happenedOn, participants }) =>
    participants.map((participant) => ({ ...participant, factId: id, kind, happenedOn })),
  )
  await sql`insert into indicator_facts (company_id, id, source_kind, source_id, source_number, kind, happened_on, unit_id,
      owner_id, product_family, order_type, customer_id, quantities, adjusts_month, corrects, recorded_at)
    select ${ctx.company.id}::uuid, x.id, x."sourceKind", x."sourceId", x."sourceNumber", x.kind, x."happenedOn", x."unitId",
      x."ownerId", x."productFamily", x."orderType", x."customerId", x.quantities, x."adjustsMonth", x.corrects, ${ctx.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x (id uuid, "sourceKind" text, "sourceId" uuid,
      "sourceNumber" text, kind text, "happenedOn" date, "unitId" uuid, "ownerId" uuid, "productFamily" text,
      "orderType" text, "customerId" uuid, quantities jsonb, "adjustsMonth" text, corrects uuid)`.execute(
    db(ctx),
  )
  if (people.length === 0) return
  await sql`insert into indicator_fact_people (company_id, fact_id, role, person_id, share, kind, happened_on)
    select ${ctx.company.id}::uuid, x."factId", x.role, x."personId", x.share::numeric, x.kind, x."happenedOn"
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as x ("factId" uuid, role text, "personId" uuid, share text,
      kind text, "happenedOn" date)`.execute(db(ctx))
}

/** Queues the changes of sums for folding, and counts visits at once: they are few and each customer has his own row. */
export async function appendChanges(ctx: Ctx, { deltas, presence }: SumChanges): Promise<void> {
  if (deltas.length > 0) {
    const rows = deltas.map((delta) => ({ ...delta, id: newId() }))
    await sql`insert into indicator_deltas (company_id, id, day, unit_id, product_family, order_type, role, person_id, kind, measure, amount)
      select ${ctx.company.id}::uuid, x.id, x.day, x."unitId", x."productFamily", x."orderType", x.role, x."personId", x.kind,
        x.measure, x.amount::numeric
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x (id uuid, day date, "unitId" uuid, "productFamily" text,
        "orderType" text, role text, "personId" uuid, kind text, measure text, amount text)`.execute(db(ctx))
  }
  if (presence.length === 0) return
  await sql`insert into indicator_presence as p (company_id, month, unit_id, customer_id, visits)
    select ${ctx.company.id}::uuid, x.month, x."unitId", x."customerId", x.visits::numeric
    from jsonb_to_recordset(${JSON.stringify(presence)}::jsonb) as x (month text, "unitId" uuid, "customerId" uuid, visits text)
    order by 2, 3, 4
    on conflict (company_id, month, unit_id, customer_id) do update set visits = p.visits + excluded.visits`.execute(
    db(ctx),
  )
  if (presence.some((change) => change.visits.startsWith('-')))
    await sql`delete from indicator_presence where company_id = ${ctx.company.id} and visits = 0`.execute(
      db(ctx),
    )
}

/** A period's row, when every writer of the month has ended and before the next one begins. */
export async function lockPeriod(ctx: Ctx, month: Month): Promise<{ state: string; version: number }> {
  await sql`select pg_advisory_xact_lock(${monthLock(ctx, sql<string>`${month}::text`)})`.execute(db(ctx))
  await sql`insert into indicator_periods (company_id, month) values (${ctx.company.id}, ${month}) on conflict do nothing`.execute(
    db(ctx),
  )
  return db(ctx)
    .selectFrom('indicatorPeriods')
    .select(['state', 'version'])
    .where('companyId', '=', ctx.company.id)
    .where('month', '=', month)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

export const savePeriod = (ctx: Ctx, month: Month, state: 'open' | 'closed'): Promise<unknown> =>
  db(ctx)
    .updateTable('indicatorPeriods')
    .set((eb) => ({
      state,
      version: eb('version', '+', 1),
      changedAt: ctx.now,
      changedBy: ctx.actor.userId,
    }))
    .where('companyId', '=', ctx.company.id)
    .where('month', '=', month)
    .execute()

/** The months that are closed, as they are now and without a lock: a writer asks `lockMonths`. */
export async function closedMonths(ctx: Ctx): Promise<Set<Month>> {
  const rows = await db(ctx)
    .selectFrom('indicatorPeriods')
    .select('month')
    .where('companyId', '=', ctx.company.id)
    .where('state', '=', 'closed')
    .execute()
  return new Set(rows.map((row) => row.month))
}

/** Records after `after` that have facts, in the order of their ids: facts may outlive the record they came from. */
export async function sourcesWithFacts(ctx: Ctx, after: string | null, limit: number): Promise<string[]> {
  let query = db(ctx)
    .selectFrom('indicatorFacts')
    .select('sourceId')
    .distinct()
    .where('companyId', '=', ctx.company.id)
    .where('sourceKind', '=', 'order')
  if (after !== null) query = query.where('sourceId', '>', after)
  const rows = await query.orderBy('sourceId').limit(limit).execute()
  return rows.map((row) => row.sourceId)
}

/** Records with an adjustment of a month: what has to be planned anew when the month opens again. */
export async function sourcesAdjusting(ctx: Ctx, month: Month): Promise<string[]> {
  const rows = await db(ctx)
    .selectFrom('indicatorFacts')
    .select('sourceId')
    .distinct()
    .where('companyId', '=', ctx.company.id)
    .where('adjustsMonth', '=', month)
    .where('sourceKind', '=', 'order')
    .orderBy('sourceId')
    .execute()
  return rows.map((row) => row.sourceId)
}
