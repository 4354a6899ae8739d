import { civilDate, monthOf } from '../../kernel/civil-date'
import { newId } from '../../kernel/ids'
import type { ImportRecord } from '../../kernel/importing'
import { sum, toMoney } from '../../kernel/money'
import { auditMany } from '../../platform/audit'
import type { Ctx } from '../../platform/ctx'
import type { ImportCall } from '../../platform/importer'
import { ensureCustomers } from '../customers'
import { ensureModels, ensureProducts, productRows, recordReadings } from '../products'
import { refreshClocks } from './clocks'
import { importLookups, type Lookups } from './import-lookups'
import * as rules from './import.rules'
import { cachedJudgement, judgeOrder } from './judge.rules'
import { categoryOf, totalsOf } from './lines.rules'
import { tell } from './news'
import { takeNumbers } from './numbers'
import type { OrderType } from './record.schemas'
import { refreshRepeats } from './repeats'
import { indexOrders } from './search'
import { serviceSettings } from './settings'
import { insertMany, learnTables } from './import.store'
import { sharesOf, type WorkerShare } from './workers.rules'
import type { OrderState } from './transitions.rules'

interface Prepared {
  id: string
  record: ImportRecord
  type: OrderType
  unitId: string
  state: OrderState
  times: rules.GivenTimes & { received: Date }
  settledAt: Date | null
  advisorId: string | null
  workers: WorkerShare[]
  lines: rules.ImportLine[]
}

function prepare(ctx: Ctx, record: ImportRecord, find: Lookups): Prepared | null {
  const { values } = record
  const times = rules.timesOf(values, ctx.company.timeZone)
  const type = find.typeOf(values.type)
  const unitId = find.unitOf(values.unit)
  if (!type || !unitId || !times.received) return null
  const lines = rules.linesFrom(record)
  const technicians = rules.namesIn(values.technician).flatMap((name) => find.personOf(name) ?? [])
  return {
    id: newId(),
    record,
    type,
    unitId,
    state: rules.stateFrom(values),
    times: { ...times, received: times.received },
    // What was handed over with lines was settled; the time on its sheet is the hand-over.
    settledAt: times.settled ?? (lines.length > 0 ? times.handedOver : null),
    advisorId: values.advisor ? find.personOf(values.advisor) : null,
    workers: sharesOf(
      [...new Set(technicians)].map((personId) => ({ personId, weight: '1', isLead: false })),
    ),
    lines,
  }
}

/** CUS-1, AST-1: the customers and products that the orders name, found or made, in sets. */
async function ensureOwners(ctx: Ctx, orders: readonly Prepared[]) {
  const named = orders.filter((order) => order.record.values.customer)
  const customers = await ensureCustomers(
    ctx,
    named.map(({ record: { values } }) => ({ name: values.customer ?? '', phone: values.phone })),
  )
  const customerOf = new Map(named.map((order, at) => [order.id, customers[at] ?? null]))
  const modelled = orders.filter((order) => order.record.values.model)
  const models = await ensureModels(
    ctx,
    modelled.map((order) => ({ name: order.record.values.model ?? '' })),
  )
  const modelOf = new Map(modelled.map((order, at) => [order.id, models[at] ?? null]))
  const products = await ensureProducts(
    ctx,
    orders.map(({ id, record: { values } }) => ({
      customerId: customerOf.get(id) ?? null,
      plate: values.plate,
      vin: values.vin,
      serial: values.serial,
      modelId: modelOf.get(id) ?? null,
      mileageKm: rules.wholeOf(values.mileageKm),
    })),
  )
  const rows = await productRows(ctx, products)
  return new Map(
    orders.map((order, at) => {
      const product = rows.get(products[at] ?? '')
      const customerId = customerOf.get(order.id) ?? product?.customerId ?? null
      return [order.id, { customerId, productId: product?.id ?? null, family: product?.family || null }]
    }),
  )
}

/** SVC-1: own numbers for the orders whose file gives none, one block a month. */
async function numbersFor(
  ctx: Ctx,
  orders: readonly Prepared[],
  kind: ImportCall['kind'],
): Promise<Map<string, string>> {
  const carried = new Map(
    orders.flatMap(({ id, record }) => (record.values.number ? [[id, record.values.number]] : [])),
  )
  const byMonth = new Map<string, string[]>()
  for (const { id, times } of orders.filter((order) => !carried.has(order.id))) {
    const month = monthOf(civilDate(times.received, ctx.company.timeZone))
    byMonth.set(month, [...(byMonth.get(month) ?? []), id])
  }
  const numbers = new Map(carried)
  const given = {
    carried: new Set(carried.values()),
    series: kind === 'history' ? 'history' : 'order',
  } as const
  for (const [month, ids] of byMonth) {
    const taken = await takeNumbers(ctx, month, ids.length, given)
    ids.forEach((id, at) => numbers.set(id, taken[at] ?? ''))
  }
  return numbers
}

/** AST-1 B: the readings of the orders go into the archives of their products. */
const keepReadings = (
  ctx: Ctx,
  rows: readonly { productId: string | null; mileageKm: number | null; receivedAt: Date }[],
) =>
  recordReadings(
    ctx,
    rows.flatMap(({ productId, mileageKm, receivedAt }) =>
      productId === null || mileageKm === null
        ? []
        : [{ productId, mileageKm, hours: null, on: civilDate(receivedAt, ctx.company.timeZone) }],
    ),
  )

const promiseOf = (order: Prepared) =>
  order.times.promised === null
    ? []
    : [{ seq: 1, at: order.times.promised, reason: 'first', confirmed: true, confirmedRecordedAt: null }]

