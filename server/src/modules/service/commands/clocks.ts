import { sql } from 'kysely'
import { AppError } from '../../../kernel/errors'
import { newId } from '../../../kernel/ids'
import { audit } from '../../../platform/audit'
import { allow, type Ctx } from '../../../platform/ctx'
import { touch } from '../../../platform/live'
import { personNames } from '../../org'
import { replaySoon } from '../clock-jobs'
import { clockRules } from '../clock-rules.store'
import type { Acknowledge, ClockRuleEdit, DecideLate, DecideParty, RecordHappening } from '../clock.schemas'
import { checkMoment } from '../moments.rules'
import { reaches } from '../policy'
import { latePartyShown } from '../snapshots'
import { db, workersOf } from '../store'
import { changeOrder } from './change'

/** SVC-3, SVC-18: the customer was answered, the technician arrived, …: when it happened and when it was recorded. */
export async function recordHappening(ctx: Ctx, orderId: string, input: RecordHappening): Promise<void> {
  const { kind, note, version } = input
  if (kind === 'written_contact' && note === '')
    throw new AppError('invalid_input', 'service.contact_result_missing', {
      fields: [{ path: 'note', code: 'required', message: '' }],
    })
  await changeOrder(ctx, orderId, { ability: 'recordClock', version, sent: {} }, async (order) => {
    const occurredAt = checkMoment({
      occurredAt: input.occurredAt ?? ctx.now,
      receivedAt: order.receivedAt,
      now: ctx.now,
    })
    await db(ctx)
      .insertInto('serviceClockEvents')
      .values({
        companyId: ctx.company.id,
        id: newId(),
        orderId,
        kind,
        occurredAt,
        recordedAt: ctx.now,
        note,
        personId: ctx.actor.personId,
        actorName: ctx.actor.name,
      })
      .execute()
    return {
      action: `service.happened_${kind}`,
      clocks: true,
      after: { occurredAt },
      note: note || undefined,
    }
  })
}

/** SVC-19: who answers for a miss, against the rule's word; both stay in the audit. */
export async function decideParty(
  ctx: Ctx,
  place: { id: string; key: string },
  input: DecideParty,
): Promise<void> {
  const { party, personId, reason, version } = input
  await changeOrder(ctx, place.id, { ability: 'attribute', version, sent: {} }, async () => {
    const clock = await db(ctx)
      .selectFrom('serviceClocks')
      .select(['party', 'partyPersonId'])
      .where('companyId', '=', ctx.company.id)
      .where('orderId', '=', place.id)
      .where('ruleKey', '=', place.key)
      .executeTakeFirst()
    if (!clock) throw new AppError('not_found', 'service.no_such_clock')
    const names = await personNames(ctx, [clock.partyPersonId, personId])
    if (personId !== null && !names.has(personId))
      throw new AppError('invalid_input', 'service.unknown_reference', {
        fields: [{ path: 'personId', code: 'unknown', message: '' }],
      })
    await db(ctx)
      .insertInto('serviceClockDecisions')
      .values({
        companyId: ctx.company.id,
        id: newId(),
        orderId: place.id,
        ruleKey: place.key,
        party,
        personId: party === null ? null : personId,
        reason,
        decidedAt: ctx.now,
        decidedBy: ctx.actor.userId,
        actorName: ctx.actor.name,
      })
      .execute()
    return {
      action: 'service.clock_party_decided',
      clocks: true,
      before: { party: clock.party, partyPersonId: names.get(clock.partyPersonId ?? '') ?? null },
      after: { party, partyPersonId: names.get(personId ?? '') ?? null },
      note: reason,
    }
  })
}

/** SVC-19, APR-14: who answers for a late hand-over, against the timeline; cards follow, the audit keeps both. */
export async function decideLate(ctx: Ctx, id: string, input: DecideLate): Promise<void> {
  const { party, reason, version } = input
  await changeOrder(ctx, id, { ability: 'attributeLate', version, sent: {} }, async (order) => {
    if (order.onTime !== false) throw new AppError('rule_broken', 'service.not_late')
    const before = await latePartyShown(ctx, id)
    return {
      action: 'service.late_party_decided',
      patch: { lateParty: party, latePartyNote: party === null ? '' : reason },
      before: { party: before?.party ?? null },
      after: { party },
      note: reason,
    }
  })
}

/** SVC-3, SVC-18: changes the figures of a rule; every clock of it is replayed and no paused time is lost. */
export async function editClockRule(ctx: Ctx, key: string, input: ClockRuleEdit): Promise<void> {
  const { version, ...change } = input
  const rule = (await clockRules(ctx)).find((other) => other.key === key)
  if (!rule) throw new AppError('not_found', 'service.no_such_clock_rule')
  const after = { ...rule, ...change }
  if (after.warnMinutes >= after.minutes)
    throw new AppError('invalid_input', 'service.warns_before_start', {
      fields: [{ path: 'warnMinutes', code: 'too_big', message: '' }],
    })
  const { escalate, pauses, ...plain } = change
  const { numUpdatedRows } = await db(ctx)
    .updateTable('serviceClockRules')
    .set({
      ...plain,
      ...(escalate && { escalate: JSON.stringify(escalate) }),
      ...(pauses && { pauses: [...pauses] }),
      version: version + 1,
      updatedAt: ctx.now,
      updatedBy: ctx.actor.userId,
    })
    .where('companyId', '=', ctx.company.id)
    .where('key', '=', key)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new AppError('conflict', 'service.clock_rule_moved', { current: rule })
  const before = new Map(Object.entries(rule))
  await audit(ctx, 'service.clock_rule_edited', {
    entity: 'clock_rule',
    entityId: ctx.company.id,
    before: { key, ...Object.fromEntries(Object.keys(change).map((name) => [name, before.get(name)])) },
    after: { key, ...change },
  })
  await replaySoon(ctx)
  touch(ctx, 'clocks')
}

/** SVC-3: somebody has seen an alert and says what is done about it. */
export async function acknowledgeAlert(ctx: Ctx, id: string, input: Acknowledge): Promise<void> {
  const { rows } = await sql<{
    orderId: string
    ruleKey: string
    personId: string | null
    isOpen: boolean
    version: number
    unitId: string
    advisorId: string | null
  }>`select a.order_id, a.rule_key, a.person_id, a.version, o.unit_id, o.advisor_id,
      a.acknowledged_at is null and a.withdrawn_at is null as is_open
    from service_clock_alerts a join service_orders o on o.company_id = a.company_id and o.id = a.order_id
    where a.company_id = ${ctx.company.id} and a.id = ${id} for update of a`.execute(db(ctx))
  const alert = rows[0]
  if (!alert) throw new AppError('not_found', 'service.no_such_alert')
  const technicianIds = (await workersOf(ctx, alert.orderId)).map((worker) => worker.personId)
  const isMine = alert.personId !== null && alert.personId === ctx.actor.personId
  allow(isMine || reaches(ctx.actor, 'orders.edit', { ...alert, technicianIds }))
  if (!alert.isOpen || alert.version !== input.version) throw new AppError('conflict', 'service.alert_moved')
  await db(ctx)
    .updateTable('serviceClockAlerts')
    .set({
      acknowledgedAt: ctx.now,
      acknowledgedBy: ctx.actor.userId,
      acknowledgedName: ctx.actor.name,
      note: input.note,
      version: input.version + 1,
    })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .execute()
  await audit(ctx, 'service.clock_alert_acknowledged', {
    entity: 'order',
    entityId: alert.orderId,
    after: { ruleKey: alert.ruleKey },
    note: input.note,
  })
  touch(ctx, 'clocks')
}
