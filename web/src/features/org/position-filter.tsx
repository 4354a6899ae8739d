import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { PositionSelect } from '../../shared/pickers/position-select'
import { fetchPosition } from './api'

interface Props {
  value: string | undefined
  onChange: (value: string | null) => void
}

/** The position filter knows the name of a position that came with the address. */
export function PositionFilter({ value, onChange }: Props) {
  const { t } = useTranslation()
  const label = t('field.person.position')
  const position = useQuery({
    queryKey: ['org', 'position', value ?? ''],
    queryFn: () => fetchPosition(value ?? ''),
    enabled: value !== undefined,
  })
  const current = value ? { value, label: position.data?.name ?? t('ui.loading') } : null
  return (
    <PositionSelect
      value={value}
      onChange={onChange}
      current={current}
      allowClear
      placeholder={label}
      aria-label={label}
    />
  )
}
