import { sql } from 'kysely'
import type { z } from 'zod'
import { clockAt, type Replayed } from '../../kernel/clock.rules'
import { AppError } from '../../kernel/errors'
import type { WorkingCalendar } from '../../kernel/working-calendar'
import { countedBetween, countedDays, minute } from '../../kernel/working-time'
import { allow, type Ctx } from '../../platform/ctx'
import { personNames } from '../org'
import { clockRules } from './clock-rules.store'
import { replayFor, rulesFor, sharesFor } from './clock-of.rules'
import { ruleShown, type ClockChip, type OrderClocks } from './clock.schemas'
import type { happenings } from './clock-words'
import { clockedOrders } from './clocks.store'
import { calendarsFor } from './clocks'
import type { ClockedOrder, StoredRule } from './order-clocks.rules'
import { abilities, mayRead } from './policy'
import { movesOfOrder } from './record-parts.queries'
import { db, readOrder } from './store'
import { orderType } from './types.queries'

// An old clock that still runs has hundreds of days; the first ones explain it.
const daysShown = 60

type Shown = z.input<typeof OrderClocks>['clocks'][number]

const whole = (milliseconds: number): number => Math.round(milliseconds / minute)

function partsOf(replayed: Replayed, rule: StoredRule, calendar: WorkingCalendar, now: Date) {
  return replayed.parts.map((part) => {
    const counted = countedBetween(part.from, part.to ?? now, { kind: rule.time, calendar })
    const runs = part.kind === 'running'
    return { ...part, counted: 'unknownYear' in counted ? null : runs ? whole(counted.value) : 0 }
  })
}

function daysOf(replayed: Replayed, rule: StoredRule, calendar: WorkingCalendar, now: Date): Shown['days'] {
  if (rule.time === 'calendar') return []
  const byDate = new Map<string, { date: string; minutes: number; why: string }>()
  for (const part of replayed.parts) {
    if (part.kind !== 'running') continue
    for (const day of countedDays(part.from, part.to ?? now, calendar, daysShown)) {
      const before = byDate.get(day.date)
      const minutes = (before?.minutes ?? 0) + whole(day.counted)
      const why = before && day.counted === 0 ? before.why : day.why
      byDate.set(day.date, { date: day.date, minutes, why })
    }
  }
  return [...byDate.values()].slice(0, daysShown)
}

function shown(
  order: ClockedOrder,
  rule: StoredRule,
  around: { calendar: WorkingCalendar; names: Map<string, string>; decisions: Decisions; now: Date },
): Shown {
  const { calendar, names, now } = around
  const replayed = replayFor(order, rule, calendar)
  const standing = clockAt(replayed, rule, calendar, now)
  const cached = order.clocks.find((clock) => clock.ruleKey === rule.key)
  return {
    rule: ruleShown(rule),
    ruleKey: rule.key,
    name: rule.name,
    nameEn: rule.nameEn,
    state: replayed.state,
    dueAt: replayed.dueAt,
    warnAt: replayed.warnAt,
    pauseReason: replayed.pauseReason,
    missed: replayed.missed,
    missedMinutes: standing.missedMinutes,
    unknownYear: replayed.unknownYear,
    startedAt: replayed.startedAt,
    stoppedAt: replayed.stoppedAt,
    elapsedMinutes: standing.elapsedMinutes,
    remainingMinutes: standing.remainingMinutes,
    isMissed: standing.missed,
    isWarned: standing.warned,
    parts: partsOf(replayed, rule, calendar, now),
    ignored: replayed.ignored.map(({ event, why }) => ({
      type: event.type,
      reason: event.reason ?? null,
      occurredAt: event.occurredAt,
      why,
    })),
    days: daysOf(replayed, rule, calendar, now),
    shares: sharesFor(order, rule, replayed, calendar).map(({ party, milliseconds }) => ({
      party,
      minutes: whole(milliseconds),
    })),
    party: cached?.party ?? null,
    partyPersonId: cached?.partyPersonId ?? null,
    partyPersonName: names.get(cached?.partyPersonId ?? '') ?? null,
    partyDecided: cached?.partyDecided ?? false,
    decisions: around.decisions
      .filter((decision) => decision.ruleKey === rule.key)
      .map(({ ruleKey: _key, personId, ...decision }) => ({
        ...decision,
        personName: names.get(personId ?? '') ?? null,
      })),
  }
}

