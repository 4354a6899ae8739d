import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { handedOver } from '../../../tests/support/handovers'
import { testHouse, type TestCompany, type Visitor } from '../../../tests/support/house'
import { newId } from '../../kernel/ids'

const house = testHouse()
const month = '2026-05'

const sectionOf = (card: any, key: string) => card.sections.find((section: any) => section.key === key)
const itemOf = (card: any, key: string) =>
  card.sections.flatMap((section: any) => section.items).find((item: any) => item.key === key)

interface Dealer {
  company: TestCompany
  manager: Visitor
  head: Visitor
  hr: Visitor
  advisor: Visitor
  other: Visitor
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
    other: await company.hire('service-advisor', '顾问李强'),
  }
}

async function cardOf(visitor: Visitor, personId: string): Promise<any> {
  const list = await visitor.get(`/appraisal/cards?month=${month}&personId=${personId}`)
  return (await visitor.get(`/appraisal/cards/${list.data.items[0].id}`)).data
}

const open = (visitor: Visitor) => visitor.post('/appraisal/cards/open', { month, unitId: null })

async function put(visitor: Visitor, card: any, key: string, body: object) {
  return visitor.put(`/appraisal/cards/${card.id}/items/${key}`, { version: card.version, ...body })
}

async function post(visitor: Visitor, card: any, verb: string, body: object = {}) {
  return visitor.post(`/appraisal/cards/${card.id}/${verb}`, { version: card.version, ...body })
}

/** Enters the values that no indicator gives, so that the card can be scored. */
async function entered(visitor: Visitor, card: any): Promise<any> {
  const csi = await put(visitor, card, 'csi_rate', { input: { value: '0.95' } })
  return (await put(visitor, csi.data, 'satisfaction_rate', { input: { value: '0.99' } })).data
}

const hundred = (ownerId: string) =>
  Array.from({ length: 100 }, (_, index) => ({
    ownerId,
    on: `2026-05-${String((index % 28) + 1).padStart(2, '0')}`,
    onTime: index >= 6,
    number: `W${String(index + 1).padStart(3, '0')}`,
  }))

describe('APR-14, APR-4: late vehicles of a month', () => {
  let d: Dealer
  beforeAll(async () => {
    d = await dealer()
    await handedOver(d.company, 'front-desk', hundred(d.advisor.personId))
    await open(d.hr)
  })

  it('100 handed over, 4 allowed, 6 late: two points, and the six orders are the evidence', async () => {
    const card = await cardOf(d.manager, d.advisor.personId)
    const late = itemOf(card, 'late_vehicles')
    expect(late).toMatchObject({
      points: '-2',
      because: 'over_allowed',
      details: { handedOver: '100', allowed: '4', counted: '6', excess: '2' },
      evidence: { total: 100, against: 6 },
    })
    expect(sectionOf(card, 'on_time')).toMatchObject({ full: '20', points: '18', lost: '2' })
    const { data } = await d.manager.get(`/appraisal/cards/${card.id}/items/late_vehicles/evidence`)
    const numbers = data.items.filter((row: any) => row.isAgainst).map((row: any) => row.sourceNumber)
    expect(numbers.sort()).toEqual(['W001', 'W002', 'W003', 'W004', 'W005', 'W006'])
    expect(data.items).toHaveLength(100)
  })

  it('a late order handed over after the card was made shows at once, and is taken over when refreshed', async () => {
    const before = await cardOf(d.manager, d.advisor.personId)
    const entry = { ownerId: d.advisor.personId, on: '2026-05-30', onTime: false, number: 'W101' }
    await handedOver(d.company, 'front-desk', [entry])
    const shown = await cardOf(d.manager, d.advisor.personId)
    expect(itemOf(shown, 'late_vehicles')).toMatchObject({
      points: '-2',
      systemNow: { handedOver: 101, late: 7 },
    })
    expect(shown.totalNow).toBe(String(Number(before.total) - 1))
    const ready = await entered(d.manager, shown)
    const refused = await post(d.manager, ready, 'score')
    expect(refused).toMatchObject({ status: 422, data: { reason: 'appraisal.values_moved' } })
    const fresh = await post(d.manager, ready, 'refresh')
    expect(itemOf(fresh.data, 'late_vehicles')).toMatchObject({ points: '-3', systemNow: null })
    expect((await post(d.manager, fresh.data, 'score')).data.state).toBe('scored')
  })

  it('a manager’s change of a system value needs a reason and shows both', async () => {
    const card = await cardOf(d.manager, d.other.personId)
    const input = { handedOver: 10, late: 2 }
    const refused = await put(d.manager, card, 'late_vehicles', { input })
    expect(refused).toMatchObject({ status: 422, data: { reason: 'appraisal.reason_needed' } })
    const changed = await put(d.manager, card, 'late_vehicles', { input, reason: '补录纸质委托书' })
    expect(itemOf(changed.data, 'late_vehicles')).toMatchObject({
      points: '-2',
      system: { handedOver: 0, late: 0 },
      hand: input,
      reason: '补录纸质委托书',
      ratedByName: '经理陈',
    })
    const back = await put(d.manager, changed.data, 'late_vehicles', { input: null })
    expect(itemOf(back.data, 'late_vehicles')).toMatchObject({ points: '0', hand: null, reason: null })
  })
})

