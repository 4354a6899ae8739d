import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '../../platform/ctx'
import { clockStates, happenings, parties } from './clock-words'
import type { ClockedOrder, ClockRow, ClockSubject } from './order-clocks.rules'
import { db } from './store'
import { orderStates } from './transitions.rules'

/** An instant inside JSON that the database built. */
export const instantText = z.string().transform((text) => new Date(text))
export const Moves = z.array(
  z.object({
    fromState: z.enum(orderStates).nullable(),
    toState: z.enum(orderStates),
    occurredAt: instantText,
    recordedAt: instantText,
  }),
)
const History = z.object({
  moves: Moves,
  happened: z.array(z.object({ kind: z.enum(happenings), occurredAt: instantText, recordedAt: instantText })),
  decisions: z.array(
    z.object({ ruleKey: z.string(), party: z.enum(parties).nullable(), personId: z.string().nullable() }),
  ),
  clocks: z.array(
    z.object({
      ruleKey: z.string(),
      state: z.enum(clockStates),
      startedAt: instantText.nullable(),
      stoppedAt: instantText.nullable(),
      pausedSince: instantText.nullable(),
      pauseReason: z.string().nullable(),
      dueAt: instantText.nullable(),
      warnAt: instantText.nullable(),
      missed: z.boolean().nullable(),
      missedMinutes: z.number().nullable(),
      unknownYear: z.number().nullable(),
      party: z.enum(parties).nullable(),
      partyPersonId: z.string().nullable(),
      partyDecided: z.boolean(),
    }),
  ),
})

interface Head extends ClockSubject {
  id: string
  number: string
  unitId: string
  advisorId: string | null
  leadId: string | null
  isHistory: boolean
  receivedAt: Date
  finishedAt: Date | null
  moves: unknown
  happened: unknown
  decisions: unknown
  clocks: unknown
}

/** The orders with their whole history and their clocks as they are stored: one statement for any number. */
export async function clockedOrders(ctx: Ctx, orderIds: readonly string[]): Promise<ClockedOrder[]> {
  if (orderIds.length === 0) return []
  const { rows } = await sql<Head>`
    select o.id, o.number, o.unit_id, o.advisor_id, o.is_history, o.received_at, o.finished_at, o.type_key,
      o.fault_group_key, o.channel, o.priority, o.distance_km, o.supplier_needed,
      (select w.person_id from service_order_workers w
        where w.company_id = o.company_id and w.order_id = o.id and w.is_lead) as lead_id,
      (select coalesce(jsonb_agg(jsonb_build_object('fromState', m.from_state, 'toState', m.to_state,
        'occurredAt', m.occurred_at, 'recordedAt', m.recorded_at) order by m.occurred_at, m.recorded_at, m.id), '[]')
        from service_order_moves m where m.company_id = o.company_id and m.order_id = o.id) as moves,
      (select coalesce(jsonb_agg(jsonb_build_object('kind', e.kind, 'occurredAt', e.occurred_at,
        'recordedAt', e.recorded_at) order by e.occurred_at, e.id), '[]')
        from service_clock_events e where e.company_id = o.company_id and e.order_id = o.id) as happened,
      (select coalesce(jsonb_agg(jsonb_build_object('ruleKey', d.rule_key, 'party', d.party,
        'personId', d.person_id) order by d.decided_at, d.id), '[]')
        from service_clock_decisions d where d.company_id = o.company_id and d.order_id = o.id) as decisions,
      (select coalesce(jsonb_agg(jsonb_build_object('ruleKey', c.rule_key, 'state', c.state, 'startedAt', c.started_at,
        'stoppedAt', c.stopped_at, 'pausedSince', c.paused_since, 'pauseReason', c.pause_reason, 'dueAt', c.due_at,
        'warnAt', c.warn_at, 'missed', c.missed, 'missedMinutes', c.missed_minutes, 'unknownYear', c.unknown_year,
        'party', c.party, 'partyPersonId', c.party_person_id, 'partyDecided', c.party_decided) order by c.rule_key), '[]')
        from service_clocks c where c.company_id = o.company_id and c.order_id = o.id) as clocks
    from service_orders o
    where o.company_id = ${ctx.company.id} and o.id = any(${[...orderIds]}::uuid[])`.execute(db(ctx))
  return rows.map(({ receivedAt, finishedAt, moves, happened, decisions, clocks, ...head }) => {
    const read = History.parse({ moves, happened, decisions, clocks })
    const history = { receivedAt, finishedAt, moves: read.moves, happened: read.happened }
    return { ...head, history, decisions: read.decisions, clocks: read.clocks }
  })
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Writes clocks over what is there: one statement for any number. */
export async function saveClocks(ctx: Ctx, clocks: readonly ClockRow[]): Promise<void> {
  if (clocks.length === 0) return
  const rows = clocks.map((clock) =>
    Object.fromEntries(
      Object.entries({ companyId: ctx.company.id, ...clock }).map(([name, value]) => [snake(name), value]),
    ),
  )
  await sql`insert into service_clocks
    select * from jsonb_populate_recordset(null::service_clocks, ${JSON.stringify(rows)}::jsonb)
    on conflict (company_id, order_id, rule_key) do update set state = excluded.state,
      started_at = excluded.started_at, stopped_at = excluded.stopped_at, paused_since = excluded.paused_since,
      pause_reason = excluded.pause_reason, due_at = excluded.due_at, warn_at = excluded.warn_at,
      missed = excluded.missed, missed_minutes = excluded.missed_minutes, unknown_year = excluded.unknown_year,
      party = excluded.party, party_person_id = excluded.party_person_id,
      party_decided = excluded.party_decided`.execute(db(ctx))
}

/** Takes away the clocks whose rule is not for their order any more. */
export async function dropClocks(
  ctx: Ctx,
  gone: readonly { orderId: string; ruleKey: string }[],
): Promise<void> {
  if (gone.length === 0) return
  await sql`delete from service_clocks c
    using unnest(${gone.map((one) => one.orderId)}::uuid[], ${gone.map((one) => one.ruleKey)}::text[]) as x (order_id, key)
    where c.company_id = ${ctx.company.id} and c.order_id = x.order_id and c.rule_key = x.key`.execute(
    db(ctx),
  )
}
