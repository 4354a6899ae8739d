import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dec, sum } from '../../kernel/money'
import { sumChanges } from './deltas.rules'
import { orderFacts, type Fact } from './facts.rules'
import { planFactChanges, type StoredFact } from './plan.rules'
import type { OrderSnapshot } from './snapshot.rules'

const settings = { timeZone: 'Asia/Shanghai', factoryReturnDays: 7 }
const at = (text: string) => new Date(`${text}+08:00`)

const order: OrderSnapshot = {
  id: 'o1',
  number: 'WO-1',
  typeKey: 'repair',
  factoryReturn: false,
  unitId: 'u1',
  ownerId: 'advisor',
  customerId: 'c1',
  productFamily: 'suv',
  receivedAt: at('2026-05-03T08:00'),
  finishedAt: null,
  settledAt: null,
  handedOverAt: null,
  cancelled: false,
  cancelledAt: null,
  totals: { total: '0', daily: '0', warranty: '0', insurance: '0', boutique: '0', insuranceCases: 0 },
  judgement: { onTime: null, hasPromise: true },
  workers: [],
  returnOf: null,
  secondReturn: false,
}
const short = (changes: Partial<OrderSnapshot>) =>
  orderFacts({ ...order, ...changes }, settings).facts.map(
    ({ kind, happenedOn, quantities }) => `${kind} ${happenedOn} ${JSON.stringify(quantities)}`,
  )
const done = { settledAt: at('2026-05-31T23:50'), handedOverAt: at('2026-06-01T00:10') }
const totals = {
  total: '1200.50',
  daily: '800.00',
  warranty: '0.00',
  insurance: '300.50',
  boutique: '100.00',
  insuranceCases: 1,
}

describe('IND-1: what an order is as facts', () => {
  it.each<[string, Partial<OrderSnapshot>, string[]]>([
    ['草稿', { receivedAt: null }, []],
    ['已受理', {}, ['intake 2026-05-03 {"count":"1"}']],
    [
      '结算与交车各按自己的时间归入公司时区的日子',
      { ...done, totals, judgement: { onTime: false, hasPromise: true } },
      [
        'intake 2026-05-03 {"count":"1"}',
        'settlement 2026-05-31 {"orders":"1","total":"1200.5","daily":"800","insurance":"300.5","boutique":"100","insurance_cases":"1"}',
        'handover 2026-06-01 {"count":"1","judged":"1","late":"1"}',
      ],
    ],
    [
      '没有承诺',
      { ...done, settledAt: null, judgement: { onTime: null, hasPromise: false } },
      ['intake 2026-05-03 {"count":"1"}', 'handover 2026-06-01 {"count":"1","no_promise":"1"}'],
    ],
    [
      '不计入率',
      { ...done, settledAt: null },
      ['intake 2026-05-03 {"count":"1"}', 'handover 2026-06-01 {"count":"1"}'],
    ],
    [
      '取消',
      { ...done, totals, cancelled: true, cancelledAt: at('2026-05-04T09:00') },
      ['cancelled 2026-05-04 {"count":"1"}'],
    ],
    [
      'SVC-13: 返厂第七日内完成',
      { factoryReturn: true, finishedAt: at('2026-05-10T23:59'), secondReturn: true },
      [
        'intake 2026-05-03 {"count":"1"}',
        'factory_return_received 2026-05-03 {"count":"1","done_in_time":"1"}',
        'factory_return_finished 2026-05-10 {"count":"1"}',
        'factory_second_return 2026-05-03 {"count":"1"}',
      ],
    ],
    [
      'SVC-13: 返厂第八日完成',
      { factoryReturn: true, finishedAt: at('2026-05-11T00:00') },
      [
        'intake 2026-05-03 {"count":"1"}',
        'factory_return_received 2026-05-03 {"count":"1"}',
        'factory_return_finished 2026-05-11 {"count":"1"}',
      ],
    ],
  ])('%s', (_, changes, expected) => expect(short(changes)).toEqual(expected))

  it('has one owner, and participants whose shares of a role add up to one', () => {
    const workers = [
      { personId: 't1', share: '0.600000', isLead: true },
      { personId: 't2', share: '0.400000', isLead: false },
    ]
    const facts = orderFacts({ ...order, ...done, workers }, settings).facts
    expect(facts.find((fact) => fact.kind === 'handover')).toMatchObject({
      ownerId: 'advisor',
      participants: [
        { personId: 't1', role: 'technician', share: '0.6' },
        { personId: 't2', role: 'technician', share: '0.4' },
        { personId: 't1', role: 'lead_technician', share: '1' },
      ],
    })
  })

  it('SVC-13: a return repair belongs to the unit, the advisor and the technician of the first order', () => {
    const returnOf = { orderId: 'o0', ownerId: 'first-advisor', leadTechnicianId: 'first-tech', unitId: 'u0' }
    expect(orderFacts({ ...order, returnOf }, settings).facts[1]).toMatchObject({
      kind: 'return_repair',
      happenedOn: '2026-05-03',
      unitId: 'u0',
      ownerId: 'first-advisor',
      participants: [{ personId: 'first-tech', role: 'lead_technician', share: '1' }],
    })
  })
})

