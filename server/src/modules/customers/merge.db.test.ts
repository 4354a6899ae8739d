import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { sql, type Kysely } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testHouse, type TestCompany } from '../../../tests/support/house'
import { openShop, type Shop } from '../../../tests/support/orders'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'
import { verifiers } from '../../wiring'

const house = testHouse()

const add = async (company: TestCompany, body: object): Promise<any> => {
  const answer = await company.admin.post('/customers', { evenIfSimilar: true, ...body })
  expect(answer.status, JSON.stringify(answer.data)).toBe(201)
  return answer.data
}

/** Versions and who saved last move on with every save; pairs are found again. Everything else must be as it was. */
const kept = [
  ['customers_customers', "- 'version' - 'updated_at' - 'updated_by'"],
  ['customers_phones', ''],
  ['customers_contacts', ''],
  ['customers_keys', ''],
  ['products_products', ''],
  ['service_orders', ''],
  ['search_terms', ''],
  // The ids of facts and when they were recorded are new where an open month was booked anew.
  ['indicator_facts', "- 'id' - 'recorded_at'"],
  ['indicator_presence', ''],
] as const

const db = (ctx: Ctx): Kysely<Db> => tables<Db>(ctx.tx)

const fingerprint = (company: TestCompany): Promise<string> =>
  company.within(async (ctx) => {
    const parts: string[] = []
    for (const [table, without] of kept) {
      const { rows } = await sql<{ rows: string }>`
        select coalesce(string_agg(r, e'\n' order by r), '') as rows from (
          select (to_jsonb(t) ${sql.raw(without)})::text as r from ${sql.table(table)} t
          where t.company_id = ${company.company.id}) x`.execute(db(ctx))
      parts.push(`${table}\n${rows[0]?.rows}`)
    }
    return process.env.SHOW
      ? parts.join('\n\n')
      : createHash('sha256').update(parts.join('\n\n')).digest('hex')
  })

const problems = (company: TestCompany) =>
  company.within(async (ctx) => {
    const found: object[] = []
    for (const verifier of verifiers) found.push(...(await verifier.run(ctx)))
    return found
  })

const merge = async (
  company: TestCompany,
  intoId: string,
  otherId: string,
  body: object = {},
): Promise<any> => {
  const [into, other] = [
    await company.admin.get(`/customers/${intoId}`),
    await company.admin.get(`/customers/${otherId}`),
  ]
  const answer = await company.admin.post(`/customers/${intoId}/merge`, {
    otherId,
    version: into.data.version,
    otherVersion: other.data.version,
    ...body,
  })
  expect(answer.status, JSON.stringify(answer.data)).toBe(201)
  return answer.data
}

const undo = (company: TestCompany, mergeId: string) =>
  company.admin.post(`/customers/merges/${mergeId}/undo`, { note: '合并错了' })

async function visited(shop: Shop, productId: string): Promise<any> {
  const ready = await shop.repaired(await shop.open({ productId }))
  return shop.act(await shop.act(ready, 'settle', {}, shop.admin), 'hand-over')
}

/** Visits of a month that is over, so that it can be closed. */
async function bothInOctober(shop: Shop, productIds: string[]): Promise<string> {
  house.setNow('2026-10-15T10:00:00+08:00')
  try {
    for (const productId of productIds) await visited(shop, productId)
  } finally {
    house.setNow(null)
  }
  return '2026-10'
}

const distinct = async (company: TestCompany, month?: string): Promise<string> => {
  const at = month ?? new Date().toISOString().slice(0, 7)
  return company.within(async (ctx) => {
    const { readCustomers } = await import('../indicators/sums.queries')
    const rows = await readCustomers(ctx, {
      months: [{ key: 'k', from: at, to: at }],
      cut: { role: 'owner', personId: null, spans: null, productFamily: null, orderType: null },
      by: 'nothing',
    })
    return String(rows[0]?.customers ?? 0)
  })
}

