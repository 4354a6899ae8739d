import { instantOf } from '../../kernel/civil-date'
import type { ImportRecord, ImportValues } from '../../kernel/importing'
import { dec, roundHalfUp, toMoney } from '../../kernel/money'
import { isOpen, orderStates, type OrderState } from './transitions.rules'
import { lineKinds, type LineKind } from './words'

const timeFields = ['received', 'promised', 'finished', 'settled', 'handedOver'] as const
export type TimeField = (typeof timeFields)[number]
export type GivenTimes = Record<TimeField, Date | null>

const isMidnight = (local: string): boolean =>
  !/T\d\d:\d\d(:\d\d)?$/.test(local) || /T00:00(:00)?$/.test(local)
const given = (values: ImportValues, field: string): string | null => values[field] ?? null

/** A day without a time on the day of receipt says "later that day"; any other time is what it says. */
const isSameDay = (received: string, local: string): boolean =>
  isMidnight(local) && received.slice(0, 10) === local.slice(0, 10) && local < received

/** PLT-4: times after which nothing could have come before: those earlier than the receipt, never a negative duration. */
export function timesBeforeReceived(values: ImportValues): TimeField[] {
  const received = given(values, 'received')
  if (received === null) return []
  return timeFields.filter((field) => {
    const local = given(values, field)
    if (field === 'promised' || local === null || local >= received) return false
    return !isSameDay(received, local)
  })
}

/** Times that give the day of receipt without a clock: taken as the moment of receipt, and said so. */
export function timesWithoutClock(values: ImportValues): TimeField[] {
  const received = given(values, 'received')
  if (received === null) return []
  return timeFields.filter((field) => {
    const local = given(values, field)
    return local !== null && field !== 'received' && field !== 'promised' && isSameDay(received, local)
  })
}

/** A promise for a day without a clock, against a hand-over later on that day: it will be judged late. */
export function promiseWithoutClock(values: ImportValues): boolean {
  const [promised, handedOver] = [given(values, 'promised'), given(values, 'handedOver')]
  if (promised === null || handedOver === null || !isMidnight(promised) || isMidnight(handedOver))
    return false
  return promised.slice(0, 10) === handedOver.slice(0, 10)
}

/** The times of an old order as instants. */
export function timesOf(values: ImportValues, timeZone: string): GivenTimes {
  const received = given(values, 'received')
  const at = (field: TimeField): Date | null => {
    const local = given(values, field)
    if (local === null) return null
    const same = field !== 'promised' && received !== null && isSameDay(received, local)
    return instantOf(same ? received : local, timeZone)
  }
  return {
    received: at('received'),
    promised: at('promised'),
    finished: at('finished'),
    settled: at('settled'),
    handedOver: at('handedOver'),
  }
}

/** PLT-4: the state as given; where the file gives none, what its times say. */
export function stateFrom(values: ImportValues): OrderState {
  const state = orderStates.find((one) => one === given(values, 'state'))
  if (state) return state
  if (given(values, 'handedOver')) return 'handed_over'
  if (given(values, 'settled')) return 'settled'
  return given(values, 'finished') ? 'ready' : 'accepted'
}

/** Why state and times of an old order cannot both be true; null when they can. */
export function contradiction(values: ImportValues): string | null {
  const state = stateFrom(values)
  const gone = given(values, 'handedOver') !== null
  if ((state === 'handed_over' || state === 'closed') && !gone) return 'service.hand_over_needed'
  if (gone && (isOpen(state) || state === 'settled' || state === 'cancelled'))
    return 'service.state_contradicts_times'
  const settled = given(values, 'settled') !== null
  // SVC-14: what is settled has a settlement, and a settlement its time.
  if (state === 'settled' && !settled) return 'service.settlement_time_needed'
  if (settled && (isOpen(state) || state === 'cancelled')) return 'service.state_contradicts_times'
  return null
}

/** Names in one cell: 王敏、李强; 王敏/李强. A blank stays part of a name. */
export const namesIn = (cell: string | null | undefined): string[] =>
  (cell ?? '')
    .split(/[\u3001,\uff0c;\uff1b/]/)
    .map((name) => name.trim())
    .filter(Boolean)

export interface ImportLine {
  kind: LineKind
  code: string
  name: string
  quantity: string
  unitPrice: string
  discount: string
  amount: string
}

/** A line as the file has it: what is missing follows from the rest, a given amount is never changed. */
export function lineFrom(values: ImportValues): ImportLine | null {
  const name = given(values, 'lineName') ?? given(values, 'lineCode')
  if (name === null) return null
  const amountGiven = given(values, 'lineAmount')
  const price = given(values, 'linePrice')
  const quantity = dec(given(values, 'lineQuantity') ?? '1')
  const unitPrice =
    price ?? (amountGiven === null || quantity.isZero() ? '0' : toMoney(dec(amountGiven).div(quantity)))
  const gross = roundHalfUp(quantity.times(unitPrice), 2)
  const amount = amountGiven === null ? gross : dec(amountGiven)
  const discount = price !== null && gross.greaterThan(amount) ? gross.minus(amount) : dec(0)
  return {
    kind: lineKinds.find((kind) => kind === given(values, 'lineKind')) ?? 'part',
    code: given(values, 'lineCode') ?? '',
    name,
    quantity: roundHalfUp(quantity, 3).toFixed(3),
    unitPrice: toMoney(dec(unitPrice)),
    discount: toMoney(discount),
    amount: toMoney(amount),
  }
}

/** Lines of a record; a row without anything about a line is none. */
export const linesFrom = (record: ImportRecord): ImportLine[] =>
  record.items.flatMap((item) => lineFrom(item.values) ?? [])

/** Rows with money but nothing that says for what. */
export const linesWithoutName = (record: ImportRecord): number[] =>
  record.items
    .filter(
      ({ values }) =>
        lineFrom(values) === null && (given(values, 'lineAmount') ?? given(values, 'linePrice')) !== null,
    )
    .map((item) => item.line)

/** A reading in whole kilometres; null for none. */
export const wholeOf = (text: string | null | undefined): number | null =>
  text === null || text === undefined ? null : roundHalfUp(dec(text), 0).toNumber()
