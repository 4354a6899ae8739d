import { sql, type Insertable, type Selectable, type Updateable } from 'kysely'
import { AppError } from '../../kernel/errors'
import { newId } from '../../kernel/ids'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'
import { stateOf } from './rows'
import type { OrderState } from './transitions.rules'

export type Own = Pick<
  Db,
  | 'serviceOrderTypes'
  | 'serviceFaultGroups'
  | 'serviceOrders'
  | 'serviceOrderWorkers'
  | 'serviceOrderLines'
  | 'serviceAdditions'
  | 'servicePromises'
  | 'serviceOrderMoves'
  | 'serviceSettlements'
  | 'serviceSettlementLines'
  | 'serviceClockRules'
  | 'serviceClockEvents'
  | 'serviceClocks'
  | 'serviceClockDecisions'
  | 'serviceClockAlerts'
>

type Row = Selectable<Own['serviceOrders']>
export type Order = Omit<Row, 'state'> & { state: OrderState; technicianIds: string[] }
type Fixed = 'companyId' | 'id' | 'number' | 'version' | 'details' | 'extra'
/** What a verb writes on an order; instants as Date, `details` as JSON text. */
export type OrderPatch = Partial<Omit<Row, Fixed | 'state'>> & { state?: OrderState; details?: string }
export type Promised = Selectable<Own['servicePromises']>
export type Line = Selectable<Own['serviceOrderLines']>

export const db = (ctx: Ctx) => tables<Own>(ctx.tx)
const stamp = (ctx: Ctx) => ({ updatedAt: ctx.now, updatedBy: ctx.actor.userId })

const codeOf = (error: unknown) =>
  typeof error === 'object' && error !== null ? (error as { code?: string; constraint?: string }) : {}

// The database knows whether what an order names exists; its refusal becomes ours, with the field.
function referenceRefusal(error: unknown): unknown {
  const { code, constraint = '' } = codeOf(error)
  if (code !== '23503') return error
  const column = /^service_[a-z_]+?_company_id_([a-z_]+)_fkey$/.exec(constraint)?.[1] ?? ''
  const path = column.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase())
  return new AppError('invalid_input', 'service.unknown_reference', {
    fields: [{ path, code: 'unknown', message: '' }],
  })
}

const orRefuse = <R>(work: Promise<R>): Promise<R> =>
  work.catch((error: unknown) => {
    throw referenceRefusal(error)
  })

const orderById = (ctx: Ctx, id: string) =>
  db(ctx).selectFrom('serviceOrders').selectAll().where('companyId', '=', ctx.company.id).where('id', '=', id)

/** The order as it is, for reading only. */
export async function readOrder(ctx: Ctx, id: string): Promise<Order> {
  return withWorkers(ctx, id, await orderById(ctx, id).executeTakeFirst())
}

/** The order, locked until the end of the transaction. */
export async function lockOrder(ctx: Ctx, id: string): Promise<Order> {
  return withWorkers(ctx, id, await orderById(ctx, id).forUpdate().executeTakeFirst())
}

async function withWorkers(ctx: Ctx, id: string, row: Row | undefined): Promise<Order> {
  if (!row) throw new AppError('not_found', 'service.no_such_order')
  const workers = await workersOf(ctx, id)
  return {
    ...row,
    state: stateOf(row.state),
    technicianIds: workers.map((worker) => worker.personId),
  }
}

export const workersOf = (ctx: Ctx, orderId: string) =>
  db(ctx)
    .selectFrom('serviceOrderWorkers')
    .select(['personId', 'share', 'isLead'])
    .where('companyId', '=', ctx.company.id)
    .where('orderId', '=', orderId)
    .orderBy('position')
    .execute()

export async function insertOrder(
  ctx: Ctx,
  order: Omit<Insertable<Own['serviceOrders']>, 'companyId' | 'createdBy' | 'updatedBy'>,
): Promise<void> {
  const values = {
    ...order,
    companyId: ctx.company.id,
    createdAt: ctx.now,
    createdBy: ctx.actor.userId,
    ...stamp(ctx),
  }
  await orRefuse(db(ctx).insertInto('serviceOrders').values(values).execute())
}

/** Writes a locked order one version on. */
export async function saveOrder(ctx: Ctx, order: Order, patch: OrderPatch): Promise<void> {
  const { numUpdatedRows } = await orRefuse(
    db(ctx)
      .updateTable('serviceOrders')
      .set({ ...patch, ...stamp(ctx), version: order.version + 1 })
      .where('companyId', '=', ctx.company.id)
      .where('id', '=', order.id)
      .where('version', '=', order.version)
      .executeTakeFirst(),
  )
  if (numUpdatedRows !== 1n) throw new AppError('conflict', 'service.version_moved')
}

/** Writes what the row repeats of its promises and lines; nobody edits these, so the version stays. */
export const saveCaches = (ctx: Ctx, id: string, caches: OrderPatch): Promise<unknown> =>
  db(ctx)
    .updateTable('serviceOrders')
    .set(caches)
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .execute()

