import { useQuery } from '@tanstack/react-query'
import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { PersonSelect } from '../../shared/pickers/person-select'
import { UnitSelect } from '../../shared/pickers/unit-select'
import type { Filter } from '../../shared/ui/table-types'
import { useListParams } from '../../shared/ui/use-list-params'
import { fetchCustomer, fetchProduct, findOrders } from './api'
import { productText, useFaultGroups, useNameOf, useOrderTypes } from './order-words'
import { onTimes, states } from './words'

interface PersonFilterProps {
  name: 'advisorId' | 'technicianId'
  value: string | undefined
  change: (value: string | null) => void
  label: string
}

/** The name behind an id in the address is read from an order, which everybody here may see. */
function PersonFilter({ name, value, change, label }: PersonFilterProps) {
  const named = useQuery({
    queryKey: ['orders', 'personName', name, value],
    queryFn: () => findOrders({ [name]: [value ?? ''], limit: 1 }),
    enabled: value !== undefined,
  })
  const [order] = named.data?.items ?? []
  const technician = order?.technicians.find((worker) => worker.personId === value)
  const found = name === 'advisorId' ? order?.advisorName : technician?.name
  return (
    <PersonSelect
      value={value}
      onChange={change}
      current={value ? { value, label: found ?? '…' } : null}
      placeholder={label}
      aria-label={label}
      allowClear
    />
  )
}

/** The filters with a control in the toolbar; all of them live in the address. */
export function useOrderFilters(): Filter[] {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const types = useOrderTypes()
  const groups = useFaultGroups()
  const person = (name: 'advisorId' | 'technicianId'): Filter => ({
    kind: 'custom',
    name,
    label: t(`field.order.${name}`),
    width: 130,
    render: (value, change) => (
      <PersonFilter name={name} value={value} change={change} label={t(`field.order.${name}`)} />
    ),
  })
  return [
    {
      kind: 'multi',
      name: 'state',
      label: t('field.order.state'),
      width: 150,
      options: states.map((value) => ({ value, label: t(`value.order.state.${value}`) })),
    },
    {
      kind: 'multi',
      name: 'typeKey',
      label: t('field.order.typeKey'),
      width: 150,
      options: (types.data?.items ?? []).map((type) => ({ value: type.key, label: nameOf(type) })),
    },
    {
      kind: 'custom',
      name: 'unitId',
      label: t('field.order.unitId'),
      width: 140,
      render: (value, change) => (
        <UnitSelect
          value={value}
          onChange={change}
          placeholder={t('field.order.unitId')}
          aria-label={t('field.order.unitId')}
          allowClear
        />
      ),
    },
    person('advisorId'),
    person('technicianId'),
    {
      kind: 'multi',
      name: 'onTime',
      label: t('field.order.onTime'),
      width: 140,
      options: onTimes.map((value) => ({ value, label: t(`value.order.onTime.${value}`) })),
    },
    { kind: 'days', name: 'received', label: t('field.order.receivedAt'), width: 240 },
    { kind: 'days', name: 'handedOver', label: t('field.order.handedOverAt'), width: 240 },
    {
      kind: 'multi',
      name: 'faultGroupKey',
      label: t('field.order.faultGroupKey'),
      width: 140,
      options: (groups.data?.items ?? []).map((group) => ({ value: group.key, label: nameOf(group) })),
    },
    {
      kind: 'select',
      name: 'repeatWithin',
      label: t('service.repeatWithin'),
      width: 150,
      options: ['7', '15', '30', '90'].map((value) => ({
        value,
        label: t('service.withinDays', { days: value }),
      })),
    },
  ]
}

/** Filters without a control: a number on another page may set them. Shown as words that can be taken away. */
export const quietFilters = [
  'customerId',
  'productId',
  'channel',
  'onTimeWhy',
  'spotCheck',
  'customerCaused',
  'returnOnly',
  'unclear',
  'history',
  'settledFrom',
  'settledTo',
] as const

function useRecordName(kind: string, id: string | undefined): string | undefined {
  const customer = useQuery({
    queryKey: ['customers', 'record', id],
    queryFn: () => fetchCustomer(id ?? ''),
    enabled: kind === 'customerId' && id !== undefined,
  })
  const product = useQuery({
    queryKey: ['products', 'record', id],
    queryFn: () => fetchProduct(id ?? ''),
    enabled: kind === 'productId' && id !== undefined,
  })
  return customer.data?.name ?? (product.data && (productText(product.data) ?? undefined))
}

function QuietFilter({ name, values, clear }: { name: string; values: string[]; clear: () => void }) {
  const { t } = useTranslation()
  const record = useRecordName(name, values[0])
  const word = (value: string) => {
    if (name.endsWith('Id')) return record ?? '…'
    if (value === 'true' || value === 'false') return t(value === 'true' ? 'ui.yes' : 'ui.no')
    return t(`value.order.${name}.${value}`, { defaultValue: value })
  }
  return (
    <Tag
      closable={{ 'aria-label': t('service.dropFilter', { name: t(`service.filter.${name}`) }) }}
      onClose={clear}
    >
      {t(`service.filter.${name}`)} {values.map(word).join(t('ui.listComma'))}
    </Tag>
  )
}

export function QuietFilters() {
  const { many, change } = useListParams()
  const active = quietFilters.filter((name) => many(name).some((value) => value !== ''))
  if (active.length === 0) return null
  return (
    <div className="fh-row svc-quiet-filters">
      {active.map((name) => (
        <QuietFilter key={name} name={name} values={many(name)} clear={() => change({ [name]: null })} />
      ))}
    </div>
  )
}
