import { describe, expect, it } from 'vitest'
import { courseOf, type PastOrder, type PastStep } from './past.rules'
import { orderStates } from './transitions.rules'

const who = { id: 'p1', name: '王敏' }
const at = (minute: number) => new Date(Date.UTC(2026, 4, 11, 0, minute))
const type = { states: orderStates, needs: [] as string[] }
const order = (steps: readonly [PastStep['to'], PastStep['by'], number][], more: Partial<PastOrder> = {}): PastOrder => ({
  id: 'o1', typeKey: 'repair', unitId: 'u1', advisor: who, customerId: null, productId: null, productFamily: null,
  contactName: '', contactPhone: '', channel: 'counter', complaint: '', mileageKm: null, runningHours: null,
  distanceKm: null,
  faultGroupKey: null, details: {}, returnOfId: null, clarified: null, stillUnclear: false,
  steps: steps.map(([to, by, minute]) => ({ to, by, at: at(minute), who })),
  workers: [{ personId: 'p2', weight: '1', isLead: true }],
  lines: [], additions: [], promises: [], caused: null, followUp: null, ...more,
}) // prettier-ignore

const repaired: [PastStep['to'], PastStep['by'], number][] = [
  ['accepted', 'move', 0],
  ['assigned', 'move', 5],
  ['in_repair', 'move', 10],
  ['quality_check', 'move', 60],
  ['ready', 'move', 70],
  ['settled', 'settle', 80],
  ['handed_over', 'hand_over', 85],
]

describe('PCK-4, SVC-2: a history held against the rules', () => {
  it('gives state and times of an order that went its way', () => {
    const course = courseOf(order(repaired), type)
    expect(course).toMatchObject({
      state: 'handed_over',
      receivedAt: at(0),
      finishedAt: at(70),
      settledAt: at(80),
      handedOverAt: at(85),
    })
  })

  it('SVC-14: after a reversal the next settlement hands over at the time it happened', () => {
    const course = courseOf(order([...repaired, ['ready', 'reverse', 200], ['settled', 'settle', 210]]), type)
    expect(course).toMatchObject({ state: 'handed_over', settledAt: at(210), handedOverAt: at(85) })
    expect(course.steps.at(-1)).toMatchObject({ from: 'settled', to: 'handed_over', at: at(85) })
  })

  it.each([
    [
      'a jump',
      [
        ['accepted', 'move', 0],
        ['ready', 'move', 5],
      ],
      'service.illegal_move',
    ],
    [
      'a step back in time',
      [
        ['accepted', 'move', 10],
        ['assigned', 'move', 5],
      ],
      'service.time_before_received',
    ],
    ['a beginning in the middle', [['in_repair', 'move', 0]], 'service.illegal_move'],
    [
      'a change after the cancellation',
      [
        ['accepted', 'move', 0],
        ['cancelled', 'cancel', 5],
        ['assigned', 'move', 9],
      ],
      'service.illegal_move',
    ],
  ] as const)('refuses %s', (_what, steps, reason) => {
    expect(() => courseOf(order(steps as never), type)).toThrow(expect.objectContaining({ reason }))
  })

  it('refuses work nobody does, and fields that the type needs and the order lacks', () => {
    const begun = repaired.slice(0, 3)
    expect(() => courseOf(order(begun, { workers: [] }), type)).toThrow(
      expect.objectContaining({ reason: 'service.no_worker' }),
    )
    expect(() => courseOf(order(begun), { ...type, needs: ['mileage'] })).toThrow(
      expect.objectContaining({ reason: 'service.fields_missing' }),
    )
  })

  it('SVC-1: refuses work on what is still unclear', () => {
    expect(() => courseOf(order(repaired.slice(0, 3), { stillUnclear: true }), type)).toThrow(
      expect.objectContaining({ reason: 'service.still_unclear' }),
    )
  })
})