interface Around {
  numbers: Map<string, string>
  owners: Awaited<ReturnType<typeof ensureOwners>>
  customerCaused: 'on_time' | 'left_out' | 'late'
  find: Lookups
  kind: ImportCall['kind']
}

function orderRow(ctx: Ctx, order: Prepared, around: Around) {
  const { values, extra } = order.record
  const { times, state } = order
  const last = times.handedOver ?? order.settledAt ?? times.finished ?? times.received
  const judged = {
    handedOverAt: times.handedOver,
    causedMarkedAt: null,
    causedSignedAt: null,
    spotCheck: 'none',
    followUpAnswer: null,
  }
  const owner = around.owners.get(order.id)
  const unresolved = values.advisor && order.advisorId === null ? { advisor: values.advisor } : {}
  return {
    companyId: ctx.company.id,
    id: order.id,
    number: around.numbers.get(order.id) ?? '',
    externalNo: values.externalNo ?? null,
    typeKey: order.type.key,
    state,
    unitId: order.unitId,
    advisorId: order.advisorId,
    customerId: owner?.customerId ?? null,
    productId: owner?.productId ?? null,
    productFamily: owner?.family ?? null,
    contactPhone: values.phone ?? '',
    channel: 'unknown',
    receivedAt: times.received,
    complaint: values.complaint ?? '',
    mileageKm: rules.wholeOf(values.mileageKm),
    faultGroupKey: values.faultGroup ? (around.find.faultGroupOf(values.faultGroup)?.key ?? null) : null,
    finishedAt: times.finished,
    settledAt: order.settledAt,
    handedOverAt: times.handedOver,
    closedAt: state === 'closed' ? last : null,
    cancelledAt: state === 'cancelled' ? last : null,
    total: toMoney(sum(order.lines.map((line) => line.amount))),
    ...cachedJudgement(judgeOrder(judged, promiseOf(order), around.customerCaused)),
    isHistory: around.kind === 'history',
    extra: JSON.stringify({ ...extra, ...unresolved }),
    createdAt: ctx.now,
    createdBy: ctx.actor.userId,
    updatedAt: ctx.now,
    updatedBy: ctx.actor.userId,
  }
}

function partsOf(ctx: Ctx, order: Prepared) {
  const keys = { companyId: ctx.company.id, orderId: order.id }
  const { times } = order
  return {
    lines: order.lines.map((line, at) => ({ ...keys, ...line, id: newId(), position: at + 1 })),
    workers: order.workers.map((worker, position) => ({ ...keys, ...worker, position })),
    promises: promiseOf(order).map((promise) => ({
      ...keys,
      ...promise,
      id: newId(),
      enteredAt: ctx.now,
      enteredBy: ctx.actor.userId,
    })),
    moves: [
      {
        ...keys,
        id: newId(),
        fromState: null,
        toState: order.state,
        occurredAt: times.handedOver ?? order.settledAt ?? times.finished ?? times.received,
        recordedAt: ctx.now,
        actorName: ctx.actor.name,
      },
    ],
  }
}

/** SVC-14: the settlement of an order that its file calls settled, with its lines. */
function settlementOf(ctx: Ctx, order: Prepared) {
  if (order.settledAt === null) return { settlements: [], settlementLines: [] }
  const { companyId, settlementId } = { companyId: ctx.company.id, settlementId: newId() }
  const settlement = {
    companyId,
    id: settlementId,
    orderId: order.id,
    seq: 1,
    kind: 'settlement',
    settledAt: order.settledAt,
    recordedAt: ctx.now,
    actorName: ctx.actor.name,
    ...totalsOf(order.lines, order.type.category),
  }
  const settlementLines = order.lines.map((line, position) => ({
    companyId,
    settlementId,
    id: newId(),
    position,
    ...line,
    payer: 'customer',
    category: categoryOf(line.kind, order.type.category),
  }))
  return { settlements: [settlement], settlementLines }
}

/** PLT-4: writes orders in sets: the orders, their parts, search terms, audit, repeats and facts. */
export async function saveOrders(ctx: Ctx, records: readonly ImportRecord[], call: ImportCall) {
  const find = await importLookups(ctx, records)
  const orders = records.flatMap((record) => prepare(ctx, record, find) ?? [])
  const around: Around = {
    owners: await ensureOwners(ctx, orders),
    numbers: await numbersFor(ctx, orders, call.kind),
    customerCaused: (await serviceSettings(ctx)).customerCaused(),
    find,
    kind: call.kind,
  }
  const rows = orders.map((order) => orderRow(ctx, order, around))
  const parts = orders.map((order) => ({ ...partsOf(ctx, order), ...settlementOf(ctx, order) }))
  await insertMany(ctx, rows, parts)
  await keepReadings(ctx, rows)
  await indexOrders(
    ctx,
    rows.map(({ id, number, externalNo }) => ({ id, number, externalNo, contactName: '', contactPhone: '' })),
  )
  await auditMany(
    ctx,
    'service.order_imported',
    rows.map(({ id, number, state }) => ({ entity: 'order', entityId: id, after: { number, state } })),
  )
  const ids = rows.map((row) => row.id)
  const productIds = [...new Set(rows.flatMap((row) => row.productId ?? []))]
  const moved = await refreshRepeats(ctx, { productIds, orderIds: [] })
  if (call.kind !== 'history') await refreshClocks(ctx, ids)
  await tell(ctx, [...new Set([...ids, ...moved])])
  await learnTables(ctx)
  return { created: rows.length, updated: 0 }
}
