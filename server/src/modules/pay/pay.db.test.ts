import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { handedOver } from '../../../tests/support/handovers'
import { testHouse, type TestCompany, type Visitor } from '../../../tests/support/house'
import { newId } from '../../kernel/ids'

const house = testHouse()
const month = '2026-05'

const unitId = async (company: TestCompany, code: string): Promise<string> =>
  (await company.admin.get('/org/units')).data.items.find((unit: any) => unit.code === code).id

const itemOf = (card: any, key: string) =>
  card.sections.flatMap((section: any) => section.items).find((item: any) => item.key === key)

async function cardOf(visitor: Visitor, personId: string): Promise<any> {
  const list = await visitor.get(`/appraisal/cards?month=${month}&personId=${personId}`)
  return (await visitor.get(`/appraisal/cards/${list.data.items[0].id}`)).data
}

async function finished(
  company: TestCompany,
  person: Visitor,
  entries: Record<string, object>,
): Promise<any> {
  let card = await cardOf(company.admin, person.personId)
  const verb = async (visitor: Visitor, name: string) => {
    const answer = await visitor.post(`/appraisal/cards/${card.id}/${name}`, { version: card.version })
    if (answer.status !== 200) throw new Error(`${name}: ${JSON.stringify(answer.data)}`)
    card = answer.data
  }
  for (const [key, input] of Object.entries(entries)) {
    const answer = await company.admin.put(`/appraisal/cards/${card.id}/items/${key}`, {
      version: card.version,
      input,
    })
    if (answer.status !== 200) throw new Error(`${key}: ${JSON.stringify(answer.data)}`)
    card = answer.data
  }
  await verb(company.admin, 'score')
  await verb(company.admin, 'review')
  await verb(person, 'confirm')
  await verb(company.admin, 'file')
  return card
}

const best = (card: any, key: string) =>
  itemOf(card, key).rows.find((row: any) => Number(row.deduct ?? 0) === 0).key

interface Worked {
  company: TestCompany
  clerk: Visitor
  head: Visitor
  people: Visitor[]
  unit: string
}

/** The source's example: S 1500, 1000, 1250, 1000 and scores 100, 98, 96, 90. */
async function worked(): Promise<Worked> {
  house.setNow('2026-06-05T09:00:00+08:00')
  const company = await house.newCompany({ pack: 'manufacturer-field-service' })
  const clerk = await company.hire('payroll-clerk', '薪资员')
  const head = await company.hire('service-department-manager', '部长')
  const people: Visitor[] = []
  for (const name of ['甲', '乙', '丙', '丁']) people.push(await company.hire('retrofit-worker', name))
  const unit = await unitId(company, 'retrofit-team')
  await company.admin.post('/appraisal/cards/open', { month, unitId: unit })
  const scores = [30, 28, 26, 20]
  for (const [index, person] of people.entries()) {
    const card = await cardOf(company.admin, person.personId)
    const levels = card.sections
      .flatMap((section: any) => section.items)
      .filter((item: any) => item.kind === 'level')
    await finished(company, person, {
      goal_one_points: { points: String(scores[index]) },
      goal_two_points: { points: '15' },
      goal_three_points: { points: '15' },
      ...Object.fromEntries(levels.map((item: any) => [item.key, { level: best(card, item.key) }])),
    })
    const positionSalary = ['3000', '2000', '2500', '2000'][index]
    const salary = { personId: person.personId, validFrom: '2026-01-01', positionSalary, share: '0.5' }
    expect((await clerk.post('/pay/salaries', salary)).status).toBe(201)
  }
  return { company, clerk, head, people, unit }
}

async function runOf(visitor: Visitor, of: { unitId: string; schemeKey: string }): Promise<any> {
  const made = await visitor.post('/pay/runs', { month, ...of })
  if (made.status !== 201) throw new Error(JSON.stringify(made.data))
  return (await visitor.get(`/pay/runs/${made.data.id}`)).data
}

const move = (visitor: Visitor, run: any, verb: string, note = '') =>
  visitor.post(`/pay/runs/${run.id}/${verb}`, { version: run.version, note })

