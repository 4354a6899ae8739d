import { sql } from 'kysely'
import { newId } from '../../kernel/ids'
import type { Ctx } from '../../platform/ctx'
import { touch } from '../../platform/live'
import { reportingLines, unitHeads } from '../org'
import { crossings, stepsUp, type Crossing, type OpenClock } from './clock-alerts.rules'
import { orderClockRules } from './clock-rules.store'
import type { StoredRule } from './order-clocks.rules'
import { db } from './store'

interface Candidate extends OpenClock {
  unitId: string
  advisorId: string | null
  leadId: string | null
  partyPersonId: string | null
}

const columns = sql`c.order_id, c.rule_key, c.state, c.due_at, c.warn_at, c.stopped_at, c.missed, c.party_person_id,
  o.unit_id, o.advisor_id, (select w.person_id from service_order_workers w
    where w.company_id = o.company_id and w.order_id = o.id and w.is_lead) as lead_id`

// Bounded by what is open: a stopped clock raises what it crossed when it stops.
const ripe = (ctx: Ctx) =>
  sql<Candidate>`select ${columns} from service_clocks c
    join service_orders o on o.company_id = c.company_id and o.id = c.order_id
    where c.company_id = ${ctx.company.id} and c.state in ('running', 'paused')
      and (c.due_at < ${ctx.now} or c.warn_at <= ${ctx.now})`.execute(db(ctx))

const stopped = (ctx: Ctx, orderIds: readonly string[]) =>
  sql<Candidate>`select ${columns} from service_clocks c
    join service_orders o on o.company_id = c.company_id and o.id = c.order_id
    where c.company_id = ${ctx.company.id} and c.order_id = any(${[...orderIds]}::uuid[])
      and c.state = 'stopped' and c.missed`.execute(db(ctx))

type Found = { candidate: Candidate; crossing: Crossing }

async function known(ctx: Ctx, found: readonly Found[]): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select a.order_id || ' ' || a.rule_key || ' ' || a.kind || ' ' || a.level as key from service_clock_alerts a
    where a.company_id = ${ctx.company.id} and a.withdrawn_at is null
      and a.order_id = any(${[...new Set(found.map(({ crossing }) => crossing.orderId))]}::uuid[])`.execute(
    db(ctx),
  )
  return new Set(rows.map((row) => row.key))
}

const keyOf = ({ orderId, ruleKey, kind, level }: Crossing): string =>
  `${orderId} ${ruleKey} ${kind} ${level}`

async function recipients(ctx: Ctx, found: readonly Found[]): Promise<Map<string, string | null>> {
  const heads = await unitHeads(
    ctx,
    found.map(({ candidate }) => candidate.unitId),
  )
  const holder = ({ candidate }: Found): string | null =>
    candidate.leadId ?? candidate.advisorId ?? heads.get(candidate.unitId) ?? null
  const lines = await reportingLines(
    ctx,
    found.flatMap((one) => holder(one) ?? []),
  )
  const headOf = ({ candidate }: Found) => heads.get(candidate.unitId) ?? null
  const whom = (one: Found): string | null => {
    const { kind, level } = one.crossing
    if (kind === 'warned') return holder(one)
    if (kind === 'breached') return one.candidate.partyPersonId ?? headOf(one)
    const line = lines.get(holder(one) ?? '') ?? []
    return stepsUp(line, level) ?? headOf(one)
  }
  return new Map(found.map((one) => [keyOf(one.crossing), whom(one)]))
}

async function insertAlerts(ctx: Ctx, found: readonly Found[]): Promise<void> {
  const whom = await recipients(ctx, found)
  const rows = found.map(({ crossing }) => ({
    companyId: ctx.company.id,
    id: newId(),
    ...crossing,
    raisedAt: ctx.now,
    personId: whom.get(keyOf(crossing)) ?? null,
  }))
  // A border crossed again after it had been moved ahead is the same row, standing anew.
  await db(ctx)
    .insertInto('serviceClockAlerts')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['companyId', 'orderId', 'ruleKey', 'kind', 'level']).doUpdateSet((eb) => ({
        withdrawnAt: null,
        acknowledgedAt: null,
        acknowledgedBy: null,
        acknowledgedName: '',
        crossedAt: eb.ref('excluded.crossedAt'),
        raisedAt: eb.ref('excluded.raisedAt'),
        personId: eb.ref('excluded.personId'),
        version: sql<number>`service_clock_alerts.version + 1`,
      })),
    )
    .execute()
}

async function raise(
  ctx: Ctx,
  candidates: readonly Candidate[],
  rules: readonly StoredRule[],
): Promise<number> {
  const escalateOf = new Map(rules.map((rule) => [rule.key, rule.escalate]))
  const found = candidates.flatMap((candidate) =>
    crossings(candidate, escalateOf.get(candidate.ruleKey) ?? [], ctx.now).map((crossing) => ({
      candidate,
      crossing,
    })),
  )
  if (found.length === 0) return 0
  const before = await known(ctx, found)
  const fresh = found.filter(({ crossing }) => !before.has(keyOf(crossing)))
  if (fresh.length === 0) return 0
  await insertAlerts(ctx, fresh)
  touch(ctx, 'clocks')
  return fresh.length
}

/** What stands no longer: the time moved ahead, the rule is not for the order any more, or it was done in time. */
const withdraw = (ctx: Ctx) =>
  sql`update service_clock_alerts a set withdrawn_at = ${ctx.now}, version = a.version + 1
    where a.company_id = ${ctx.company.id} and a.withdrawn_at is null and a.acknowledged_at is null
      and not exists (select 1 from service_clocks c where c.company_id = a.company_id and c.order_id = a.order_id
        and c.rule_key = a.rule_key and (coalesce(c.missed, c.due_at < ${ctx.now})
          or (a.kind = 'warned' and c.state <> 'stopped' and c.warn_at <= ${ctx.now})))`.execute(db(ctx))

/** SVC-3: finds what clocks have crossed by now, and takes back what stands no longer. Safe to run twice. */
export async function raiseAlerts(ctx: Ctx): Promise<number> {
  const rules = await orderClockRules(ctx)
  await withdraw(ctx)
  return raise(ctx, (await ripe(ctx)).rows, rules)
}

/** SVC-3: a clock that stopped late says so at once; the tick looks at open ones only. */
export async function raiseStopped(
  ctx: Ctx,
  orderIds: readonly string[],
  rules: readonly StoredRule[],
): Promise<void> {
  if (orderIds.length === 0) return
  await raise(ctx, (await stopped(ctx, orderIds)).rows, rules)
}
