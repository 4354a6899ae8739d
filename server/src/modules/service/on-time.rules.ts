/** Why a promise counts or not; each has a text, because the explanation is shown to the people it judges. */
export type PromiseBecause =
  | 'first_promise'
  | 'addition_confirmed_in_time'
  | 'replaced'
  | 'not_an_addition'
  | 'not_confirmed'
  | 'confirmed_after_replaced_promise'
  | 'confirmed_after_hand_over'

/** Why an order is on time, late or left out of the rate. */
export type OnTimeWhy =
  | 'no_promise'
  | 'not_handed_over'
  | 'in_time'
  | 'late'
  | 'customer_says_late'
  | 'customer_caused_on_time'
  | 'customer_caused_left_out'
  | 'customer_caused_late'
  | 'customer_caused_not_signed'
  | 'customer_caused_afterwards'
  | 'customer_caused_rejected'

/** A promised time. `confirmed` without `confirmedAt` is a properly confirmed promise of the time before the system. */
export interface Promised {
  seq: number
  at: Date
  reason: 'first' | 'addition' | 'other'
  confirmed: boolean
  /** When the server recorded the confirmation; what a person says about its time is never used (SVC-8). */
  confirmedAt: Date | null
}

export interface CustomerCaused {
  marked: boolean
  signed: boolean
  /** Signed, but only after the hand-over. */
  afterwards?: boolean
  spotCheck: 'none' | 'accepted' | 'rejected'
}

export interface OnTimeCase {
  promises: readonly Promised[]
  handedOverAt: Date | null
  customerCaused?: CustomerCaused | null
  followUpAnswer?: 'yes' | 'no' | null
}

export interface OnTimeSettings {
  /** What a lateness caused by the customer and properly proved is; the company's parameter on_time.customer_caused. */
  customerCaused: 'on_time' | 'left_out' | 'late'
}

export interface PromiseVerdict {
  promiseSeq: number
  counts: boolean
  because: PromiseBecause
  /** The promise that took this one's place, where because is 'replaced'. */
  replacedBy: number | null
}

export interface OnTimeJudgement {
  /** true on time, false late, null left out of the rate. */
  onTime: boolean | null
  why: OnTimeWhy
  countingPromise: Promised | null
  explanation: PromiseVerdict[]
}

/** SVC-8, SVC-9: one judgement with its reasons, so that nobody has to take a late mark on trust. */
export function judgeOnTime(subject: OnTimeCase, settings: OnTimeSettings): OnTimeJudgement {
  const { counting, explanation } = promiseThatCounts(subject.promises, subject.handedOverAt)
  const { onTime, why } = verdict(subject, counting, settings)
  return { onTime, why, countingPromise: counting, explanation }
}

/** SVC-8: which promise counts; every other one is kept and says why it does not. */
export function promiseThatCounts(
  promises: readonly Promised[],
  handedOverAt: Date | null,
): { counting: Promised | null; explanation: PromiseVerdict[] } {
  const [first, ...later] = [...promises].sort((a, b) => a.seq - b.seq)
  if (first === undefined) return { counting: null, explanation: [] }
  let counting = first
  let verdicts = [verdictOn(first, 'first_promise', true)]
  for (const promise of later) {
    const refusal = refusalOf(promise, counting, handedOverAt)
    if (refusal !== null) {
      verdicts.push(verdictOn(promise, refusal, false))
      continue
    }
    verdicts = verdicts.map((other) =>
      other.counts ? { ...other, counts: false, because: 'replaced', replacedBy: promise.seq } : other,
    )
    verdicts.push(verdictOn(promise, 'addition_confirmed_in_time', true))
    counting = promise
  }
  return { counting, explanation: verdicts }
}

// SVC-8: leaning on the last promise that counts, not on the last one written, because otherwise a promise that
// nobody confirmed could carry the next one over the time that had already passed.
function refusalOf(promise: Promised, replaced: Promised, handedOverAt: Date | null): PromiseBecause | null {
  if (promise.reason !== 'addition') return 'not_an_addition'
  if (!promise.confirmed) return 'not_confirmed'
  if (promise.confirmedAt === null) return null
  if (promise.confirmedAt > replaced.at) return 'confirmed_after_replaced_promise'
  if (handedOverAt !== null && promise.confirmedAt >= handedOverAt) return 'confirmed_after_hand_over'
  return null
}

function verdictOn(promise: Promised, because: PromiseBecause, counts: boolean): PromiseVerdict {
  return { promiseSeq: promise.seq, counts, because, replacedBy: null }
}

function verdict(
  subject: OnTimeCase,
  counting: Promised | null,
  settings: OnTimeSettings,
): { onTime: boolean | null; why: OnTimeWhy } {
  if (counting === null) return { onTime: null, why: 'no_promise' }
  if (subject.handedOverAt === null) return { onTime: null, why: 'not_handed_over' }
  // SVC-9: the customer's "no" weighs more than the clock and more than a mark on the order.
  if (subject.followUpAnswer === 'no') return { onTime: false, why: 'customer_says_late' }
  if (subject.handedOverAt <= counting.at) return { onTime: true, why: 'in_time' }
  return lateness(subject.customerCaused ?? null, settings)
}

function lateness(
  caused: CustomerCaused | null,
  settings: OnTimeSettings,
): { onTime: boolean | null; why: OnTimeWhy } {
  if (caused === null || !caused.marked) return { onTime: false, why: 'late' }
  if (caused.afterwards === true) return { onTime: false, why: 'customer_caused_afterwards' }
  if (!caused.signed) return { onTime: false, why: 'customer_caused_not_signed' }
  if (caused.spotCheck === 'rejected') return { onTime: false, why: 'customer_caused_rejected' }
  switch (settings.customerCaused) {
    case 'on_time':
      return { onTime: true, why: 'customer_caused_on_time' }
    case 'left_out':
      return { onTime: null, why: 'customer_caused_left_out' }
    case 'late':
      return { onTime: false, why: 'customer_caused_late' }
  }
}
