import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Count } from '../../shared/ui/figures'
import { KeyValues } from '../../shared/ui/key-values'
import { Panel } from '../../shared/ui/panel'
import { When } from '../../shared/ui/times'
import type { OrderRecord } from './api'
import { useFaultGroups, useNameOf } from './order-words'
import { detailKeys } from './words'

const readings = (order: OrderRecord, t: TFunction) => [
  { label: t('field.order.mileageKm'), value: <Count value={order.mileageKm} /> },
  ...(order.runningHours === null
    ? []
    : [{ label: t('field.order.runningHours'), value: <Count value={order.runningHours} /> }]),
]

const details = (order: OrderRecord, t: TFunction) =>
  detailKeys
    .filter((key) => order.details[key] || order.type.needs.includes(key))
    .map((key) => ({ label: t(`field.order.${key}`), value: order.details[key] }))

/** The head of the order sheet: car, customer, what was asked for, who receives it. */
export function OrderHead({ order }: { order: OrderRecord }) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const groups = useFaultGroups()
  const group = groups.data?.items.find((item) => item.key === order.faultGroupKey)
  const vehicle = order.productId && order.plate && (
    <Link to={`/products/${order.productId}`}>
      <span className="svc-plate">{order.plate}</span>
    </Link>
  )
  const items = [
    { label: t('service.plate'), value: vehicle || order.plate },
    { label: t('service.model'), value: order.modelName },
    { label: t('service.vin'), value: order.vin ?? order.serial },
    ...readings(order, t),
    {
      label: t('field.order.customerId'),
      value:
        order.customerId && order.customerName ? (
          <Link to={`/customers/${order.customerId}`}>{order.customerName}</Link>
        ) : null,
    },
    { label: t('field.order.contactName'), value: order.contactName },
    {
      label: t('field.order.contactPhone'),
      value: order.contactPhone && <a href={`tel:${order.contactPhone}`}>{order.contactPhone}</a>,
    },
    { label: t('field.order.channel'), value: t(`value.order.channel.${order.channel}`) },
    { label: t('field.order.receivedAt'), value: <When at={order.receivedAt} /> },
    { label: t('field.order.advisorId'), value: order.advisorName },
    { label: t('field.order.unitId'), value: order.unitName },
    { label: t('field.order.faultGroupKey'), value: group && nameOf(group) },
    ...(order.priority === 'urgent'
      ? [{ label: t('field.order.priority'), value: t('value.order.priority.urgent') }]
      : []),
    ...(order.distanceKm === null ? [] : [{ label: t('field.order.distanceKm'), value: order.distanceKm }]),
    ...(order.supplierNeeded ? [{ label: t('field.order.supplierNeeded'), value: t('ui.yes') }] : []),
    ...details(order, t),
    ...(order.externalNo ? [{ label: t('field.order.externalNo'), value: order.externalNo }] : []),
    { label: t('field.order.complaint'), value: order.complaint, wide: true },
    ...(order.clarification
      ? [{ label: t('field.order.clarification'), value: order.clarification, wide: true }]
      : []),
    ...(order.cancelReason
      ? [{ label: t('field.order.cancelReason'), value: order.cancelReason, wide: true }]
      : []),
  ]
  return (
    <Panel title={t('service.sheet')}>
      <KeyValues items={items} columns={4} />
    </Panel>
  )
}
