import { describe, expect, it } from 'vitest'
import { handedOver, type Handover } from '../../../tests/support/handovers'
import { testHouse, type TestCompany, type Visitor } from '../../../tests/support/house'
import { closePeriod } from '../indicators'

const house = testHouse()
const itemOf = (card: any, key: string) =>
  card.sections.flatMap((section: any) => section.items).find((item: any) => item.key === key)

interface Dealer {
  company: TestCompany
  manager: Visitor
  head: Visitor
  hr: Visitor
  advisor: Visitor
}

async function dealer(): Promise<Dealer> {
  house.setNow('2026-05-31T18:00:00+08:00')
  const company = await house.newCompany()
  return {
    company,
    manager: await company.hire('service-manager', '经理陈'),
    head: await company.hire('station-head', '站长林'),
    hr: await company.hire('personnel-clerk', '人事周'),
    advisor: await company.hire('service-advisor', '顾问王敏'),
  }
}

const open = (d: Dealer, month: string) => d.hr.post('/appraisal/cards/open', { month, unitId: null })
const post = (visitor: Visitor, card: any, verb: string, body: object = {}) =>
  visitor.post(`/appraisal/cards/${card.id}/${verb}`, { version: card.version, ...body })
const put = (visitor: Visitor, card: any, key: string, body: object) =>
  visitor.put(`/appraisal/cards/${card.id}/items/${key}`, { version: card.version, ...body })

async function cardOf(d: Dealer, month: string): Promise<any> {
  const list = await d.manager.get(`/appraisal/cards?month=${month}&personId=${d.advisor.personId}`)
  return (await d.manager.get(`/appraisal/cards/${list.data.items[0].id}`)).data
}

async function entered(d: Dealer, month: string): Promise<any> {
  const csi = await put(d.manager, await cardOf(d, month), 'csi_rate', { input: { value: '0.95' } })
  return (await put(d.manager, csi.data, 'satisfaction_rate', { input: { value: '0.99' } })).data
}

const hundred = (d: Dealer): Handover[] =>
  Array.from({ length: 100 }, (_, index) => ({
    ownerId: d.advisor.personId,
    on: `2026-05-${String((index % 28) + 1).padStart(2, '0')}`,
    onTime: index >= 6,
    number: `W${String(index + 1).padStart(3, '0')}`,
  }))

describe('SVC-9: a customer’s late “no” after the month is closed escaped the card', () => {
  it('the adjustment of the open month is in indicator, card and evidence alike', async () => {
    const d = await dealer()
    const first = hundred(d)[50]!
    const [id] = await handedOver(d.company, 'front-desk', [first])
    house.setNow('2026-06-05T10:00:00+08:00')
    await d.company.within((ctx) => closePeriod(ctx, '2026-05', ''))
    const june = { ownerId: d.advisor.personId, on: '2026-06-03', onTime: true, number: 'W900' }
    await handedOver(d.company, 'front-desk', [june])
    await handedOver(d.company, 'front-desk', [{ ...first, id, onTime: false }])
    await open(d, '2026-06')
    const card = await cardOf(d, '2026-06')
    expect(itemOf(card, 'late_vehicles')).toMatchObject({
      system: { handedOver: 1, late: 1 },
      points: '-1',
      evidence: { total: 2, against: 1 },
    })
    const { data } = await d.manager.get(`/appraisal/cards/${card.id}/items/late_vehicles/evidence`)
    expect(data.items[0]).toMatchObject({ sourceNumber: first.number, isAgainst: true })
    const late = await d.company.admin.get(
      `/indicators/on_time_rate/facts?period=2026-06&part=handover.late&personId=${d.advisor.personId}`,
    )
    expect(late.data).toMatchObject({ total: 1, sum: '1', items: [{ sourceNumber: first.number }] })
  })
})

