import { monthOf } from '../../kernel/civil-date'
import { AppError } from '../../kernel/errors'
import type { Ctx } from '../../platform/ctx'
import { orderRef } from '../service'
import { checkedEntry, isSame, itemsOf } from './card.rules'
import { canRefresh, isOpen, moved, refreshed, type CardMove } from './card-states.rules'
import * as details from './details.store'
import type { CardInput, CardItem } from './schemas'
import { openCard, pointsOf, saveVersion, type LoadedCard } from './rescore'
import { systemValues } from './system-values'

/** A card and the version of it that somebody looked at. */
export interface CardTarget {
  id: string
  version: number
}

function refuseClosed({ card }: LoadedCard): void {
  if (!isOpen(card.state)) throw new AppError('rule_broken', 'appraisal.card_not_open', { state: card.state })
}

function itemOf({ terms }: LoadedCard, key: string): CardItem {
  const item = itemsOf(terms.template).get(key)
  if (!item) throw new AppError('invalid_input', 'appraisal.unknown_item', { items: [key] })
  return item
}

export interface Entry {
  key: string
  /** null takes the person's word back, so that what the system knows counts again. */
  input: CardInput | null
  reason: string
}

/** APR-3, APR-4: a value, level or points for one item; a change of what the system knows needs a reason. */
export async function setItem(ctx: Ctx, target: CardTarget, entry: Entry): Promise<void> {
  const loaded = await openCard(ctx, target, 'enter')
  refuseClosed(loaded)
  const item = itemOf(loaded, entry.key)
  const state = loaded.items.find((other) => other.key === entry.key)
  const known = { key: entry.key, system: state?.system ?? null, hand: null, reason: null }
  const hand = entry.input && checkedEntry(item, { input: entry.input, reason: entry.reason }, known)
  const isSystems = hand !== null && isSame(hand, known.system)
  await details.saveHand(ctx, {
    card: loaded.card,
    key: entry.key,
    hand: isSystems ? null : hand,
    reason: entry.reason === '' || isSystems || hand === null ? null : entry.reason,
  })
  await saveVersion(ctx, loaded.card, { action: 'item_set', note: entry.reason || null, item: entry.key })
}

export interface DeductionEntry {
  itemKey: string
  occurredOn: string
  note: string
  orderId: string | null
  orderNumber: string | null
}

/** APR-3, APR-4: an event that costs points, with its day and what it rests on. */
export async function addDeduction(ctx: Ctx, target: CardTarget, entry: DeductionEntry): Promise<void> {
  const loaded = await openCard(ctx, target, 'enter')
  refuseClosed(loaded)
  const item = itemOf(loaded, entry.itemKey)
  if (item.kind !== 'deduction')
    throw new AppError('invalid_input', 'appraisal.unknown_item', { items: [item.key] })
  if (monthOf(entry.occurredOn) !== loaded.card.month)
    throw new AppError('rule_broken', 'appraisal.not_in_month', { month: loaded.card.month })
  const order = await orderOf(ctx, entry)
  await details.insertDeduction(ctx, loaded.card, { ...entry, ...order, points: item.deduct })
  await saveVersion(ctx, loaded.card, { action: 'deduction_added', note: entry.note, item: item.key })
}

/** APR-4: the order a deduction rests on, with its own number; refused where there is none within sight. */
async function orderOf(ctx: Ctx, { orderId, orderNumber }: DeductionEntry) {
  if (orderId === null && orderNumber === null) return { orderId, orderNumber }
  const order = await orderRef(ctx, { id: orderId, number: orderNumber })
  if (order === null)
    throw new AppError('rule_broken', 'appraisal.no_such_order', {
      fields: [{ path: 'orderId', code: 'no_such_order', message: '' }],
    })
  return { orderId: order.id, orderNumber: order.number }
}

