import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dec, sum } from '../../kernel/money'
import {
  contradiction,
  lineFrom,
  namesIn,
  promiseWithoutClock,
  stateFrom,
  timesBeforeReceived,
  timesOf,
  timesWithoutClock,
} from './import.rules'
import { checkIntake, missingFields, orderNumber, type Filled } from './intake.rules'
import { amountOf, categoryOf, checkDiscount, countedLines, negated, totalsOf } from './lines.rules'
import { checkMoment } from './moments.rules'
import {
  checkMove,
  drawing,
  isOpen,
  movesFrom,
  orderStates,
  transitions,
  type OrderState,
} from './transitions.rules'
import { lineKinds, typeCategories } from './words'
import { sharesOf } from './workers.rules'

const refusal = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return error
  }
  return null
}

describe('SVC-2: the table of transitions', () => {
  it.each([
    ['accepted', ['assigned', 'cancelled']],
    ['assigned', ['in_repair', 'accepted', 'cancelled']],
    ['in_repair', ['quality_check', 'waiting_parts', 'waiting_customer', 'cancelled']],
    ['quality_check', ['ready', 'in_repair', 'cancelled']],
    ['ready', ['settled', 'in_repair', 'cancelled']],
    ['settled', ['handed_over', 'ready']],
    ['handed_over', ['closed', 'ready']],
    ['closed', ['ready']],
    ['cancelled', []],
  ] as const)('out of %s', (from, to) => {
    expect(movesFrom(from, orderStates).map((move) => move.to)).toEqual(to)
  })

  it('every state is reached from the draft, and every refusal names what is legal', () => {
    const reached = new Set<OrderState>(['draft'])
    for (let size = 0; size !== reached.size;) {
      size = reached.size
      for (const from of reached) for (const { to } of transitions[from]) reached.add(to)
    }
    expect([...reached].sort()).toEqual([...orderStates].sort())
    for (const from of orderStates)
      for (const to of orderStates) {
        const error = refusal(() => checkMove({ from, to, by: 'move' }, orderStates))
        const legal = transitions[from].some((move) => move.to === to && move.by === 'move')
        expect(error === null).toBe(legal)
        if (error) expect(error).toMatchObject({ reason: 'service.illegal_move', details: { from, to } })
      }
  })

  it('a state that the type lacks is passed over, never stepped on', () => {
    const some = fc.subarray([...orderStates], { minLength: 1 })
    fc.assert(
      fc.property(some, fc.constantFrom(...orderStates), (states, from) => {
        for (const { to } of movesFrom(from, states)) expect(states).toContain(to)
      }),
    )
    const noCheck = orderStates.filter((state) => state !== 'quality_check')
    expect(movesFrom('in_repair', noCheck).map((move) => move.to)).toContain('ready')
  })

  it('what is settled, handed over, closed or cancelled is closed to change', () => {
    expect(orderStates.filter((state) => !isOpen(state))).toEqual([
      'settled',
      'handed_over',
      'closed',
      'cancelled',
    ])
  })

  it('the README shows this very drawing', () => {
    expect(readFileSync(join(import.meta.dirname, 'README.md'), 'utf8')).toContain(drawing())
  })
})

