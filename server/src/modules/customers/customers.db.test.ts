import { describe, expect, it } from 'vitest'
import { testHouse } from '../../../tests/support/house'
import { newId } from '../../kernel/ids'
import { ensureCustomers, searchCustomers } from '.'
import { customerImporter } from './importer'

const house = testHouse()

const zhang = {
  name: '张建国',
  address: '朝阳区建国路 8 号',
  region: '朝阳',
  source: '自然到店',
  phones: [{ phone: '138 0013 8000', label: '手机' }, { phone: '010-65550001' }],
  contacts: [{ name: '李秘书', title: '行政', phones: [{ phone: '13911112222' }] }],
}

describe('CUS-1: the customer archive', () => {
  it('keeps phones and contacts, and every change of address, phone and responsible person', async () => {
    const { admin, hire } = await house.newCompany()
    const wang = await hire('service-advisor', '王顾问')
    const added = await admin.post('/customers', zhang)
    expect(added.status).toBe(201)
    expect(added.data).toMatchObject({
      name: '张建国',
      phone: '138 0013 8000',
      can: { edit: true, archive: false },
    })
    const { id } = added.data
    const changed = await admin.patch(`/customers/${id}`, {
      version: 1,
      address: '海淀区中关村大街 1 号',
      responsiblePersonId: wang.personId,
      phones: [{ phone: '13800138000', label: '手机' }],
    })
    expect(changed.status).toBe(200)
    expect(changed.data.contacts).toHaveLength(1)
    expect(changed.data.region).toBe('朝阳')
    const byField = new Map(changed.data.changes.map((one: { field: string }) => [one.field, one]))
    expect(byField.get('address')).toMatchObject({
      oldValue: '朝阳区建国路 8 号',
      newValue: '海淀区中关村大街 1 号',
      changedByName: '管理员',
    })
    expect(byField.get('responsiblePerson')).toMatchObject({ oldValue: '', newValue: '王顾问' })
    expect(byField.get('phone')).toMatchObject({ oldValue: expect.stringContaining('010-65550001') })
    const names = changed.data.timeline.map((entry: { action: string }) => entry.action)
    expect(names).toEqual(['customers.customer_edited', 'customers.customer_added'])
  })

  it('two who save the same version: one saves, the other sees what is there now', async () => {
    const { admin } = await house.newCompany()
    const { data } = await admin.post('/customers', zhang)
    const edit = (region: string) => admin.patch(`/customers/${data.id}`, { version: 1, region })
    const answers = await Promise.all([edit('海淀'), edit('西城')])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
    const lost = answers.find((answer) => answer.status === 409)!
    expect(lost.data).toMatchObject({ reason: 'customers.version_moved', details: { changed: ['region'] } })
    expect(lost.data.details.current.version).toBe(2)
  })

  it('a repeated create is one customer; a code in use is refused at its field', async () => {
    const { admin } = await house.newCompany()
    const key = newId()
    const first = await admin.post('/customers', { ...zhang, code: 'K001' }, key)
    const second = await admin.post('/customers', { ...zhang, code: 'K001' }, key)
    expect(second.data.id).toBe(first.data.id)
    const refused = await admin.post('/customers', { name: '别人', code: 'K001' })
    expect(refused).toMatchObject({
      status: 409,
      data: { reason: 'customers.code_taken', details: { fields: [{ path: 'code' }] } },
    })
  })

  it('CUS-6: the same phone in another spelling is pointed out before the same name', async () => {
    const { admin } = await house.newCompany()
    const { data } = await admin.post('/customers', zhang)
    await admin.post('/customers', { name: '赵六', phones: [] })
    const similar = await admin.get(
      `/customers/similar?phone=${encodeURIComponent('+86 138-0013-8000')}&name=${encodeURIComponent('赵六')}`,
    )
    expect(
      similar.data.items.map((one: { reasons: { because: string }[] }) =>
        one.reasons.map(({ because }) => because),
      ),
    ).toEqual([['phone'], ['name']])
    expect(similar.data.items[0].id).toBe(data.id)
    expect((await admin.get(`/customers/similar?phone=13800138000&except=${data.id}`)).data.items).toEqual([])
  })

  it('nobody of another company sees or finds it', async () => {
    const [one, other] = [await house.newCompany(), await house.newCompany()]
    const { data } = await one.admin.post('/customers', zhang)
    expect((await other.admin.get(`/customers/${data.id}`)).status).toBe(404)
    expect((await other.admin.get('/customers?q=zjg')).data.items).toEqual([])
  })

  it('own scope: a technician sees only the customers he is responsible for', async () => {
    const { admin, hire } = await house.newCompany()
    const technician = await hire('technician-1')
    const mine = await admin.post('/customers', {
      name: '我的客户',
      responsiblePersonId: technician.personId,
    })
    const others = await admin.post('/customers', { name: '别人的客户' })
    const list = await technician.get('/customers')
    expect(list.data.items.map((row: { id: string }) => row.id)).toEqual([mine.data.id])
    expect(list.data.total).toBe(1)
    expect((await technician.get(`/customers/${others.data.id}`)).status).toBe(404)
    expect(
      (await technician.patch(`/customers/${mine.data.id}`, { version: 1, region: '东城' })).status,
    ).toBe(403)
  })
})

