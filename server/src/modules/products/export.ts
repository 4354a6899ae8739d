import type { z } from 'zod'
import type { Ctx } from '../../platform/ctx'
import type { Download } from '../../platform/http/route'
import { exportLimit, listFile, type FileColumn } from '../../platform/list-file'
import { listProducts } from './queries'
import type { ProductExport } from './schemas'

type Row = Awaited<ReturnType<typeof listProducts>>['items'][number]
const column = (
  name: string,
  type: FileColumn<Row>['type'],
  value: FileColumn<Row>['value'],
): FileColumn<Row> => ({ text: `field.product.${name}`, type, value })

const columns: FileColumn<Row>[] = [
  column('plate', 'text', (row) => row.plate),
  column('vin', 'text', (row) => row.vin),
  column('serial', 'text', (row) => row.serial),
  column('model', 'text', (row) => row.modelName),
  column('family', 'text', (row) => row.family),
  column('customer', 'text', (row) => row.customerName),
  column('exWorksOn', 'date', (row) => row.exWorksOn),
  column('deliveredOn', 'date', (row) => row.deliveredOn),
  column('mileageKm', 'number', (row) => row.mileageKm),
  column('hours', 'number', (row) => row.hours),
  column('readOn', 'date', (row) => row.readOn),
  column('archivedOn', 'date', (row) => row.archivedOn),
  column('archiveDueOn', 'date', (row) => row.archiveDueOn),
  column('archiveState', 'text', (row, say) => say(`value.product.archiveState.${row.archiveState}`)),
]

/** PLT-3: the list of products as a file, the same rows as on the screen. */
export async function exportProducts(ctx: Ctx, query: z.output<typeof ProductExport>): Promise<Download> {
  const page = await listProducts(ctx, { ...query, limit: exportLimit })
  return listFile(ctx, { name: 'products.title', columns, page, query })
}
