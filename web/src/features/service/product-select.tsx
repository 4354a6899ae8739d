import { RecordSelect, type RecordOption } from '../../shared/ui/record-select'
import { findProducts } from './api'
import { productText } from './order-words'

interface Props {
  id?: string
  value?: string | null
  onChange?: (value: string | null, option?: RecordOption) => void
  current?: RecordOption | null
  allowClear?: boolean
}

/** Chooses a vehicle by plate, VIN, serial number, model or owner. */
export function ProductSelect(props: Props) {
  const find = async (q: string | undefined): Promise<RecordOption[]> => {
    const { items } = await findProducts({ q, limit: 20 })
    return items.map((row) => ({
      value: row.id,
      label: productText(row) ?? '',
      note: [row.modelName, row.customerName].filter(Boolean).join(' · '),
    }))
  }
  return <RecordSelect {...props} queryKey={['products']} find={find} />
}
