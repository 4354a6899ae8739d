import { describe, expect, it } from 'vitest'
import { testHouse } from '../../../tests/support/house'
import { openShop } from '../../../tests/support/orders'

const house = testHouse()

describe('AST-6: parts and swaps', () => {
  it('a swap keeps both serial numbers with their days; a serial number is in one product at a time', async () => {
    const { admin } = await house.newCompany()
    const one = (await admin.post('/products', { plate: '粤A00001' })).data
    const other = (await admin.post('/products', { plate: '粤A00002' })).data
    const pump = {
      name: '液压泵',
      assembly: '液压系统',
      partNo: 'YB-20',
      serial: ' p-001 ',
      installedOn: '2026-01-10',
    }
    const added = await admin.post(`/products/${one.id}/components`, pump)
    expect(added).toMatchObject({
      status: 201,
      data: { components: [{ serial: 'P-001', installedOn: '2026-01-10' }] },
    })
    const again = await admin.post(`/products/${one.id}/components`, pump)
    expect(again.data.reason).toBe('products.serial_in_service')
    const elsewhere = await admin.post(`/products/${other.id}/components`, pump)
    expect(elsewhere.data).toMatchObject({
      reason: 'products.serial_elsewhere',
      details: { product: '粤A00001' },
    })

    const [part] = added.data.components
    const swap = { componentId: part.id, newSerial: 'P-002', swappedOn: '2026-03-01', reason: '内泄' }
    const wrong = await admin.post(`/products/${one.id}/swaps`, { ...swap, faultySerial: 'P-009' })
    expect(wrong.data).toMatchObject({ reason: 'products.other_serial', details: { serial: 'P-001' } })
    const swapped = await admin.post(`/products/${one.id}/swaps`, swap)
    expect(swapped.status, JSON.stringify(swapped.data)).toBe(201)
    expect(swapped.data.components).toMatchObject([
      { serial: 'P-002', installedOn: '2026-03-01', removedOn: null, partNo: 'YB-20' },
      { serial: 'P-001', removedOn: '2026-03-01' },
    ])
    expect(swapped.data.swaps).toMatchObject([
      { faultySerial: 'P-001', newSerial: 'P-002', reason: '内泄', orderId: null },
    ])
    // The old part was taken out, so it may be built into another product.
    expect(
      (await admin.post(`/products/${other.id}/components`, { ...pump, installedOn: '2026-04-01' })).status,
    ).toBe(201)
    const both = await Promise.all(
      [one, other].map(({ id }) =>
        admin.post(`/products/${id}/components`, { name: '阀', serial: 'V-1', partNo: 'V' }),
      ),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422])
  })

  it('a warranty-only serial number needs no part number; stock parts do', async () => {
    const { admin } = await house.newCompany()
    const { data } = await admin.post('/products', { plate: '粤A00001' })
    const added = await admin.post(`/products/${data.id}/components`, {
      name: '控制器',
      serial: 'W-1',
      warrantyOnly: true,
    })
    const [part] = added.data.components
    const swap = { componentId: part.id, newSerial: 'W-2', swappedOn: '2026-03-01', reason: '不启动' }
    expect(
      (await admin.post(`/products/${data.id}/swaps`, { ...swap, warrantyOnly: false })).data.reason,
    ).toBe('products.part_no_needed')
    expect((await admin.post(`/products/${data.id}/swaps`, swap)).status).toBe(201)
  })

  it('a swap during an order stands on the order and in the product, with the order’s number', async () => {
    const company = await house.newCompany()
    const shop = await openShop(company)
    const { productId } = await shop.product()
    const added = await company.admin.post(`/products/${productId}/components`, {
      name: '刹车泵',
      partNo: 'B1',
      serial: 'B-1',
    })
    const order = await shop.open()
    const body = {
      componentId: added.data.components[0].id,
      newSerial: 'B-2',
      swappedOn: '2026-03-01',
      reason: '漏油',
    }
    const swapped = await shop.advisor.post(`/orders/${order.id}/swaps`, { ...body, version: order.version })
    expect(swapped.status, JSON.stringify(swapped.data)).toBe(201)
    expect(swapped.data.swaps).toMatchObject([
      { faultySerial: 'B-1', newSerial: 'B-2', orderNumber: order.number },
    ])
    const stale = await shop.advisor.post(`/orders/${order.id}/swaps`, { ...body, version: order.version })
    expect(stale.status).toBe(409)
    const list = await company.admin.get(`/products/${productId}/components`)
    expect(list.data.swaps).toMatchObject([{ orderId: order.id, orderNumber: order.number }])
    expect((await shop.technician.post(`/products/${productId}/swaps`, body)).status).toBe(403)
  })
})
