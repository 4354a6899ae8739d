import { describe, expect, it } from 'vitest'
import { testHouse, type TestCompany } from '../../../tests/support/house'
import { customerImporter } from './importer'
import { findPairs } from './pairs'

const house = testHouse()

const phone = (number: string) => ({ phones: [{ phone: number }] })
const add = async (company: TestCompany, body: object): Promise<any> => {
  const answer = await company.admin.post('/customers', { evenIfSimilar: true, ...body })
  expect(answer.status, JSON.stringify(answer.data)).toBe(201)
  return answer.data
}

/** The pairs, once the job that follows every change has run; the job itself is awaited, not replaced. */
async function pairs(company: TestCompany, query = '', expected?: number): Promise<any[]> {
  for (let tries = 0; tries < 60; tries += 1) {
    const { data } = await company.admin.get(`/customers/duplicates${query}`)
    if (expected === undefined || data.items.length === expected) return data.items
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  return (await company.admin.get(`/customers/duplicates${query}`)).data.items
}

describe('CUS-6: duplicates are pointed out before they are made', () => {
  it('refuses a new archive with the candidates; the same request with 仍然新建 makes it, once', async () => {
    const company = await house.newCompany()
    const first = await add(company, { name: '张建国', ...phone('13800138000') })
    const body = { name: '张 建国', ...phone('+86 138-0013-8000') }
    const refused = await company.admin.post('/customers', body, 'key-of-one-form')
    expect(refused).toMatchObject({
      status: 409,
      data: {
        reason: 'customers.maybe_duplicate',
        details: { candidates: [{ id: first.id, strength: 'likely' }] },
      },
    })
    const sure = { ...body, evenIfSimilar: true }
    const made = await company.admin.post('/customers', sure, 'key-of-one-form')
    expect(made.status).toBe(201)
    expect((await company.admin.post('/customers', sure, 'key-of-one-form')).data.id).toBe(made.data.id)
    expect((await company.admin.get('/customers')).data.total).toBe(2)
  })

  it('a company in other words is found while typing; a namesake is shown but does not stand in the way', async () => {
    const company = await house.newCompany()
    const hongda = await add(company, { name: '深圳市宏达物流有限公司', kind: 'organisation' })
    await add(company, { name: '张伟', ...phone('13711112222') })
    const typed = await company.admin.get(
      `/customers/similar?name=${encodeURIComponent('宏达物流公司')}&kind=organisation`,
    )
    expect(typed.data.items).toMatchObject([
      { id: hongda.id, strength: 'possible', reasons: [{ because: 'name' }] },
    ])
    const same = await company.admin.get(`/customers/similar?name=${encodeURIComponent('张伟')}`)
    expect(same.data.items).toMatchObject([{ strength: 'none', reasons: [{ because: 'name' }] }])
    expect((await company.admin.post('/customers', { name: '张伟' })).status).toBe(201)
  })

  it('a file: rows like a customer or like an earlier row are warned of and brought in all the same', async () => {
    const company = await house.newCompany()
    await add(company, { name: '张建国', ...phone('13800138000') })
    const record = (line: number, values: Record<string, string>) => ({
      line,
      lines: [line],
      values,
      items: [],
      extra: {},
    })
    const records = [
      record(2, { name: '李秀英', phone: '13800138000' }),
      record(3, { name: '深圳市顺通达工程机械有限公司', phone: '13600000001' }),
      record(4, { name: '顺通大工程机械公司', phone: '13600000002' }),
      record(5, { name: '张建国', phone: '13800138000' }),
      record(6, { name: '王五', phone: '13600000003' }),
    ]
    const call = { kind: 'normal', mode: 'create' } as const
    const findings = await company.within((ctx) => customerImporter.check(ctx, records, call))
    expect(findings.map((one) => [one.record.line, one.severity, one.reason, one.params ?? {}])).toEqual([
      [5, 'error', 'customers.already_there', {}],
      [2, 'warning', 'customers.maybe_there', { name: '张建国', phone: '13800138000' }],
      [4, 'warning', 'customers.maybe_twice', { line: 3 }],
    ])
    await company.within((ctx) => customerImporter.save(ctx, records.slice(0, 3), call))
    const found = await pairs(company, '', 2)
    expect(found.map((pair) => pair.strength)).toEqual(['possible', 'possible'])
  })
})

describe('CUS-6: 疑似重复客户', () => {
  it('lists pairs with their reasons; what was told apart is remembered with who and why', async () => {
    const company = await house.newCompany()
    const one = await add(company, { name: '张建国', ...phone('13800138000') })
    const two = await add(company, { name: '张建国', ...phone('138-0013-8000') })
    const three = await add(company, { name: '李秀英', ...phone('13800138000') })
    const found = await pairs(company, '', 3)
    expect(found[0]).toMatchObject({
      strength: 'likely',
      reasons: [{ because: 'phone', value: '13800138000' }, { because: 'name' }],
    })
    expect([found[0].a.id, found[0].b.id].sort()).toEqual([one.id, two.id].sort())
    expect(await pairs(company, '?strength=likely', 1)).toHaveLength(1)
    expect(await pairs(company, `?reason=name&customerId=${three.id}`)).toEqual([])
    const page = await company.admin.get('/customers/duplicates?limit=2')
    expect(page.data.total).toBe(3)
    const next = await company.admin.get(`/customers/duplicates?limit=2&cursor=${page.data.nextCursor}`)
    expect(next.data.items).toHaveLength(1)

    const couple = found.find((pair) => pair.strength === 'possible')
    const decide = (version: number) =>
      company.admin.post(`/customers/duplicates/${couple.id}/decide`, {
        state: 'different',
        note: '夫妻共用电话',
        version,
      })
    const answers = [await decide(couple.version), await decide(couple.version)]
    expect(answers.map(({ status }) => status)).toEqual([200, 409])
    // Neither a later change nor a search from the start asks again.
    await company.admin.patch(`/customers/${three.id}`, { version: 1, region: '海淀' })
    await company.admin.post('/customers/duplicates/search')
    expect(await pairs(company, '', 2)).toHaveLength(2)
    expect(await pairs(company, '?state=different', 1)).toMatchObject([
      { note: '夫妻共用电话', decidedByName: '管理员' },
    ])
  })

  it('a pair that no longer holds goes; one of a shared plate comes from the products', async () => {
    const company = await house.newCompany()
    const one = await add(company, { name: '甲公司', ...phone('13800138000') })
    const two = await add(company, { name: '乙先生', ...phone('13800138000') })
    expect(await pairs(company, '', 1)).toHaveLength(1)
    await company.admin.patch(`/customers/${two.id}`, { version: 1, ...phone('13900139000') })
    expect(await pairs(company, '', 0)).toEqual([])
    for (const customerId of [one.id, two.id])
      expect((await company.admin.post('/products', { plate: '粤B·12345', customerId })).status).toBe(201)
    expect(await pairs(company, '?reason=product', 1)).toMatchObject([
      { reasons: [{ because: 'product', value: '粤B12345' }] },
    ])
  })

  it('who may not merge sees no list; other companies see nothing of it', async () => {
    const company = await house.newCompany()
    const other = await house.newCompany()
    const advisor = await company.hire('service-advisor')
    expect((await advisor.get('/customers/duplicates')).status).toBe(403)
    await add(company, { name: '张建国', ...phone('13800138000') })
    await add(company, { name: '张建国', ...phone('13800138000') })
    expect(await pairs(company, '', 1)).toHaveLength(1)
    expect(await pairs(other)).toEqual([])
  })

  it('a phone that everybody carries makes no pairs, and the work does not grow with the customers', async () => {
    const company = await house.newCompany()
    const rows = Array.from({ length: 60 }, (_, at) => ({ name: `客户${at}`, phone: '02087654321' }))
    const record = (values: Record<string, string>, at: number) => ({
      line: at,
      lines: [at],
      values,
      items: [],
      extra: {},
    })
    await company.within((ctx) =>
      customerImporter.save(ctx, rows.map(record), { kind: 'normal', mode: 'create' }),
    )
    const ids = (await company.admin.get('/customers?limit=100')).data.items.map(
      (row: { id: string }) => row.id,
    )
    expect(await company.within((ctx) => findPairs(ctx, ids))).toBe(0)
  })
})
