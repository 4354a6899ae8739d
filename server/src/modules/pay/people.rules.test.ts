import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cardFor, paidHere, periodsOf } from './people.rules'
import { daysPresent } from './pro-rata.rules'
import { approvalRefusal } from './run-states.rules'

const may = { from: '2026-05-01', to: '2026-05-31' }
const held = (unitId: string, from: string, to: string, positionCode = 'advisor') => ({
  personId: 'p',
  positionCode,
  positionName: positionCode,
  unitId,
  from: `2026-05-${from}`,
  to: `2026-05-${to}`,
})

describe('PAY-1: who is paid where, and for how many days', () => {
  it('one unit pays: the one where the month ended, for all the days', () => {
    const all = [held('a', '01', '10'), held('b', '11', '31')]
    expect(paidHere(all, all.slice(0, 1))).toEqual([])
    expect(paidHere(all, all.slice(1))).toMatchObject([
      { unitId: 'b', spells: [{ from: '2026-05-01' }, { from: '2026-05-11' }] },
    ])
  })

  it.each([
    ['a gap is not present', [held('a', '01', '05'), held('a', '22', '31')], 15],
    ['an overlap counts once', [held('a', '01', '20'), held('b', '10', '31')], 31],
    ['a day', [held('a', '07', '07')], 1],
    ['nothing', [], 0],
  ])('%s', (_, spells, present) => expect(daysPresent(may, spells)).toEqual({ present, all: 31 }))

  it('days present are the days that lie in some spell, whatever the spells', () => {
    const day = fc.integer({ min: 1, max: 31 })
    fc.assert(
      fc.property(fc.array(fc.tuple(day, day), { maxLength: 6 }), (pairs) => {
        const two = (n: number) => String(n).padStart(2, '0')
        const spells = pairs.map(([a, b]) => held('a', two(Math.min(a, b)), two(Math.max(a, b))))
        const days = new Set<number>()
        for (const [a, b] of pairs) for (let d = Math.min(a, b); d <= Math.max(a, b); d += 1) days.add(d)
        expect(daysPresent(may, spells).present).toBe(days.size)
      }),
    )
  })

  it('output counts in the month or in the days of the position', () => {
    expect(periodsOf('2026-05', [held('a', '01', '10'), held('b', '11', '31')])).toEqual(['2026-05'])
    expect(periodsOf('2026-05', [held('a', '01', '05'), held('a', '31', '31')])).toEqual([
      '2026-05-01..2026-05-05',
      '2026-05-31',
    ])
  })
})

describe('PAY-5: the card of the position that is paid', () => {
  const card = (cardId: string, ...positions: string[]) => ({
    cardId,
    version: 1,
    total: '90',
    grade: 'A',
    coefficient: '1',
    state: 'filed',
    isContested: false,
    positions,
  })

  it.each([
    ['its own', [card('1', 'advisor'), card('2', 'technician')], '1', null],
    ['only another position’s', [card('2', 'technician')], undefined, 'another_position'],
    ['two of them', [card('1', 'advisor'), card('2', 'advisor')], undefined, 'several'],
    ['none', [], undefined, null],
  ])('%s', (_, cards, id, otherCards) => {
    const found = cardFor('advisor', cards)
    expect([found.card?.id, found.otherCards]).toEqual([id, otherCards])
  })
})

describe('PAY-5, decision 0022: four eyes', () => {
  it.each([
    ['a maker', 'u1', false, 'pay.approved_by_maker'],
    ['who is paid by it', 'u9', true, 'pay.approved_by_paid'],
    ['somebody else', 'u9', false, null],
    ['the server', null, false, null],
  ])('%s', (_, userId, isPaidByIt, refusal) =>
    expect(approvalRefusal({ userId }, { userIds: ['u1', null, 'u2'], isPaidByIt })).toBe(refusal),
  )
})
