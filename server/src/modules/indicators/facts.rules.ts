import {
  civilDate,
  daysBetween,
  monthOf,
  nextMonth,
  type CivilDate,
  type Month,
} from '../../kernel/civil-date'
import { dec, plain } from '../../kernel/money'
import type { OrderSnapshot } from './snapshot.rules'

export type ParticipantRole = 'technician' | 'lead_technician'
export type PersonRole = 'owner' | ParticipantRole

export interface Participant {
  personId: string
  role: ParticipantRole
  /** '0.5'; the shares of a role add up to 1. */
  share: string
}

/** measure → decimal text without superfluous zeros; a measure that is zero is left out. */
export type Quantities = Readonly<Record<string, string>>

/** IND-1: one thing that happened, with its quantities, its one owner and its participants. */
export interface Fact {
  kind: string
  happenedOn: CivilDate
  unitId: string
  ownerId: string | null
  productFamily: string
  orderType: string
  customerId: string | null
  quantities: Quantities
  participants: readonly Participant[]
}

/** What happened to one record, in all. */
export interface WantedFacts {
  sourceKind: 'order'
  sourceId: string
  sourceNumber: string
  facts: Fact[]
}

/** IND-1: every kind of fact with its measures: what a formula may name. Packs are checked against it. */
export const factKinds = {
  intake: ['count'],
  settlement: ['orders', 'total', 'daily', 'warranty', 'insurance', 'boutique', 'insurance_cases'],
  handover: [
    'count',
    'judged',
    'on_time',
    'late',
    'no_promise',
    'late_dispatcher',
    'late_technician',
    'late_parts',
    'late_supplier',
    'late_customer',
  ],
  response: ['count', 'in_time', 'missed'],
  return_repair: ['count'],
  factory_return_received: ['count', 'done_in_time'],
  factory_return_finished: ['count'],
  factory_second_return: ['count'],
  cancelled: ['count'],
} as const satisfies Record<string, readonly string[]>

/** IND-2: the kind of fact whose customers count as served: the vehicle was handed back. */
export const presenceKind = 'handover'

export interface FactSettings {
  timeZone: string
  /** SVC-13: a product that came back to the factory is finished in time within so many civil days. */
  factoryReturnDays: number
}

/**
 * IND-1: what an order is as facts; each falls on the civil day of the order's own time, so a record entered late
 * counts where it happened. A cancelled order gives only `cancelled`: it was withdrawn or entered by mistake, and
 * vehicles that were never worked on would otherwise fill the intake; the count keeps it visible.
 */
export function orderFacts(order: OrderSnapshot, settings: FactSettings): WantedFacts {
  const source = { sourceKind: 'order' as const, sourceId: order.id, sourceNumber: order.number }
  if (!order.unitId) return { ...source, facts: [] }
  if (order.cancelled) return { ...source, facts: cancelled(order, settings) }
  const facts = [
    ...received(order, settings),
    ...settled(order, settings),
    ...handedOver(order, settings),
    ...responded(order, settings),
    ...returned(order, settings),
    ...factoryReturn(order, settings),
  ]
  return { ...source, facts }
}

interface Part {
  kind: keyof typeof factKinds
  at: Date
  quantities: Record<string, string | number>
  alone?: boolean
}

function factOf(order: OrderSnapshot, { timeZone }: FactSettings, part: Part): Fact {
  return {
    kind: part.kind,
    happenedOn: civilDate(part.at, timeZone),
    unitId: order.unitId ?? '',
    ownerId: order.ownerId,
    productFamily: order.productFamily ?? '',
    orderType: order.typeKey,
    customerId: order.customerId,
    quantities: quantitiesOf(part.quantities),
    participants: part.alone ? [] : participantsOf(order),
  }
}

/** Zero measures are left out, figures lose superfluous zeros: equal facts look equal. */
export function quantitiesOf(values: Record<string, string | number>): Quantities {
  const entries = Object.entries(values).map(([measure, value]) => [measure, dec(value)] as const)
  const told = entries
    .filter(([, value]) => !value.isZero())
    .map(([measure, value]) => [measure, plain(value)] as const)
  return Object.fromEntries(told)
}

function participantsOf(order: OrderSnapshot): Participant[] {
  const shares = order.workers
    .filter((worker) => !dec(worker.share).isZero())
    .map(({ personId, share }) => ({ personId, role: 'technician' as const, share: plain(dec(share)) }))
  const lead = order.workers.find((worker) => worker.isLead)
  return lead ? [...shares, { personId: lead.personId, role: 'lead_technician', share: '1' }] : shares
}

