import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx'
import { personNames } from '../org'
import { ordersOf, reachCondition } from './list.filters'
import { categoryOf, countedLines } from './lines.rules'
import type { PromiseVerdict } from './on-time.rules'
import type { OrderRecord, OrderType } from './record.schemas'
import * as rows from './rows'
import { settlementLinesOf, settlementsOf } from './settlements.store'
import * as store from './store'

const { db } = store

/** SVC-2: how the order moved: when it happened as somebody said, and when it was recorded. */
export async function movesOfOrder(ctx: Ctx, orderId: string): Promise<OrderRecord['stateMoves']> {
  const moves = await db(ctx)
    .selectFrom('serviceOrderMoves')
    .select(['fromState', 'toState', 'occurredAt', 'recordedAt', 'reason', 'actorName'])
    .where('companyId', '=', ctx.company.id)
    .where('orderId', '=', orderId)
    .orderBy('id')
    .execute()
  return moves.map((move) => ({
    ...move,
    fromState: move.fromState === null ? null : rows.stateOf(move.fromState),
    toState: rows.stateOf(move.toState),
  }))
}

/** SVC-8: every promise, with the rule's word on why it counts or not. */
export async function promisesShown(
  ctx: Ctx,
  orderId: string,
  verdictsOf: (promises: store.Promised[]) => PromiseVerdict[],
): Promise<OrderRecord['promises']> {
  const promises = await store.promisesOf(ctx, orderId)
  const verdicts = new Map(verdictsOf(promises).map((verdict) => [verdict.promiseSeq, verdict]))
  return promises.map((promise) => {
    const verdict = verdicts.get(promise.seq)
    const { confirmedSaidAt: said, confirmedRecordedAt: recorded } = promise
    return {
      ...promise,
      reason: rows.promiseReasonOf(promise.reason),
      evidenceKind: promise.evidenceKind === null ? null : rows.evidenceOf(promise.evidenceKind),
      backDated: said !== null && recorded !== null && said < recorded,
      counts: verdict?.counts ?? false,
      because: verdict?.because ?? 'not_confirmed',
      replacedBy: verdict?.replacedBy ?? null,
    }
  })
}

/** SVC-14: the lines with the category each counts in, and whether it counts at all. */
export async function linesShown(ctx: Ctx, orderId: string, typeOf: Promise<OrderType>) {
  const [lines, additions, type] = await Promise.all([
    store.linesOf(ctx, orderId),
    store.additionsOf(ctx, orderId),
    typeOf,
  ])
  const people = await personNames(
    ctx,
    additions.map((addition) => addition.proposedBy),
  )
  const counted = new Set(countedLines(lines, additions).map((line) => line.id))
  return {
    category: type.category,
    lines: lines.map((line) => ({
      ...line,
      kind: rows.lineKindOf(line.kind),
      payer: rows.payerOf(line.payer),
      category: categoryOf(rows.lineKindOf(line.kind), type.category),
      counts: counted.has(line.id),
    })),
    additions: additions.map((addition) => ({
      ...addition,
      state: rows.additionStateOf(addition.state),
      proposedBy: people.get(addition.proposedBy ?? '') ?? null,
    })),
  }
}

/** SVC-14: settlements and reversals with their lines, as they were written. */
export async function settlementsShown(ctx: Ctx, orderId: string): Promise<OrderRecord['settlements']> {
  const settlements = await settlementsOf(ctx, orderId)
  const lines = await settlementLinesOf(
    ctx,
    settlements.map((settlement) => settlement.id),
  )
  return settlements.map((settlement) => ({
    ...settlement,
    kind: rows.settlementKindOf(settlement.kind),
    lines: lines
      .filter((line) => line.settlementId === settlement.id)
      .map((line) => ({
        ...line,
        kind: rows.lineKindOf(line.kind),
        payer: rows.payerOf(line.payer),
        category: rows.categoryIn(line.category),
      })),
  }))
}

const shownRelated = 50

/** SVC-13: orders around this one, as far as the caller may see them. */
export async function relatedOrders(
  ctx: Ctx,
  order: { id: string; productId: string | null; returnOfId: string | null },
) {
  const visible = reachCondition(ctx, 'orders.read')
  const found = await ordersOf(ctx, [sql`o.company_id = ${ctx.company.id}`, ...(visible ? [visible] : [])])
    .where((eb) =>
      eb.or([
        eb('o.returnOfId', '=', order.id),
        ...(order.productId === null ? [] : [eb('o.productId', '=', order.productId)]),
        ...(order.returnOfId === null ? [] : [eb('o.id', '=', order.returnOfId)]),
      ]),
    )
    .where('o.id', '!=', order.id)
    .select(['o.id', 'o.number', 'o.typeKey', 'o.state', 'o.receivedAt', 'o.handedOverAt', 'o.complaint'])
    .select(['o.faultGroupKey', 'o.returnOfId', 'o.productId'])
    .orderBy('o.receivedAt', 'desc')
    .limit(shownRelated)
    .execute()
  const related = found.map((row) => ({ ...row, state: rows.stateOf(row.state) }))
  return {
    returnOf: related.find((row) => row.id === order.returnOfId) ?? null,
    returnedBy: related.filter((row) => row.returnOfId === order.id),
    productOrders: related.filter((row) => row.productId !== null && row.productId === order.productId),
  }
}
