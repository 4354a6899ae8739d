import { RecordSelect, type RecordOption } from '../../shared/ui/record-select'
import { findModels } from './api'

interface Props {
  id?: string
  value?: string | null
  onChange?: (value: string | null, option?: RecordOption) => void
  current?: RecordOption | null
  placeholder?: string
  allowClear?: boolean
  'aria-label'?: string
}

const find = async (q: string | undefined): Promise<RecordOption[]> => {
  const { items } = await findModels(q)
  return items.map(({ id, name, code, family }) => ({
    value: id,
    label: name,
    note: [code === name ? '' : code, family].filter(Boolean).join(' · '),
  }))
}

/** Chooses a product model by name, code or family. */
export function ModelSelect(props: Props) {
  return <RecordSelect {...props} queryKey={['products', 'models', 'pick']} find={find} />
}
