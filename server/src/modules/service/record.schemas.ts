import { z } from 'zod'
import * as s from '../../platform/http/schema'
import { pageOf } from '../../platform/paging'
import { TimelineEntry } from '../org'
import { Swap } from '../products'
import { orderStates } from './transitions.rules'
import { parties, priorities } from './clock-words'
import { ClockChip } from './clock.schemas'
import * as w from './words'

const State = z.enum(orderStates)
const int = z.number().int()
const who = z.string().nullable()

export const OrderType = z
  .object({
    key: z.string(),
    name: z.string(),
    nameEn: z.string(),
    category: z.enum(w.typeCategories),
    returnRepair: z.boolean(),
    factoryReturn: z.boolean(),
    needs: z.array(z.string()),
    states: z.array(State),
    isExample: z.boolean(),
    source: z.string().nullable(),
  })
  .meta({ id: 'OrderType' })
export type OrderType = z.infer<typeof OrderType>

export const FaultGroup = z
  .object({
    key: z.string(),
    name: z.string(),
    nameEn: z.string(),
    isExample: z.boolean(),
    source: z.string().nullable(),
  })
  .meta({ id: 'FaultGroup' })

export const OrderRow = z
  .object({
    id: s.id,
    number: z.string(),
    externalNo: z.string().nullable(),
    typeKey: z.string(),
    typeName: z.string(),
    typeNameEn: z.string(),
    state: State,
    unitId: s.id,
    unitName: z.string(),
    advisorId: s.id.nullable(),
    advisorName: who,
    technicians: z.array(z.object({ personId: s.id, name: z.string(), isLead: z.boolean() })),
    customerId: s.id.nullable(),
    customerName: z.string().nullable(),
    productId: s.id.nullable(),
    plate: z.string().nullable(),
    vin: z.string().nullable(),
    serial: z.string().nullable(),
    modelName: z.string().nullable(),
    contactName: z.string(),
    contactPhone: z.string(),
    channel: z.enum(w.channels),
    receivedAt: s.instant,
    complaint: z.string(),
    mileageKm: int.nullable(),
    faultGroupKey: z.string().nullable(),
    unclear: z.boolean(),
    promiseAt: s.instant.nullable(),
    overdue: z.boolean(),
    finishedAt: s.instant.nullable(),
    settledAt: s.instant.nullable(),
    handedOverAt: s.instant.nullable(),
    onTime: z.boolean().nullable(),
    onTimeWhy: z.enum(w.onTimeWhys),
    customerCaused: z.boolean(),
    spotCheck: z.enum(w.spotChecks),
    followUpAnswer: z.enum(w.answers).nullable(),
    daysSincePrevious: int.nullable(),
    returnOfId: s.id.nullable(),
    total: z.string(),
    isHistory: z.boolean(),
    version: s.version,
    distanceKm: z.string().nullable(),
    supplierNeeded: z.boolean(),
    priority: z.enum(priorities),
    /** The clock that needs a look first; null when none runs and none was missed. */
    clock: ClockChip.nullable(),
    /** Where this caller may move it now, for the board. */
    moves: z.array(State),
  })
  .meta({ id: 'OrderRow' })
export const OrderPage = pageOf(OrderRow)