describe('PAY-1, PAY-2: the worked example, from cards to slips', () => {
  let w: Worked
  let run: any
  beforeAll(async () => {
    w = await worked()
    run = await runOf(w.clerk, { unitId: w.unit, schemeKey: 'department-pool' })
  })

  it('1556, 1016, 1245, 933, by the payroll clerk who may not open the cards', async () => {
    const amounts = w.people.map(
      (person) => run.items.find((slip: any) => slip.personId === person.personId).amount,
    )
    expect(amounts).toEqual(['1556.00', '1016.00', '1245.00', '933.00'])
    expect(run).toMatchObject({
      pool: '4750.00',
      standardsSum: '4750.00',
      remainder: '0.00',
      total: '4750.00',
      problems: [],
    })
    expect(run.items[0]).toMatchObject({
      standard: '1500.00',
      factor: '1',
      score: '100',
      shareOfPool: '0.327511',
    })
    expect((await w.clerk.get(`/appraisal/cards/${run.items[0].cardId}`)).status).toBe(403)
  })

  it('a slip says how it came about and opens what it rests on', async () => {
    const second = run.items.find((slip: any) => slip.personId === w.people[1]!.personId)
    const slip = (await w.clerk.get(`/pay/slips/${second.id}`)).data
    expect(slip.steps.map((step: any) => [step.label, step.formula, step.amount])).toEqual([
      ['standard', '2000.00 × 0.5', '1000.00'],
      ['factor', '98 ÷ 100', '0.98'],
    ])
    expect(slip.lines).toHaveLength(1)
    expect(slip.lines[0]).toMatchObject({
      ruleId: 'PAY-1',
      formula: '1000.00 × 0.98 ÷ 4580 × 4750',
      amount: '1016.00',
    })
    expect(slip.lines[0].links.map((link: any) => link.kind)).toEqual(['scorecard', 'coefficient'])
    expect(slip.pool).toMatchObject({ standardsSum: '4750.00', coefficient: '1', weightsSum: '4580' })
  })

  it('the unit’s coefficient cuts the pool; what it cut is a reserve', async () => {
    const refused = await w.clerk.put(`/pay/runs/${run.id}/coefficient`, {
      version: run.version,
      coefficient: '0.9',
      reason: '',
    })
    expect(refused.status).toBe(400)
    const cut = await w.clerk.put(`/pay/runs/${run.id}/coefficient`, {
      version: run.version,
      coefficient: '0.9',
      reason: '部门月度考核 90 分',
    })
    expect(cut.data).toMatchObject({
      pool: '4275.00',
      reserve: '475.00',
      coefficientReason: '部门月度考核 90 分',
    })
    const { remainder, reserveAfter, total } = cut.data
    expect(Number(total) + Number(remainder)).toBe(4275)
    expect(Number(reserveAfter)).toBe(475 + Number(remainder))
    const back = { version: cut.data.version, coefficient: '1', reason: '复核后更正' }
    run = (await w.clerk.put(`/pay/runs/${run.id}/coefficient`, back)).data
    expect(run.total).toBe('4750.00')
  })

  it('draft → checked → approved → paid → locked; each by who may, none twice', async () => {
    const person = w.people[1]!
    expect((await person.get('/pay/mine')).data.items).toEqual([])
    expect((await move(w.clerk, run, 'approve')).status).toBe(403)
    expect(await move(w.clerk, run, 'pay')).toMatchObject({
      status: 422,
      data: { reason: 'pay.wrong_state' },
    })
    const both = await Promise.all([move(w.clerk, run, 'check'), move(w.clerk, run, 'check')])
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409])
    run = both.find((answer) => answer.status === 200)!.data
    const recompute = await w.clerk.post(`/pay/runs/${run.id}/recompute`, { version: run.version })
    expect(recompute).toMatchObject({ status: 422, data: { reason: 'pay.run_not_draft' } })
    run = (await move(w.head, run, 'approve')).data
    expect((await person.get('/pay/mine')).data.current).toMatchObject({
      amount: '1016.00',
      state: 'approved',
    })
    run = (await move(w.clerk, run, 'pay')).data
    run = (await move(w.clerk, run, 'lock')).data
    expect(run).toMatchObject({ state: 'locked', locked: { by: '薪资员' } })
    expect(await move(w.head, run, 'give-back', '算错')).toMatchObject({
      status: 422,
      data: { reason: 'pay.wrong_state' },
    })
    expect(
      await w.clerk.post('/pay/runs', { month, unitId: w.unit, schemeKey: 'department-pool' }),
    ).toMatchObject({
      status: 409,
      data: { reason: 'pay.run_exists' },
    })
  })

  it('PAY-5: a correction is an entry that the next run pays', async () => {
    const person = w.people[1]!
    const { current } = (await person.get('/pay/mine')).data
    const entry = {
      personId: person.personId,
      kind: 'adjustment',
      happenedOn: '2026-06-03',
      amount: '-16.00',
    }
    const made = await w.clerk.post('/pay/entries', {
      ...entry,
      reason: '五月多发',
      correctsSlipId: current.id,
    })
    expect(made.status).toBe(201)
    const strange = await w.clerk.post('/pay/entries', {
      ...entry,
      personId: w.people[0]!.personId,
      reason: 'x',
      correctsSlipId: current.id,
    })
    expect(strange).toMatchObject({ status: 422, data: { reason: 'pay.slip_of_another' } })
    const june = await w.clerk.post('/pay/runs', {
      month: '2026-06',
      unitId: w.unit,
      schemeKey: 'department-pool',
    })
    const draft = (await w.clerk.get(`/pay/runs/${june.data.id}`)).data
    expect(draft.items).toEqual([])
    expect(draft.problems.map((problem: any) => problem.reason)).toEqual(Array(4).fill('no_card'))
    expect(await move(w.clerk, draft, 'check')).toMatchObject({
      status: 422,
      data: { reason: 'pay.problems_open' },
    })
  })

  it('goes out as a spreadsheet for payroll', async () => {
    const file = await w.clerk.raw({ method: 'GET', url: `/api/v1/pay/runs/${run.id}/export?format=csv` })
    expect(file.statusCode).toBe(200)
    expect(file.body).toContain('1556.00')
  })
})

