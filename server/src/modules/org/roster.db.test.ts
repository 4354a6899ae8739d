import { beforeAll, describe, expect, it } from 'vitest'
import { testHouse, type TestCompany, type Visitor } from '../../../tests/support/house'
import { newId } from '../../kernel/ids'
import { onDutyAt } from './index'

const house = testHouse()
// Monday, 2 March 2026, 09:00 in Shanghai.
beforeAll(() => house.setNow('2026-03-02T01:00:00Z'))

async function shop() {
  const company = await house.newCompany()
  const { admin, hire } = company
  const byCode = async (url: string) =>
    new Map<string, any>((await admin.get(url)).data.items.map((item: any) => [item.code, item]))
  const units = await byCode('/org/units')
  const shifts = await byCode('/org/shifts')
  const unitId: string = units.get('team-1').id
  const [foreman, zhao, qian] = [
    await hire('workshop-foreman', '周主管'),
    await hire('technician-1', '赵一'),
    await hire('technician-1', '钱二'),
  ]
  const plan = (person: Visitor, date: string, shift: string, by: Visitor = foreman) =>
    by.post('/org/roster', { unitId, personId: person.personId, date, shiftId: shifts.get(shift).id })
  const entriesOf = async (person: Visitor, from = '2026-03-02', to = '2026-03-15') =>
    (await foreman.get(`/org/roster?unitId=${unitId}&from=${from}&to=${to}`)).data.rows
      .find((row: any) => row.personId === person.personId)
      .entries.map((entry: any) => `${entry.date} ${entry.shiftName}`)
  return { ...company, unitId, units, shifts, foreman, zhao, qian, plan, entriesOf }
}

type Shop = Awaited<ReturnType<typeof shop>>

describe('ORG-11: the roster', () => {
  let it_: Shop
  beforeAll(async () => {
    it_ = await shop()
  })

  it('is planned by the head of the unit, with the day’s kind beside it', async () => {
    const { plan, zhao, foreman, unitId, entriesOf } = it_
    expect((await plan(zhao, '2026-03-02', 'day')).status).toBe(201)
    expect(await entriesOf(zhao)).toEqual(['2026-03-02 白班'])
    const roster = await foreman.get(`/org/roster?unitId=${unitId}&from=2026-02-28&to=2026-03-08`)
    expect(roster.data.days[0]).toEqual({ date: '2026-02-28', kind: 'make_up', note: '春节' })
    expect(roster.data.days.at(-1)).toMatchObject({ date: '2026-03-08', kind: 'rest' })
    expect(roster.data.unknownYears).toEqual([])
    const late = await foreman.get(`/org/roster?unitId=${unitId}&from=2026-12-28&to=2027-01-03`)
    expect(late.data.unknownYears).toEqual([2027])
    const history = await foreman.get(`/org/roster/history?unitId=${unitId}`)
    expect(history.data.items[0]).toMatchObject({ action: 'org.shift_planned' })
  })

  it('refuses a second shift at the same time and names it; being on call lies beside', async () => {
    const { plan, zhao } = it_
    expect(await plan(zhao, '2026-03-02', 'late')).toMatchObject({
      status: 422,
      data: { reason: 'org.shift_overlap', details: { shift: '白班', date: '2026-03-02' } },
    })
    expect((await plan(zhao, '2026-03-02', 'hotline')).status).toBe(201)
    expect((await plan(zhao, '2026-03-03', 'hotline')).status).toBe(201)
    expect((await plan(zhao, '2026-03-02', 'hotline')).status).toBe(422)
  })

  it('two who plan the same person at once: one gets it', async () => {
    const { plan, qian } = it_
    const answers = await Promise.all([plan(qian, '2026-03-04', 'early'), plan(qian, '2026-03-04', 'day')])
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
    expect([409, 422]).toContain(answers.find((answer) => answer.status !== 201)!.status)
  })

  it('is not planned by technicians, nor with people of another unit', async () => {
    const { plan, zhao, foreman } = it_
    expect((await plan(zhao, '2026-03-05', 'day', zhao)).status).toBe(403)
    expect(await plan(foreman, '2026-03-05', 'day')).toMatchObject({
      status: 422,
      data: { reason: 'org.not_of_unit' },
    })
  })

  it('of another unit is closed to a technician; the own shifts are open', async () => {
    const { zhao, units } = it_
    const of = (code: string) =>
      zhao.get(`/org/roster?unitId=${units.get(code).id}&from=2026-03-02&to=2026-03-08`)
    expect((await of('team-1')).data.can).toEqual({ edit: false })
    expect((await of('team-2')).status).toBe(403)
    const mine = await zhao.get('/org/roster/mine?from=2026-03-02&to=2026-03-08')
    expect(mine.data.items.map((entry: any) => entry.shiftName)).toEqual(['白班', '热线值班', '热线值班'])
    expect((await zhao.get('/org/roster/mine?from=2026-01-01&to=2026-12-31')).status).toBe(400)
  })

  it('keeps the hours of a shift that stands in it', async () => {
    const { admin, shifts } = it_
    const { id, code, name, version } = shifts.get('day')
    const change = { code, name, version, isActive: true }
    const spans = [{ from: '09:00', to: '18:00' }]
    expect(await admin.put(`/org/shifts/${id}`, { ...change, spans })).toMatchObject({
      status: 422,
      data: { reason: 'org.shift_in_use' },
    })
    const same = { ...change, spans: shifts.get('day').spans, name: '常白班' }
    expect((await admin.put(`/org/shifts/${id}`, same)).data.name).toBe('常白班')
    expect((await admin.put(`/org/shifts/${id}`, same)).status).toBe(409)
  })

  it('loses an entry once, with the version that was seen', async () => {
    const { foreman, unitId, plan, qian } = it_
    const { data } = await plan(qian, '2026-03-06', 'day')
    expect((await foreman.delete(`/org/roster/${data.id}?version=2`)).status).toBe(409)
    expect((await foreman.delete(`/org/roster/${data.id}?version=1`)).status).toBe(200)
    expect((await foreman.delete(`/org/roster/${data.id}?version=1`)).status).toBe(404)
    const file = await foreman.raw({
      url: `/api/v1/org/roster/export?unitId=${unitId}&from=2026-03-02&to=2026-03-08&format=csv`,
    })
    expect(file.body).toContain('部门,姓名,03-02 周一,')
    expect(file.body).toContain('班组一,赵一,常白班、热线值班,热线值班,')
  })
})

