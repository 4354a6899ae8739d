import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inServiceOn, partRefusal, swapRefusal, type ComponentState } from './components.rules'

const old: ComponentState = {
  serial: 'P-001',
  partNo: 'PUMP',
  warrantyOnly: false,
  installedOn: '2026-01-10',
  removedOn: null,
}
const part = { serial: 'P-002', partNo: 'PUMP', warrantyOnly: false }
const facts = { productId: 'a', on: '2026-03-01', today: '2026-03-10', newInService: undefined }

describe('AST-6: a swap', () => {
  it.each([
    ['换上新件', old, part, facts, null],
    ['当天装当天换', old, part, { ...facts, on: '2026-01-10' }, null],
    ['旧件已拆下', { ...old, removedOn: '2026-02-01' }, part, facts, 'products.not_in_service'],
    ['日期在将来', old, part, { ...facts, on: '2026-03-11' }, 'products.day_in_future'],
    ['早于装上之日', old, part, { ...facts, on: '2026-01-09' }, 'products.before_installed'],
    ['新旧序列号相同', old, { ...part, serial: 'P-001' }, facts, 'products.same_serial'],
    [
      '新序列号已在本机上',
      old,
      part,
      { ...facts, newInService: { productId: 'a', product: '甲' } },
      'products.serial_in_service',
    ],
    [
      '新序列号在另一台上',
      old,
      part,
      { ...facts, newInService: { productId: 'b', product: '粤A00001' } },
      'products.serial_elsewhere',
    ],
    ['库存件没有件号', old, { ...part, partNo: '' }, facts, 'products.part_no_needed'],
    ['仅保修用的序列号不需件号', old, { serial: 'W-1', partNo: '', warrantyOnly: true }, facts, null],
  ])('%s', (_, before, next, given, reason) => {
    expect(swapRefusal(before, next, given)?.reason ?? null).toBe(reason)
  })

  it('names the other product', () => {
    const there = { productId: 'b', product: '粤A00001' }
    expect(swapRefusal(old, part, { ...facts, newInService: there })?.details).toEqual({
      product: '粤A00001',
    })
  })

  it('仅保修用的件要有序列号', () => {
    expect(partRefusal({ serial: null, partNo: '', warrantyOnly: true })?.reason).toBe(
      'products.serial_needed',
    )
  })

  it('on any day either the old or the new part is in the product, never both', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((at) => `2026-02-${String(at).padStart(2, '0')}`)
    fc.assert(
      fc.property(day, day, (swapped, asked) => {
        const before = { ...old, removedOn: swapped }
        const after = { ...old, serial: 'P-002', installedOn: swapped }
        expect(inServiceOn([before, after], asked)).toHaveLength(1)
      }),
    )
  })
})
