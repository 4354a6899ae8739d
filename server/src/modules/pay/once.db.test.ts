import { beforeAll, describe, expect, it } from 'vitest'
import { handedOver } from '../../../tests/support/handovers'
import { testHouse, type TestCompany, type Visitor } from '../../../tests/support/house'

const house = testHouse()
const month = '2026-05'

const unitId = async (company: TestCompany, code: string): Promise<string> =>
  (await company.admin.get('/org/units')).data.items.find((unit: any) => unit.code === code).id
const positionId = async (company: TestCompany, code: string): Promise<string> =>
  (await company.admin.get('/org/positions')).data.items.find((position: any) => position.code === code).id

async function assign(company: TestCompany, person: Visitor, code: string, from: string): Promise<string> {
  const body = { positionId: await positionId(company, code), from, share: '1' }
  const made = await company.admin.post(`/org/people/${person.personId}/assignments`, body)
  if (made.status >= 300) throw new Error(JSON.stringify(made.data))
  return made.data.id
}

async function endFirst(company: TestCompany, person: Visitor, on: string): Promise<void> {
  const file = (await company.admin.get(`/org/people/${person.personId}`)).data
  const ended = await company.admin.post(`/org/assignments/${file.assignments[0].id}/end`, { on })
  if (ended.status >= 300) throw new Error(JSON.stringify(ended.data))
}

/** A card of the month taken to its end by the administrator and the person. */
async function finish(company: TestCompany, person: Visitor, template: string, csi = '0.95'): Promise<any> {
  const query = `month=${month}&personId=${person.personId}&template=${template}`
  const row = (await company.admin.get(`/appraisal/cards?${query}`)).data.items[0]
  let card = (await company.admin.get(`/appraisal/cards/${row.id}`)).data
  for (const [key, value] of [
    ['csi_rate', csi],
    ['satisfaction_rate', '0.99'],
  ] as const) {
    const body = { version: card.version, input: { value } }
    const answer = await company.admin.put(`/appraisal/cards/${card.id}/items/${key}`, body)
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.data))
    card = answer.data
  }
  for (const [visitor, verb] of [
    [company.admin, 'score'],
    [company.admin, 'review'],
    [person, 'confirm'],
    [company.admin, 'file'],
  ] as const) {
    const answer = await visitor.post(`/appraisal/cards/${card.id}/${verb}`, { version: card.version })
    if (answer.status !== 200) throw new Error(`${verb}: ${JSON.stringify(answer.data)}`)
    card = answer.data
  }
  return card
}

async function runOf(visitor: Visitor, of: { unitId: string; schemeKey: string }): Promise<any> {
  const made = await visitor.post('/pay/runs', { month, ...of })
  if (made.status !== 201) throw new Error(JSON.stringify(made.data))
  return (await visitor.get(`/pay/runs/${made.data.id}`)).data
}
const move = (visitor: Visitor, run: any, verb: string, note = '') =>
  visitor.post(`/pay/runs/${run.id}/${verb}`, { version: run.version, note })
const slipIn = async (visitor: Visitor, run: any, person: Visitor) => {
  const found = run.items.find((slip: any) => slip.personId === person.personId)
  return found ? (await visitor.get(`/pay/slips/${found.id}`)).data : null
}

interface Shop {
  company: TestCompany
  clerk: Visitor
  head: Visitor
  advisor: Visitor
}

async function shop(): Promise<Shop> {
  house.setNow('2026-06-05T09:00:00+08:00')
  const company = await house.newCompany()
  return {
    company,
    clerk: await company.hire('payroll-clerk', '财务'),
    head: await company.hire('station-head', '站长'),
    advisor: await company.hire('service-advisor', '王敏'),
  }
}

describe('PAY-1, PAY-5: the same person was paid twice for a month', () => {
  let s: Shop
  let unit: any
  beforeAll(async () => {
    s = await shop()
    await s.company.admin.post('/appraisal/cards/open', { month, unitId: null })
    await finish(s.company, s.advisor, 'dealer-advisor')
    unit = await runOf(s.clerk, {
      unitId: await unitId(s.company, 'front-desk'),
      schemeKey: 'advisor-output',
    })
  })

  it('by a run for the unit and one for its parent: the second names the first and pays nothing', async () => {
    expect(unit.items).toHaveLength(1)
    const whole = await runOf(s.clerk, {
      unitId: await unitId(s.company, 'dealership'),
      schemeKey: 'advisor-output',
    })
    expect(whole.items).toEqual([])
    expect(whole.problems).toEqual([
      { personId: s.advisor.personId, personName: '王敏', reason: 'paid_elsewhere', runId: unit.id },
    ])
  })

  it('a draft made by mistake is discarded with a reason, and the person is free for the other run', async () => {
    expect(await move(s.clerk, unit, 'discard')).toMatchObject({
      status: 422,
      data: { reason: 'pay.reason_needed' },
    })
    const gone = await move(s.clerk, unit, 'discard', '部门选错')
    expect(gone).toMatchObject({ status: 200, data: { state: 'discarded', items: [], total: '0.00' } })
    const again = await runOf(s.clerk, {
      unitId: await unitId(s.company, 'front-desk'),
      schemeKey: 'advisor-output',
    })
    expect(again.items).toHaveLength(1)
    expect(await move(s.clerk, gone.data, 'recompute')).toMatchObject({ status: 422 })
  })

  it('two runs at the same moment: the database itself lets only one have the person', async () => {
    const t = await shop()
    await t.company.admin.post('/appraisal/cards/open', { month, unitId: null })
    await finish(t.company, t.advisor, 'dealer-advisor')
    const units = [await unitId(t.company, 'front-desk'), await unitId(t.company, 'dealership')]
    await Promise.all(
      units.map((id) => t.clerk.post('/pay/runs', { month, unitId: id, schemeKey: 'advisor-output' })),
    )
    const slips = (await t.clerk.get(`/pay/slips?month=${month}&personId=${t.advisor.personId}`)).data
    expect(slips.items).toHaveLength(1)
  })
})

