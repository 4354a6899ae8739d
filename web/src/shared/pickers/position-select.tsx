import { answer, api } from '../api/client'
import { RecordSelect, type RecordOption } from '../ui/record-select'

interface Props {
  id?: string
  value?: string | null
  onChange?: (value: string | null, option?: RecordOption) => void
  current?: RecordOption | null
  placeholder?: string
  allowClear?: boolean
  disabled?: boolean
  'aria-label'?: string
}

/** Chooses a position by name or code; the unit tells positions of the same name apart. */
export function PositionSelect(props: Props) {
  const find = async (q: string | undefined): Promise<RecordOption[]> => {
    const { items } = await answer(api.GET('/org/positions', { params: { query: { q, limit: 30 } } }))
    return items.map(({ id, name, unitName }) => ({ value: id, label: name, note: unitName }))
  }
  return <RecordSelect {...props} queryKey={['org', 'positions']} find={find} />
}
