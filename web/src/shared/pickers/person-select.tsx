import { answer, api } from '../api/client'
import { RecordSelect, type RecordOption } from '../ui/record-select'

interface Props {
  id?: string
  value?: string | null
  onChange?: (value: string | null, option?: RecordOption) => void
  current?: RecordOption | null
  /** Only people of this unit and below. */
  unitId?: string
  placeholder?: string
  allowClear?: boolean
  disabled?: boolean
  'aria-label'?: string
}

/** Chooses an employee in service by name, pinyin or number. */
export function PersonSelect({ unitId, ...props }: Props) {
  const find = async (q: string | undefined): Promise<RecordOption[]> => {
    const query = { q, unitId, active: 'true' as const, limit: 20 }
    const { items } = await answer(api.GET('/org/colleagues', { params: { query } }))
    return items.map(({ id, name, employeeNo, positions }) => ({
      value: id,
      label: name,
      note: [employeeNo, positions[0]?.name].filter(Boolean).join(' · '),
    }))
  }
  return <RecordSelect {...props} queryKey={['org', 'people', unitId ?? '']} find={find} />
}