describe('APR-18: contest of one order', () => {
  it('taken out with a reason: the item and the total follow, both versions stay', async () => {
    const d = await dealer()
    await handedOver(d.company, 'front-desk', hundred(d.advisor.personId))
    await open(d.hr)
    const scored = await post(
      d.manager,
      await entered(d.manager, await cardOf(d.manager, d.advisor.personId)),
      'score',
    )
    const reviewed = (await post(d.head, scored.data, 'review')).data
    expect(reviewed).toMatchObject({ state: 'reviewed', total: '98', grade: 'A' })
    const evidence = (await d.advisor.get(`/appraisal/cards/${reviewed.id}/items/late_vehicles/evidence`))
      .data.items
    const subject = { itemKey: 'late_vehicles', subjectKind: 'handover', subjectId: evidence[0].sourceId }
    const contest = { ...subject, reason: '客户改期,有签字' }

    expect((await post(d.manager, reviewed, 'contests', contest)).status).toBe(403)
    const contested = (await post(d.advisor, reviewed, 'contests', contest)).data
    expect(contested).toMatchObject({ openContests: 1, total: '98', version: reviewed.version + 1 })
    expect(await post(d.advisor, contested, 'contests', contest)).toMatchObject({
      status: 409,
      data: { reason: 'appraisal.already_contested' },
    })
    expect(await post(d.advisor, contested, 'confirm')).toMatchObject({
      status: 422,
      data: { reason: 'appraisal.contest_open' },
    })

    const decision = { contestId: contested.contests[0].id, decision: 'excluded', reason: '委托书有客户签字' }
    expect((await post(d.advisor, contested, 'contests/decide', decision)).status).toBe(403)
    const decided = (await post(d.head, contested, 'contests/decide', decision)).data
    expect(decided).toMatchObject({ total: '99', openContests: 0 })
    expect(itemOf(decided, 'late_vehicles').details).toMatchObject({
      handedOver: '100',
      counted: '5',
      excess: '1',
    })
    expect(decided.contests[0]).toMatchObject({ state: 'excluded', totalBefore: '98', totalAfter: '99' })

    const old = await d.head.get(`/appraisal/cards/${decided.id}/versions/${contested.version}`)
    expect(old.data.result.total).toBe('98')
    const confirmed = (await post(d.advisor, decided, 'confirm')).data
    const filed = await post(d.hr, confirmed, 'file')
    expect(filed.data).toMatchObject({ state: 'filed', total: '99', filed: { by: '人事周' } })
    expect(await put(d.manager, filed.data, 'csi_rate', { input: { value: '1' } })).toMatchObject({
      status: 422,
      data: { reason: 'appraisal.card_not_open' },
    })
  })

  it('of a deduction, kept: nothing changes, and it cannot be decided twice', async () => {
    const d = await dealer()
    await open(d.hr)
    const card = await entered(d.manager, await cardOf(d.manager, d.advisor.personId))
    const event = { itemKey: 'left_place', occurredOn: '2026-05-12', note: '14 点离岗半小时' }
    const deducted = (await post(d.manager, card, 'deductions', event)).data
    expect(sectionOf(deducted, 'discipline')).toMatchObject({ points: '5', lost: '5' })
    const [deduction] = itemOf(deducted, 'left_place').deductions
    const contest = {
      itemKey: 'left_place',
      subjectKind: 'deduction',
      subjectId: deduction.id,
      reason: '去库房领件',
    }
    const contested = (await post(d.advisor, deducted, 'contests', contest)).data
    const decide = (version: number) =>
      d.head.post(`/appraisal/cards/${card.id}/contests/decide`, {
        version,
        contestId: contested.contests[0].id,
        decision: 'kept',
        reason: '库房无领件记录',
      })
    const kept = await decide(contested.version)
    expect(kept.data).toMatchObject({ total: deducted.total, openContests: 0 })
    expect(await decide(kept.data.version)).toMatchObject({
      status: 422,
      data: { reason: 'appraisal.already_decided' },
    })
  })
})

