import type { z } from 'zod'
import type { Ctx } from '../../platform/ctx'
import type { Download } from '../../platform/http/route'
import { exportLimit, listFile, type FileColumn } from '../../platform/list-file'
import { listFacts } from './facts.queries'
import type { FactsExport } from './schemas'
import { filtersOf } from './address'

type Row = Awaited<ReturnType<typeof listFacts>>['items'][number]
type Say = (key: string) => string

const peopleText = (row: Row, say: Say): string =>
  row.people.map(({ name, role, share }) => `${name} (${say(`indicators.role.${role}`)} ${share})`).join(', ')

const quantitiesText = (row: Row, say: Say): string =>
  Object.entries(row.quantities)
    .map(([measure, value]) => `${say(`indicators.measure.${row.kind}.${measure}`)} ${value}`)
    .join(', ')

const columns: FileColumn<Row>[] = [
  { text: 'field.fact.happenedOn', type: 'date', value: (row) => row.happenedOn },
  { text: 'field.fact.kind', type: 'text', value: (row, say) => say(`indicators.kind.${row.kind}`) },
  { text: 'field.fact.sourceNumber', type: 'text', value: (row) => row.sourceNumber },
  { text: 'field.fact.unit', type: 'text', value: (row) => row.unitName },
  { text: 'field.fact.owner', type: 'text', value: (row) => row.ownerName },
  { text: 'field.fact.people', type: 'text', value: peopleText },
  { text: 'field.fact.orderType', type: 'text', value: (row) => row.orderTypeName },
  { text: 'field.fact.productFamily', type: 'text', value: (row) => row.productFamily },
  { text: 'field.fact.quantity', type: 'number', value: (row) => row.quantity },
  { text: 'field.fact.quantities', type: 'text', value: quantitiesText },
  { text: 'field.fact.adjustsMonth', type: 'text', value: (row) => row.adjustsMonth },
]

/** PLT-3, IND-3: the facts behind a value as a file, the same rows as on the screen. */
export async function exportFacts(
  ctx: Ctx,
  code: string,
  query: z.output<typeof FactsExport>,
): Promise<Download> {
  const page = await listFacts(ctx, { ...query, ...filtersOf(query), code, limit: exportLimit })
  return listFile(ctx, { name: 'indicators.factsTitle', columns, page, query })
}
