import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../shared/api/client'
import { PersonSelect } from '../../shared/pickers/person-select'

interface Props {
  value: string | undefined
  change: (value: string | null) => void
}

/** Filters by responsible person; `none` is nobody, as the numbers of the report link to it. */
export function PersonFilter({ value, change }: Props) {
  const { t } = useTranslation()
  const isPerson = value !== undefined && value !== 'none'
  const person = useQuery({
    queryKey: ['org', 'person', value],
    queryFn: () => answer(api.GET('/org/people/{id}', { params: { path: { id: value ?? '' } } })),
    enabled: isPerson,
    retry: false,
  })
  const name = isPerson ? (person.data?.name ?? '…') : t('customers.nobody')
  const label = t('field.customer.responsiblePerson')
  return (
    <PersonSelect
      value={value}
      onChange={change}
      current={value ? { value, label: name } : null}
      allowClear
      placeholder={label}
      aria-label={label}
    />
  )
}
