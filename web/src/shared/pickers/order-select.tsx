import { answer, api } from '../api/client'
import { RecordSelect, type RecordOption } from '../ui/record-select'

interface Props {
  id?: string
  value?: string | null
  onChange?: (value: string | null, option?: RecordOption) => void
  placeholder?: string
  allowClear?: boolean
  'aria-label'?: string
}

/** Chooses an order by any fragment of number, plate, customer or VIN. */
export function OrderSelect(props: Props) {
  const find = async (q: string | undefined): Promise<RecordOption[]> => {
    const { items } = await answer(api.GET('/orders', { params: { query: { q, limit: 20 } } }))
    return items.map(({ id, number, plate, customerName }) => ({
      value: id,
      label: number,
      note: [plate, customerName].filter(Boolean).join(' · '),
    }))
  }
  return <RecordSelect {...props} queryKey={['orders', 'select']} find={find} />
}
