import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  afterMove,
  doOverlap,
  fitting,
  isOnDuty,
  shiftMinutes,
  shiftStretches,
  type SwapMove,
  type SwapState,
} from './shift.rules'

const zone = 'Asia/Shanghai'
const span = (from: string, to: string) => ({ from, to })
const dayShift = [span('08:30', '12:00'), span('13:00', '17:30')]
const night = [span('20:00', '08:00')]
const call = [span('08:00', '08:00')]

describe('ORG-11: the spans of a shift', () => {
  it.each([
    ['a day with a break', dayShift, [510, 720, 780, 1050]],
    ['a night over midnight', night, [1200, 1920]],
    ['a whole day on call', call, [480, 1920]],
    [
      'a night with a break at midnight',
      [span('20:00', '24:00'), span('00:30', '08:00')],
      [1200, 1440, 1470, 1920],
    ],
    ['no spans', [], null],
    ['spans in the wrong order', [dayShift[1]!, dayShift[0]!], null],
    ['overlapping spans', [span('08:00', '12:00'), span('11:00', '15:00')], null],
    ['longer than a day', [span('20:00', '08:00'), span('09:00', '21:00')], null],
  ])('%s', (_, spans, expected) => {
    expect(shiftMinutes(spans)?.flatMap(({ from, until }) => [from, until]) ?? null).toEqual(expected)
  })
})

describe('ORG-11: who is on duty at an instant', () => {
  it.each([
    ['before the shift', dayShift, '2026-03-02T08:29', false],
    ['at its first minute', dayShift, '2026-03-02T08:30', true],
    ['in the break', dayShift, '2026-03-02T12:30', false],
    ['at its end', dayShift, '2026-03-02T17:30', false],
    ['at night after midnight', night, '2026-03-03T03:00', true],
    ['after the night', night, '2026-03-03T08:00', false],
    ['the night before the shift', night, '2026-03-02T03:00', false],
    ['on call at the last minute', call, '2026-03-03T07:59', true],
  ])('%s', (_, spans, local, isOn) => {
    const now = new Date(`${local}:00+08:00`)
    expect(isOnDuty(shiftStretches(spans, '2026-03-02', zone), now)).toBe(isOn)
  })
})

describe('ORG-11: two shifts of one person at one time', () => {
  const planned = (personId: string, from: string, to: string, isOnCall = false) => ({
    personId,
    startsAt: new Date(`${from}:00+08:00`),
    endsAt: new Date(`${to}:00+08:00`),
    isOnCall,
  })
  const early = planned('a', '2026-03-02T08:00', '2026-03-02T16:30')
  it.each([
    ['the same person, overlapping', planned('a', '2026-03-02T12:00', '2026-03-02T20:30'), true],
    ['the same person, one after the other', planned('a', '2026-03-02T16:30', '2026-03-02T20:30'), false],
    ['another person', planned('b', '2026-03-02T12:00', '2026-03-02T20:30'), false],
    ['on call beside ordinary work', planned('a', '2026-03-02T08:00', '2026-03-03T08:00', true), false],
  ])('%s', (_, other, isRefused) => {
    expect(doOverlap(early, other)).toBe(isRefused)
    expect(doOverlap(other, early)).toBe(isRefused)
    expect(fitting([other], [early])).toHaveLength(isRefused ? 0 : 1)
  })

  it('what is kept never overlaps, and what is left out overlaps something kept', () => {
    const entry = fc
      .record({
        who: fc.constantFrom('a', 'b'),
        from: fc.nat(60),
        length: fc.integer({ min: 1, max: 24 }),
        call: fc.boolean(),
      })
      .map(({ who, from, length, call: isOnCall }) => ({
        personId: who,
        startsAt: new Date(from * 3_600_000),
        endsAt: new Date((from + length) * 3_600_000),
        isOnCall,
      }))
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 20 }), (entries) => {
        const kept = fitting(entries, [])
        for (const one of kept)
          expect(kept.filter((other) => other !== one && doOverlap(one, other))).toEqual([])
        for (const lost of entries.filter((one) => !kept.includes(one)))
          expect(kept.some((one) => doOverlap(one, lost))).toBe(true)
      }),
    )
  })
})

describe('ORG-11: a swap', () => {
  const people = { requesterId: 'asker', colleagueId: 'other' }
  const asker = { personId: 'asker', mayPlan: false }
  const other = { personId: 'other', mayPlan: false }
  const head = { personId: 'head', mayPlan: true }
  it.each<[string, SwapState, SwapMove, { personId: string; mayPlan: boolean }, SwapState | null]>([
    ['the colleague agrees', 'asked', 'agree', other, 'agreed'],
    ['the colleague declines', 'asked', 'decline', other, 'declined'],
    ['nobody else answers', 'asked', 'agree', asker, null],
    ['the head approves what both agreed', 'agreed', 'approve', head, 'approved'],
    ['the head refuses', 'agreed', 'refuse', head, 'refused'],
    ['the head does not approve before the colleague answered', 'asked', 'approve', head, null],
    [
      'a colleague who plans the unit does not approve his own swap',
      'agreed',
      'approve',
      { ...other, mayPlan: true },
      null,
    ],
    ['one who plans nothing does not approve', 'agreed', 'approve', { personId: 'x', mayPlan: false }, null],
    ['the requester withdraws while it is open', 'agreed', 'withdraw', asker, 'withdrawn'],
    ['what is decided stays', 'approved', 'withdraw', asker, null],
    ['a declined swap is not agreed later', 'declined', 'agree', other, null],
  ])('%s', (_, state, move, by, expected) => {
    expect(afterMove({ state, ...people }, move, by)).toBe(expected)
  })
})
