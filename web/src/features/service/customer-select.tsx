import { RecordSelect, type RecordOption } from '../../shared/ui/record-select'
import { findCustomers } from './api'

interface Props {
  id?: string
  value?: string | null
  onChange?: (value: string | null, option?: RecordOption) => void
  current?: RecordOption | null
  allowClear?: boolean
}

/** Chooses a customer by name, pinyin or phone. */
export function CustomerSelect(props: Props) {
  const find = async (q: string | undefined): Promise<RecordOption[]> => {
    const { items } = await findCustomers({ q, limit: 20 })
    return items.map((row) => ({ value: row.id, label: row.name, note: row.phone ?? undefined }))
  }
  return <RecordSelect {...props} queryKey={['customers']} find={find} />
}
