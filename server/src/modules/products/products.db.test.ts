import { describe, expect, it } from 'vitest'
import { testHouse } from '../../../tests/support/house'
import { ensureCustomers } from '../customers'
import { ensureModels, ensureProducts, recordReadings, searchProducts } from '.'
import { productImporter } from './importer'

const house = testHouse()

const model = {
  code: 'X5',
  name: '远航 X5',
  family: '轿车',
  assemblies: ['发动机', '刹车片'],
  warranty: [
    { name: '整车', months: 36, mileageKm: 60000 },
    { name: '易损件', assembly: '刹车片', months: 6, mileageKm: 5000 },
  ],
}

describe('AST-1: the product archive', () => {
  it('keeps its sections, knows when it was due, and refuses a VIN that is in use', async () => {
    house.setNow('2026-03-10T10:00:00+08:00')
    try {
      const { admin } = await house.newCompany()
      const made = await admin.post('/products/models', model)
      const customer = await admin.post('/customers', { name: '张建国' })
      const added = await admin.post('/products', {
        vin: ' lsvab2183e2100001 ',
        plate: '京A·12345',
        modelId: made.data.id,
        customerId: customer.data.id,
        exWorksOn: '2026-03-07',
        deliveredOn: '2026-03-09',
        configuration: [{ name: '变速箱', value: '双离合' }],
        packing: [{ name: '千斤顶', quantity: '1', unit: '个' }],
      })
      expect(added.status).toBe(201)
      expect(added.data).toMatchObject({
        vin: 'LSVAB2183E2100001',
        plate: '京A12345',
        modelName: '远航 X5',
        customerName: '张建国',
        archiveDueOn: '2026-03-09',
        archiveState: 'late',
        packing: [{ name: '千斤顶', quantity: '1' }],
        assemblies: ['发动机', '刹车片'],
      })
      const again = await admin.post('/products', { vin: 'LSVAB2183E2100001' })
      expect(again).toMatchObject({ status: 409, data: { reason: 'products.vin_taken' } })
      expect((await admin.post('/products', { note: '无号' })).data.reason).toBe('products.number_needed')
      const masked = await admin.post('/products', { plate: '京A12***', deliveredOn: '2026-03-09' })
      expect((await admin.post('/products', { plate: '京A12***' })).status).toBe(201)
      expect(masked.data.archiveState).toBe('on_time')
      const report = await admin.get('/products/archive-timeliness?from=2026-03-01&to=2026-03-31')
      expect(report.data).toMatchObject({ judged: 2, onTime: 1, late: 1, rate: '0.500000' })
      expect((await admin.get('/products?archive=late')).data.total).toBe(1)
      const altered = await admin.post(`/products/${added.data.id}/alterations`, {
        kind: 'part_replacement',
        happenedOn: '2026-03-10',
        description: '更换发动机总成',
        oldNumber: 'E1',
        newNumber: 'E2',
      })
      expect(altered.data.alterations).toMatchObject([{ kind: 'part_replacement', newNumber: 'E2' }])
      const conflict = await Promise.all(
        ['京B00001', '京B00002'].map((plate) =>
          admin.patch(`/products/${added.data.id}`, { version: 1, plate }),
        ),
      )
      expect(conflict.map((answer) => answer.status).sort()).toEqual([200, 409])
    } finally {
      house.setNow(null)
    }
  })

  it('CUS-7: is found by plate, VIN, model and customer, also after the customer or the model was renamed', async () => {
    const { admin, within } = await house.newCompany()
    const made = await admin.post('/products/models', model)
    const customer = await admin.post('/customers', { name: '张建国' })
    const added = await admin.post('/products', {
      vin: 'LSVAB2183E2100001',
      plate: '沪C66K88',
      modelId: made.data.id,
      customerId: customer.data.id,
    })
    const ids = async (q: string) => (await within((ctx) => searchProducts(ctx, q, 5))).map((row) => row.id)
    for (const q of ['66k8', '2100001', '远航', 'yuanhang', 'zjg'])
      expect(await ids(q), q).toEqual([added.data.id])
    await admin.patch(`/customers/${customer.data.id}`, { version: 1, name: '李卫国' })
    await admin.patch(`/products/models/${made.data.id}`, { version: 1, name: '近海 X5' })
    expect(await ids('lwg')).toEqual([added.data.id])
    expect(await ids('近海')).toEqual([added.data.id])
    expect(await ids('zjg')).toEqual([])
  })

  it('B: keeps the newest reading only', async () => {
    const { admin, within } = await house.newCompany()
    const { data } = await admin.post('/products', { plate: '京A1' })
    const read = (mileageKm: number, on: string) =>
      within((ctx) => recordReadings(ctx, [{ productId: data.id, mileageKm, hours: null, on }]))
    await read(5000, '2026-03-01')
    await read(4000, '2026-02-01')
    expect((await admin.get(`/products/${data.id}`)).data).toMatchObject({
      mileageKm: 5000,
      readOn: '2026-03-01',
    })
  })
})