describe('ORG-11: a week copied', () => {
  it('plans what fits and leaves what does not', async () => {
    const { plan, zhao, qian, foreman, unitId, entriesOf } = await shop()
    await plan(zhao, '2026-03-02', 'day')
    await plan(zhao, '2026-03-03', 'late')
    await plan(qian, '2026-03-07', 'hotline')
    await plan(zhao, '2026-03-10', 'early')
    const copied = await foreman.post('/org/roster/copy-week', { unitId, from: '2026-03-09' })
    expect(copied.data).toEqual({ copied: 2, left: 1 })
    expect(await entriesOf(zhao, '2026-03-09')).toEqual(['2026-03-09 白班', '2026-03-10 早班'])
    expect(await entriesOf(qian, '2026-03-09')).toEqual(['2026-03-14 热线值班'])
    const again = await foreman.post('/org/roster/copy-week', { unitId, from: '2026-03-09' })
    expect(again.data).toEqual({ copied: 0, left: 3 })
  })
})

describe('ORG-11: who is on duty', () => {
  it('at an instant: in hours, over midnight, not in the break', async () => {
    const { plan, zhao, qian, within, unitId, foreman } = await shop()
    await plan(zhao, '2026-03-02', 'day')
    await plan(qian, '2026-03-01', 'hotline')
    const names = (local: string) =>
      within(async (ctx) =>
        (await onDutyAt(ctx, [unitId], new Date(`${local}:00+08:00`))).map(
          (holder) => `${holder.personName} ${holder.shiftName}`,
        ),
      )
    expect(await names('2026-03-02T08:29')).toEqual(['钱二 热线值班'])
    expect(await names('2026-03-02T08:30')).toEqual(['赵一 白班'])
    expect(await names('2026-03-02T12:30')).toEqual([])
    expect(await names('2026-03-02T17:30')).toEqual([])
    const now = await foreman.get('/org/on-duty')
    expect(now.data.items).toMatchObject([{ personName: '赵一', unitName: '班组一', isOnCall: false }])
  })
})