/** APR-4, APR-17: takes a deduction back; it stays on the card, crossed out, with the reason. */
export async function removeDeduction(
  ctx: Ctx,
  target: CardTarget,
  { deductionId, reason }: { deductionId: string; reason: string },
): Promise<void> {
  const loaded = await openCard(ctx, target, 'enter')
  refuseClosed(loaded)
  const deduction = loaded.deductions.find((other) => other.id === deductionId)
  if (!deduction) throw new AppError('not_found', 'appraisal.no_such_deduction')
  if (deduction.removedAt) throw new AppError('rule_broken', 'appraisal.already_removed')
  await details.removeDeduction(ctx, deductionId, reason)
  await saveVersion(ctx, loaded.card, { action: 'deduction_removed', note: reason, item: deduction.itemKey })
}

/**
 * APR-4, APR-5: takes over what the system knows now, with the evidence as it is now. A card that was reviewed or confirmed
 * is due for both again.
 */
export async function refreshCard(ctx: Ctx, target: CardTarget): Promise<void> {
  const loaded = await openCard(ctx, target, 'refresh')
  if (!canRefresh(loaded.card.state)) refuseClosed(loaded)
  const { card, terms, contests } = loaded
  await details.saveSystemValues(ctx, await systemValues(ctx, card, { template: terms.template, contests }))
  await saveVersion(ctx, card, {
    action: 'refreshed',
    note: null,
    systemAt: ctx.now,
    state: refreshed(card.state),
    ...(!isOpen(card.state) && { marks: { reviewed: false, confirmed: false } }),
  })
}

/** The keys of the items whose system value is another one than the card holds. */
export async function movedItems(
  ctx: Ctx,
  { card, terms, contests, items }: LoadedCard,
): Promise<Map<string, CardInput>> {
  const stored = new Map(items.map((item) => [item.key, item.system]))
  const now = await systemValues(ctx, card, { template: terms.template, contests })
  return new Map(
    now
      .filter((row) => !isSame(row.system, stored.get(row.key) ?? null))
      .map((row) => [row.key, row.system] as const),
  )
}

/** APR-5: the supervisor's score. Refused while an item is not rated, or when the numbers moved since they were shown. */
export async function scoreCardOf(ctx: Ctx, target: CardTarget): Promise<void> {
  const loaded = await openCard(ctx, target, 'score')
  const state = moved(loaded.card.state, 'score')
  const { missing } = pointsOf(loaded)
  if (missing.length > 0) throw new AppError('rule_broken', 'appraisal.card_incomplete', { items: missing })
  await refuseMoved(ctx, loaded)
  await saveVersion(ctx, loaded.card, {
    action: 'scored',
    note: null,
    state,
    marks: { scored: true },
    returnedReason: null,
  })
}

/** APR-4, APR-5: no step is taken on values that are no longer so. */
async function refuseMoved(ctx: Ctx, loaded: LoadedCard): Promise<void> {
  const changed = [...(await movedItems(ctx, loaded)).keys()]
  if (changed.length > 0) throw new AppError('rule_broken', 'appraisal.values_moved', { items: changed })
}

function refuseContested({ contests }: LoadedCard): void {
  if (contests.some((contest) => contest.state === 'open'))
    throw new AppError('rule_broken', 'appraisal.contest_open')
}

const marksOf = {
  review: { reviewed: true },
  confirm: { confirmed: true },
  file: { filed: true },
  return: { scored: false, reviewed: false, confirmed: false },
} as const

const actionOf = { review: 'reviewed', confirm: 'confirmed', file: 'filed', return: 'returned' } as const

/**
 * APR-5: review by the head of the unit, confirmation by the employee, filing with HR, and the way back with a reason.
 * Who confirms for somebody in the field says how they confirmed (APR-9).
 */
export async function moveCard(
  ctx: Ctx,
  target: CardTarget,
  { move, note }: { move: Exclude<CardMove, 'score'>; note: string },
): Promise<void> {
  const loaded = await openCard(ctx, target, move)
  const { card } = loaded
  const state = moved(card.state, move)
  if (move !== 'return') refuseContested(loaded)
  const forAnother = move === 'confirm' && ctx.actor.personId !== card.personId
  if ((move === 'return' || forAnother) && note === '')
    throw new AppError('rule_broken', 'appraisal.reason_needed', { move })
  if (move !== 'return') await refuseMoved(ctx, loaded)
  await saveVersion(ctx, card, {
    action: actionOf[move],
    note: note || null,
    state,
    marks: marksOf[move],
    ...(move === 'return' && { returnedReason: note }),
  })
}