describe('CUS-7: found by any fragment', () => {
  it.each(['建国', 'zhangjianguo', 'zjg', '0013', '6555', '李秘书', '13911112222', 'jianguo'])(
    '%s',
    async (q) => {
      const { admin, company, within } = await house.newCompany()
      const { data } = await admin.post('/customers', zhang)
      const list = await admin.get(`/customers?q=${encodeURIComponent(q)}`)
      expect(list.data.items.map((row: { id: string }) => row.id)).toEqual([data.id])
      const found = await within((ctx) => searchCustomers(ctx, q, 5))
      expect(found.map((row) => row.name)).toEqual(['张建国'])
      expect(company.name).toBeTruthy()
    },
  )

  it('no longer by the old name', async () => {
    const { admin } = await house.newCompany()
    const { data } = await admin.post('/customers', zhang)
    await admin.patch(`/customers/${data.id}`, { version: 1, name: '张卫国' })
    expect((await admin.get('/customers?q=jianguo')).data.items).toEqual([])
    expect((await admin.get('/customers?q=weiguo')).data.items).toHaveLength(1)
  })
})

describe('CUS-2: the archive within two days of first contact', () => {
  it('lists who is late and reports 建档及时率; each number opens its list', async () => {
    const { admin, within } = await house.newCompany()
    house.setNow('2026-03-10T10:00:00+08:00')
    try {
      await admin.post('/customers', { name: '当天', firstContactOn: '2026-03-10' })
      await admin.post('/customers', { name: '第二天', firstContactOn: '2026-03-08' })
      await admin.post('/customers', { name: '迟了', firstContactOn: '2026-03-07' })
      await within((ctx) =>
        ensureCustomers(ctx, [
          { name: '还没建档', phone: '13700000001', firstContactOn: '2026-03-07' },
          { name: '还来得及', firstContactOn: '2026-03-09' },
          { name: '老客户' },
        ]),
      )
      const { data } = await admin.get('/customers/archive-timeliness?from=2026-03-01&to=2026-03-31')
      expect(data).toMatchObject({ judged: 4, onTime: 2, late: 2, pending: 1, rate: '0.500000', days: 2 })
      for (const [state, count] of [
        ['late', 2],
        ['on_time', 2],
        ['pending', 1],
      ] as const) {
        const list = await admin.get(
          `/customers?archive=${state}&firstContactFrom=2026-03-01&firstContactTo=2026-03-31`,
        )
        expect(list.data.total).toBe(count)
        const states = await Promise.all(
          list.data.items.map(
            async (row: { id: string }) => (await admin.get(`/customers/${row.id}`)).data.archiveState,
          ),
        )
        expect(new Set(states)).toEqual(new Set([state]))
      }
      const open = (await admin.get('/customers?q=13700000001')).data.items[0]
      expect(open).toMatchObject({ archivedOn: null, archiveDueOn: '2026-03-09', archiveState: 'late' })
      const made = await admin.post(`/customers/${open.id}/archive`, { version: open.version })
      expect(made.data).toMatchObject({
        archivedOn: '2026-03-10',
        archiveState: 'late',
        can: { archive: false },
      })
      const noPhone = (await admin.get(`/customers?q=${encodeURIComponent('老客户')}`)).data.items[0]
      expect(await admin.post(`/customers/${noPhone.id}/archive`, { version: 1 })).toMatchObject({
        status: 422,
        data: { reason: 'customers.phone_needed' },
      })
    } finally {
      house.setNow(null)
    }
  })
})