describe('ORG-7, PLT-13: whose pay is seen', () => {
  let w: Worked
  let slips: any[]
  let strange: TestCompany
  beforeAll(async () => {
    w = await worked()
    const run = await runOf(w.clerk, { unitId: w.unit, schemeKey: 'department-pool' })
    await move(w.head, (await move(w.clerk, run, 'check')).data, 'approve')
    slips = run.items
    strange = await house.newCompany()
  })

  it('a colleague’s slip and the run are forbidden, a strange id does not exist, another company has nothing', async () => {
    const [one, two] = w.people as [Visitor, Visitor]
    const idOf = (person: Visitor) => slips.find((slip) => slip.personId === person.personId).id
    expect((await one.get(`/pay/slips/${idOf(one)}`)).status).toBe(200)
    expect(await one.get(`/pay/slips/${idOf(two)}`)).toMatchObject({
      status: 403,
      data: { reason: 'platform.out_of_reach' },
    })
    expect((await one.get(`/pay/slips/${newId()}`)).status).toBe(404)
    const { runId } = (await one.get(`/pay/slips/${idOf(one)}`)).data
    expect((await one.get(`/pay/runs/${runId}`)).status).toBe(403)
    expect((await one.get('/pay/runs')).data.items).toEqual([])
    expect((await one.get('/pay/slips')).data.items.map((slip: any) => slip.personId)).toEqual([one.personId])
    expect((await one.get('/pay/salaries')).data.items.map((row: any) => row.personId)).toEqual([
      one.personId,
    ])
    expect((await strange.admin.get(`/pay/slips/${idOf(one)}`)).status).toBe(404)
    expect((await strange.admin.get(`/pay/runs/${runId}`)).status).toBe(404)
  })

  it('nobody without the permission enters anything, and nobody for oneself', async () => {
    const [one] = w.people as [Visitor]
    const salary = { personId: one.personId, validFrom: '2026-05-01', positionSalary: '9000' }
    expect((await one.post('/pay/salaries', salary)).status).toBe(403)
    expect((await w.head.post('/pay/salaries', salary)).status).toBe(403)
    const own = await w.clerk.post('/pay/salaries', { ...salary, personId: w.clerk.personId })
    expect(own).toMatchObject({ status: 403, data: { reason: 'pay.not_yours_to_do' } })
    expect(
      (await one.post('/pay/runs', { month, unitId: w.unit, schemeKey: 'department-pool' })).status,
    ).toBe(403)
  })

  it('a query that forgets its condition gives only the own rows; another company’s gives none', async () => {
    const [one] = w.people as [Visitor]
    const client = new pg.Client({ connectionString: house.database.appUrl })
    await client.connect()
    const as = async (companyId: string, personId: string) => {
      await client.query('begin')
      await client.query(
        `select set_config('fuheng.company', $1, true), set_config('fuheng.person', $2, true)`,
        [companyId, personId],
      )
      const people: string[] = []
      for (const table of ['pay_slips', 'pay_salaries', 'pay_entries'])
        people.push(
          ...(await client.query(`select person_id from ${table}`)).rows.map((row) => row.person_id),
        )
      const runs = (await client.query('select id from pay_runs')).rows.length
      await client.query('rollback')
      return { people: [...new Set(people)], runs }
    }
    try {
      expect(await as(w.company.company.id, one.personId)).toEqual({ people: [one.personId], runs: 0 })
      expect(await as(strange.company.id, one.personId)).toEqual({ people: [], runs: 0 })
      expect(await as('', one.personId)).toEqual({ people: [], runs: 0 })
    } finally {
      await client.end()
    }
  })

  it('looking is written down', async () => {
    await w.head.get('/pay/runs')
    const seen = await w.company.within(async (ctx) => {
      const { tables } = await import('../../platform/db')
      return tables<any>(ctx.tx)
        .selectFrom('auditEntries')
        .selectAll()
        .where('action', '=', 'platform.looked_at')
        .where('actorName', '=', '部长')
        .execute()
    })
    expect(seen.length).toBeGreaterThan(0)
  })
})