describe('APR-3: entries', () => {
  let d: Dealer
  beforeAll(async () => {
    d = await dealer()
    await open(d.hr)
  })

  it('a deduction accepted any order: now it is one that exists, with its own number', async () => {
    const card = await cardOf(d.manager, d.other.personId)
    const unitId = (await d.company.admin.get('/org/units')).data.items.find(
      (unit: any) => unit.code === 'front-desk',
    ).id
    const body = { typeKey: 'maintenance', unitId, complaint: '保养', accept: false }
    const order = (await d.company.admin.post('/orders', body)).data
    const event = { itemKey: 'left_place', occurredOn: '2026-05-03', note: '离岗' }
    for (const strange of [{ orderId: newId() }, { orderNumber: 'W-404' }])
      expect(await post(d.manager, card, 'deductions', { ...event, ...strange })).toMatchObject({
        status: 422,
        data: { reason: 'appraisal.no_such_order' },
      })
    const made = await post(d.manager, card, 'deductions', { ...event, orderId: order.id, orderNumber: 'x' })
    const [deduction] = itemOf(made.data, 'left_place').deductions
    expect(deduction).toMatchObject({ orderId: order.id, orderNumber: order.number })
    const removal = { deductionId: deduction.id, reason: '记错人' }
    expect((await post(d.manager, made.data, 'deductions/remove', removal)).status).toBe(200)
  })

  it('events count once a month and kind, and can be taken back with a reason', async () => {
    let card = await cardOf(d.manager, d.advisor.personId)
    for (const occurredOn of ['2026-05-03', '2026-05-04'])
      card = (await post(d.manager, card, 'deductions', { itemKey: 'left_place', occurredOn, note: '离岗' }))
        .data
    expect(sectionOf(card, 'discipline')).toMatchObject({ points: '5' })
    for (const { id } of itemOf(card, 'left_place').deductions)
      card = (await post(d.manager, card, 'deductions/remove', { deductionId: id, reason: '记错人' })).data
    expect(sectionOf(card, 'discipline')).toMatchObject({ points: '10' })
    expect(itemOf(card, 'left_place').deductions.map((one: any) => one.removedReason)).toEqual([
      '记错人',
      '记错人',
    ])
  })

  it.each([
    [
      'a day of another month',
      'deductions',
      { itemKey: 'left_place', occurredOn: '2026-04-30', note: 'x' },
      'appraisal.not_in_month',
    ],
    [
      'an item that only events can change',
      null,
      { key: 'left_place', input: { count: 1 } },
      'appraisal.deductions_are_events',
    ],
    ['an unfinished card', 'score', {}, 'appraisal.card_incomplete'],
    ['a step out of order', 'review', {}, 'appraisal.wrong_state'],
  ])('refuses %s', async (_, verb, body: any, reason) => {
    const card = await cardOf(d.head, d.advisor.personId)
    const answer = verb
      ? await post(d.head, card, verb, body)
      : await put(d.head, card, body.key, { input: body.input })
    expect(answer).toMatchObject({ status: 422, data: { reason } })
  })

  it('one of two who edit the same version wins', async () => {
    const card = await cardOf(d.manager, d.advisor.personId)
    const edit = (value: string) => put(d.manager, card, 'csi_rate', { input: { value } })
    const answers = await Promise.all([edit('0.91'), edit('0.86')])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
  })

  it('opening again makes cards only for newcomers', async () => {
    const late = await d.company.hire('service-advisor', '顾问新')
    const again = await open(d.hr)
    expect(again.data).toMatchObject({ created: 1 })
    expect((await cardOf(d.manager, late.personId)).state).toBe('draft')
  })

  it('a card given back says why and is open again', async () => {
    const card = await entered(d.manager, await cardOf(d.manager, d.other.personId))
    const scored = (await post(d.manager, card, 'score')).data
    expect(await post(d.head, scored, 'return')).toMatchObject({
      status: 422,
      data: { reason: 'appraisal.reason_needed' },
    })
    const returned = (await post(d.head, scored, 'return', { note: '缺 CSI 依据' })).data
    expect(returned).toMatchObject({ state: 'returned', returnedReason: '缺 CSI 依据', scored: null })
    expect((await post(d.manager, returned, 'score')).data.state).toBe('scored')
  })
})

describe('APR-3: points inside a range', () => {
  it('outside is refused', async () => {
    house.setNow('2026-05-31T18:00:00+08:00')
    const company = await house.newCompany({ pack: 'manufacturer-field-service' })
    const head = await company.hire('department-head')
    const supporter = await company.hire('technical-supporter')
    const opened = await open(company.admin)
    expect(opened.data.created).toBe(1)
    const card = await cardOf(head, supporter.personId)
    const set = (points: string) => put(head, card, 'complaint_days', { input: { value: '2', points } })
    expect(await set('9')).toMatchObject({ status: 422, data: { reason: 'appraisal.points_outside_range' } })
    expect(itemOf((await set('7')).data, 'complaint_days')).toMatchObject({
      points: '7',
      because: 'given_by_rater',
    })
  })
})