const fact = (changes: Partial<Fact>): Fact => ({
  kind: 'handover',
  happenedOn: '2026-05-20',
  unitId: 'u1',
  ownerId: 'a',
  productFamily: '',
  orderType: 'repair',
  customerId: 'c',
  quantities: { count: '1', late: '1' },
  participants: [],
  ...changes,
})
const stored = (id: string, changes: Partial<StoredFact> = {}): StoredFact => ({
  adjustsMonth: null,
  corrects: null,
  ...fact(changes),
  id,
})
const books = (closed: string[], today = '2026-06-10') => ({ closed: new Set(closed), today })

describe('IND-1: facts of open periods are replaced, those of closed periods adjusted', () => {
  it('the same facts change nothing', () => {
    expect(planFactChanges([stored('f1')], [fact({})], books([]))).toEqual({ remove: [], add: [] })
    expect(planFactChanges([stored('f1')], [fact({})], books(['2026-05']))).toEqual({ remove: [], add: [] })
  })

  it('an open period: the old fact goes, the new one comes', () => {
    const changes = planFactChanges(
      [stored('f1')],
      [fact({ quantities: { count: '1', on_time: '1' } })],
      books([]),
    )
    expect(changes.remove.map(({ id }) => id)).toEqual(['f1'])
    expect(changes.add).toMatchObject([
      { happenedOn: '2026-05-20', quantities: { count: '1', on_time: '1' }, adjustsMonth: null },
    ])
  })

  it('a closed period: only the difference, today, saying what it corrects', () => {
    const changes = planFactChanges(
      [stored('f1')],
      [fact({ quantities: { count: '1', on_time: '1' } })],
      books(['2026-05']),
    )
    expect(changes).toEqual({
      remove: [],
      add: [
        {
          ...fact({ happenedOn: '2026-06-10', quantities: { late: '-1', on_time: '1' } }),
          adjustsMonth: '2026-05',
          corrects: 'f1',
        },
      ],
    })
  })

  it('another owner: minus for the one, plus for the other', () => {
    const { add } = planFactChanges([stored('f1')], [fact({ ownerId: 'b' })], books(['2026-05']))
    expect(add.map(({ ownerId, quantities, corrects }) => [ownerId, quantities, corrects])).toEqual([
      ['b', { count: '1', late: '1' }, 'f1'],
      ['a', { count: '-1', late: '-1' }, 'f1'],
    ])
  })

  it('an adjustment already booked stays where it is, and is taken back with its reason', () => {
    const adjustment = stored('f2', {
      happenedOn: '2026-06-03',
      quantities: { late: '-1', on_time: '1' },
      adjustsMonth: '2026-05',
      corrects: 'f1',
    })
    const wanted = [fact({ quantities: { count: '1', on_time: '1' } })]
    expect(planFactChanges([stored('f1'), adjustment], wanted, books(['2026-05']))).toEqual({
      remove: [],
      add: [],
    })
    expect(
      planFactChanges([stored('f1'), adjustment], wanted, books(['2026-05', '2026-06'], '2026-07-01')),
    ).toEqual({ remove: [], add: [] })
    expect(planFactChanges([stored('f1'), adjustment], [fact({})], books(['2026-05']))).toEqual({
      remove: [adjustment],
      add: [],
    })
    expect(
      planFactChanges([stored('f1'), adjustment], [fact({})], books(['2026-05', '2026-06'], '2026-07-01'))
        .add,
    ).toMatchObject([
      {
        happenedOn: '2026-07-01',
        quantities: { late: '1', on_time: '-1' },
        adjustsMonth: '2026-05',
        corrects: 'f1',
      },
    ])
  })

  it('a record entered late for a closed month is booked today', () => {
    expect(planFactChanges([], [fact({})], books(['2026-05'])).add).toMatchObject([
      {
        happenedOn: '2026-06-10',
        quantities: { count: '1', late: '1' },
        adjustsMonth: '2026-05',
        corrects: null,
      },
    ])
  })

  const months = ['2026-03', '2026-04', '2026-05', '2026-06']
  const anyFact = fc
    .record({
      month: fc.constantFrom(...months),
      kind: fc.constantFrom('intake', 'handover'),
      ownerId: fc.constantFrom('a', 'b', null),
      share: fc.constantFrom('0.5', '1'),
      late: fc.constantFrom('1', '2.5', '0'),
    })
    .map(({ month, kind, ownerId, share, late }) =>
      fact({
        happenedOn: `${month}-07`,
        kind,
        ownerId,
        quantities: late === '0' ? { count: '1' } : { count: '1', late },
        participants: [{ personId: 't', role: 'technician', share }],
      }),
    )
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ wanted: fc.array(anyFact, { maxLength: 4 }) }) },
    { weight: 1, arbitrary: fc.record({ toggle: fc.constantFrom(...months) }) },
  )
  const sumsOf = (facts: readonly Fact[]) =>
    sumChanges({ remove: [], add: facts.map((each) => ({ ...each, happenedOn: '2000-01-01' })) }).deltas

  it('whatever happens, the facts add up to what is wanted and closed ones stay', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let facts: StoredFact[] = []
        const closed = new Set<string>()
        let made = 0
        for (const each of steps) {
          if ('toggle' in each) {
            if (!closed.delete(each.toggle)) closed.add(each.toggle)
            continue
          }
          const book = { closed, today: '2026-07-15' }
          const { remove, add } = planFactChanges(facts, each.wanted, book)
          expect(remove.some((gone) => closed.has(gone.happenedOn.slice(0, 7)))).toBe(false)
          expect(add.some((come) => closed.has(come.happenedOn.slice(0, 7)))).toBe(false)
          facts = [
            ...facts.filter((old) => !remove.includes(old)),
            ...add.map((come) => ({ ...come, id: `f${(made += 1)}` })),
          ]
          expect(sumsOf(facts)).toEqual(sumsOf(each.wanted))
          expect(planFactChanges(facts, each.wanted, { ...book, today: '2026-07-20' })).toEqual({
            remove: [],
            add: [],
          })
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('IND-1: what a change means for the sums', () => {
  it('counts the owner whole and technicians by their share, each sum once', () => {
    const participants = [
      { personId: 't1', role: 'technician' as const, share: '0.333333' },
      { personId: 't2', role: 'technician' as const, share: '0.333333' },
      { personId: 't3', role: 'technician' as const, share: '0.333334' },
    ]
    const { deltas } = sumChanges({
      remove: [],
      add: [fact({ kind: 'settlement', quantities: { total: '100.01' }, participants })],
    })
    expect(deltas.find(({ role }) => role === 'owner')?.amount).toBe('100.01')
    expect(
      sum(deltas.filter(({ role }) => role === 'technician').map(({ amount }) => amount)).eq(dec('100.01')),
    ).toBe(true)
  })

  it('what goes and comes the same is nothing; a visit moves with its unit', () => {
    expect(sumChanges({ remove: [fact({})], add: [fact({})] })).toEqual({ deltas: [], presence: [] })
    expect(sumChanges({ remove: [fact({})], add: [fact({ unitId: 'u2' })] }).presence).toEqual([
      { month: '2026-05', unitId: 'u1', customerId: 'c', visits: '-1' },
      { month: '2026-05', unitId: 'u2', customerId: 'c', visits: '1' },
    ])
  })
})