describe('ORG-11: a swap', () => {
  const asked = async (shop_: Shop) => {
    const { plan, zhao, qian } = shop_
    const give = (await plan(zhao, '2026-03-04', 'early')).data.id
    const take = (await plan(qian, '2026-03-04', 'late')).data.id
    const made = await zhao.post('/org/swaps', {
      giveId: give,
      takeId: take,
      colleagueId: qian.personId,
      note: '家里有事',
    })
    return { give, take, swap: made.data, made }
  }

  it('both sides and the head: then the two shifts of one day change hands', async () => {
    const shop_ = await shop()
    const { zhao, qian, foreman, entriesOf } = shop_
    const { swap } = await asked(shop_)
    expect(swap).toMatchObject({ state: 'asked', can: { answer: false, withdraw: true, decide: false } })
    expect((await qian.get('/org/swaps/waiting')).data).toEqual({ answer: 1, decide: 0 })
    const early = await foreman.post(`/org/swaps/${swap.id}/decide`, { approve: true, version: 1 })
    expect(early).toMatchObject({ status: 422, data: { reason: 'org.swap_not_yours_or_closed' } })
    const agreed = await qian.post(`/org/swaps/${swap.id}/answer`, { agree: true, version: 1 })
    expect(agreed.data).toMatchObject({ state: 'agreed', version: 2 })
    expect((await foreman.get('/org/swaps/waiting')).data).toEqual({ answer: 0, decide: 1 })
    expect((await qian.post(`/org/swaps/${swap.id}/decide`, { approve: true, version: 2 })).status).toBe(403)
    const list = await foreman.get('/org/swaps?scope=plan')
    expect(list.data.items).toMatchObject([{ requesterName: '赵一', can: { decide: true } }])
    const approved = await foreman.post(`/org/swaps/${swap.id}/decide`, {
      approve: true,
      version: 2,
      answer: '同意',
    })
    expect(approved.data).toMatchObject({ state: 'approved', decidedByName: '周主管', answer: '同意' })
    expect(approved.data.timeline.map((entry: any) => entry.action)).toEqual([
      'org.swap_approved',
      'org.swap_agreed',
      'org.swap_asked',
    ])
    expect(await entriesOf(zhao)).toEqual(['2026-03-04 晚班'])
    expect(await entriesOf(qian)).toEqual(['2026-03-04 早班'])
  })

  it('decided by two at once: the second is told', async () => {
    const shop_ = await shop()
    const { qian, foreman, admin } = shop_
    const { swap } = await asked(shop_)
    await qian.post(`/org/swaps/${swap.id}/answer`, { agree: true, version: 1 })
    const answers = await Promise.all([
      foreman.post(`/org/swaps/${swap.id}/decide`, { approve: true, version: 2 }),
      admin.post(`/org/swaps/${swap.id}/decide`, { approve: false, version: 2 }),
    ])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
  })

  it('does not hold any more when the roster moved on', async () => {
    const shop_ = await shop()
    const { qian, foreman, entriesOf } = shop_
    const { swap, take } = await asked(shop_)
    await qian.post(`/org/swaps/${swap.id}/answer`, { agree: true, version: 1 })
    await foreman.delete(`/org/roster/${take}?version=1`)
    expect(await foreman.post(`/org/swaps/${swap.id}/decide`, { approve: true, version: 2 })).toMatchObject({
      status: 422,
      data: { reason: 'org.swap_outdated' },
    })
    expect(await entriesOf(qian)).toEqual([])
  })

  it('is refused where it cannot be', async () => {
    const shop_ = await shop()
    const { plan, zhao, qian, foreman } = shop_
    const { give, made } = await asked(shop_)
    expect(made.status).toBe(201)
    const ask = (giveId: string, colleagueId: string, takeId: string | null = null) =>
      zhao.post('/org/swaps', { giveId, colleagueId, takeId })
    expect(await ask(give, qian.personId)).toMatchObject({ status: 409, data: { reason: 'org.swap_open' } })
    const past = (await plan(zhao, '2026-03-02', 'early')).data.id
    const other = (await plan(qian, '2026-03-05', 'day')).data.id
    const mine = (await plan(zhao, '2026-03-05', 'day')).data.id
    const evening = (await plan(zhao, '2026-03-07', 'early')).data.id
    await plan(qian, '2026-03-07', 'late')
    expect(await ask(evening, qian.personId)).toMatchObject({
      status: 422,
      data: { reason: 'org.shift_overlap' },
    })
    expect(await ask(past, qian.personId)).toMatchObject({ status: 422, data: { reason: 'org.shift_began' } })
    expect(await ask(other, qian.personId)).toMatchObject({ status: 403 })
    expect(await ask(mine, zhao.personId)).toMatchObject({ data: { reason: 'org.swap_with_oneself' } })
    expect(await ask(mine, newId())).toMatchObject({ status: 404 })
    const given = await ask((await plan(zhao, '2026-03-06', 'day')).data.id, qian.personId)
    expect(given.data).toMatchObject({ state: 'asked', take: null })
    expect((await foreman.post(`/org/swaps/${given.data.id}/withdraw`, { version: 1 })).status).toBe(422)
    expect((await zhao.post(`/org/swaps/${given.data.id}/withdraw`, { version: 1 })).data.state).toBe(
      'withdrawn',
    )
    expect((await zhao.get('/org/swaps')).data.items).toHaveLength(2)
  })
})

it('ORG-11, PLT-13: another company sees no roster, no shift, no swap', async () => {
  const one = await shop()
  const two: TestCompany = await house.newCompany()
  const entry = (await one.plan(one.zhao, '2026-03-04', 'early')).data.id
  const swap = (await one.zhao.post('/org/swaps', { giveId: entry, colleagueId: one.qian.personId })).data
  const url = `/org/roster?unitId=${one.unitId}&from=2026-03-02&to=2026-03-08`
  expect((await two.admin.get(url)).status).toBe(404)
  expect((await two.admin.delete(`/org/roster/${entry}?version=1`)).status).toBe(404)
  expect((await two.admin.get(`/org/swaps/${swap.id}`)).status).toBe(404)
  expect((await two.admin.get('/org/on-duty')).data.items).toEqual([])
  expect(await two.within((ctx) => onDutyAt(ctx, [one.unitId], new Date('2026-03-04T02:00:00Z')))).toEqual([])
})
