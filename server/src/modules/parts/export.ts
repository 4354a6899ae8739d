import type { z } from 'zod'
import type { Ctx } from '../../platform/ctx'
import type { Download } from '../../platform/http/route'
import { exportLimit, listFile, type FileColumn } from '../../platform/list-file'
import { maySeeCost } from './policy'
import { listParts } from './queries'
import type { PartExport } from './schemas'

type Row = Awaited<ReturnType<typeof listParts>>['items'][number]
const column = (
  name: string,
  type: FileColumn<Row>['type'],
  value: FileColumn<Row>['value'],
): FileColumn<Row> => ({ text: `field.part.${name}`, type, value })

const columns: FileColumn<Row>[] = [
  column('number', 'text', (row) => row.number),
  column('name', 'text', (row) => row.name),
  column('spec', 'text', (row) => row.spec),
  column('unit', 'text', (row) => row.unit),
  column('family', 'text', (row) => row.family),
  column('quality', 'text', (row, say) => say(`value.part.quality.${row.quality}`)),
  column('isActive', 'text', (row, say) => say(row.isActive ? 'ui.yes' : 'ui.no')),
]
const cost = column('standardCost', 'money', (row) => row.standardCost)

/** PLT-3, PRT-1: the catalogue as a file; a column for every price name that occurs, the cost only for its keepers. */
export async function exportParts(ctx: Ctx, query: z.output<typeof PartExport>): Promise<Download> {
  const page = await listParts(ctx, { ...query, limit: exportLimit })
  const names = [...new Set(page.items.flatMap((row) => row.currentPrices.map((price) => price.name)))].sort()
  const prices = names.map((name): FileColumn<Row> => ({
    text: name,
    type: 'money',
    value: (row) => row.currentPrices.find((price) => price.name === name)?.price,
  }))
  const shown = [...columns, ...prices, ...(maySeeCost(ctx.actor) ? [cost] : [])]
  return listFile(ctx, { name: 'parts.title', columns: shown, page, query })
}
