import { AppError } from '../../../kernel/errors'
import { reach } from '../../../platform/actor'
import type { Ctx } from '../../../platform/ctx'
import { categoryOf, checkDiscount, countedLines, negated, totalsOf } from '../lines.rules'
import type { OrderType } from '../record.schemas'
import type { ReverseSettlement, Versioned } from '../schemas'
import { serviceSettings } from '../settings'
import { insertSettlement, settlementLinesOf, settlementsOf } from '../settlements.store'
import * as store from '../store'
import { lineKindOf } from '../rows'
import { changeOrder } from './change'
import { nextSeq } from './promises'
import { step } from './move-order'

/** SVC-14: the largest discount, as a share, by how far the caller's permission to settle reaches this order. */
async function discountLimit(ctx: Ctx, order: store.Order): Promise<string> {
  const settings = await serviceSettings(ctx)
  const held = reach(ctx.actor, 'orders.settle')
  if (held.company) return settings.discountLimit('company')
  return settings.discountLimit(held.unitIds.includes(order.unitId) ? 'unit' : 'own')
}

async function writeSettlement(ctx: Ctx, order: store.Order, type: OrderType) {
  const additions = await store.additionsOf(ctx, order.id)
  const undecided = additions.find((addition) => addition.state === 'proposed')
  if (undecided) throw new AppError('rule_broken', 'service.addition_undecided', { seq: undecided.seq })
  const lines = countedLines(await store.linesOf(ctx, order.id), additions)
  checkDiscount(lines, await discountLimit(ctx, order))
  const totals = totalsOf(
    lines.map((line) => ({ ...line, kind: lineKindOf(line.kind) })),
    type.category,
  )
  const seq = nextSeq(await settlementsOf(ctx, order.id))
  await insertSettlement(
    ctx,
    { orderId: order.id, seq, kind: 'settlement', settledAt: ctx.now, ...totals },
    lines.map((line) => ({
      lineId: line.id,
      kind: line.kind,
      code: line.code,
      name: line.name,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      discount: line.discount,
      amount: line.amount,
      payer: line.payer,
      category: categoryOf(lineKindOf(line.kind), type.category),
    })),
  )
  return { seq, totals }
}

/** SVC-2, SVC-9: the car has gone already (a settlement made anew), or the company lets settling set the hand-over. */
async function handingOver(ctx: Ctx, order: store.Order): Promise<Date | null> {
  if (order.handedOverAt !== null) return order.handedOverAt
  return (await serviceSettings(ctx)).handOverBySettling() ? ctx.now : null
}

/** SVC-14: settles an order: totals by category, discount within the caller's authority; closed to change from then on. */
export async function settleOrder(ctx: Ctx, id: string, input: Versioned): Promise<void> {
  await changeOrder(
    ctx,
    id,
    { ability: 'settle', version: input.version, sent: { state: 'settled' } },
    async (order, type) => {
      await step(ctx, { order, type, to: 'settled', by: 'settle' })
      const { seq, totals } = await writeSettlement(ctx, order, type)
      const gone = await handingOver(ctx, order)
      const settled = { settledAt: ctx.now, state: gone ? ('handed_over' as const) : ('settled' as const) }
      if (gone)
        await store.insertMove(ctx, {
          orderId: id,
          fromState: 'settled',
          toState: 'handed_over',
          occurredAt: gone,
        })
      return {
        action: 'service.order_settled',
        patch: gone ? { ...settled, handedOverAt: gone } : settled,
        before: { state: order.state },
        after: { state: settled.state, settlement: seq, ...totals },
      }
    },
  )
}

/**
 * SVC-14: takes the last settlement back by its mirror image; the order is ready again for a new one. A hand-over that
 * has happened stays: the car does not come back because a sum was wrong.
 */
export async function reverseSettlement(ctx: Ctx, id: string, input: ReverseSettlement): Promise<void> {
  const { version, reason } = input
  await changeOrder(
    ctx,
    id,
    { ability: 'reverse', version, sent: { state: 'ready' } },
    async (order, type) => {
      await step(ctx, { order, type, to: 'ready', by: 'reverse', reason })
      const settlements = await settlementsOf(ctx, id)
      const reversed = new Set(settlements.map((settlement) => settlement.reversesId))
      const last = settlements.findLast(
        (settlement) => settlement.kind === 'settlement' && !reversed.has(settlement.id),
      )
      if (!last) throw new AppError('rule_broken', 'service.not_settled')
      const lines = await settlementLinesOf(ctx, [last.id])
      const seq = nextSeq(settlements)
      await insertSettlement(
        ctx,
        {
          orderId: id,
          seq,
          kind: 'reversal',
          reversesId: last.id,
          settledAt: ctx.now,
          reason,
          total: negated(last.total),
          daily: negated(last.daily),
          warranty: negated(last.warranty),
          insurance: negated(last.insurance),
          boutique: negated(last.boutique),
          discount: negated(last.discount),
        },
        lines.map(({ companyId: _c, id: _i, settlementId: _s, position: _p, ...line }) => ({
          ...line,
          discount: negated(line.discount),
          amount: negated(line.amount),
        })),
      )
      return {
        action: 'service.settlement_reversed',
        patch: { state: 'ready', settledAt: null, closedAt: null },
        before: { state: order.state, total: last.total },
        after: { state: 'ready', settlement: seq },
        note: reason,
      }
    },
  )
}
