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

const find = async (q: string | undefined): Promise<RecordOption[]> => {
  const { items } = await answer(api.GET('/customers', { params: { query: { q, limit: 20 } } }))
  return items.map(({ id, name, phone, region }) => ({
    value: id,
    label: name,
    note: [phone, region].filter(Boolean).join(' · '),
  }))
}

/** Chooses a customer by name, pinyin or phone. */
export function CustomerSelect(props: Props) {
  return <RecordSelect {...props} queryKey={['customers', 'pick']} find={find} />
}