const Worker = z.object({ personId: s.id, name: z.string(), share: z.string(), isLead: z.boolean() })
const Line = z.object({
  id: s.id,
  kind: z.enum(w.lineKinds),
  code: z.string(),
  name: z.string(),
  partId: s.id.nullable(),
  quantity: z.string(),
  unitPrice: z.string(),
  discount: z.string(),
  amount: z.string(),
  payer: z.enum(w.payers),
  category: z.enum(w.categories),
  additionId: s.id.nullable(),
  /** false while its addition is not confirmed. */
  counts: z.boolean(),
})
const Addition = z.object({
  id: s.id,
  seq: int,
  description: z.string(),
  state: z.enum(w.additionStates),
  proposedAt: s.instant,
  proposedBy: who,
  decidedAt: s.instant.nullable(),
  decisionNote: z.string(),
})
const OrderPromise = z.object({
  id: s.id,
  seq: int,
  at: s.instant,
  reason: z.enum(w.promiseReasons),
  additionId: s.id.nullable(),
  note: z.string(),
  confirmed: z.boolean(),
  confirmedSaidAt: s.instant.nullable(),
  confirmedRecordedAt: s.instant.nullable(),
  /** The user named an earlier time than the server's: kept and shown, never used (SVC-8). */
  backDated: z.boolean(),
  confirmedChannel: z.string().nullable(),
  confirmedWho: z.string().nullable(),
  evidenceKind: z.enum(w.evidenceKinds).nullable(),
  evidenceText: z.string().nullable(),
  enteredAt: s.instant,
  counts: z.boolean(),
  because: z.enum(w.promiseBecauses),
  replacedBy: int.nullable(),
})
const totals = {
  total: z.string(),
  daily: z.string(),
  warranty: z.string(),
  insurance: z.string(),
  boutique: z.string(),
  discount: z.string(),
}
const Settlement = z.object({
  id: s.id,
  seq: int,
  kind: z.enum(['settlement', 'reversal']),
  reversesId: s.id.nullable(),
  settledAt: s.instant,
  recordedAt: s.instant,
  actorName: z.string(),
  reason: z.string(),
  ...totals,
  lines: z.array(Line.omit({ additionId: true, counts: true, partId: true })),
})
const OrderMove = z.object({
  fromState: State.nullable(),
  toState: State,
  occurredAt: s.instant,
  recordedAt: s.instant,
  reason: z.string(),
  actorName: z.string(),
})
const Related = z.object({
  id: s.id,
  number: z.string(),
  typeKey: z.string(),
  state: State,
  receivedAt: s.instant,
  handedOverAt: s.instant.nullable(),
  complaint: z.string(),
  faultGroupKey: z.string().nullable(),
})

export const OrderRecord = OrderRow.extend({
  type: OrderType,
  /** Fields the type needs and the order does not have yet. */
  missing: z.array(z.string()),
  runningHours: int.nullable(),
  details: z.partialRecord(z.enum(w.detailKeys), z.string()),
  clarification: z.string(),
  clarifiedAt: s.instant.nullable(),
  closedAt: s.instant.nullable(),
  cancelledAt: s.instant.nullable(),
  cancelReason: z.string(),
  causedMarkedAt: s.instant.nullable(),
  causedMarkedBy: who,
  causedNote: z.string(),
  causedSignedAt: s.instant.nullable(),
  causedSignedBy: z.string(),
  causedEvidence: z.string(),
  spotCheckedAt: s.instant.nullable(),
  spotCheckedBy: who,
  spotCheckNote: z.string(),
  followUpAt: s.instant.nullable(),
  followUpNote: z.string(),
  promiseSeq: int.nullable(),
  isSecondReturn: z.boolean(),
  returnOf: Related.nullable(),
  returnedBy: z.array(Related),
  productOrders: z.array(Related),
  workers: z.array(Worker),
  lines: z.array(Line),
  totals: z.object(totals),
  additions: z.array(Addition),
  promises: z.array(OrderPromise),
  /** SVC-19: who answers for a late hand-over. */
  lateParty: z.object({ party: z.enum(parties), isDecided: z.boolean(), note: z.string() }).nullable(),
  settlements: z.array(Settlement),
  stateMoves: z.array(OrderMove),
  extra: z.record(z.string(), z.unknown()),
  createdAt: s.instant,
  updatedAt: s.instant,
  /** AST-6: parts swapped during this order. */
  swaps: z.array(Swap),
  timeline: z.array(TimelineEntry),
  can: z.record(z.string(), z.boolean()),
}).meta({ id: 'OrderRecord' })
export type OrderRecord = z.input<typeof OrderRecord>

export const StateCounts = z
  .object({
    states: z.array(z.object({ state: State, count: int })),
    open: int,
    overdue: int,
    unclear: int,
    total: int,
  })
  .meta({ id: 'OrderStateCounts' })

export const RepeatVisits = z
  .object({
    /** Orders received at most so many civil days after the last hand-over of the same product; the list with repeatWithin=days has as many. */
    spans: z.array(z.object({ days: int, count: int })),
    orders: int,
  })
  .meta({ id: 'RepeatVisits' })

export const TypeList = z.object({ items: z.array(OrderType) })
export const FaultGroupList = z.object({ items: z.array(FaultGroup) })
