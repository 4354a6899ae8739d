import type { FileColumn } from '../../platform/list-file'
import type { listCards } from './queries'

type Row = Awaited<ReturnType<typeof listCards>>['items'][number]

/** PLT-3: the columns of the list of cards as a file. */
export const cardColumns: readonly FileColumn<Row>[] = [
  { text: 'field.scorecard.month', type: 'text', value: (row) => row.month },
  { text: 'field.scorecard.personName', type: 'text', value: (row) => row.personName },
  { text: 'field.scorecard.unitName', type: 'text', value: (row) => row.unitName },
  { text: 'field.scorecard.positionName', type: 'text', value: (row) => row.positionName },
  { text: 'field.scorecard.template', type: 'text', value: (row) => row.templateName.zh },
  {
    text: 'field.scorecard.state',
    type: 'text',
    value: (row, say) => say(`value.scorecard.state.${row.state}`),
  },
  { text: 'field.scorecard.total', type: 'number', value: (row) => row.total },
  { text: 'field.scorecard.grade', type: 'text', value: (row) => row.grade },
]
