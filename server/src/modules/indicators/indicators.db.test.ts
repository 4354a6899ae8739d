import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/ids'
import { testHouse, type Visitor } from '../../../tests/support/house'
import { onOrdersChanged, rebuildIndicators, verifyIndicators } from '../indicators'
import { addUnit, listUnits } from '../org'
import { closePeriod, reopenPeriod } from './commands'
import { foldSome } from './jobs'
import { recordFacts } from './record-facts'
import type { OrderSnapshot } from './snapshot.rules'
import { indicatorValue } from './values'
import { rebuildFrom, verifyAgainst } from './verify'

const house = testHouse()
const at = (text: string) => new Date(`${text}+08:00`)
const blank = { total: '0', daily: '0', warranty: '0', insurance: '0', boutique: '0', insuranceCases: 0 }

/** A company whose orders live in memory: facts are tested here, orders elsewhere. */
async function newWorld() {
  const company = await house.newCompany()
  const orders = new Map<string, OrderSnapshot>()
  const source = {
    load: async (_: unknown, ids: readonly string[]) => ids.flatMap((id) => orders.get(id) ?? []),
    ids: async (_: unknown, after: string | null, limit: number) =>
      [...orders.keys()]
        .sort()
        .filter((id) => after === null || id > after)
        .slice(0, limit),
  }
  const { items: units } = await company.within((ctx) => listUnits(ctx))
  const unit = (code: string) => units.find((each) => each.code === code)!.id
  const write = (ids: string[]) => company.within((ctx) => recordFacts(ctx, ids, source.load))
  return {
    company,
    orders,
    unit,
    write,
    async save(changes: Partial<OrderSnapshot> & { id: string }) {
      const old = orders.get(changes.id)
      const order: OrderSnapshot = {
        number: changes.id.slice(-6),
        typeKey: 'repair',
        factoryReturn: false,
        unitId: unit('front-desk'),
        ownerId: null,
        customerId: null,
        productFamily: null,
        receivedAt: null,
        finishedAt: null,
        settledAt: null,
        handedOverAt: null,
        cancelled: false,
        cancelledAt: null,
        totals: blank,
        judgement: { onTime: null, hasPromise: false },
        workers: [],
        returnOf: null,
        secondReturn: false,
        ...old,
        ...changes,
      }
      orders.set(order.id, order)
      return write([order.id])
    },
    reopen: (month: string) =>
      company.within((ctx) => reopenPeriod(ctx, { month, note: '补录' }, source.load)),
    fold: () => company.within(foldSome),
    problems: () => company.within((ctx) => verifyAgainst(ctx, source)),
    rebuild: () => company.within((ctx) => rebuildFrom(ctx, source)),
    value: (code: string, period: string, filters: object = {}) =>
      company.within((ctx) => indicatorValue(ctx, { code, period, ...filters })),
  }
}

type World = Awaited<ReturnType<typeof newWorld>>
const done = (day: string, onTime: boolean) => ({
  receivedAt: at(`${day}T08:00`),
  settledAt: at(`${day}T16:00`),
  handedOverAt: at(`${day}T17:00`),
  totals: { ...blank, total: '900.00', daily: '800.00', boutique: '100.00' },
  judgement: { onTime, hasPromise: true },
})