type Decisions = Awaited<ReturnType<typeof decisionsOf>>
const decisionsOf = async (ctx: Ctx, orderId: string) => {
  const { rows } = await sql<{
    ruleKey: string
    party: NonNullable<Shown['party']> | null
    personId: string | null
    reason: string
    decidedAt: Date
    actorName: string
  }>`select rule_key, party, person_id, reason, decided_at, actor_name from service_clock_decisions
    where company_id = ${ctx.company.id} and order_id = ${orderId} order by decided_at desc, id desc`.execute(
    db(ctx),
  )
  return rows
}

const happenedOf = async (ctx: Ctx, orderId: string) => {
  const { rows } = await sql<{
    kind: (typeof happenings)[number]
    occurredAt: Date
    recordedAt: Date
    note: string
    actorName: string
  }>`select kind, occurred_at, recorded_at, note, actor_name from service_clock_events
    where company_id = ${ctx.company.id} and order_id = ${orderId} order by occurred_at, id`.execute(db(ctx))
  return rows
}

async function eventsOf(ctx: Ctx, orderId: string) {
  const moves = await movesOfOrder(ctx, orderId)
  const happened = await happenedOf(ctx, orderId)
  return [
    ...moves.map((move) => ({
      kind: move.toState,
      isMove: true,
      occurredAt: move.occurredAt,
      recordedAt: move.recordedAt,
      note: move.reason,
      actorName: move.actorName,
    })),
    ...happened.map((one) => ({ ...one, isMove: false })),
  ].sort((a, b) => new Date(a.occurredAt).getTime() - new Date(b.occurredAt).getTime())
}

/** SVC-18, SVC-19: the clocks of an order with everything that explains what they say. */
export async function orderClocks(ctx: Ctx, orderId: string): Promise<z.input<typeof OrderClocks>> {
  const subject = await readOrder(ctx, orderId)
  allow(mayRead(ctx.actor, subject))
  const [order] = await clockedOrders(ctx, [orderId])
  if (!order) throw new AppError('not_found', 'service.no_such_order')
  const rules = rulesFor(
    order,
    (await clockRules(ctx)).filter((rule) => rule.subject === 'order' && rule.isActive),
  )
  const calendarOf = await calendarsFor(ctx, [order], rules)
  const decisions = await decisionsOf(ctx, orderId)
  const names = await personNames(ctx, [
    ...order.clocks.map((clock) => clock.partyPersonId),
    ...decisions.map((decision) => decision.personId),
  ])
  const type = await orderType(ctx, order.typeKey)
  const can = abilities(ctx.actor, subject, type.states)
  const around = { calendar: calendarOf(order.unitId), names, decisions, now: ctx.now }
  return {
    orderId,
    version: subject.version,
    clocks: rules.map((rule) => shown(order, rule, around)),
    events: await eventsOf(ctx, orderId),
    can: { record: can.recordClock, attribute: can.attribute },
  }
}

/** The clock of each order that needs a look first: a missed one, then the one that is due next, then a paused one. */
export async function chipsOf(ctx: Ctx, orderIds: readonly string[]): Promise<Map<string, ClockChip>> {
  if (orderIds.length === 0) return new Map()
  const { rows } = await sql<ClockChip & { orderId: string }>`
    select distinct on (c.order_id) c.order_id, c.rule_key, r.name, r.name_en, c.state, c.due_at, c.warn_at,
      c.pause_reason, c.missed, c.missed_minutes, c.unknown_year
    from service_clocks c
    join service_clock_rules r on r.company_id = c.company_id and r.key = c.rule_key
    where c.company_id = ${ctx.company.id} and c.order_id = any(${[...orderIds]}::uuid[])
      and (c.state in ('running', 'paused') or c.missed)
    order by c.order_id, (c.state = 'stopped'), c.due_at nulls last, r.position`.execute(db(ctx))
  return new Map(rows.map(({ orderId, ...chip }) => [orderId, chip]))
}
