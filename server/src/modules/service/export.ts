import type { z } from 'zod'
import type { Ctx } from '../../platform/ctx'
import { exportLimit, listFile, type FileColumn } from '../../platform/list-file'
import type { Download } from '../../platform/http/route'
import { ordersToExport } from './list.queries'
import type { OrderRow } from './record.schemas'
import type { OrderExport } from './schemas'

type Row = z.input<typeof OrderRow>

const yesNo = (value: boolean | null, say: (key: string) => string): string =>
  value === null ? '' : say(value ? 'orders.yes' : 'orders.no')

/** PLT-3: the columns of the screen, in its order. */
const columns: FileColumn<Row>[] = [
  { text: 'field.order.number', type: 'text', value: (row) => row.number },
  { text: 'field.order.externalNo', type: 'text', value: (row) => row.externalNo },
  {
    text: 'field.order.typeKey',
    type: 'text',
    value: (row, say) => (say('orders.lang') === 'en' ? row.typeNameEn : row.typeName),
  },
  { text: 'field.order.state', type: 'text', value: (row, say) => say(`value.order.state.${row.state}`) },
  { text: 'field.order.unitId', type: 'text', value: (row) => row.unitName },
  { text: 'field.order.advisorId', type: 'text', value: (row) => row.advisorName },
  {
    text: 'field.order.technicianId',
    type: 'text',
    value: (row, say) => row.technicians.map((person) => person.name).join(say('orders.comma')),
  },
  { text: 'field.order.customerId', type: 'text', value: (row) => row.customerName },
  { text: 'field.order.plate', type: 'text', value: (row) => row.plate },
  { text: 'field.order.vin', type: 'text', value: (row) => row.vin },
  { text: 'field.order.serial', type: 'text', value: (row) => row.serial },
  { text: 'field.order.model', type: 'text', value: (row) => row.modelName },
  { text: 'field.order.mileageKm', type: 'number', value: (row) => row.mileageKm },
  {
    text: 'field.order.channel',
    type: 'text',
    value: (row, say) => say(`value.order.channel.${row.channel}`),
  },
  { text: 'field.order.complaint', type: 'text', value: (row) => row.complaint },
  { text: 'field.order.receivedAt', type: 'datetime', value: (row) => row.receivedAt },
  { text: 'field.order.promiseAt', type: 'datetime', value: (row) => row.promiseAt },
  { text: 'field.order.finishedAt', type: 'datetime', value: (row) => row.finishedAt },
  { text: 'field.order.settledAt', type: 'datetime', value: (row) => row.settledAt },
  { text: 'field.order.handedOverAt', type: 'datetime', value: (row) => row.handedOverAt },
  { text: 'field.order.onTime', type: 'text', value: (row, say) => yesNo(row.onTime, say) },
  {
    text: 'field.order.onTimeWhy',
    type: 'text',
    value: (row, say) => say(`value.order.onTimeWhy.${row.onTimeWhy}`),
  },
  { text: 'field.order.daysSincePrevious', type: 'number', value: (row) => row.daysSincePrevious },
  { text: 'field.order.total', type: 'money', value: (row) => row.total },
]

/** PLT-3: the filtered list as a file: exactly its rows, real dates and numbers. */
export async function exportOrders(ctx: Ctx, query: z.output<typeof OrderExport>): Promise<Download> {
  const { format, language, ...cut } = query
  const page = await ordersToExport(ctx, cut, exportLimit)
  return listFile(ctx, { name: 'orders.file', columns, page, query: { format, language } })
}