describe('PAY-3, PAY-4: output pay', () => {
  it('base, output, rate, score, incentive and guarantee, with the way to each', async () => {
    house.setNow('2026-06-05T09:00:00+08:00')
    const company = await house.newCompany()
    const finance = await company.hire('payroll-clerk', '财务')
    const rich = await company.hire('service-advisor', '王敏')
    const poor = await company.hire('service-advisor', '李强')
    const without = await company.hire('service-advisor', '新人')
    await handedOver(company, 'front-desk', [
      { ownerId: rich.personId, on: '2026-05-10', onTime: true, daily: '200000.00' },
    ])
    await company.admin.post('/appraisal/cards/open', { month, unitId: null })
    // CSI 15 of 20: 95 points.
    await finished(company, rich, { csi_rate: { value: '0.91' }, satisfaction_rate: { value: '0.99' } })
    await finished(company, poor, { csi_rate: { value: '0.95' }, satisfaction_rate: { value: '0.99' } })
    const incentive = {
      personId: rich.personId,
      kind: 'incentive',
      happenedOn: '2026-05-12',
      amount: '300.00',
    }
    const order = await company.admin.post('/orders', {
      typeKey: 'maintenance',
      unitId: await unitId(company, 'front-desk'),
      complaint: '保养',
      accept: false,
    })
    for (const strange of [{ orderId: newId() }, { orderNumber: 'W-404' }])
      expect(await finance.post('/pay/entries', { ...incentive, ...strange, reason: 'x' })).toMatchObject({
        status: 422,
        data: { reason: 'pay.no_such_order' },
      })
    const named = { orderId: order.data.id, orderNumber: 'another one' }
    await finance.post('/pay/entries', { ...incentive, ...named, reason: '表扬信' })
    const run = await runOf(finance, {
      unitId: await unitId(company, 'front-desk'),
      schemeKey: 'advisor-output',
    })
    expect(run.problems).toEqual([
      { personId: without.personId, personName: '新人', reason: 'card_not_final' },
    ])
    expect(run.terms.rate).toMatchObject({ value: '0.01', isExample: true })
    const slipOf = async (person: Visitor) =>
      (await finance.get(`/pay/slips/${run.items.find((slip: any) => slip.personId === person.personId).id}`))
        .data
    const slip = await slipOf(rich)
    expect(slip.lines.map((line: any) => [line.label, line.formula, line.amount])).toEqual([
      ['performance', '(1500 + 200000 × 0.01) × 95 ÷ 100', '3325.00'],
      ['incentive', '300.00', '300.00'],
    ])
    expect(slip).toMatchObject({
      amount: '3625.00',
      lines: [{}, { reason: '表扬信', orderId: order.data.id, orderNumber: order.data.number }],
    })
    expect(slip.lines[0].links[0]).toMatchObject({
      kind: 'indicator',
      code: 'revenue_repair',
      personId: rich.personId,
    })
    expect((await slipOf(poor)).lines.at(-1)).toMatchObject({
      label: 'guarantee_top_up',
      formula: '3000 − 1500',
    })
    const [entry] = (await finance.get('/pay/entries')).data.items
    expect(await finance.post(`/pay/entries/${entry.id}/remove`, { reason: 'x' })).toMatchObject({
      status: 422,
      data: { reason: 'pay.entry_in_run' },
    })
  })
})

describe('ORG-4: salaries', () => {
  it('hold from their day; two who correct the same version do not overwrite each other', async () => {
    const w = await house.newCompany()
    const clerk = await w.hire('payroll-clerk')
    const person = await w.hire('technician-1')
    const salary = { personId: person.personId, validFrom: '2026-01-01', positionSalary: '4000' }
    const made = await clerk.post('/pay/salaries', salary)
    expect(await clerk.post('/pay/salaries', salary)).toMatchObject({
      status: 409,
      data: { reason: 'pay.salary_exists' },
    })
    const edit = (positionSalary: string) =>
      clerk.put(`/pay/salaries/${made.data.id}`, { version: 1, positionSalary, note: '更正' })
    const answers = await Promise.all([edit('4100'), edit('4200')])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
    await clerk.post('/pay/salaries', { ...salary, validFrom: '2026-04-01', positionSalary: '4500' })
    const current = (await clerk.get(`/pay/salaries?personId=${person.personId}`)).data.items
    expect(current).toMatchObject([{ positionSalary: '4500.00', validFrom: '2026-04-01' }])
    expect(
      (await clerk.get(`/pay/salaries?personId=${person.personId}&current=false`)).data.items,
    ).toHaveLength(2)
  })
})
