import type { Ctx } from '../../platform/ctx'
import { listFile, type FileColumn } from '../../platform/list-file'
import type { Language } from '../../platform/texts'
import { runRecord } from './record'

type Row = Awaited<ReturnType<typeof runRecord>>['items'][number]

const columns: readonly FileColumn<Row>[] = [
  { text: 'field.pay_slip.personName', type: 'text', value: (row) => row.personName },
  { text: 'field.pay_slip.positionName', type: 'text', value: (row) => row.positionName },
  { text: 'field.pay_slip.score', type: 'number', value: (row) => row.score },
  { text: 'field.pay_slip.grade', type: 'text', value: (row) => row.grade },
  { text: 'field.pay_slip.standard', type: 'money', value: (row) => row.standard },
  { text: 'field.pay_slip.factor', type: 'number', value: (row) => row.factor },
  { text: 'field.pay_slip.output', type: 'money', value: (row) => row.output },
  { text: 'field.pay_slip.extras', type: 'money', value: (row) => row.extras },
  { text: 'field.pay_slip.amount', type: 'money', value: (row) => row.amount },
]

/** PAY-5: a run as a file for payroll, one line a person. */
export async function runFile(ctx: Ctx, id: string, query: { format: 'xlsx' | 'csv'; language: Language }) {
  const { items } = await runRecord(ctx, id)
  return listFile(ctx, {
    name: 'pay.runFile',
    columns,
    page: { items, nextCursor: null, total: items.length },
    query,
  })
}
