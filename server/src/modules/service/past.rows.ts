import { newId } from '../../kernel/ids'
import { AppError } from '../../kernel/errors'
import { sum, toMoney } from '../../kernel/money'
import type { Ctx } from '../../platform/ctx'
import type { OrderParts } from './import.store'
import { cachedJudgement, judgeOrder } from './judge.rules'
import { amountOf, categoryOf, checkDiscount, countedLines, negated, totalsOf } from './lines.rules'
import type { PastCourse, PastOrder, PastPromise } from './past.rules'
import type { OrderType } from './record.schemas'
import { sharesOf } from './workers.rules'

export interface PastAround {
  type: OrderType
  course: PastCourse
  number: string
  customerCaused: 'on_time' | 'left_out' | 'late'
  discountLimit: string
}

const promiseRow = (promise: PastPromise, seq: number) => ({
  seq,
  at: promise.at,
  reason: seq === 1 ? 'first' : promise.addition === null ? 'other' : 'addition',
  note: promise.note,
  confirmed: seq === 1 || promise.confirmation !== null,
  confirmedSaidAt: promise.confirmation?.saidAt ?? null,
  confirmedRecordedAt: seq === 1 ? promise.enteredAt : (promise.confirmation?.recordedAt ?? null),
  confirmedChannel: promise.confirmation?.channel ?? null,
  confirmedWho: promise.confirmation?.who ?? null,
  evidenceKind: promise.confirmation?.evidenceKind ?? null,
  evidenceText: promise.confirmation?.evidenceText ?? null,
  enteredAt: promise.enteredAt,
  enteredBy: null,
})

const additionRows = (keys: { companyId: string; orderId: string }, order: PastOrder) =>
  order.additions.map((addition, at) => ({
    ...keys,
    id: newId(addition.at),
    seq: at + 1,
    description: addition.description,
    state: addition.decision?.state ?? 'proposed',
    proposedAt: addition.at,
    proposedBy: addition.who.id,
    decidedAt: addition.decision?.at ?? null,
    decidedBy: addition.decision?.who.id ?? null,
    decisionNote: addition.decision?.note ?? '',
  }))

type Keys = { companyId: string; orderId: string }
type Additions = ReturnType<typeof additionRows>

const lineRows = (keys: Keys, order: PastOrder, additions: Additions) =>
  order.lines.map(({ addition, ...line }, at) => ({
    ...keys,
    ...line,
    id: newId(order.steps[0]?.at),
    position: at + 1,
    amount: amountOf(line),
    additionId: addition === null ? null : (additions[addition]?.id ?? null),
  }))

/** SVC-14: a settlement for every settling, its mirror image for every reversal. */
function settlementRows(ctx: Ctx, around: PastAround, lines: ReturnType<typeof lineRows>) {
  const { course, type } = around
  const settlements: OrderParts['settlements'] = []
  const settlementLines: OrderParts['settlementLines'] = []
  let last: string | null = null
  const totals = totalsOf(lines, type.category)
  for (const step of course.steps) {
    if (step.by !== 'settle' && step.by !== 'reverse') continue
    const isReversal = step.by === 'reverse'
    const sign = (amount: string) => (isReversal ? negated(amount) : amount)
    const id = newId(step.at)
    settlements.push({
      companyId: ctx.company.id,
      id,
      orderId: lines[0]?.orderId ?? '',
      seq: settlements.length + 1,
      kind: isReversal ? 'reversal' : 'settlement',
      reversesId: isReversal ? last : null,
      settledAt: step.at,
      recordedAt: step.at,
      personId: step.who.id,
      actorName: step.who.name,
      reason: isReversal ? (step.reason ?? '') : '',
      ...totalsSigned(totals, sign),
    })
    settlementLines.push(
      ...lines.map(
        ({ id: lineId, companyId, position: _p, orderId: _o, additionId: _a, partId: _t, ...line }, at) => ({
          ...line,
          companyId,
          id: newId(step.at),
          settlementId: id,
          position: at,
          lineId,
          discount: sign(line.discount),
          amount: sign(line.amount),
          category: categoryOf(line.kind, type.category),
        }),
      ),
    )
    last = id
  }
  return { settlements, settlementLines }
}