describe('IND-1 … IND-3: facts, sums and values', () => {
  let world: World
  let advisor: Visitor
  let technician: Visitor
  let second: Visitor
  beforeAll(async () => {
    house.setNow('2026-06-10T09:00:00+08:00')
    world = await newWorld()
    advisor = await world.company.hire('service-advisor', '顾问甲')
    technician = await world.company.hire('technician-1', '技师乙')
    second = await world.company.hire('technician-1', '技师丙')
  })

  it('IND-3: a value shows at once, before and after folding, and the facts add up to it', async () => {
    const workers = [
      { personId: technician.personId, share: '0.750000', isLead: true },
      { personId: second.personId, share: '0.250000', isLead: false },
    ]
    const customerId = newId()
    for (const [number, day, onTime] of [
      ['1', '2026-05-04', true],
      ['2', '2026-05-20', false],
      ['3', '2026-06-02', true],
    ] as const)
      await world.save({
        id: newId(),
        number,
        ownerId: advisor.personId,
        customerId,
        workers,
        ...done(day, onTime),
      })
    const read = async () => ({
      may: (await world.value('on_time_rate', '2026-05')).value,
      year: (await world.value('revenue_total', '2026')).value,
      unit: (await world.value('revenue_total', '2026-05', { unitId: world.unit('dealership') })).value,
      other: (await world.value('revenue_total', '2026-05', { unitId: world.unit('workshop') })).value,
      advisor: (await world.value('revenue_total', '2026-Q2', { personId: advisor.personId })).value,
      technician: (
        await world.value('revenue_total', '2026-05', {
          personId: technician.personId,
          personRole: 'technician',
        })
      ).value,
      customers: (await world.value('base_customers', '2026-06')).value,
    })
    const expected = {
      may: '0.5000',
      year: '2400.00',
      unit: '1600.00',
      other: '0.00',
      advisor: '2400.00',
      technician: '1200.00',
      customers: '1',
    }
    expect(await read()).toEqual(expected)
    await world.fold()
    expect(await read()).toEqual(expected)
    expect(await world.problems()).toEqual([])
  })

  it('IND-3: the target, the last period and last year stand beside the value', async () => {
    const value = await world.value('on_time_rate', '2026-06')
    expect(value).toMatchObject({
      value: '1.0000',
      formulaWithValues: '1 ÷ 1',
      targets: [{ demanded: '0.96', met: true }],
      lastPeriod: { period: { name: '2026-05-01..2026-05-10' }, value: '1.0000', difference: '0.0000' },
      lastYear: { period: { name: '2025-06-01..2025-06-10' }, value: null, difference: null },
    })
  })

  it('IND-3: over HTTP: board, trend, units, people, facts, file', async () => {
    const board = await advisor.get('/indicators/board?period=2026-05')
    expect(board.status).toBe(200)
    const tile = board.data.items.find(
      (each: { definition: { code: string } }) => each.definition.code === 'intake_daily',
    )
    expect(tile.period).toMatchObject({ kind: 'day', name: '2026-05-31' })
    const series = await advisor.get('/indicators/revenue_total/series?period=2026-05&grain=month')
    expect(series.data.items).toHaveLength(12)
    expect(series.data.items.at(-1)).toMatchObject({ name: '2026-05', value: '1600.00' })
    const people = await advisor.get('/indicators/rework_rate/people?period=2026-05')
    expect(people.data).toMatchObject({
      role: 'lead_technician',
      items: [{ name: '技师乙', value: '0.0000', rank: 1 }],
    })
    const units = await advisor.get('/indicators/revenue_total/units?period=2026-05')
    expect(units.data.items[0]).toMatchObject({ name: '前台', value: '1600.00', rank: 1 })
    const late = await advisor.get('/indicators/on_time_rate/facts?period=2026-05&part=handover.late')
    expect(late.data).toMatchObject({
      total: 1,
      sum: '1',
      items: [{ sourceNumber: '2', ownerName: '顾问甲', can: { open: true } }],
    })
    const shares = await advisor.get(
      `/indicators/revenue_total/facts?period=2026-05&part=settlement.total&personRole=technician&personId=${second.personId}`,
    )
    expect(shares.data).toMatchObject({
      total: 2,
      sum: '450',
      items: [{ quantity: '225' }, { quantity: '225' }],
    })
    const file = await advisor.raw({
      url: '/api/v1/indicators/on_time_rate/facts/export?period=2026-05&format=csv',
    })
    expect(file.statusCode).toBe(200)
    expect(file.body).toContain('顾问甲')
  })

  it('IND-3: every part of a value is the sum of the facts it opens, whatever the cut', async () => {
    const cuts = [
      {},
      { unitId: world.unit('dealership') },
      { unitId: world.unit('front-desk'), orderType: 'repair' },
      { productFamily: 'suv' },
      { personId: advisor.personId },
      { personId: technician.personId, personRole: 'technician', productFamily: 'suv' },
      { personId: second.personId, personRole: 'technician' },
    ]
    for (const period of ['2026', '2026-Q2', '2026-05', '2026-05-04', '2026-04-20..2026-05-04', '2026-W21'])
      for (const cut of cuts)
        for (const code of ['revenue_total', 'on_time_rate']) {
          const query = new URLSearchParams(Object.entries({ period, ...cut })).toString()
          const { data: value } = await advisor.get(`/indicators/${code}/value?${query}`)
          for (const part of value.parts) {
            const { data: facts } = await advisor.get(
              `/indicators/${code}/facts?${query}&part=${part.kind}.${part.measure}&limit=1`,
            )
            expect([period, cut, part.sum]).toEqual([period, cut, facts.sum])
          }
        }
  })

  it('PLT-3: the customers of a value are as many rows as the value says, whatever the cut', async () => {
    const cuts = [
      {},
      { unitId: world.unit('dealership') },
      { unitId: world.unit('front-desk'), orderType: 'repair' },
      { personId: advisor.personId },
      { personId: technician.personId, personRole: 'technician' },
    ]
    for (const period of ['2026-05', '2026-06', '2026'])
      for (const cut of cuts) {
        const query = new URLSearchParams(Object.entries({ period, ...cut })).toString()
        const { data: value } = await advisor.get(`/indicators/base_customers/value?${query}`)
        const { data: facts } = await advisor.get(`/indicators/base_customers/facts?${query}`)
        expect([period, cut, facts.total, facts.sum]).toEqual([period, cut, Number(value.value), value.value])
      }
  })

  it('IND-1: a month that is closed keeps its facts; what changes is booked today and says what it corrects', async () => {
    const order = [...world.orders.values()].find((each) => each.number === '2')!
    await world.company.within((ctx) => closePeriod(ctx, '2026-05', ''))
    await world.save({ id: order.id, judgement: { onTime: true, hasPromise: true } })
    expect((await world.value('on_time_rate', '2026-05')).value).toBe('0.5000')
    const facts = await world.company.admin.get('/indicators/on_time_rate/facts?period=2026-06')
    expect(facts.data.items[0]).toMatchObject({
      happenedOn: '2026-06-10',
      adjustsMonth: '2026-05',
      sourceNumber: '2',
      quantities: { late: '-1', on_time: '1' },
    })
    expect(await world.problems()).toEqual([])
    await world.reopen('2026-05')
    expect((await world.value('on_time_rate', '2026-05')).value).toBe('1.0000')
    expect(await world.problems()).toEqual([])
  })

  it('IND-1: a running month cannot be closed, a closed one not twice', async () => {
    const close = (month: string) => world.company.admin.post(`/indicator-periods/${month}/close`)
    expect((await close('2026-06')).data).toMatchObject({
      kind: 'rule_broken',
      reason: 'indicators.month_not_over',
    })
    expect((await close('2026-04')).status).toBe(200)
    expect((await close('2026-04')).data.reason).toBe('indicators.already_closed')
    expect((await advisor.post('/indicator-periods/2026-03/close')).status).toBe(403)
  })

  it('IND-1: a second writer of a month does not wait for the first, closing waits for both', async () => {
    let letGo = () => undefined as void
    const held = new Promise<void>((resolve) => (letGo = resolve))
    let locked = () => undefined as void
    const isLocked = new Promise<void>((resolve) => (locked = resolve))
    const [id, second] = [newId(), newId()]
    const order = [...world.orders.values()][0]!
    const months = async () =>
      (await world.company.admin.get('/indicator-periods')).data.items.map((item: any) => item.month)
    const writing = world.company.within(async (ctx) => {
      world.orders.set(id, { ...order, id, number: '9', ...done('2026-03-05', true) })
      await recordFacts(ctx, [id], async (_, ids) => ids.flatMap((each) => world.orders.get(each) ?? []))
      locked()
      await held
    })
    await isLocked
    // Nothing has been written in this month before, and the first writer has not ended.
    expect(await months()).not.toContain('2026-03')
    const other = { ...order, id: second, number: '10', customerId: newId(), ...done('2026-03-06', true) }
    const written = world.save(other)
    const tooLate = new Promise((resolve) => setTimeout(resolve, 20_000, 'it waits').unref())
    expect(await Promise.race([written, tooLate])).not.toBe('it waits')
    expect(await months()).toContain('2026-03')
    let closed = false
    const closing = world.company.within((ctx) => closePeriod(ctx, '2026-03', '')).then(() => (closed = true))
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(closed).toBe(false)
    letGo()
    await Promise.all([writing, closing])
    expect((await world.value('intake_monthly', '2026-03')).value).toBe('2')
    expect(await world.problems()).toEqual([])
    const march = (await world.company.admin.get('/indicator-periods')).data.items.filter(
      (item: any) => item.month === '2026-03',
    )
    expect(march).toMatchObject([{ state: 'closed' }])
  })

  it('IND-1: a month reopened beside a writer of the same order keeps one fact of each thing', async () => {
    const id = newId()
    const order = { ...[...world.orders.values()][0]!, id, number: '11', customerId: newId() }
    await world.save({ ...order, ...done('2026-02-05', true) })
    await world.company.within((ctx) => closePeriod(ctx, '2026-02', ''))
    await world.save({ ...order, ...done('2026-02-05', false) })
    const reopening = world.company.within(async (ctx) => {
      await reopenPeriod(ctx, { month: '2026-02', note: '补录' }, async (_, ids) =>
        ids.flatMap((each) => world.orders.get(each) ?? []),
      )
      await new Promise((resolve) => setTimeout(resolve, 500))
    })
    await new Promise((resolve) => setTimeout(resolve, 150))
    await Promise.all([reopening, world.save({ ...order, ...done('2026-02-05', false) })])
    expect((await world.value('intake_monthly', '2026-02')).value).toBe('1')
    expect((await world.value('on_time_rate', '2026-02')).value).toBe('0.0000')
    expect(await world.problems()).toEqual([])
  })

  it('IND-2: a formula is checked when it is saved, and a new version counts from its day', async () => {
    const { admin } = world.company
    const base = { name: '平均产值', unit: 'yuan', direction: 'higher_is_better', decimals: 2 }
    const bad = await admin.post('/indicators', {
      ...base,
      code: 'mean_total',
      formula: 'settlement.totals / settlement.orders',
    })
    expect(bad).toMatchObject({
      status: 400,
      data: { reason: 'indicators.bad_formula', details: { reason: 'unknown_measure', position: 0 } },
    })
    const good = await admin.post('/indicators', {
      ...base,
      code: 'mean_total',
      formula: 'settlement.total / settlement.orders',
      validFrom: '2026-01-01',
    })
    expect(good.status).toBe(201)
    expect(
      (await admin.post('/indicators', { ...base, code: 'mean_total', formula: '1*intake.count' })).status,
    ).toBe(409)
    const edit = {
      ...base,
      formula: 'settlement.daily / settlement.orders',
      validFrom: '2026-06-01',
      version: 1,
    }
    expect((await admin.put('/indicators/mean_total', edit)).data.history).toHaveLength(2)
    expect((await admin.put('/indicators/mean_total', edit)).data).toMatchObject({
      reason: 'indicators.version_moved',
      details: { current: { version: 2 } },
    })
    expect((await world.value('mean_total', '2026-05')).value).toBe('900.00')
    expect((await world.value('mean_total', '2026-06')).value).toBe('800.00')
    expect((await advisor.put('/indicators/mean_total', edit)).status).toBe(403)
    const check = await admin.get(
      `/indicator-formulas/check?formula=${encodeURIComponent('settlement.daily / (1 -')}`,
    )
    expect(check.data).toMatchObject({ ok: false, problem: { reason: 'unfinished', position: 23 } })
  })

  it('IND-1: verification names what is wrong, rebuilding mends it', async () => {
    await world.fold()
    const order = [...world.orders.values()][0]!
    world.orders.set(order.id, { ...order, ...done('2026-06-03', false), cancelled: false })
    expect((await world.problems()).map(({ kind }) => kind)).toEqual(['facts'])
    await world.rebuild()
    expect(await world.problems()).toEqual([])
    world.orders.delete(order.id)
    expect(await world.problems()).toHaveLength(1)
    await world.rebuild()
    expect(await world.problems()).toEqual([])
  })

  it('IND-1: an order of the workshop becomes facts in its own transaction', async () => {
    const { company, unit } = await newWorld()
    const { data: groups } = await company.admin.get('/orders/fault-groups')
    const { data: customer } = await company.admin.post('/customers', { name: '张三', kind: 'person' })
    const { data: product } = await company.admin.post('/products', {
      plate: '粤A12345',
      customerId: customer.id,
    })
    const order = await company.admin.post('/orders', {
      typeKey: 'repair',
      unitId: unit('front-desk'),
      customerId: customer.id,
      productId: product.id,
      mileageKm: 1000,
      faultGroupKey: groups.items[0].key,
      complaint: '异响',
    })
    expect(order).toMatchObject({ status: 201, data: { state: 'accepted' } })
    const board = await company.admin.get('/indicators/board?period=2026-06')
    const values = board.data.items.map((each: { definition: { code: string }; value: string }) => [
      each.definition.code,
      each.value,
    ])
    expect(values).toContainEqual(['intake_monthly', '1'])
    const facts = await company.admin.get('/indicators/intake_monthly/facts?period=2026-06')
    expect(facts.data.items[0]).toMatchObject({ sourceId: order.data.id, orderTypeName: '日常维修' })
    expect(await company.within(verifyIndicators)).toEqual([])
    await company.within((ctx) => onOrdersChanged(ctx, { orderIds: [order.data.id] }))
    await company.within(rebuildIndicators)
    expect(await company.within(verifyIndicators)).toEqual([])
  })

  it('ORG-1: sums use the tree as it was, or as it is now', async () => {
    const late = await newWorld()
    const north = await late.company.within((ctx) =>
      addUnit(ctx, {
        code: 'north',
        name: '北区',
        kind: 'department',
        parentId: late.unit('dealership'),
        validFrom: '2026-01-01',
      }),
    )
    await late.save({ id: newId(), ...done('2026-05-04', true) })
    await late.save({ id: newId(), ...done('2026-05-20', true) })
    const { data: unit } = await late.company.admin.get(`/org/units/${late.unit('front-desk')}`)
    const move = { parentId: north, from: '2026-05-15', version: unit.version }
    expect((await late.company.admin.post(`/org/units/${unit.id}/move`, move)).status).toBe(200)
    expect((await late.value('intake_monthly', '2026-05', { unitId: north })).value).toBe('1')
    expect((await late.value('intake_monthly', '2026-05', { unitId: north, asIs: true })).value).toBe('2')
    expect((await late.value('intake_monthly', '2026-05', { unitId: late.unit('dealership') })).value).toBe(
      '2',
    )
    await late.fold()
    expect((await late.value('intake_monthly', '2026-05', { unitId: north })).value).toBe('1')
  })
})

