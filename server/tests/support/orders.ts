import { ensureCustomers } from '../../src/modules/customers'
import { unitByCode } from '../../src/modules/org'
import { ensureModels, ensureProducts } from '../../src/modules/products'
import type { TestCompany, Visitor } from './house'

export interface Shop {
  company: TestCompany
  admin: Visitor
  /** Advisor of the front desk: edits and reads its orders, settles the own ones. */
  advisor: Visitor
  technician: Visitor
  second: Visitor
  unitId: string
  workshopId: string
  /** A product with its customer: made once per plate. */
  product(plate?: string, customer?: string): Promise<{ productId: string; customerId: string }>
  /** An order at the counter; answers with the record. */
  open(input?: object, by?: Visitor): Promise<any>
  /** One verb with the version of the record given; answers with the record, throws when refused. */
  act(order: any, verb: string, body?: object, by?: Visitor): Promise<any>
  /** From accepted to ready, by the technician. */
  repaired(order: any): Promise<any>
}

const idOf = async (company: TestCompany, code: string): Promise<string> => {
  const unit = await company.within((ctx) => unitByCode(ctx, code))
  if (!unit) throw new Error(`no unit ${code}`)
  return unit.id
}

/** A dealer with people, as a day at the counter needs it. */
export async function openShop(company: TestCompany): Promise<Shop> {
  const advisor = await company.hire('service-advisor', '王敏')
  const technician = await company.hire('technician-1', '李强')
  const second = await company.hire('technician-1', '赵刚')
  const unitId = await idOf(company, 'front-desk')
  const workshopId = await idOf(company, 'workshop')
  const known = new Map<string, { productId: string; customerId: string }>()

  const product = async (plate = '粤A12345', customer = `车主${plate}`) => {
    const before = known.get(plate)
    if (before) return before
    const made = await company.within(async (ctx) => {
      const [customerId = ''] = await ensureCustomers(ctx, [{ name: customer, phone: null }])
      const [modelId = ''] = await ensureModels(ctx, [{ name: '轿车一型', family: '轿车' }])
      const [productId] = await ensureProducts(ctx, [{ customerId, plate, modelId }])
      return { productId: productId ?? '', customerId }
    })
    known.set(plate, made)
    return made
  }

  const open = async (input: object = {}, by: Visitor = advisor) => {
    const { productId } = await product()
    const body = {
      typeKey: 'repair',
      unitId,
      productId,
      mileageKm: 52000,
      faultGroupKey: 'brakes',
      complaint: '刹车异响',
      ...input,
    }
    const answer = await by.post('/orders', body)
    if (answer.status !== 201) throw new Error(`open: ${answer.status} ${JSON.stringify(answer.data)}`)
    return answer.data
  }

  const act = async (order: any, verb: string, body: object = {}, by: Visitor = advisor) => {
    const send = verb === 'workers' ? by.put : by.post
    const answer = await send(`/orders/${order.id}/${verb}`, { version: order.version, ...body })
    if (answer.status >= 300) throw new Error(`${verb}: ${answer.status} ${JSON.stringify(answer.data)}`)
    return answer.data
  }

  const repaired = async (order: any) => {
    let now = await act(order, 'workers', { workers: [{ personId: technician.personId }] })
    for (const to of ['in_repair', 'quality_check', 'ready']) now = await act(now, 'move', { to }, technician)
    return now
  }

  return {
    company,
    admin: company.admin,
    advisor,
    technician,
    second,
    unitId,
    workshopId,
    product,
    open,
    act,
    repaired,
  }
}
