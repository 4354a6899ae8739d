import type { Ctx } from '../../platform/ctx'
import { exportLimit, listFile, type FileColumn } from '../../platform/list-file'
import type { Download } from '../../platform/http/route'
import type { z } from 'zod'
import { listCustomers } from './queries'
import type { CustomerExport } from './schemas'

type Row = Awaited<ReturnType<typeof listCustomers>>['items'][number]
const column = (
  name: string,
  type: FileColumn<Row>['type'],
  value: FileColumn<Row>['value'],
): FileColumn<Row> => ({
  text: `field.customer.${name}`,
  type,
  value,
})

const columns: FileColumn<Row>[] = [
  column('code', 'text', (row) => row.code),
  column('name', 'text', (row) => row.name),
  column('kind', 'text', (row, say) => say(`value.customer.kind.${row.kind}`)),
  column('phone', 'text', (row) => row.phone),
  column('region', 'text', (row) => row.region),
  column('address', 'text', (row) => row.address),
  column('source', 'text', (row) => row.source),
  column('responsiblePerson', 'text', (row) => row.responsiblePersonName),
  column('creditLimit', 'money', (row) => row.creditLimit),
  column('creditBlocked', 'text', (row, say) => (row.creditBlocked ? say('ui.yes') : say('ui.no'))),
  column('nextService', 'text', (row) => row.nextService),
  column('nextServiceOn', 'date', (row) => row.nextServiceOn),
  column('firstContactOn', 'date', (row) => row.firstContactOn),
  column('archivedOn', 'date', (row) => row.archivedOn),
  column('archiveDueOn', 'date', (row) => row.archiveDueOn),
  column('archiveState', 'text', (row, say) => say(`value.customer.archiveState.${row.archiveState}`)),
]

/** PLT-3: the list of customers as a file, the same rows as on the screen. */
export async function exportCustomers(ctx: Ctx, query: z.output<typeof CustomerExport>): Promise<Download> {
  const page = await listCustomers(ctx, { ...query, limit: exportLimit })
  return listFile(ctx, { name: 'customers.title', columns, page, query })
}
