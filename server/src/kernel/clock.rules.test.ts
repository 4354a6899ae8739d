import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantOf } from './civil-date'
import { clockAt, clockRefusal, replayClock, type ClockEvent, type ClockRule } from './clock.rules'
import type { WorkingCalendar } from './working-calendar'
import { minute } from './working-time'

const zone = 'Asia/Shanghai'
const spans = [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '18:00' },
]
const calendar: WorkingCalendar = {
  timeZone: zone,
  weekly: { 1: spans, 2: spans, 3: spans, 4: spans, 5: spans },
  days: new Map([['2026-05-01', []]]),
  years: new Set([2026, 2027]),
}
const origin = instantOf('2026-03-02T00:00', zone).getTime()
const reasons = ['waiting_parts', 'waiting_customer', 'other']

const event: fc.Arbitrary<ClockEvent> = fc
  .record({
    type: fc.constantFrom('start' as const, 'pause' as const, 'resume' as const, 'stop' as const),
    reason: fc.constantFrom(...reasons),
    at: fc.integer({ min: 0, max: 60 * 24 * 60 }),
    late: fc.integer({ min: 0, max: 600 }),
  })
  .map(({ type, reason, at, late }) => ({
    type,
    reason,
    occurredAt: new Date(origin + at * minute),
    recordedAt: new Date(origin + (at + late) * minute),
  }))
const history = fc.array(event, { maxLength: 14 })
const rule: fc.Arbitrary<ClockRule> = fc.record({
  minutes: fc.integer({ min: 1, max: 60 * 72 }),
  time: fc.constantFrom('calendar' as const, 'business' as const),
  pauses: fc.subarray(reasons),
  warnMinutes: fc.integer({ min: 0, max: 600 }),
})
const later = new Date(origin + 90 * 24 * 60 * minute)
const runs = { numRuns: 1000 }

describe('SVC-18: a clock is a function of its history', () => {
  it('does not depend on the order in which events are entered', () =>
    fc.assert(
      fc.property(history, rule, fc.nat(), (events, rule, seed) => {
        const shuffled = [...events]
          .map((event, i) => ({ event, key: (seed * (i + 7)) % 101 }))
          .sort((a, b) => a.key - b.key)
          .map(({ event }) => event)
        // Events that agree in every time and type are the same event entered twice.
        const keys = events.map((e) => `${e.occurredAt.getTime()} ${e.recordedAt.getTime()} ${e.type}`)
        fc.pre(new Set(keys).size === keys.length)
        expect(replayClock(shuffled, rule, calendar)).toEqual(replayClock(events, rule, calendar))
      }),
      runs,
    ))

  it('what ran, what is over and what is left agree with the due time', () =>
    fc.assert(
      fc.property(history, rule, (events, rule) => {
        const replayed = replayClock(events, rule, calendar)
        const { missed, missedMinutes, elapsedMinutes } = clockAt(replayed, rule, calendar, later)
        if (elapsedMinutes === null) return
        if (missedMinutes !== null) expect(elapsedMinutes).toBe(rule.minutes + missedMinutes)
        if (missed) expect(elapsedMinutes).toBeGreaterThanOrEqual(rule.minutes)
        if (!missed && replayed.state === 'stopped') expect(elapsedMinutes).toBeLessThanOrEqual(rule.minutes)
        if (replayed.state === 'stopped') expect(replayed.missed).toBe(missed)
      }),
      runs,
    ))

  it('a change of the rule loses no paused time: there and back is the same clock', () =>
    fc.assert(
      fc.property(history, rule, rule, (events, before, after) => {
        const first = replayClock(events, before, calendar)
        replayClock(events, after, calendar)
        expect(replayClock(events, before, calendar)).toEqual(first)
        const paused = (parts: typeof first.parts) =>
          parts.filter((part) => part.kind === 'paused').map((part) => [part.from, part.to])
        const longer = replayClock(events, { ...before, minutes: before.minutes + 60 }, calendar)
        expect(paused(longer.parts)).toEqual(paused(first.parts))
      }),
      runs,
    ))

  it('more time is never due earlier, and the warning never comes after the due time', () =>
    fc.assert(
      fc.property(history, rule, (events, rule) => {
        const short = replayClock(events, rule, calendar)
        const long = replayClock(events, { ...rule, minutes: rule.minutes + 30 }, calendar)
        if (short.dueAt && long.dueAt) expect(long.dueAt >= short.dueAt).toBe(true)
        if (short.dueAt && short.warnAt) expect(short.warnAt <= short.dueAt).toBe(true)
      }),
      runs,
    ))

  it('a pause for a reason that the rule does not name changes nothing', () =>
    fc.assert(
      fc.property(history, rule, (events, rule) => {
        const deaf = { ...rule, pauses: [] }
        const without = events.filter((event) => event.type !== 'pause')
        expect(replayClock(events, deaf, calendar).dueAt).toEqual(replayClock(without, deaf, calendar).dueAt)
      }),
      runs,
    ))

  it('refuses what a history may not hold', () => {
    const at = (text: string) => instantOf(text, zone)
    const told = (type: ClockEvent['type'], time: string): ClockEvent => ({
      type,
      occurredAt: at(time),
      recordedAt: at(time),
    })
    const bounds = { since: at('2026-03-02T08:00'), now: at('2026-03-02T18:00') }
    const started = [told('start', '2026-03-02T09:00')]
    expect(clockRefusal(started, told('stop', '2026-03-02T08:30'), bounds)).toBe('stop_before_start')
    expect(clockRefusal(started, told('stop', '2026-03-02T19:00'), bounds)).toBe('time_in_future')
    expect(clockRefusal(started, told('start', '2026-03-02T07:00'), bounds)).toBe('time_before_received')
    expect(clockRefusal(started, told('stop', '2026-03-02T10:00'), bounds)).toBeNull()
  })
})