describe('SVC-1, SVC-2: intake', () => {
  const filled: Filled = {
    productId: 'p',
    mileageKm: 0,
    runningHours: null,
    faultGroupKey: null,
    complaint: ' ',
    returnOfId: null,
    details: { insurer: '平安' },
  }
  it.each([
    [['plate', 'mileage'], []],
    [
      ['running_hours', 'fault_group'],
      ['running_hours', 'fault_group'],
    ],
    [['fault_description'], ['fault_description']],
    [['insurer', 'claim_no'], ['claim_no']],
    [['original_order'], ['original_order']],
  ])('needs %j lacks %j', (needs, lacks) => {
    expect(missingFields(needs, filled)).toEqual(lacks)
  })

  it.each([
    ['accepted', false, 'service.fields_missing'],
    ['accepted', true, null],
    ['assigned', true, 'service.still_unclear'],
    ['in_repair', false, 'service.fields_missing'],
    ['ready', true, null],
  ])('to %s, unclear %s: %s', (to, unclear, reason) => {
    const error = refusal(() => checkIntake(to, { ...filled, unclear }, ['claim_no']))
    expect(error).toEqual(reason === null ? null : expect.objectContaining({ reason }))
  })

  it('numbers sort as they were given', () => {
    expect(orderNumber('GD', '2026-11', 123)).toBe('GD202611-000123')
  })

  it.each([
    ['before the order', '08:59', 'service.time_before_received'],
    ['in the future', '12:01', 'service.time_in_future'],
    ['at the very moment', '09:00', null],
    ['now', '12:00', null],
  ])('SVC-18: said to have happened %s', (_, time, reason) => {
    const at = (clock: string) => new Date(`2026-03-02T${clock}:00+08:00`)
    const error = refusal(() =>
      checkMoment({ occurredAt: at(time), receivedAt: at('09:00'), now: at('12:00') }),
    )
    expect(error).toEqual(reason === null ? null : expect.objectContaining({ reason }))
  })
})

describe('SVC-14: lines and totals', () => {
  it.each([
    [{ quantity: '1.5', unitPrice: '120.00', discount: '0' }, '180.00'],
    [{ quantity: '0.333', unitPrice: '9.99', discount: '0' }, '3.33'],
    [{ quantity: '3', unitPrice: '33.335', discount: '0.01' }, '100.00'],
  ])('%j comes to %s', (line, amount) => expect(amountOf(line)).toBe(amount))

  it('a discount above the price is refused', () => {
    expect(refusal(() => amountOf({ quantity: '1', unitPrice: '10', discount: '10.01' }))).toMatchObject({
      reason: 'service.discount_above_price',
    })
  })

  it.each([
    ['daily', 'labour', 'daily'],
    ['warranty', 'part', 'warranty'],
    ['insurance', 'outside', 'insurance'],
    ['daily', 'boutique', 'boutique'],
    ['insurance', 'boutique', 'boutique'],
  ] as const)('on a %s order a line of %s counts as %s', (type, kind, category) => {
    expect(categoryOf(kind, type)).toBe(category)
  })

  it('the categories always add up to the total, and a reversal takes back exactly that', () => {
    const cents = fc.integer({ min: -99_999_999, max: 99_999_999 }).map((n) => dec(n).div(100).toFixed(2))
    const line = fc.record({ kind: fc.constantFrom(...lineKinds), amount: cents, discount: fc.constant('0') })
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom(...typeCategories), (lines, type) => {
        const { total, daily, warranty, insurance, boutique } = totalsOf(lines, type)
        expect(sum([daily, warranty, insurance, boutique]).toFixed(2)).toBe(total)
        expect(sum([total, negated(total)]).isZero()).toBe(true)
      }),
    )
  })

  it('the authority is a share of the price before discount', () => {
    const lines = [{ quantity: '1', unitPrice: '1000', discount: '50' }]
    expect(refusal(() => checkDiscount(lines, '0.05'))).toBeNull()
    expect(refusal(() => checkDiscount(lines, '0.049'))).toMatchObject({
      reason: 'service.discount_above_authority',
    })
    expect(refusal(() => checkDiscount([], '0'))).toBeNull()
  })

  it('lines of an addition count once it is confirmed', () => {
    const lines = [{ additionId: null }, { additionId: 'yes' }, { additionId: 'no' }, { additionId: 'open' }]
    const additions = [
      { id: 'yes', state: 'confirmed' },
      { id: 'no', state: 'refused' },
      { id: 'open', state: 'proposed' },
    ]
    expect(countedLines(lines, additions)).toEqual(lines.slice(0, 2))
  })
})

