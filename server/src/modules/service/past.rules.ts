import { AppError } from '../../kernel/errors'
import { checkIntake } from './intake.rules'
import { checkMove, type MoveBy, type OrderState } from './transitions.rules'
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
  /** SVC-4: kilometres to the fault, decimal text; null where nobody wrote it down. */
  distanceKm: string | null
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

export interface PastCourse {
  /** The steps as they stand in the history: settling anew what is gone hands it over at once (SVC-14). */
  steps: readonly (PastStep & { from: OrderState | null })[]
  state: OrderState
  receivedAt: Date
  finishedAt: Date | null
  settledAt: Date | null
  handedOverAt: Date | null
  closedAt: Date | null
  cancelledAt: Date | null
  cancelReason: string
  lastAt: Date
}

export interface PastType {
  states: readonly string[]
  needs: readonly string[]
}

const afterReady: readonly OrderState[] = ['ready', 'settled', 'handed_over', 'closed']

function checkStep(order: PastOrder, step: PastStep, at: { type: PastType; course: PastCourse }): void {
  const { course, type } = at
  if (step.at < course.lastAt)
    throw new AppError('rule_broken', 'service.time_before_received', { at: step.at })
  checkMove({ from: course.state, to: step.to, by: step.by }, type.states)
  const isHandled = step.to === 'in_repair'
  checkIntake(step.to, { ...order, unclear: order.stillUnclear && isHandled }, type.needs)
  if (step.to === 'assigned' && order.workers.length === 0)
    throw new AppError('rule_broken', 'service.no_worker')
}

/** What a step writes on the order beside its state, as the verbs do. */
function marksOf(course: PastCourse, step: PastStep): Partial<PastCourse> {
  switch (step.by) {
    case 'settle':
      return { settledAt: step.at }
    case 'hand_over':
      return { handedOverAt: step.at }
    case 'close':
      return { closedAt: step.at }
    case 'cancel':
      return { cancelledAt: step.at, cancelReason: step.reason ?? '' }
    case 'reverse':
      return { settledAt: null, closedAt: null }
    case 'move':
      if (step.to === 'ready') return { finishedAt: step.at }
      return afterReady.includes(course.state) ? { finishedAt: null } : {}
  }
}

/** SVC-2, SVC-14: an order's history held against the table of moves, and what it comes to. Refuses an impossible one. */
export function courseOf(order: PastOrder, type: PastType): PastCourse {
  const [first, ...later] = order.steps
  if (!first || (first.to !== 'draft' && first.to !== 'accepted'))
    throw new AppError('rule_broken', 'service.illegal_move', { from: null, to: first?.to })
  let course: PastCourse = {
    steps: [{ ...first, from: null }],
    state: first.to,
    receivedAt: first.at,
    finishedAt: null,
    settledAt: null,
    handedOverAt: null,
    closedAt: null,
    cancelledAt: null,
    cancelReason: '',
    lastAt: first.at,
  }
  for (const step of later) {
    checkStep(order, step, { type, course })
    const steps = [...course.steps, { ...step, from: course.state }]
    course = { ...course, ...marksOf(course, step), steps, state: step.to, lastAt: step.at }
    if (step.by !== 'settle' || course.handedOverAt === null) continue
    const gone = { ...step, by: 'hand_over' as const, to: 'handed_over' as const, at: course.handedOverAt }
    course = { ...course, steps: [...steps, { ...gone, from: 'settled' }], state: 'handed_over' }
  }
  return course
}
