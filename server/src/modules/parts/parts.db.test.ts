import { describe, expect, it } from 'vitest'
import { testHouse } from '../../../tests/support/house'
import { partRows } from '.'
import { partImporter } from './importer'

const house = testHouse()

const filter = {
  number: '15208-65F0A',
  name: '机油滤清器',
  spec: 'φ65',
  unit: '个',
  family: '保养件',
  standardCost: '18.50',
  prices: [
    { name: '零售价', price: '35', validFrom: '2026-01-01', validTo: '2026-07-01' },
    { name: '零售价', price: '38.00', validFrom: '2026-07-01' },
    { name: '索赔价', price: '30', validFrom: '2026-01-01' },
  ],
}

describe('PRT-1: the catalogue', () => {
  it('keeps prices by date and interchange both ways', async () => {
    house.setNow('2026-03-10T10:00:00+08:00')
    try {
      const { admin, within } = await house.newCompany()
      const one = await admin.post('/parts', filter)
      expect(one.data.currentPrices).toEqual([
        { name: '索赔价', price: '30.00' },
        { name: '零售价', price: '35.00' },
      ])
      const other = await admin.post('/parts', {
        number: 'OF-88',
        name: '机滤',
        interchangeIds: [one.data.id],
      })
      const back = await admin.get(`/parts/${one.data.id}`)
      expect(back.data.interchange).toMatchObject([{ id: other.data.id, number: 'OF-88' }])
      const july = await within((ctx) => partRows(ctx, [one.data.id], '2026-07-01'))
      expect(july.get(one.data.id)?.prices).toEqual({ 零售价: '38.00', 索赔价: '30.00' })
      const cut = await admin.patch(`/parts/${one.data.id}`, { version: 1, interchangeIds: [] })
      expect(cut.data.interchange).toEqual([])
      expect((await admin.get(`/parts/${other.data.id}`)).data.interchange).toEqual([])
      expect((await admin.patch(`/parts/${one.data.id}`, { version: 1, unit: '只' })).status).toBe(409)
      expect((await admin.post('/parts', filter)).data.reason).toBe('parts.number_taken')
      const overlap = {
        ...filter,
        number: 'X',
        prices: [...filter.prices, { name: '零售价', price: '1', validFrom: '2026-02-01' }],
      }
      expect((await admin.post('/parts', overlap)).data).toMatchObject({
        reason: 'parts.prices_overlap',
        details: { fields: [{ path: 'prices.3.validFrom' }] },
      })
    } finally {
      house.setNow(null)
    }
  })

  it('the cost is for those who keep the catalogue: not in list, record, history or file of others', async () => {
    const { admin, hire } = await house.newCompany()
    const advisor = await hire('service-advisor')
    const { data } = await admin.post('/parts', filter)
    expect(data.standardCost).toBe('18.50')
    const seen = await advisor.get(`/parts/${data.id}`)
    expect(seen.data).toMatchObject({ standardCost: null, can: { edit: false } })
    expect(JSON.stringify(seen.data)).not.toContain('18.50')
    expect((await advisor.get('/parts')).data.items[0].standardCost).toBeNull()
    expect((await advisor.get('/parts/export?format=csv')).data).not.toContain('18.5')
    expect((await admin.get('/parts/export?format=csv')).data).toContain('18.5')
    expect((await advisor.patch(`/parts/${data.id}`, { version: 1, unit: '只' })).status).toBe(403)
  })

  it('CUS-7: is found by number without its dashes, by pinyin and by specification', async () => {
    const { admin } = await house.newCompany()
    await admin.post('/parts', filter)
    for (const q of ['1520865F', '65f0a', 'jylq', '滤清', 'φ65'])
      expect((await admin.get(`/parts?q=${encodeURIComponent(q)}`)).data.total, q).toBe(1)
  })

  it('PLT-4: comes from a file; a number that is there or stands twice is refused', async () => {
    const { admin, within } = await house.newCompany()
    await admin.post('/parts', filter)
    const record = (line: number, values: Record<string, string>) => ({
      line,
      lines: [line],
      values,
      items: [],
      extra: {},
    })
    const records = [
      record(2, { number: filter.number, name: '机油滤清器' }),
      record(3, { number: 'B1', name: '刹车片', price: '260', quality: 'boutique' }),
      record(4, { number: 'B1', name: '刹车片' }),
    ]
    const call = { kind: 'normal', mode: 'create' } as const
    const findings = await within((ctx) => partImporter.check(ctx, records, call))
    expect(findings.map((one) => [one.record.line, one.reason])).toEqual([
      [2, 'parts.already_there'],
      [4, 'parts.twice_in_file'],
    ])
    await within((ctx) => partImporter.save(ctx, [records[1]!], call))
    const found = await admin.get('/parts?quality=boutique')
    expect(found.data.items[0]).toMatchObject({ number: 'B1', currentPrices: [{ price: '260.00' }] })
  })
})
