import { sql } from 'kysely'
import { newId } from '../kernel/ids'
import type { Ctx } from './ctx'
import { tables } from './db'
import type { Db } from './db-rows'

type Own = Pick<Db, 'auditEntries'>
type Values = object | null | undefined

export interface AuditSubject {
  entity: string
  entityId?: string
  before?: Values
  after?: Values
  note?: string
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
const skipped = new Set(['updatedAt', 'updatedBy', 'createdAt', 'createdBy', 'companyId', 'version'])

/** The fields that differ, as `{ field: [old, new] }`; the house-keeping fields say nothing and are left out. */
export function changesBetween(before: Values, after: Values): Record<string, [unknown, unknown]> {
  const old = new Map(Object.entries(before ?? {}))
  const now = new Map(Object.entries(after ?? {}))
  const names = [...new Set([...old.keys(), ...now.keys()])].filter((name) => !skipped.has(name))
  return Object.fromEntries(
    names
      .filter((name) => !same(old.get(name) ?? null, now.get(name) ?? null))
      .map((name) => [name, [old.get(name) ?? null, now.get(name) ?? null]]),
  )
}

/** PLT-14: writes down who did what to which record, in the same transaction. */
export async function audit(ctx: Ctx, action: string, subject: AuditSubject): Promise<void> {
  await auditMany(ctx, action, [subject])
}

/** As `audit`, for work in sets: one statement for many records. */
export async function auditMany(ctx: Ctx, action: string, subjects: AuditSubject[]): Promise<void> {
  if (subjects.length === 0) return
  const rows = subjects.map((subject) => ({
    companyId: ctx.company.id,
    id: newId(),
    at: ctx.now,
    userId: ctx.actor.userId,
    personId: ctx.actor.personId,
    actorName: ctx.actor.name,
    action,
    entity: subject.entity,
    entityId: subject.entityId ?? null,
    changes: JSON.stringify(changesBetween(subject.before, subject.after)),
    note: subject.note ?? null,
    requestId: ctx.requestId,
  }))
  await tables<Own>(ctx.tx).insertInto('auditEntries').values(rows).execute()
}

/** What somebody did in the past, by the records that tell of it. */
export interface PastDeed extends AuditSubject {
  at: Date
  action: string
  personId: string | null
  actorName: string
}

/** As `auditMany`, for records that are brought in with their history: each with its own time and person. */
export async function auditPast(ctx: Ctx, deeds: readonly PastDeed[]): Promise<void> {
  if (deeds.length === 0) return
  const rows = deeds.map((deed) => ({
    id: newId(deed.at),
    at: deed.at,
    person_id: deed.personId,
    actor_name: deed.actorName,
    action: deed.action,
    entity: deed.entity,
    entity_id: deed.entityId ?? null,
    changes: changesBetween(deed.before, deed.after),
    note: deed.note ?? null,
  }))
  await sql`insert into audit_entries (company_id, id, at, person_id, actor_name, action, entity, entity_id, changes, note, request_id)
    select ${ctx.company.id}::uuid, x.id, x.at, x.person_id, x.actor_name, x.action, x.entity, x.entity_id, x.changes, x.note,
      ${ctx.requestId}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x (id uuid, at timestamptz, person_id uuid, actor_name text,
      action text, entity text, entity_id uuid, changes jsonb, note text)`.execute(tables<Own>(ctx.tx))
}

export interface TimelineEntry {
  id: string
  at: Date
  actorName: string
  action: string
  changes: Record<string, [unknown, unknown]>
  note: string | null
}

/** PLT-2: everything that happened to one record (or to several that became one), newest first, at most 200 entries. */
export async function timeline(
  ctx: Ctx,
  entity: string,
  entityId: string | string[],
): Promise<TimelineEntry[]> {
  const rows = await tables<Own>(ctx.tx)
    .selectFrom('auditEntries')
    .select(['id', 'at', 'actorName', 'action', 'changes', 'note'])
    .where('companyId', '=', ctx.company.id)
    .where('entity', '=', entity)
    .where('entityId', 'in', [entityId].flat())
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => ({ ...row, changes: row.changes as TimelineEntry['changes'] }))
}