describe('PAY-1, PAY-3: a change of position in the middle of the month paid two full guarantees', () => {
  it('base and guarantee by the days of the position, and the card of the position that is paid', async () => {
    const s = await shop()
    await endFirst(s.company, s.advisor, '2026-05-16')
    await assign(s.company, s.advisor, 'technician-1', '2026-05-16')
    await handedOver(s.company, 'front-desk', [
      { ownerId: s.advisor.personId, on: '2026-05-10', onTime: true, daily: '40000.00' },
    ])
    await s.company.admin.post('/appraisal/cards/open', { month, unitId: null })
    const asAdvisor = await finish(s.company, s.advisor, 'dealer-advisor', '0.91')
    const asTechnician = await finish(s.company, s.advisor, 'dealer-technician')
    const whole = await unitId(s.company, 'dealership')
    const advisors = await runOf(s.clerk, { unitId: whole, schemeKey: 'advisor-output' })
    const technicians = await runOf(s.clerk, { unitId: whole, schemeKey: 'technician-output' })
    const first = await slipIn(s.clerk, advisors, s.advisor)
    const second = await slipIn(s.clerk, technicians, s.advisor)
    expect([first.card.id, second.card.id]).toEqual([asAdvisor.id, asTechnician.id])
    expect(first.lines.map((line: any) => [line.label, line.formula])).toEqual([
      ['performance', `(1500 × 15 ÷ 31 + 40000 × 0.01) × ${asAdvisor.total} ÷ 100`],
      ['guarantee_top_up', expect.stringContaining('3000 × 15 ÷ 31 − ')],
    ])
    expect(first.amount).toBe('1451.61')
    expect(second.amount).toBe('1548.39')
    expect(first.lines[0].links[0]).toMatchObject({ kind: 'indicator', period: '2026-05-01..2026-05-15' })
  })

  it('a gap between two spells is not counted as present', async () => {
    const s = await shop()
    await endFirst(s.company, s.advisor, '2026-05-06')
    await assign(s.company, s.advisor, 'service-advisor', '2026-05-22')
    await s.company.admin.post('/appraisal/cards/open', { month, unitId: null })
    await finish(s.company, s.advisor, 'dealer-advisor')
    const unit = await unitId(s.company, 'front-desk')
    const run = await runOf(s.clerk, { unitId: unit, schemeKey: 'advisor-output' })
    // 1 to 5 and 22 to 31 May: 15 of 31 days.
    expect((await slipIn(s.clerk, run, s.advisor)).amount).toBe('1451.61')
  })

  it('somebody with a card for another position alone is a named problem', async () => {
    const s = await shop()
    await s.company.admin.post('/appraisal/cards/open', { month, unitId: null })
    await finish(s.company, s.advisor, 'dealer-advisor')
    // After the cards were opened: no card for the workshop.
    await endFirst(s.company, s.advisor, '2026-05-16')
    await assign(s.company, s.advisor, 'technician-1', '2026-05-16')
    const whole = await unitId(s.company, 'dealership')
    const run = await runOf(s.clerk, { unitId: whole, schemeKey: 'technician-output' })
    expect(run.items).toEqual([])
    expect(run.problems).toMatchObject([{ personId: s.advisor.personId, reason: 'card_of_another_position' }])
  })
})

describe('PAY-5: four eyes', () => {
  it('who made or checked a run does not approve it, and nobody approves a run that pays them', async () => {
    const s = await shop()
    await s.company.admin.post('/appraisal/cards/open', { month, unitId: null })
    await finish(s.company, s.advisor, 'dealer-advisor')
    const unit = await unitId(s.company, 'front-desk')
    const made = await runOf(s.company.admin, { unitId: unit, schemeKey: 'advisor-output' })
    const checked = (await move(s.clerk, made, 'check')).data
    const seen = (await s.company.admin.get(`/pay/runs/${made.id}`)).data
    expect(seen).toMatchObject({ can: { approve: false }, approvalRefused: 'pay.approved_by_maker' })
    expect(await move(s.company.admin, checked, 'approve')).toMatchObject({
      status: 403,
      data: { reason: 'pay.approved_by_maker' },
    })
    expect((await move(s.head, checked, 'approve')).data.state).toBe('approved')
  })

  it('the person in the run', async () => {
    const s = await shop()
    await s.company.admin.post('/appraisal/cards/open', { month, unitId: null })
    await finish(s.company, s.advisor, 'dealer-advisor')
    await assign(s.company, s.head, 'service-advisor', '2026-05-01').catch(() => undefined)
    await s.company.admin.post('/appraisal/cards/open', { month, unitId: null })
    await finish(s.company, s.head, 'dealer-advisor')
    const unit = await unitId(s.company, 'front-desk')
    const run = await runOf(s.clerk, { unitId: unit, schemeKey: 'advisor-output' })
    expect(run.items).toHaveLength(2)
    const checked = (await move(s.clerk, run, 'check')).data
    expect(await move(s.head, checked, 'approve')).toMatchObject({
      status: 403,
      data: { reason: 'pay.approved_by_paid' },
    })
    expect((await move(s.company.admin, checked, 'approve')).data.state).toBe('approved')
  })
})