describe('ORG-7, PLT-13: whose card is seen', () => {
  let d: Dealer
  let technician: Visitor
  let cardId: string
  beforeAll(async () => {
    d = await dealer()
    technician = await d.company.hire('technician-1', '技师赵')
    await open(d.hr)
    cardId = (await cardOf(d.head, d.advisor.personId)).id
  })

  it('the own card is open to everybody, a colleague’s is forbidden, a strange one does not exist', async () => {
    const mine = (await technician.get('/appraisal/mine')).data
    expect(mine.current).toMatchObject({
      personId: technician.personId,
      can: { contest: true, score: false },
    })
    expect(await technician.get(`/appraisal/cards/${cardId}`)).toMatchObject({
      status: 403,
      data: { reason: 'platform.out_of_reach' },
    })
    expect((await technician.get(`/appraisal/cards/${newId()}`)).status).toBe(404)
    const elsewhere = await house.newCompany()
    expect((await elsewhere.admin.get(`/appraisal/cards/${cardId}`)).status).toBe(404)
  })

  it('lists hold the reach: a technician oneself, the manager the front desk with oneself, another company nothing', async () => {
    const idsOf = async (visitor: Visitor) =>
      (await visitor.get('/appraisal/cards')).data.items.map((card: any) => card.personId).sort()
    expect(await idsOf(technician)).toEqual([technician.personId])
    const frontDesk = [d.manager, d.advisor, d.other].map((visitor) => visitor.personId)
    expect(await idsOf(d.manager)).toEqual(frontDesk.sort())
    expect(await idsOf((await house.newCompany()).admin)).toEqual([])
  })

  it('verbs of others are forbidden and change nothing', async () => {
    const card = (await technician.get('/appraisal/mine')).data.current
    expect((await put(technician, card, 'csi_rate', { input: { value: '1' } })).status).toBe(403)
    expect((await post(d.manager, { id: card.id, version: card.version }, 'score')).status).toBe(403)
    expect((await technician.post('/appraisal/cards/open', { month, unitId: null })).status).toBe(403)
    expect((await technician.get('/appraisal/mine')).data.current.version).toBe(card.version)
  })

  it('a query that forgets its condition gives only the own rows; another company’s gives none', async () => {
    const client = new pg.Client({ connectionString: house.database.appUrl })
    await client.connect()
    const tables = [
      'appraisal_cards',
      'appraisal_card_items',
      'appraisal_card_versions',
      'appraisal_evidence',
      'appraisal_deductions',
      'appraisal_contests',
    ]
    const as = async (companyId: string, personId: string) => {
      await client.query('begin')
      await client.query(
        `select set_config('fuheng.company', $1, true), set_config('fuheng.person', $2, true)`,
        [companyId, personId],
      )
      const people = new Set<string>()
      for (const table of tables)
        for (const row of (await client.query<{ person_id: string }>(`select person_id from ${table}`)).rows)
          people.add(row.person_id)
      await client.query('rollback')
      return [...people]
    }
    const strange = await house.newCompany()
    try {
      expect(await as(d.company.company.id, technician.personId)).toEqual([technician.personId])
      expect(await as(strange.company.id, technician.personId)).toEqual([])
      expect(await as('', technician.personId)).toEqual([])
    } finally {
      await client.end()
    }
  })
})

describe('APR-1: definitions have versions', () => {
  it('a card keeps the version it began with', async () => {
    const d = await dealer()
    await open(d.hr)
    const { cards } = (await d.hr.get('/appraisal/definitions')).data
    const template = cards.find((card: any) => card.key === 'dealer-advisor')
    const body = { ...template.body, name: { zh: '服务顾问考核表(新)', en: 'New' } }
    const saved = await d.hr.put('/appraisal/definitions/card/dealer-advisor', {
      version: 1,
      body,
      note: '改名',
    })
    expect(saved.status).toBe(200)
    expect((await cardOf(d.head, d.advisor.personId)).templateName.zh).toBe('服务顾问月度绩效考核表')
    const faulty = { ...body, sections: body.sections.slice(1) }
    const refused = await d.hr.put('/appraisal/definitions/card/dealer-advisor', {
      version: 2,
      body: faulty,
      note: 'x',
    })
    expect(refused).toMatchObject({ status: 400, data: { reason: 'appraisal.faulty_template' } })
    const late = await d.hr.put('/appraisal/definitions/card/dealer-advisor', { version: 1, body, note: 'x' })
    expect(late).toMatchObject({ status: 409, data: { reason: 'appraisal.version_moved' } })
  })
})
