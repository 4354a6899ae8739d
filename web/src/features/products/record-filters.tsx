import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../shared/api/client'
import { CustomerSelect } from '../../shared/pickers/customer-select'
import { fetchModel } from './api'
import { ModelSelect } from './model-select'

interface Props {
  value: string | undefined
  change: (value: string | null) => void
}

/** Filters by model; shows its name also when the address was opened by a link. */
export function ModelFilter({ value, change }: Props) {
  const { t } = useTranslation()
  const model = useQuery({
    queryKey: ['products', 'model', value],
    queryFn: () => fetchModel(value ?? ''),
    enabled: value !== undefined,
  })
  const label = t('field.product.model')
  return (
    <ModelSelect
      value={value}
      onChange={change}
      current={value ? { value, label: model.data?.name ?? '…' } : null}
      allowClear
      placeholder={label}
      aria-label={label}
    />
  )
}

/** Filters by customer; shows the name also when the address was opened by a link. */
export function CustomerFilter({ value, change }: Props) {
  const { t } = useTranslation()
  const customer = useQuery({
    queryKey: ['customers', 'record', value],
    queryFn: () => answer(api.GET('/customers/{id}', { params: { path: { id: value ?? '' } } })),
    enabled: value !== undefined,
    retry: false,
  })
  const label = t('field.product.customer')
  return (
    <CustomerSelect
      value={value}
      onChange={change}
      current={value ? { value, label: customer.data?.name ?? '…' } : null}
      allowClear
      placeholder={label}
      aria-label={label}
    />
  )
}