function cancelled(order: OrderSnapshot, settings: FactSettings): Fact[] {
  const at = order.cancelledAt ?? order.receivedAt
  return at ? [factOf(order, settings, { kind: 'cancelled', at, quantities: { count: 1 }, alone: true })] : []
}

// The technicians are left out of the intake: they are named later, and naming them would each time rewrite it.
function received(order: OrderSnapshot, settings: FactSettings): Fact[] {
  if (!order.receivedAt) return []
  return [
    factOf(order, settings, { kind: 'intake', at: order.receivedAt, quantities: { count: 1 }, alone: true }),
  ]
}

function settled(order: OrderSnapshot, settings: FactSettings): Fact[] {
  if (!order.settledAt) return []
  const { total, daily, warranty, insurance, boutique, insuranceCases } = order.totals
  const quantities = {
    orders: 1,
    total,
    daily,
    warranty,
    insurance,
    boutique,
    insurance_cases: insuranceCases,
  }
  return [factOf(order, settings, { kind: 'settlement', at: order.settledAt, quantities })]
}

// SVC-9: an order without a promise, and one that its judgement leaves out, is handed over but not judged.
function handedOver(order: OrderSnapshot, settings: FactSettings): Fact[] {
  if (!order.handedOverAt) return []
  const { onTime, hasPromise, lateParty } = order.judgement
  const quantities = {
    count: 1,
    judged: Number(onTime !== null),
    on_time: Number(onTime === true),
    late: Number(onTime === false),
    no_promise: Number(!hasPromise),
    // SVC-19, APR-14: late vehicles count for whoever answers for them.
    ...(onTime === false && lateParty ? { [`late_${lateParty}`]: 1 } : {}),
  }
  return [factOf(order, settings, { kind: 'handover', at: order.handedOverAt, quantities })]
}

// IND-2: an order with response clocks counts once, on the day its last clock stopped; one missed makes it missed.
function responded(order: OrderSnapshot, settings: FactSettings): Fact[] {
  const { clocks } = order
  if (!clocks || clocks.count === 0 || clocks.stoppedAt === null) return []
  const quantities = { count: 1, in_time: Number(clocks.missed === 0), missed: Number(clocks.missed > 0) }
  return [factOf(order, settings, { kind: 'response', at: clocks.stoppedAt, quantities })]
}

// SVC-13: counted on the day the vehicle came back, for the unit, the advisor and the technician of the first order.
function returned(order: OrderSnapshot, settings: FactSettings): Fact[] {
  const { returnOf } = order
  if (!returnOf || !order.receivedAt) return []
  const fact = factOf(order, settings, {
    kind: 'return_repair',
    at: order.receivedAt,
    quantities: { count: 1 },
    alone: true,
  })
  const lead = returnOf.leadTechnicianId
  return [
    {
      ...fact,
      unitId: returnOf.unitId ?? fact.unitId,
      ownerId: returnOf.ownerId,
      participants: lead ? [{ personId: lead, role: 'lead_technician', share: '1' }] : [],
    },
  ]
}

function factoryReturn(order: OrderSnapshot, settings: FactSettings): Fact[] {
  if (!order.factoryReturn || !order.receivedAt) return []
  const { receivedAt, finishedAt } = order
  const day = (at: Date) => civilDate(at, settings.timeZone)
  const inTime =
    finishedAt !== null && daysBetween(day(receivedAt), day(finishedAt)) <= settings.factoryReturnDays
  const facts = [
    factOf(order, settings, {
      kind: 'factory_return_received',
      at: receivedAt,
      quantities: { count: 1, done_in_time: Number(inTime) },
    }),
  ]
  if (finishedAt)
    facts.push(
      factOf(order, settings, { kind: 'factory_return_finished', at: finishedAt, quantities: { count: 1 } }),
    )
  if (order.secondReturn)
    facts.push(
      factOf(order, settings, { kind: 'factory_second_return', at: receivedAt, quantities: { count: 1 } }),
    )
  return facts
}

/** The day on which an adjustment is booked: today, or the first day of the next month that is open. */
export function bookingDay(today: CivilDate, closed: ReadonlySet<Month>): CivilDate {
  let day = today
  while (closed.has(monthOf(day))) day = `${nextMonth(monthOf(day))}-01`
  return day
}