const totalsSigned = (totals: ReturnType<typeof totalsOf>, sign: (amount: string) => string) => ({
  total: sign(totals.total),
  daily: sign(totals.daily),
  warranty: sign(totals.warranty),
  insurance: sign(totals.insurance),
  boutique: sign(totals.boutique),
  discount: sign(totals.discount),
})

/** The rows of an order's parts, and the lines that count. */
export function partRows(ctx: Ctx, order: PastOrder, around: PastAround) {
  const keys = { companyId: ctx.company.id, orderId: order.id }
  const additions = additionRows(keys, order)
  const lines = lineRows(keys, order, additions)
  const counted = countedLines(lines, additions)
  if (around.course.settledAt !== null && order.additions.some((addition) => addition.decision === null))
    throw new AppError('rule_broken', 'service.addition_undecided', { seq: 1 })
  checkDiscount(counted, around.discountLimit)
  return {
    additions,
    lines,
    counted,
    workers: sharesOf(order.workers).map((worker, position) => ({ ...keys, ...worker, position })),
    promises: order.promises.map((promise, at) => ({
      ...keys,
      ...promiseRow(promise, at + 1),
      id: newId(promise.enteredAt),
      additionId: promise.addition === null ? null : (additions[promise.addition]?.id ?? null),
    })),
    moves: around.course.steps.map((step) => ({
      ...keys,
      id: newId(step.at),
      fromState: step.from,
      toState: step.to,
      occurredAt: step.at,
      recordedAt: step.at,
      reason: step.reason ?? '',
      personId: step.who.id,
      actorName: step.who.name,
    })),
    ...settlementRows(ctx, around, counted),
  }
}

const causeOf = ({ caused }: PastOrder) => ({
  causedMarkedAt: caused?.at ?? null,
  causedMarkedBy: caused?.who.id ?? null,
  causedNote: caused?.note ?? '',
  causedSignedAt: caused?.signed?.at ?? null,
  causedSignedBy: caused?.signed?.by ?? '',
  causedEvidence: caused?.signed?.evidence ?? '',
  spotCheck: caused?.check?.result ?? 'none',
  spotCheckedAt: caused?.check?.at ?? null,
  spotCheckedBy: caused?.check?.who.id ?? null,
  spotCheckNote: caused?.check?.note ?? '',
})

/** The order's own row, with the caches that follow from its parts by the rules of the live verbs. */
export function orderRow(
  ctx: Ctx,
  order: PastOrder,
  around: PastAround & { parts: ReturnType<typeof partRows> },
) {
  const { course, parts } = around
  const { steps: _steps, state, lastAt, ...times } = course
  const cause = causeOf(order)
  const answer = order.followUp?.answer ?? null
  const judged = { handedOverAt: times.handedOverAt, ...cause, followUpAnswer: answer }
  return {
    companyId: ctx.company.id,
    id: order.id,
    number: around.number,
    externalNo: null,
    typeKey: order.typeKey,
    state,
    unitId: order.unitId,
    advisorId: order.advisor.id,
    customerId: order.customerId,
    productId: order.productId,
    productFamily: order.productFamily,
    contactName: order.contactName,
    contactPhone: order.contactPhone,
    channel: order.channel,
    complaint: order.complaint,
    mileageKm: order.mileageKm,
    runningHours: order.runningHours,
    faultGroupKey: order.faultGroupKey,
    details: JSON.stringify(order.details),
    extra: '{}',
    unclear: order.stillUnclear,
    clarification: order.clarified?.text ?? '',
    clarifiedAt: order.clarified?.at ?? null,
    clarifiedBy: order.clarified?.who.id ?? null,
    ...times,
    ...cause,
    followUpAnswer: answer,
    followUpAt: order.followUp?.at ?? null,
    followUpBy: order.followUp?.who.id ?? null,
    followUpNote: order.followUp?.note ?? '',
    ...cachedJudgement(judgeOrder(judged, parts.promises, around.customerCaused)),
    returnOfId: order.returnOfId,
    returnOfGiven: order.returnOfId !== null,
    isSecondReturn: false,
    total: toMoney(sum(parts.counted.map((line) => line.amount))),
    isHistory: false,
    distanceKm: order.distanceKm,
    supplierNeeded: false,
    priority: 'normal',
    version: course.steps.length,
    createdAt: course.receivedAt,
    createdBy: null,
    updatedAt: order.followUp && order.followUp.at > lastAt ? order.followUp.at : lastAt,
    updatedBy: null,
  }
}
