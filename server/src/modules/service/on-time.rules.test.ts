import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeOnTime, type OnTimeCase, type Promised } from './on-time.rules'

const at = (time: string) => new Date(`2026-03-${time}:00+08:00`)
const first = (time: string): Promised => ({
  seq: 1,
  at: at(time),
  reason: 'first',
  confirmed: true,
  confirmedAt: null,
})
const addition = (seq: number, time: string, confirmedAt: string | null, confirmed = true): Promised => ({
  seq,
  at: at(time),
  reason: 'addition',
  confirmed,
  confirmedAt: confirmedAt === null ? null : at(confirmedAt),
})
const judge = (subject: OnTimeCase, customerCaused: 'on_time' | 'left_out' | 'late' = 'on_time') =>
  judgeOnTime(subject, { customerCaused })
const signed = { marked: true, signed: true, spotCheck: 'none' } as const

describe('SVC-8: the promise that counts, and why the others do not', () => {
  it('a confirmed addition replaces the first promise', () => {
    const result = judge({
      promises: [first('02T17:00'), addition(2, '03T11:00', '02T15:10')],
      handedOverAt: at('03T10:30'),
    })
    expect(result).toMatchObject({ onTime: true, why: 'in_time', countingPromise: { seq: 2 } })
    expect(result.explanation).toEqual([
      { promiseSeq: 1, counts: false, because: 'replaced', replacedBy: 2 },
      { promiseSeq: 2, counts: true, because: 'addition_confirmed_in_time', replacedBy: null },
    ])
  })

  it.each([
    ['no addition', { ...addition(2, '03T11:00', '02T15:10'), reason: 'other' as const }, 'not_an_addition'],
    ['not confirmed', addition(2, '03T11:00', null, false), 'not_confirmed'],
    ['confirmed too late', addition(2, '03T11:00', '02T17:01'), 'confirmed_after_replaced_promise'],
    ['confirmed at hand-over', addition(2, '03T11:00', '02T16:00'), 'confirmed_after_hand_over'],
  ])('%s: the first one counts', (_, later, because) => {
    const result = judge({ promises: [first('02T17:00'), later], handedOverAt: at('02T16:00') })
    expect(result.countingPromise?.seq).toBe(1)
    expect(result.explanation[1]).toMatchObject({ counts: false, because })
  })

  it('before hand-over the promise is known, the judgement is not', () => {
    const result = judge({
      promises: [first('02T17:00'), addition(2, '03T11:00', '02T15:10')],
      handedOverAt: null,
    })
    expect(result).toMatchObject({ onTime: null, why: 'not_handed_over', countingPromise: { seq: 2 } })
  })

  it('promises are taken in the order they were given, however they arrive', () => {
    const promises = [
      addition(3, '03T16:00', '03T10:00'),
      first('02T17:00'),
      addition(2, '03T11:00', '02T15:10'),
    ]
    expect(judge({ promises, handedOverAt: at('03T15:59') }).countingPromise?.seq).toBe(3)
  })
})

describe('SVC-9: on time, late or left out', () => {
  const promises = [first('02T17:00')]
  const late = at('03T09:00')

  it.each([
    ['proved', signed, 'on_time', true, 'customer_caused_on_time'],
    ['proved, the company leaves such orders out', signed, 'left_out', null, 'customer_caused_left_out'],
    ['proved, the company counts them late', signed, 'late', false, 'customer_caused_late'],
    ['not signed', { ...signed, signed: false }, 'on_time', false, 'customer_caused_not_signed'],
    [
      'rejected in the spot check',
      { ...signed, spotCheck: 'rejected' },
      'on_time',
      false,
      'customer_caused_rejected',
    ],
    ['signed but not marked', { ...signed, marked: false }, 'on_time', false, 'late'],
  ] as const)('late by the customer, %s', (_, customerCaused, setting, onTime, why) => {
    expect(judge({ promises, handedOverAt: late, customerCaused }, setting)).toMatchObject({ onTime, why })
  })

  it('"no" in the follow-up call is late in any case', () => {
    const no = { promises, followUpAnswer: 'no', customerCaused: signed } as const
    expect(judge({ ...no, handedOverAt: late }, 'left_out')).toMatchObject({
      onTime: false,
      why: 'customer_says_late',
    })
    expect(judge({ ...no, handedOverAt: at('02T16:00') })).toMatchObject({
      onTime: false,
      why: 'customer_says_late',
    })
  })

  it('an order without a promise is left out, whatever the customer says', () => {
    const none = { promises: [], handedOverAt: late, followUpAnswer: 'no' } as const
    expect(judge(none)).toEqual({ onTime: null, why: 'no_promise', countingPromise: null, explanation: [] })
  })

  it('exactly one promise counts, and none that nobody confirmed', () => {
    const minutes = fc.integer({ min: 0, max: 5000 }).map((n) => new Date(Date.UTC(2026, 2, 1) + n * 60_000))
    const promise = fc.record({
      at: minutes,
      reason: fc.constantFrom('addition' as const, 'other' as const),
      confirmed: fc.boolean(),
      confirmedAt: fc.option(minutes),
    })
    fc.assert(
      fc.property(minutes, fc.array(promise, { maxLength: 8 }), minutes, (start, later, handedOverAt) => {
        const promises: Promised[] = [
          { seq: 1, at: start, reason: 'first', confirmed: true, confirmedAt: null },
          ...later.map((other, index) => ({ ...other, seq: index + 2 })),
        ]
        const result = judge({ promises, handedOverAt })
        const counting = result.explanation.filter((line) => line.counts)
        expect(result.explanation).toHaveLength(promises.length)
        expect(counting).toHaveLength(1)
        expect(counting[0]?.promiseSeq).toBe(result.countingPromise?.seq)
        expect(result.countingPromise?.confirmed).toBe(true)
        expect(result.onTime).toBe(handedOverAt <= (result.countingPromise?.at ?? 0))
      }),
    )
  })
})