describe('CUS-6: merging two archives', () => {
  it('everything follows the survivor, numbers are right, and the undo brings the same rows back', async () => {
    const company = await house.newCompany()
    const shop = await openShop(company)
    const first = await shop.product('粤A00001', '张建国')
    const second = await shop.product('粤A00002', '张建国（重复）')
    const order = await visited(shop, first.productId)
    const other = await visited(shop, second.productId)
    await company.admin.patch(`/customers/${second.customerId}`, {
      version: 1,
      code: 'K007',
      region: '海淀',
      phones: [{ phone: '13800138000' }],
      contacts: [{ name: '李秘书', phones: [{ phone: '13911112222' }] }],
    })
    expect(await distinct(company)).toBe('2')
    expect(await problems(company)).toEqual([])
    const before = await fingerprint(company)

    const merged = await merge(company, first.customerId, second.customerId, {
      choices: { name: 'survivor' },
    })
    expect(merged).toMatchObject({ name: '张建国', region: '海淀', code: 'K007', phone: '13800138000' })
    expect(merged.contacts).toMatchObject([{ name: '李秘书' }])
    expect(merged.merges).toMatchObject([{ fromId: second.customerId, refusal: null }])
    expect(await problems(company)).toEqual([])
    expect(await distinct(company)).toBe('1')
    const orders = await company.admin.get(`/orders?customerId=${first.customerId}`)
    expect(orders.data.items.map((row: { id: string }) => row.id).sort()).toEqual([order.id, other.id].sort())
    expect((await company.admin.get(`/products?customerId=${second.customerId}`)).data.total).toBe(0)
    // The old archive can be read, says where it went, and is changed no more.
    const gone = await company.admin.get(`/customers/${second.customerId}`)
    expect(gone.data).toMatchObject({
      mergedInto: { id: first.customerId },
      can: { edit: false, merge: false },
    })
    expect((await company.admin.get(`/customers?q=${encodeURIComponent('张建国')}`)).data.total).toBe(1)
    expect((await company.admin.get(`/customers?q=${encodeURIComponent('重复')}`)).data.items).toMatchObject([
      { id: first.customerId },
    ])
    const refused = await company.admin.patch(`/customers/${second.customerId}`, {
      version: gone.data.version,
      region: '西城',
    })
    expect(refused.data.reason).toBe('customers.merged_away')
    const actions = merged.timeline.map((entry: { action: string }) => entry.action)
    expect(actions).toContain('customers.customer_merged_away')

    const undone = await undo(company, merged.merges[0].id)
    expect(undone).toMatchObject({ status: 200, data: { stayed: [] } })
    expect(await problems(company)).toEqual([])
    expect(await distinct(company)).toBe('2')
    expect(await fingerprint(company)).toBe(before)
    expect((await undo(company, merged.merges[0].id)).data.reason).toBe('customers.merge_undone')
  })

  it('an order for the old archive is taken in for the survivor, and stays there after the undo', async () => {
    const company = await house.newCompany()
    const shop = await openShop(company)
    const [a, b] = [await add(company, { name: '甲' }), await add(company, { name: '乙' })]
    const { productId } = await shop.product()
    const merged = await merge(company, a.id, b.id)
    const late = await shop.open({ productId, customerId: b.id })
    expect(late.customerId).toBe(a.id)
    expect((await undo(company, merged.merges[0].id)).status).toBe(200)
    expect((await company.admin.get(`/orders/${late.id}`)).data.customerId).toBe(a.id)
    expect(await problems(company)).toEqual([])
  })

  it('a closed month keeps its facts and its number; open months count the customer once', async () => {
    const company = await house.newCompany()
    const shop = await openShop(company)
    const first = await shop.product('粤A00001', '甲')
    const second = await shop.product('粤A00002', '乙')
    const month = await bothInOctober(shop, [first.productId, second.productId])
    const period = (await company.admin.get('/indicator-periods')).data.items.find(
      (row: { month: string }) => row.month === month,
    )
    const closed = await company.admin.post(`/indicator-periods/${month}/close`, {
      version: period?.version ?? 0,
    })
    expect(closed.status, JSON.stringify(closed.data)).toBeLessThan(300)
    const facts = () =>
      company.within(
        async (ctx) =>
          (
            await sql<{
              n: string
            }>`select count(*) || ' ' || coalesce(max(id::text), '') as n from indicator_facts where company_id = ${company.company.id}`.execute(
              db(ctx),
            )
          ).rows[0]?.n,
      )
    const before = await facts()
    const merged = await merge(company, first.customerId, second.customerId)
    expect(await facts()).toBe(before)
    expect(await problems(company)).toEqual([])
    expect(await distinct(company, month)).toBe('2')
    await undo(company, merged.merges[0].id)
    expect(await facts()).toBe(before)
    expect(await problems(company)).toEqual([])
  })

  it('a month closed between merge and undo is not booked anew either', async () => {
    const company = await house.newCompany()
    const shop = await openShop(company)
    const first = await shop.product('粤A00001', '甲')
    const second = await shop.product('粤A00002', '乙')
    const month = await bothInOctober(shop, [first.productId, second.productId])
    const merged = await merge(company, first.customerId, second.customerId)
    const period = (await company.admin.get('/indicator-periods')).data.items.find(
      (row: { month: string }) => row.month === month,
    )
    await company.admin.post(`/indicator-periods/${month}/close`, { version: period?.version ?? 0 })
    await undo(company, merged.merges[0].id)
    expect(await problems(company)).toEqual([])
    expect(await distinct(company, month)).toBe('1')
  })

  it('what happened since stays; chains go back in their order; two at once: one merges', async () => {
    const company = await house.newCompany()
    const [a, b, c] = [
      await add(company, { name: '甲', region: '' }),
      await add(company, { name: '乙', region: '海淀', note: '乙的备注' }),
      await add(company, { name: '丙' }),
    ]
    const ab = await merge(company, a.id, b.id)
    await company.admin.patch(`/customers/${a.id}`, { version: ab.version, note: '后来写的' })
    const ca = await merge(company, c.id, a.id)
    expect((await company.admin.get(`/customers/${b.id}`)).data.mergedInto.id).toBe(c.id)
    expect((await undo(company, ab.merges[0].id)).data.reason).toBe('customers.survivor_merged')
    expect((await undo(company, ca.merges[0].id)).status).toBe(200)
    expect((await company.admin.get(`/customers/${b.id}`)).data.mergedInto.id).toBe(a.id)
    const undone = await undo(company, ab.merges[0].id)
    expect(undone.data.stayed).toEqual(['note'])
    expect((await company.admin.get(`/customers/${a.id}`)).data).toMatchObject({
      region: '',
      note: '后来写的',
    })

    const [x, y] = [
      await company.admin.get(`/customers/${a.id}`),
      await company.admin.get(`/customers/${b.id}`),
    ]
    const body = (otherId: string, version: number, otherVersion: number) => ({
      otherId,
      version,
      otherVersion,
    })
    const answers = await Promise.all([
      company.admin.post(`/customers/${a.id}/merge`, body(b.id, x.data.version, y.data.version)),
      company.admin.post(`/customers/${b.id}/merge`, body(a.id, y.data.version, x.data.version)),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422])
    const stale = await company.admin.post(`/customers/${c.id}/merge`, body(c.id, 1, 1))
    expect(stale.data.reason).toBe('customers.merge_with_itself')
  })

  it('any archives: merge and undo leave the same rows', async () => {
    const company = await house.newCompany()
    const text = fc.constantFrom('', '海淀', '朝阳')
    const phones = fc.array(
      fc.record({
        phone: fc.constantFrom('13800138000', '139 0013 9000', '020-87654321'),
        label: fc.constantFrom('', '手机'),
      }),
      { maxLength: 3 },
    )
    const archive = fc.record({
      name: fc.constantFrom('张建国', '宏达物流有限公司', '王五'),
      kind: fc.constantFrom('person', 'organisation'),
      region: text,
      note: text,
      nextService: text,
      creditBlocked: fc.boolean(),
      phones,
      contacts: fc.array(fc.record({ name: fc.constantFrom('李秘书', '王会计'), phones }), { maxLength: 2 }),
    })
    const choices = fc.dictionary(
      fc.constantFrom('name', 'region', 'note', 'kind', 'creditBlocked'),
      fc.constantFrom('survivor', 'other'),
    )
    let count = 0
    await fc.assert(
      fc.asyncProperty(archive, archive, choices, fc.nat(3), async (one, other, chosen, plates) => {
        count += 1
        const a = await add(company, { ...one, code: `A${count}` })
        const b = await add(company, { ...other, code: `B${count}` })
        for (let at = 0; at < plates; at += 1)
          await company.admin.post('/products', {
            plate: `粤B${count}${at}99`,
            customerId: at % 2 ? a.id : b.id,
          })
        const before = await fingerprint(company)
        const merged = await merge(company, a.id, b.id, { choices: chosen })
        expect((await undo(company, merged.merges[0].id)).status).toBe(200)
        expect(await fingerprint(company)).toBe(before)
      }),
      { numRuns: 8 },
    )
  })
})
