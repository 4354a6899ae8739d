import type { ImportField, ImportFieldType } from '../../kernel/importing'
import type { Importer } from '../../platform/importer'
import { checkOrders } from './import-check'
import { saveOrders } from './import-save'
import { orderStates } from './transitions.rules'
import { lineKinds } from './words'

// Where a file speaks of what a record calls otherwise, the text is the record's.
const labels: Readonly<Record<string, string>> = {
  customer: 'order.customerId',
  type: 'order.typeKey',
  unit: 'order.unitId',
  advisor: 'order.advisorId',
  technician: 'order.technicianId',
  faultGroup: 'order.faultGroupKey',
  received: 'order.receivedAt',
  promised: 'order.promiseAt',
  finished: 'order.finishedAt',
  settled: 'order.settledAt',
  handedOver: 'order.handedOverAt',
  lineKind: 'line.kind',
  lineCode: 'line.code',
  lineName: 'line.name',
  lineQuantity: 'line.quantity',
  linePrice: 'line.unitPrice',
  lineAmount: 'line.amount',
}
const field = (key: string, type: ImportFieldType, more: Partial<ImportField> = {}): ImportField => ({
  key,
  labelKey: `field.${labels[key] ?? `order.${key}`}`,
  type,
  ...more,
})
const text = (key: string, max: number) => field(key, 'text', { max })
const line = (key: string, type: ImportFieldType, more: Partial<ImportField> = {}) =>
  field(key, type, { ...more, perLine: true })

const states = orderStates.map((value) => ({ value, labelKey: `value.order.state.${value}` }))
const kinds = lineKinds.map((value) => ({ value, labelKey: `value.line.kind.${value}` }))

/**
 * PLT-4: orders from a file. `history` keeps state, promise and times as given and writes facts; `normal` takes in new
 * orders. Rows with the same numbers, or without numbers the same customer, product and receipt, are one order.
 */
export const orderImporter: Importer = {
  entity: 'orders',
  kinds: ['history', 'normal'],
  modes: ['create'],
  permission: 'orders.edit',
  keepsExtra: true,
  fields: [
    text('number', 60),
    text('externalNo', 100),
    text('customer', 200),
    field('phone', 'phone'),
    text('plate', 40),
    text('vin', 40),
    text('serial', 60),
    text('model', 200),
    field('mileageKm', 'number'),
    text('type', 100),
    field('state', 'choice', { choices: states }),
    field('received', 'datetime', { required: true }),
    field('promised', 'datetime'),
    field('finished', 'datetime'),
    field('settled', 'datetime'),
    field('handedOver', 'datetime'),
    text('unit', 200),
    text('advisor', 100),
    text('technician', 400),
    text('complaint', 4000),
    text('faultGroup', 100),
    line('lineKind', 'choice', { choices: kinds }),
    line('lineCode', 'text', { max: 60 }),
    line('lineName', 'text', { max: 200 }),
    line('lineQuantity', 'number'),
    line('linePrice', 'money'),
    line('lineAmount', 'money'),
  ],
  groupBy: ['number', 'externalNo', 'customer', 'plate', 'vin', 'serial', 'received'],
  odometer: { reading: 'mileageKm', at: 'received', of: ['customer', 'plate'] },
  check: checkOrders,
  save: saveOrders,
}