describe('AST-2: coverage over HTTP', () => {
  it('answers with the clause; a clause of an unknown assembly is refused', async () => {
    const { admin } = await house.newCompany()
    const made = await admin.post('/products/models', model)
    const { data } = await admin.post('/products', {
      vin: 'V1',
      modelId: made.data.id,
      deliveredOn: '2025-01-01',
    })
    const ask = async (query: string) => (await admin.get(`/products/${data.id}/coverage?${query}`)).data
    expect(await ask('on=2025-12-01&mileage=20000')).toMatchObject({ answer: 'partly' })
    expect(await ask(`on=2025-12-01&mileage=20000&assembly=${encodeURIComponent('刹车片')}`)).toMatchObject({
      answer: 'not_covered',
      clauses: [{ name: '易损件', state: 'lapsed', because: 'time', endsOn: '2025-07-01' }],
    })
    expect(await ask(`on=2025-12-01&assembly=${encodeURIComponent('发动机')}`)).toMatchObject({
      answer: 'unknown',
      missing: ['mileage'],
    })
    const wrong = await admin.patch(`/products/models/${made.data.id}`, {
      version: 1,
      assemblies: ['发动机'],
    })
    expect(wrong.data.reason).toBe('products.no_such_assembly')
    expect((await admin.post('/products/models', model)).data.reason).toBe('products.code_taken')
  })
})

describe('PLT-4: products from files', () => {
  it('are told by VIN, else by customer, plate and model, and made once', async () => {
    const { within, admin } = await house.newCompany()
    const [customerA, customerB, x5] = await within(async (ctx) => [
      ...(await ensureCustomers(ctx, [{ name: '甲' }, { name: '乙' }])),
      ...(await ensureModels(ctx, [{ name: 'X5' }, { name: 'X5' }])),
    ])
    const wanted = [
      { customerId: customerA!, plate: '京A12***', modelId: x5 },
      { customerId: customerB!, plate: '京A12***', modelId: x5 },
      { customerId: customerA!, plate: '京A·12***', modelId: x5 },
      { customerId: null, vin: 'v9' },
      { customerId: customerB!, vin: 'V9', plate: '京B1' },
      { customerId: null },
      { customerId: customerA!, plate: '京A12***' },
    ]
    const ids = await within((ctx) => ensureProducts(ctx, wanted))
    expect(ids[0]).not.toBe(ids[1])
    expect(ids[2]).toBe(ids[0])
    expect(ids[4]).toBe(ids[3])
    expect(ids[5]).toBeNull()
    const again = await within((ctx) => ensureProducts(ctx, wanted))
    expect(again.slice(0, 5)).toEqual(ids.slice(0, 5))
    expect(again[6]).toBe(ids[0])
    expect((await admin.get('/products/models')).data.total).toBe(1)
  })

  it('the importer makes customers and models with them and refuses what is there', async () => {
    const { within, admin } = await house.newCompany()
    await admin.post('/products', { vin: 'V1' })
    const record = (line: number, values: Record<string, string>) => ({
      line,
      lines: [line],
      values,
      items: [],
      extra: {},
    })
    const records = [
      record(2, { vin: 'v1' }),
      record(3, { note: '无号' }),
      record(4, { plate: '京A1', customer: '甲', customerPhone: '13800000001', model: 'X5' }),
      record(5, { plate: '京A·1', customer: '甲', customerPhone: '13800000001', model: 'X5' }),
      record(6, {
        vin: 'V2',
        customer: '甲',
        customerPhone: '13800000001',
        model: 'X7',
        family: 'SUV',
        mileageKm: '1200',
      }),
    ]
    const call = { kind: 'normal', mode: 'create' } as const
    const findings = await within((ctx) => productImporter.check(ctx, records, call))
    expect(findings.map((one) => [one.record.line, one.reason])).toEqual([
      [2, 'products.already_there'],
      [3, 'products.number_needed'],
      [5, 'products.twice_in_file'],
    ])
    await within((ctx) => productImporter.save(ctx, [records[2]!, records[4]!], call))
    const list = await admin.get(`/products?q=${encodeURIComponent('甲')}`)
    expect(list.data.total).toBe(2)
    expect((await admin.get('/customers')).data.total).toBe(1)
    const csv = await admin.get('/products/export?format=csv&family=SUV')
    expect(csv.data).toContain('V2')
    expect(csv.data).not.toContain('京A1')
    const third = await within((ctx) => productImporter.check(ctx, [records[2]!], call))
    expect(third.map((one) => one.reason)).toEqual(['products.already_there'])
  })
})
