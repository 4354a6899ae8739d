import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatPercent } from '../../shared/format/numbers'
import type { OrderRecord } from './api'
import { productText, useFaultGroups, useNameOf, useOrderTypes } from './order-words'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** The names behind keys and ids in the history and in a conflict, as far as the order itself knows them. */
export function useValueNames(order: OrderRecord): (field: string, value: unknown) => ReactNode {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const types = useOrderTypes()
  const groups = useFaultGroups()
  const ids = new Map<unknown, string | null>([
    [order.unitId, order.unitName],
    [order.advisorId, order.advisorName],
    [order.customerId, order.customerName],
    [order.productId, productText(order)],
    [order.returnOfId, order.returnOf?.number ?? null],
    ...order.productOrders.map((other): [string, string] => [other.id, other.number]),
  ])
  const workers = (value: readonly unknown[]) =>
    value
      .filter(isRecord)
      .map(({ name, share, isLead }) =>
        [name, typeof share === 'string' && formatPercent(share, 0), isLead === true && t('service.lead')]
          .filter(Boolean)
          .join(' '),
      )
      .join(t('ui.listComma'))
  return (field, value) => {
    if (field === 'workers' && Array.isArray(value)) return workers(value)
    if (value === null || value === undefined || value === '') return null
    const type = types.data?.items.find((item) => field === 'typeKey' && item.key === value)
    const group = groups.data?.items.find((item) => field === 'faultGroupKey' && item.key === value)
    const named = type ?? group
    return named ? nameOf(named) : (ids.get(value) ?? null)
  }
}
