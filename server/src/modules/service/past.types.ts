import type { MoveBy, OrderState } from './transitions.rules'
import type { Channel, DetailKey, LineKind, Payer } from './words'
import type { WorkerInput } from './workers.rules'

/** Who did something, and when. */
export interface PastDoer {
  id: string | null
  name: string
}

export interface PastStep {
  to: OrderState
  by: MoveBy
  at: Date
  who: PastDoer
  reason?: string
}

export interface PastLine {
  kind: LineKind
  code: string
  name: string
  partId: string | null
  quantity: string
  unitPrice: string
  discount: string
  payer: Payer
  /** The place of its addition in `additions`; null: from the beginning. */
  addition: number | null
}

export interface PastAddition {
  description: string
  at: Date
  who: PastDoer
  decision: { state: 'confirmed' | 'refused'; at: Date; who: PastDoer; note: string } | null
}

export interface PastPromise {
  at: Date
  enteredAt: Date
  addition: number | null
  note: string
  /** Not for the first one: the customer signs it on the 委托书. */
  confirmation: {
    recordedAt: Date
    saidAt: Date | null
    channel: Exclude<Channel, 'unknown'>
    who: string
    evidenceKind: 'signature' | 'call_note' | 'message'
    evidenceText: string
  } | null
}

/** An order with everything that happened to it, in the order in which it happened. */
export interface PastOrder {
  id: string
  typeKey: string
  unitId: string
  advisor: PastDoer
  customerId: string | null
  productId: string | null
  productFamily: string | null
  contactName: string
  contactPhone: string
  channel: Exclude<Channel, 'unknown'>
  complaint: string
  mileageKm: number | null
  runningHours: number | null
  faultGroupKey: string | null
  details: Partial<Record<DetailKey, string>>
  returnOfId: string | null
  clarified: { at: Date; who: PastDoer; text: string } | null
  stillUnclear: boolean
  steps: readonly PastStep[]
  workers: readonly WorkerInput[]
  lines: readonly PastLine[]
  additions: readonly PastAddition[]
  promises: readonly PastPromise[]
  caused: {
    at: Date
    who: PastDoer
    note: string
    signed: { at: Date; by: string; evidence: string } | null
    check: { at: Date; who: PastDoer; result: 'accepted' | 'rejected'; note: string } | null
  } | null
  followUp: { at: Date; who: PastDoer; answer: 'yes' | 'no'; note: string } | null
}