describe('APR-18: a decided contest changed nothing when the rater had typed a value', () => {
  it('taking the order out withdraws the typed value; both versions stay', async () => {
    const d = await dealer()
    await handedOver(d.company, 'front-desk', hundred(d))
    await open(d, '2026-05')
    const filled = await entered(d, '2026-05')
    const typed = await put(d.manager, filled, 'late_vehicles', {
      input: { handedOver: 100, late: 9 },
      reason: '另有三台纸质单',
    })
    const scored = (await post(d.manager, typed.data, 'score')).data
    const reviewed = (await post(d.head, scored, 'review')).data
    expect(itemOf(reviewed, 'late_vehicles').points).toBe('-5')
    const evidence = await d.advisor.get(`/appraisal/cards/${reviewed.id}/items/late_vehicles/evidence`)
    const subject = { subjectKind: 'handover', subjectId: evidence.data.items[0].sourceId }
    const contested = await post(d.advisor, reviewed, 'contests', {
      itemKey: 'late_vehicles',
      ...subject,
      reason: '客户改期',
    })
    const decided = await post(d.head, contested.data, 'contests/decide', {
      contestId: contested.data.contests[0].id,
      decision: 'excluded',
      reason: '有客户签字',
    })
    expect(itemOf(decided.data, 'late_vehicles')).toMatchObject({
      hand: null,
      points: '-1',
      details: { counted: '5' },
    })
    expect(decided.data.contests[0]).toMatchObject({ totalBefore: '95', totalAfter: '99' })
    const before = await d.head.get(`/appraisal/cards/${reviewed.id}/versions/${contested.data.version}`)
    expect(before.data.result.total).toBe('95')
    expect(decided.data.versions[0]).toMatchObject({ action: 'contest_excluded', total: '99' })
  })

  it('keeping it leaves the typed value', async () => {
    const d = await dealer()
    await handedOver(d.company, 'front-desk', hundred(d))
    await open(d, '2026-05')
    const typed = await put(d.manager, await cardOf(d, '2026-05'), 'late_vehicles', {
      input: { handedOver: 100, late: 9 },
      reason: '另有三台纸质单',
    })
    const evidence = await d.advisor.get(`/appraisal/cards/${typed.data.id}/items/late_vehicles/evidence`)
    const contested = await post(d.advisor, typed.data, 'contests', {
      itemKey: 'late_vehicles',
      subjectKind: 'handover',
      subjectId: evidence.data.items[0].sourceId,
      reason: '客户改期',
    })
    const decided = await post(d.head, contested.data, 'contests/decide', {
      contestId: contested.data.contests[0].id,
      decision: 'kept',
      reason: '没有签字',
    })
    expect(itemOf(decided.data, 'late_vehicles')).toMatchObject({ hand: { late: 9 }, points: '-5' })
  })
})

describe('APR-5: a card was filed against the facts', () => {
  const late = (d: Dealer, number: string) =>
    handedOver(d.company, 'front-desk', [
      { ownerId: d.advisor.personId, on: '2026-05-30', onTime: false, number },
    ])
  const refused = { status: 422, data: { reason: 'appraisal.values_moved' } }

  it('review, confirmation and filing are refused until the new values are taken over', async () => {
    const d = await dealer()
    await handedOver(d.company, 'front-desk', hundred(d))
    await open(d, '2026-05')
    let card = (await post(d.manager, await entered(d, '2026-05'), 'score')).data
    await late(d, 'W201')
    expect(await post(d.head, card, 'review')).toMatchObject(refused)
    const seen = (await d.head.get(`/appraisal/cards/${card.id}`)).data
    expect(seen).toMatchObject({ totalNow: '97', can: { refresh: true } })
    card = (await post(d.head, card, 'refresh')).data
    expect(card).toMatchObject({ state: 'scored', total: '97', totalNow: null })
    card = (await post(d.head, card, 'review')).data
    await late(d, 'W202')
    expect(await post(d.advisor, card, 'confirm')).toMatchObject(refused)
    expect((await post(d.advisor, card, 'refresh')).status).toBe(403)
    card = (await post(d.head, card, 'refresh')).data
    expect(card).toMatchObject({ state: 'scored', total: '96', reviewed: null })
    card = (await post(d.head, card, 'review')).data
    card = (await post(d.advisor, card, 'confirm')).data
    await late(d, 'W203')
    expect(await post(d.hr, card, 'file')).toMatchObject(refused)
    card = (await post(d.hr, card, 'refresh')).data
    expect(card).toMatchObject({ state: 'scored', total: '95', confirmed: null })
    card = (await post(d.head, card, 'review')).data
    card = (await post(d.advisor, card, 'confirm')).data
    card = (await post(d.hr, card, 'file')).data
    expect(card).toMatchObject({ state: 'filed', total: '95' })
    expect(await post(d.hr, card, 'refresh')).toMatchObject({ status: 422 })
  })
})
