import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, it, vi } from 'vitest'
import { newId } from '../../kernel/ids'
import { openShop, type Shop } from '../../../tests/support/orders'
import { testHouse } from '../../../tests/support/house'
import { tables } from '../../platform/db'
import { tellCalendars } from '../org'
import { insertCalendar, saveHolidays, saveYear } from '../org/calendar.store'
import { raiseAlerts } from './clock-alerts'
import { replaySome } from './clock-jobs'
import { verifyService } from './verify'

const house = testHouse()
const at = (time: string) => new Date(`2026-10-${time}:00+08:00`).toISOString()
const clock = (time: string) => house.setNow(at(time))
const spans = [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '18:00' },
]

async function shopWithCalendar(): Promise<Shop> {
  clock('12T09:00')
  const company = await house.newCompany()
  await company.within(async (ctx) => {
    // The hours of this table instead of those of the pack.
    for (const table of ['unit_calendars', 'calendar_days', 'calendars', 'holidays', 'holiday_years'])
      await sql`delete from ${sql.ref(`org_${table}`)} where company_id = ${ctx.company.id}`.execute(
        tables(ctx.tx),
      )
    await insertCalendar(ctx, newId(), {
      code: 'standard',
      name: '标准',
      weekly: { 1: spans, 2: spans, 3: spans, 4: spans, 5: spans },
      makeUp: spans,
      keepsHolidays: true,
      isDefault: true,
      isExample: true,
    })
    await saveYear(ctx, 2026, 'test')
  })
  return openShop(company)
}
const first = '00000000-0000-0000-0000-000000000000'
const clocksOf = async (shop: Shop, id: string) => (await shop.advisor.get(`/orders/${id}/clocks`)).data
const clockOf = async (shop: Shop, id: string, key: string) =>
  (await clocksOf(shop, id)).clocks.find((one: { ruleKey: string }) => one.ruleKey === key)
const problems = (shop: Shop) => shop.company.within(verifyService)