export interface NewMove {
  orderId: string
  fromState: OrderState | null
  toState: OrderState
  occurredAt: Date
  reason?: string
}

/** SVC-18: adds to an order's history; never changed afterwards. */
export const insertMove = (ctx: Ctx, move: NewMove): Promise<unknown> =>
  db(ctx)
    .insertInto('serviceOrderMoves')
    .values({
      ...move,
      companyId: ctx.company.id,
      id: newId(),
      recordedAt: ctx.now,
      personId: ctx.actor.personId,
      actorName: ctx.actor.name,
    })
    .execute()

export async function replaceWorkers(
  ctx: Ctx,
  orderId: string,
  workers: { personId: string; share: string; isLead: boolean }[],
): Promise<void> {
  const companyId = ctx.company.id
  await db(ctx)
    .deleteFrom('serviceOrderWorkers')
    .where('companyId', '=', companyId)
    .where('orderId', '=', orderId)
    .execute()
  if (workers.length === 0) return
  const rows = workers.map((worker, position) => ({ ...worker, companyId, orderId, position }))
  await orRefuse(db(ctx).insertInto('serviceOrderWorkers').values(rows).execute())
}

export const linesOf = (ctx: Ctx, orderId: string): Promise<Line[]> =>
  db(ctx)
    .selectFrom('serviceOrderLines')
    .selectAll()
    .where('companyId', '=', ctx.company.id)
    .where('orderId', '=', orderId)
    .orderBy('position')
    .orderBy('id')
    .execute()

export type NewLineRow = Omit<Insertable<Own['serviceOrderLines']>, 'companyId' | 'id' | 'position'>

export async function insertLines(ctx: Ctx, orderId: string, lines: NewLineRow[]): Promise<void> {
  if (lines.length === 0) return
  const { last } = await db(ctx)
    .selectFrom('serviceOrderLines')
    .select(sql<number>`coalesce(max(position), 0)`.as('last'))
    .where('companyId', '=', ctx.company.id)
    .where('orderId', '=', orderId)
    .executeTakeFirstOrThrow()
  const rows = lines.map((line, at) => ({
    ...line,
    companyId: ctx.company.id,
    id: newId(),
    position: last + at + 1,
  }))
  await orRefuse(db(ctx).insertInto('serviceOrderLines').values(rows).execute())
}

export async function updateLine(
  ctx: Ctx,
  id: string,
  line: Omit<Updateable<Own['serviceOrderLines']>, 'companyId' | 'id' | 'orderId'>,
): Promise<void> {
  await orRefuse(
    db(ctx)
      .updateTable('serviceOrderLines')
      .set(line)
      .where('companyId', '=', ctx.company.id)
      .where('id', '=', id)
      .execute(),
  )
}

export const deleteLine = (ctx: Ctx, id: string): Promise<unknown> =>
  db(ctx)
    .deleteFrom('serviceOrderLines')
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .execute()

export const promisesOf = (ctx: Ctx, orderId: string): Promise<Promised[]> =>
  db(ctx)
    .selectFrom('servicePromises')
    .selectAll()
    .where('companyId', '=', ctx.company.id)
    .where('orderId', '=', orderId)
    .orderBy('seq')
    .execute()

export type NewPromise = Omit<
  Insertable<Own['servicePromises']>,
  'companyId' | 'id' | 'enteredAt' | 'enteredBy'
>

export const insertPromise = (ctx: Ctx, promise: NewPromise): Promise<unknown> =>
  db(ctx)
    .insertInto('servicePromises')
    .values({
      ...promise,
      companyId: ctx.company.id,
      id: newId(),
      enteredAt: ctx.now,
      enteredBy: ctx.actor.userId,
    })
    .execute()

export const updatePromise = (
  ctx: Ctx,
  id: string,
  promise: Updateable<Own['servicePromises']>,
): Promise<unknown> =>
  db(ctx)
    .updateTable('servicePromises')
    .set(promise)
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .execute()

export const additionsOf = (ctx: Ctx, orderId: string) =>
  db(ctx)
    .selectFrom('serviceAdditions')
    .selectAll()
    .where('companyId', '=', ctx.company.id)
    .where('orderId', '=', orderId)
    .orderBy('seq')
    .execute()

export async function insertAddition(
  ctx: Ctx,
  addition: { orderId: string; seq: number; description: string },
): Promise<string> {
  const id = newId()
  await db(ctx)
    .insertInto('serviceAdditions')
    .values({
      ...addition,
      companyId: ctx.company.id,
      id,
      proposedAt: ctx.now,
      proposedBy: ctx.actor.personId,
    })
    .execute()
  return id
}

export const decideAddition = (
  ctx: Ctx,
  id: string,
  decision: { state: 'confirmed' | 'refused'; note: string },
): Promise<unknown> =>
  db(ctx)
    .updateTable('serviceAdditions')
    .set({
      state: decision.state,
      decisionNote: decision.note,
      decidedAt: ctx.now,
      decidedBy: ctx.actor.personId,
    })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .execute()
