import { judgeOnTime, type CustomerCaused, type OnTimeJudgement, type Promised } from './on-time.rules'

/** A promise as it is stored, as far as the judgement needs it. */
export interface StoredPromise {
  seq: number
  at: Date
  reason: string
  confirmed: boolean
  confirmedRecordedAt: Date | null
}

/** An order as it is stored, as far as the judgement needs it. */
export interface JudgedOrder {
  handedOverAt: Date | null
  causedMarkedAt: Date | null
  causedSignedAt: Date | null
  spotCheck: string
  followUpAnswer: string | null
}

const reasonOf = (reason: string): Promised['reason'] =>
  reason === 'first' || reason === 'addition' ? reason : 'other'
const spotCheckOf = (result: string): CustomerCaused['spotCheck'] =>
  result === 'accepted' || result === 'rejected' ? result : 'none'
const answerOf = (answer: string | null): 'yes' | 'no' | null =>
  answer === 'yes' || answer === 'no' ? answer : null

/**
 * SVC-9: a mark of the 委托书, or a signature below it, that the server saw only after the car had gone is kept and
 * shown, but does not count: nobody explains a lateness away afterwards (decision 0013).
 */
const inTime = (at: Date | null, handedOverAt: Date | null): boolean =>
  at !== null && (handedOverAt === null || at < handedOverAt)

/** SVC-8, SVC-9: the stored order judged by the one rule. Only the server's own times are passed on. */
export function judgeOrder(
  order: JudgedOrder,
  promises: readonly StoredPromise[],
  customerCaused: 'on_time' | 'left_out' | 'late',
): OnTimeJudgement {
  return judgeOnTime(
    {
      promises: promises.map(({ seq, at, reason, confirmed, confirmedRecordedAt }) => ({
        seq,
        at,
        reason: reasonOf(reason),
        confirmed,
        confirmedAt: confirmedRecordedAt,
      })),
      handedOverAt: order.handedOverAt,
      customerCaused: {
        marked: order.causedMarkedAt !== null,
        signed: inTime(order.causedSignedAt, order.handedOverAt),
        afterwards: order.causedSignedAt !== null && !inTime(order.causedSignedAt, order.handedOverAt),
        spotCheck: spotCheckOf(order.spotCheck),
      },
      followUpAnswer: answerOf(order.followUpAnswer),
    },
    { customerCaused },
  )
}

/** The cached part of a judgement, as the order's row keeps it. */
export const cachedJudgement = (judgement: OnTimeJudgement) => ({
  promiseAt: judgement.countingPromise?.at ?? null,
  promiseSeq: judgement.countingPromise?.seq ?? null,
  onTime: judgement.onTime,
  onTimeWhy: judgement.why,
})