describe('IND-1: shares', () => {
  it('add to exactly one, and exactly one leads, whatever the weights', () => {
    const weight = fc.integer({ min: 1, max: 1000 }).map(String)
    fc.assert(
      fc.property(fc.array(weight, { minLength: 1, maxLength: 12 }), (weights) => {
        const shares = sharesOf(
          weights.map((one, at) => ({ personId: String(at), weight: one, isLead: false })),
        )
        expect(sum(shares.map((worker) => worker.share)).equals(1)).toBe(true)
        expect(shares.filter((worker) => worker.isLead)).toHaveLength(1)
      }),
    )
  })
})

describe('PLT-4: the words and times of a file', () => {
  const received = '2026-03-02T14:30:00'
  it.each([
    [{ received, handedOver: '2026-03-02T14:29:59' }, ['handedOver'], []],
    [{ received, handedOver: '2026-03-01T00:00:00' }, ['handedOver'], []],
    [{ received, handedOver: '2026-03-02T00:00:00' }, [], ['handedOver']],
    [{ received, promised: '2026-03-01T00:00:00' }, [], []],
    [{ received: '2026-03-02T00:00:00', handedOver: '2026-03-02T00:00:00' }, [], []],
  ])('%j', (values, early, clockless) => {
    expect(timesBeforeReceived(values)).toEqual(early)
    expect(timesWithoutClock(values)).toEqual(clockless)
  })

  it('a day without a clock on the day of receipt is not before it', () => {
    const times = timesOf({ received, handedOver: '2026-03-02T00:00:00' }, 'Asia/Shanghai')
    expect(times.handedOver).toEqual(times.received)
  })

  it('says that a promise without a clock will be judged late', () => {
    expect(promiseWithoutClock({ promised: '2026-03-02T00:00:00', handedOver: '2026-03-02T16:00:00' })).toBe(
      true,
    )
    expect(promiseWithoutClock({ promised: '2026-03-02T00:00:00', handedOver: '2026-03-02T00:00:00' })).toBe(
      false,
    )
  })

  it.each([
    [{}, 'accepted', null],
    [{ finished: received }, 'ready', null],
    [{ settled: received }, 'settled', null],
    [{ handedOver: received }, 'handed_over', null],
    [{ state: 'closed' }, 'closed', 'service.hand_over_needed'],
    [{ state: 'settled' }, 'settled', 'service.settlement_time_needed'],
    [{ state: 'in_repair', handedOver: received }, 'in_repair', 'service.state_contradicts_times'],
    [{ state: 'cancelled', settled: received }, 'cancelled', 'service.state_contradicts_times'],
    [{ state: 'cancelled' }, 'cancelled', null],
  ])('%j is %s', (values, state, reason) => {
    expect(stateFrom(values)).toBe(state)
    expect(contradiction(values)).toBe(reason)
  })

  it.each([
    [
      { lineName: '机油' },
      { kind: 'part', quantity: '1.000', unitPrice: '0.00', amount: '0.00', discount: '0.00' },
    ],
    [
      { lineName: '机油', lineAmount: '100', lineQuantity: '3' },
      { unitPrice: '33.33', amount: '100.00', discount: '0.00' },
    ],
    [
      { lineName: '工时', linePrice: '80', lineQuantity: '2.5' },
      { unitPrice: '80.00', amount: '200.00' },
    ],
    [
      { lineName: '工时', linePrice: '80', lineAmount: '75' },
      { amount: '75.00', discount: '5.00' },
    ],
    [
      { lineCode: 'A-1', lineAmount: '1' },
      { name: 'A-1', code: 'A-1' },
    ],
  ])('%j becomes %j', (values, line) => expect(lineFrom(values)).toMatchObject(line))

  it('a row that says nothing about a line is none; names stand apart by comma and stroke, not by a blank', () => {
    expect(lineFrom({ lineAmount: '5' })).toBeNull()
    expect(namesIn('王敏、李强/John Smith，')).toEqual(['王敏', '李强', 'John Smith'])
  })
})