const months = ['2026-03', '2026-04', '2026-05', '2026-06']

/** One thing that happens to one of a few orders, or to a month. */
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('receive' as const),
      order: fc.nat(3),
      month: fc.constantFrom(...months),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('settle' as const),
      order: fc.nat(3),
      month: fc.constantFrom(...months),
      cents: fc.nat(999_999),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('handOver' as const),
      order: fc.nat(3),
      month: fc.constantFrom(...months),
      onTime: fc.constantFrom(true, false, null),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('workers' as const), order: fc.nat(3), both: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('owner' as const), order: fc.nat(3), unit: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reverse' as const), order: fc.nat(3) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('cancel' as const),
      order: fc.nat(3),
      month: fc.constantFrom(...months),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('answer' as const), order: fc.nat(3), onTime: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('close' as const, 'reopen' as const),
      month: fc.constantFrom(...months),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fold' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

describe('IND-1: whatever happens to orders', () => {
  let world: World
  let people: string[]
  beforeAll(async () => {
    house.setNow('2026-07-10T09:00:00+08:00')
    world = await newWorld()
    people = [await world.company.hire('technician-1'), await world.company.hire('technician-1')].map(
      (each) => each.personId,
    )
  })
  const customers = [newId(), newId()]
  const quietly = async (work: Promise<unknown>) =>
    work.catch((error: unknown) => expect(error).toMatchObject({ kind: 'rule_broken' }))

  async function take(ids: string[], each: Step): Promise<unknown> {
    if (each.do === 'fold') return world.fold()
    if (!('order' in each)) {
      const { month } = each
      return quietly(
        each.do === 'close'
          ? world.company.within((ctx) => closePeriod(ctx, month, ''))
          : world.reopen(month),
      )
    }
    const id = ids[each.order]!
    const when = 'month' in each ? at(`${each.month}-15T10:00`) : null
    const customerId = customers[each.order % 2]
    switch (each.do) {
      case 'receive':
        return world.save({ id, customerId, receivedAt: when })
      case 'settle':
        return world.save({
          id,
          settledAt: when,
          totals: { ...blank, total: (each.cents / 100).toFixed(2), daily: (each.cents / 100).toFixed(2) },
        })
      case 'handOver':
        return world.save({
          id,
          customerId,
          handedOverAt: when,
          judgement: { onTime: each.onTime, hasPromise: each.onTime !== null },
        })
      case 'answer':
        return world.save({ id, judgement: { onTime: each.onTime, hasPromise: true } })
      case 'workers':
        return world.save({
          id,
          workers: people.slice(0, each.both ? 2 : 1).map((personId, index) => ({
            personId,
            share: each.both ? ['0.333333', '0.666667'][index]! : '1',
            isLead: index === 0,
          })),
        })
      case 'owner':
        return world.save({
          id,
          ownerId: people[1] ?? null,
          unitId: world.unit(each.unit ? 'front-desk' : 'workshop'),
        })
      case 'reverse':
        return world.save({ id, settledAt: null, totals: blank })
      case 'cancel':
        return world.save({ id, cancelled: true, cancelledAt: when })
    }
  }

  it('the facts are what the orders say, and the sums are the facts’', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const ids = [newId(), newId(), newId(), newId()]
        for (const each of steps) await take(ids, each)
        expect(await world.problems()).toEqual([])
      }),
      { numRuns: 100, endOnFailure: true },
    )
  })

  it('two who change different orders of one customer at once lose nothing', async () => {
    for (const month of months) await quietly(world.reopen(month))
    const before = Number((await world.value('revenue_total', '2026-06')).value)
    const work = Array.from({ length: 12 }, () =>
      world.save({ id: newId(), customerId: customers[0], ...done('2026-06-20', true) }),
    )
    await Promise.all([...work, world.fold(), world.fold()])
    expect(Number((await world.value('revenue_total', '2026-06')).value)).toBe(before + 12 * 800)
    await world.fold()
    expect(await world.problems()).toEqual([])
  })
})