describe('PLT-4: customers from files', () => {
  it('are found by name and phone or made once, in the order asked', async () => {
    const { within, admin } = await house.newCompany()
    const wanted = [
      { name: '甲', phone: '13800000001' },
      { name: '乙' },
      { name: '甲', phone: '+86 138 0000 0001' },
      { name: '甲', phone: '13800000002' },
    ]
    const ids = await within((ctx) => ensureCustomers(ctx, wanted))
    expect(ids[0]).toBe(ids[2])
    expect(new Set(ids).size).toBe(3)
    expect(await within((ctx) => ensureCustomers(ctx, wanted))).toEqual(ids)
    const both = await Promise.all([1, 2].map(() => within((ctx) => ensureCustomers(ctx, [{ name: '丙' }]))))
    expect(both[0]).toEqual(both[1])
    expect((await admin.get('/customers')).data.total).toBe(4)
  })

  it('the importer refuses who is there, what stands twice and people nobody knows', async () => {
    const { within, admin } = await house.newCompany()
    await admin.post('/customers', zhang)
    const record = (line: number, values: Record<string, string>) => ({
      line,
      lines: [line],
      values,
      items: [],
      extra: {},
    })
    const records = [
      record(2, { name: '张建国', phone: '13800138000' }),
      record(3, { name: '新客户', phone: '13900000000', responsiblePerson: '查无此人' }),
      record(4, { name: '新客户', phone: '139-0000-0000' }),
      record(5, { name: '好客户', phone: '13600000000', contactName: '小王', contactPhone: '13600000009' }),
    ]
    const call = { kind: 'normal', mode: 'create' } as const
    const findings = await within((ctx) => customerImporter.check(ctx, records, call))
    expect(findings.map((one) => [one.record.line, one.reason]).sort()).toEqual([
      [2, 'customers.already_there'],
      [3, 'customers.person_unclear'],
      [4, 'customers.twice_in_file'],
    ])
    await within((ctx) => customerImporter.save(ctx, records.slice(3), call))
    const found = await admin.get('/customers?q=13600000009')
    expect(found.data.items[0]).toMatchObject({ name: '好客户', phone: '13600000000' })
  })

  it('PLT-3: the export has the rows of the filter and says who took it', async () => {
    const { admin, within } = await house.newCompany()
    await admin.post('/customers', zhang)
    await admin.post('/customers', { name: '某公司', kind: 'organisation' })
    const csv = await admin.get('/customers/export?format=csv&kind=organisation')
    expect(csv.status).toBe(200)
    expect(csv.data).toContain('某公司')
    expect(csv.data).not.toContain('张建国')
    expect((await admin.get('/customers/export?format=xlsx')).status).toBe(200)
    expect(await within(async (ctx) => (await searchCustomers(ctx, '公司', 3)).length)).toBe(1)
  })
})