describe('SVC-3, SVC-18: the clocks of an order', () => {
  it('start with the order, stand still while parts are waited for, and stop when the work is done', async () => {
    const shop = await shopWithCalendar()
    let order = await shop.open()
    expect(order.clock).toMatchObject({ ruleKey: 'dispatch', state: 'running', dueAt: at('12T10:00') })
    order = await shop.act(order, 'workers', { workers: [{ personId: shop.technician.personId }] })
    expect(order.clock).toMatchObject({ ruleKey: 'solution', dueAt: at('14T18:00') })
    clock('12T10:00')
    order = await shop.act(order, 'move', { to: 'in_repair' }, shop.technician)
    clock('12T11:00')
    order = await shop.act(order, 'move', { to: 'waiting_parts' }, shop.technician)
    expect(order.clock).toMatchObject({ state: 'paused', pauseReason: 'waiting_parts', dueAt: null })
    clock('14T11:00')
    order = await shop.act(order, 'move', { to: 'in_repair' }, shop.technician)
    expect(order.clock).toMatchObject({ state: 'running', dueAt: at('16T18:00') })
    const explained = await clockOf(shop, order.id, 'solution')
    expect(explained.parts.map((part: any) => [part.kind, part.reason, part.counted])).toEqual([
      ['running', null, 120],
      ['paused', 'waiting_parts', 0],
      ['running', null, 0],
    ])
    expect(await problems(shop)).toEqual([])
  })

  it('a rule changed in mid-course replays and loses no paused time', async () => {
    const shop = await shopWithCalendar()
    let order = await shop.open()
    order = await shop.act(order, 'workers', { workers: [{ personId: shop.technician.personId }] })
    order = await shop.act(order, 'move', { to: 'in_repair' }, shop.technician)
    clock('12T10:00')
    order = await shop.act(order, 'move', { to: 'waiting_parts' }, shop.technician)
    clock('12T11:00')
    order = await shop.act(order, 'move', { to: 'in_repair' }, shop.technician)
    expect(order.clock.dueAt).toBe(at('15T10:00'))
    const rules = (await shop.admin.get('/clock-rules')).data.items
    const rule = rules.find((one: any) => one.key === 'solution')
    expect(
      (await shop.advisor.patch('/clock-rules/solution', { minutes: 480, version: rule.version })).status,
    ).toBe(403)
    const edited = await shop.admin.patch('/clock-rules/solution', { minutes: 480, version: rule.version })
    expect(edited.status).toBe(200)
    await shop.company.within((ctx) => replaySome(ctx, first))
    const now = (await shop.advisor.get(`/orders/${order.id}`)).data
    expect(now.clock.dueAt).toBe(at('13T10:00'))
    expect(await problems(shop)).toEqual([])
    expect(
      (await shop.admin.patch('/clock-rules/solution', { minutes: 300, version: rule.version })).status,
    ).toBe(409)
    const wrong = { minutes: 60, warnMinutes: 60, version: rule.version + 1 }
    expect((await shop.admin.patch('/clock-rules/solution', wrong)).data.reason).toBe(
      'service.warns_before_start',
    )
  })

  it('a calendar changed in mid-course replays', async () => {
    const shop = await shopWithCalendar()
    const order = await shop.open()
    await shop.company.within((ctx) =>
      saveHolidays(ctx, [{ date: '2026-10-13', kind: 'holiday', name: '停业' }]),
    )
    expect(await problems(shop)).not.toEqual([])
    // The job that the news queues does the rest by itself.
    await shop.company.within(tellCalendars)
    await vi.waitFor(async () => expect(await problems(shop)).toEqual([]), { timeout: 30_000, interval: 300 })
    expect((await clockOf(shop, order.id, 'solution')).dueAt).toBe(at('15T18:00'))
    expect(await problems(shop)).toEqual([])
  })

  it('what happened is kept with both times; a written contact needs its result', async () => {
    const shop = await shopWithCalendar()
    const order = await shop.open({ channel: 'online_question', faultGroupKey: 'engine' })
    clock('12T11:00')
    const body = { kind: 'answered', occurredAt: at('12T10:30'), version: order.version }
    const answered = await shop.advisor.post(`/orders/${order.id}/clock-events`, body)
    expect(answered.status).toBe(201)
    const question = answered.data.clocks.find((one: any) => one.ruleKey === 'question-answer')
    expect(question).toMatchObject({ state: 'stopped', missed: false, stoppedAt: at('12T10:30') })
    expect(answered.data.events.at(-1)).toMatchObject({
      kind: 'answered',
      occurredAt: at('12T10:30'),
      recordedAt: at('12T11:00'),
    })
    const version = answered.data.version
    const say = (more: object) => shop.advisor.post(`/orders/${order.id}/clock-events`, { version, ...more })
    expect((await say({ kind: 'written_contact' })).data.reason).toBe('service.contact_result_missing')
    expect((await say({ kind: 'answered', occurredAt: at('12T12:00') })).data.reason).toBe(
      'service.time_in_future',
    )
    expect((await say({ kind: 'answered', occurredAt: at('12T08:00') })).data.reason).toBe(
      'service.time_before_received',
    )
    expect(await problems(shop)).toEqual([])
  })

  it('warns, breaches and escalates once each, also after missed ticks, and takes back what stands no longer', async () => {
    const shop = await shopWithCalendar()
    const order = await shop.open()
    const kinds = async (state = '') =>
      (await shop.admin.get(`/clock-alerts${state}`)).data.items.map(
        (one: any) => `${one.ruleKey} ${one.kind}`,
      )
    clock('12T09:40')
    await shop.company.within(raiseAlerts)
    await shop.company.within(raiseAlerts)
    expect(await kinds()).toEqual(['dispatch warned'])
    clock('12T11:00')
    await shop.company.within(raiseAlerts)
    await shop.company.within(raiseAlerts)
    expect((await kinds()).sort()).toEqual(['dispatch breached', 'dispatch escalated', 'dispatch warned'])
    const rule = (await shop.admin.get('/clock-rules')).data.items.find((one: any) => one.key === 'dispatch')
    await shop.admin.patch('/clock-rules/dispatch', { minutes: 480, version: rule.version })
    await shop.company.within((ctx) => replaySome(ctx, first))
    await shop.company.within(raiseAlerts)
    expect(await kinds('?state=open')).toEqual([])
    expect(await kinds('?state=withdrawn')).toHaveLength(3)
    clock('13T09:30')
    await shop.company.within(raiseAlerts)
    expect((await kinds('?state=open')).sort()).toEqual([
      'dispatch breached',
      'dispatch escalated',
      'dispatch warned',
    ])
    const alert = (await shop.admin.get('/clock-alerts?kind=breached')).data.items[0]
    expect(alert).toMatchObject({ orderNumber: order.number, party: 'dispatcher', personName: '王敏' })
    const done = await shop.advisor.post(`/clock-alerts/${alert.id}/acknowledge`, {
      note: '已安排李强',
      version: alert.version,
    })
    expect(done.status).toBe(201)
    expect(await kinds('?state=acknowledged')).toEqual(['dispatch breached'])
    const again = { note: '再点一次', version: alert.version }
    expect((await shop.advisor.post(`/clock-alerts/${alert.id}/acknowledge`, again)).status).toBe(409)
    expect((await shop.technician.get('/clock-alerts')).data.items).toEqual([])
    const file = await shop.admin.raw({ method: 'GET', url: '/api/v1/clock-alerts/export?format=csv' })
    expect(file.body).toContain(order.number)
  })

  it('SVC-19: a miss names who held the order; waiting for parts does not punish the technician', async () => {
    const shop = await shopWithCalendar()
    let order = await shop.open()
    order = await shop.act(order, 'workers', { workers: [{ personId: shop.technician.personId }] })
    clock('12T09:30')
    order = await shop.act(order, 'move', { to: 'in_repair' }, shop.technician)
    const rule = (await shop.admin.get('/clock-rules')).data.items.find((one: any) => one.key === 'solution')
    await shop.admin.patch('/clock-rules/solution', { pauses: [], version: rule.version })
    order = await shop.act(order, 'move', { to: 'waiting_parts' }, shop.technician)
    clock('16T10:00')
    for (const to of ['in_repair', 'ready']) {
      const steps = to === 'ready' ? ['quality_check', 'ready'] : [to]
      for (const step of steps) order = await shop.act(order, 'move', { to: step }, shop.technician)
    }
    const missed = await clockOf(shop, order.id, 'solution')
    expect(missed).toMatchObject({ state: 'stopped', missed: true, party: 'parts', partyPersonId: null })
    expect(missed.missedMinutes).toBe(9 * 60)
    const place = `/orders/${order.id}/clocks/solution/party`
    const body = {
      party: 'technician',
      personId: shop.technician.personId,
      reason: '漏报缺件',
      version: order.version,
    }
    expect((await shop.technician.put(place, body)).status).toBe(403)
    const manager = await shop.company.hire('service-manager')
    const decided = await manager.put(place, body)
    expect(decided.status).toBe(200)
    const solution = decided.data.clocks.find((one: any) => one.ruleKey === 'solution')
    expect(solution).toMatchObject({ party: 'technician', partyDecided: true, partyPersonName: '李强' })
    expect(solution.decisions).toMatchObject([{ reason: '漏报缺件' }])
    const timeline = (await shop.admin.get(`/orders/${order.id}`)).data.timeline
    expect(JSON.stringify(timeline)).toContain('漏报缺件')
    expect(await problems(shop)).toEqual([])
  })

  it('APR-14: a late hand-over names who answers, and a decision with a reason goes before it', async () => {
    const shop = await shopWithCalendar()
    let order = await shop.open({ promiseAt: at('12T17:00') })
    order = await shop.act(order, 'workers', { workers: [{ personId: shop.technician.personId }] })
    order = await shop.act(order, 'move', { to: 'in_repair' }, shop.technician)
    clock('12T10:00')
    order = await shop.act(order, 'move', { to: 'waiting_parts' }, shop.technician)
    clock('12T19:00')
    for (const to of ['in_repair', 'quality_check', 'ready'])
      order = await shop.act(order, 'move', { to }, shop.technician)
    order = await shop.act(order, 'settle')
    if (order.state === 'settled') order = await shop.act(order, 'hand-over')
    expect(order).toMatchObject({ onTime: false, lateParty: { party: 'parts', isDecided: false } })
    const manager = await shop.company.hire('service-manager')
    const body = { party: 'technician', reason: '缺件没有及时上报', version: order.version }
    expect((await shop.technician.put(`/orders/${order.id}/late-party`, body)).status).toBe(403)
    const decided = await manager.put(`/orders/${order.id}/late-party`, body)
    expect(decided.data.lateParty).toEqual({ party: 'technician', isDecided: true, note: '缺件没有及时上报' })
    expect(JSON.stringify(decided.data.timeline)).toContain('parts')
    expect(await problems(shop)).toEqual([])
  })

  it('business time without a calendar says so and guesses nothing', async () => {
    clock('12T09:00')
    const shop = await openShop(await house.newCompany())
    const order = await shop.open()
    const dispatch = await clockOf(shop, order.id, 'dispatch')
    if (dispatch.dueAt === null) expect(dispatch.unknownYear).toBe(2026)
    expect(await problems(shop)).toEqual([])
  })

  it('whatever is done to an order, what is stored is what follows', async () => {
    const shop = await shopWithCalendar()
    const verbs = fc.array(
      fc.tuple(
        fc.constantFrom(
          'assigned',
          'accepted',
          'in_repair',
          'waiting_parts',
          'waiting_customer',
          'quality_check',
          'ready',
          'cancel',
          'answered',
          'edit',
        ),
        fc.integer({ min: 0, max: 900 }),
        fc.integer({ min: 0, max: 120 }),
      ),
      { minLength: 3, maxLength: 12 },
    )
    const start = Date.parse(at('12T09:00'))
    await fc.assert(
      fc.asyncProperty(verbs, async (steps) => {
        house.setNow(new Date(start).toISOString())
        let now = start
        let order = await shop.open({ channel: 'online_question' })
        for (const [verb, wait, back] of steps) {
          now += wait * 60_000
          house.setNow(new Date(now).toISOString())
          const occurredAt = new Date(Math.max(start, now - back * 60_000)).toISOString()
          const version = order.version
          const path = `/orders/${order.id}`
          if (verb === 'edit')
            await shop.advisor.patch(path, { channel: wait % 2 ? 'phone' : 'forum', version })
          else if (verb === 'cancel') await shop.advisor.post(`${path}/cancel`, { reason: '不修了', version })
          else if (verb === 'answered')
            await shop.advisor.post(`${path}/clock-events`, { kind: 'answered', occurredAt, version })
          else if (verb === 'assigned')
            await shop.advisor.put(`${path}/workers`, {
              workers: [{ personId: shop.technician.personId }],
              occurredAt,
              version,
            })
          else await shop.advisor.post(`${path}/move`, { to: verb, occurredAt, version })
          order = (await shop.advisor.get(path)).data
        }
        expect(await problems(shop)).toEqual([])
      }),
      { numRuns: 12 },
    )
  }, 120_000)
})
