import { sql } from 'kysely'
import type { z } from 'zod'
import type { Ctx } from '../../platform/ctx'
import { customerNames } from '../customers'
import { personNames, unitNames } from '../org'
import { productBriefs } from '../products'
import { chipsOf } from './clock.queries'
import type { ordersOf } from './list.filters'
import { openMoves, reaches } from './policy'
import type { OrderRow } from './record.schemas'
import * as rows from './rows'
import { db } from './store'

/** The columns every showing of an order starts from. */
export const selected = (query: ReturnType<typeof ordersOf>) =>
  query
    .select(['o.id', 'o.number', 'o.externalNo', 'o.typeKey', 't.name as typeName', 't.nameEn as typeNameEn'])
    .select([
      't.states',
      'o.state',
      'o.unitId',
      'o.advisorId',
      'o.customerId',
      'o.productId',
      'o.contactName',
    ])
    .select(['o.contactPhone', 'o.channel', 'o.receivedAt', 'o.complaint', 'o.mileageKm', 'o.faultGroupKey'])
    .select([
      'o.unclear',
      'o.promiseAt',
      'o.finishedAt',
      'o.settledAt',
      'o.handedOverAt',
      'o.onTime',
      'o.onTimeWhy',
    ])
    .select([
      'o.causedMarkedAt',
      'o.causedSignedAt',
      'o.spotCheck',
      'o.followUpAnswer',
      'o.daysSincePrevious',
    ])
    .select(['o.returnOfId', 'o.total', 'o.isHistory', 'o.version'])
    .select(['o.distanceKm', 'o.supplierNeeded', 'o.priority'])

export type Selected = Awaited<ReturnType<ReturnType<typeof selected>['execute']>>[number]

async function technicians(ctx: Ctx, ids: readonly string[]) {
  const found = await db(ctx)
    .selectFrom('serviceOrderWorkers')
    .select(['orderId', 'personId', 'isLead'])
    .where('companyId', '=', ctx.company.id)
    .where(sql<boolean>`order_id = any(${ids}::uuid[])`)
    .orderBy('orderId')
    .orderBy('position')
    .execute()
  const byOrder = new Map<string, { personId: string; isLead: boolean }[]>()
  for (const { orderId, personId, isLead } of found)
    byOrder.set(orderId, [...(byOrder.get(orderId) ?? []), { personId, isLead }])
  return byOrder
}

const each = <K extends keyof Selected>(orders: readonly Selected[], key: K) =>
  orders.map((order) => order[key])

// Asked for together, so that what does not wait for another answer shares a round trip.
async function namesFor(ctx: Ctx, orders: readonly Selected[]) {
  const peopleOf = async () => {
    const workers = await technicians(ctx, each(orders, 'id'))
    const named = [...workers.values()].flat().map((worker) => worker.personId)
    return { workers, people: await personNames(ctx, [...each(orders, 'advisorId'), ...named]) }
  }
  const [{ workers, people }, units, customers, products, clocks] = await Promise.all([
    peopleOf(),
    unitNames(ctx, each(orders, 'unitId')),
    customerNames(ctx, each(orders, 'customerId')),
    productBriefs(ctx, each(orders, 'productId')),
    chipsOf(ctx, each(orders, 'id')),
  ])
  return { workers, people, units, customers, products, clocks }
}

type Names = Awaited<ReturnType<typeof namesFor>>

function movesOf(ctx: Ctx, order: Selected, technicianIds: string[]) {
  const subject = { ...order, state: rows.stateOf(order.state), technicianIds }
  if (!reaches(ctx.actor, 'orders.edit', subject)) return []
  return openMoves(subject, order.states).flatMap(({ by, to }) => (by === 'move' ? [to] : []))
}

const isLate = (order: Selected, now: Date): boolean =>
  order.handedOverAt === null &&
  order.state !== 'cancelled' &&
  order.promiseAt !== null &&
  order.promiseAt < now

function shown(ctx: Ctx, order: Selected, names: Names): z.input<typeof OrderRow> {
  const { states: _states, causedMarkedAt, causedSignedAt: _signed, ...plain } = order
  const workers = names.workers.get(order.id) ?? []
  const product = names.products.get(order.productId ?? '')
  return {
    ...plain,
    state: rows.stateOf(order.state),
    channel: rows.channelOf(order.channel),
    onTimeWhy: rows.whyOf(order.onTimeWhy),
    spotCheck: rows.spotCheckOf(order.spotCheck),
    followUpAnswer: order.followUpAnswer === null ? null : rows.answerOf(order.followUpAnswer),
    unitName: names.units.get(order.unitId) ?? '',
    advisorName: names.people.get(order.advisorId ?? '') ?? null,
    customerName: names.customers.get(order.customerId ?? '') ?? null,
    plate: product?.plate ?? null,
    vin: product?.vin ?? null,
    serial: product?.serial ?? null,
    modelName: product?.modelName ?? null,
    technicians: workers.map((worker) => ({ ...worker, name: names.people.get(worker.personId) ?? '' })),
    overdue: isLate(order, ctx.now),
    customerCaused: causedMarkedAt !== null,
    priority: rows.priorityOf(order.priority),
    clock: names.clocks.get(order.id) ?? null,
    moves: movesOf(
      ctx,
      order,
      workers.map((worker) => worker.personId),
    ),
  }
}

/** Orders as the list shows them, names from the doors that own them; a fixed number of statements. */
export async function orderRows(ctx: Ctx, orders: readonly Selected[]): Promise<z.input<typeof OrderRow>[]> {
  if (orders.length === 0) return []
  const names = await namesFor(ctx, orders)
  return orders.map((order) => shown(ctx, order, names))
}
