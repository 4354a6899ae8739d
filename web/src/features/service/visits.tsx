import { useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Count, NumberLink } from '../../shared/ui/figures'
import { Panel } from '../../shared/ui/panel'
import { findOrders, type OrderRow } from './api'
import { Near, OnTimeTag, productText, PromiseChip, StateTag, useFaultGroups, useNameOf } from './order-words'

const shown = 6

/** The last orders of a vehicle, or of a customer while no vehicle is chosen. */
export function useVisits(productId: string | null, customerId: string | null) {
  const cut = productId ? { productId: [productId] } : { customerId: [customerId ?? ''] }
  return useQuery({
    queryKey: ['orders', 'visits', productId, customerId],
    queryFn: () => findOrders({ ...cut, limit: shown, sort: '-receivedAt' }),
    enabled: productId !== null || customerId !== null,
  })
}

export const isOpen = (order: OrderRow): boolean => order.handedOverAt === null && order.state !== 'cancelled'

/** SVC-2: the vehicle is here already: a second order is possible, but usually a slip. */
export function DuplicateWarning({ orders }: { orders: OrderRow[] }) {
  const { t } = useTranslation()
  const open = orders.filter(isOpen)
  if (open.length === 0) return null
  return (
    <Alert
      type="warning"
      showIcon
      title={
        <>
          {t('service.alreadyOpen')}
          {open.map((order) => (
            <div key={order.id} className="fh-row">
              <Link to={`/orders/${order.id}`}>{order.number}</Link>
              <StateTag state={order.state} />
              <PromiseChip order={order} />
              <span className="svc-small">{order.complaint}</span>
            </div>
          ))}
        </>
      }
    />
  )
}

interface VisitProps {
  order: OrderRow
  /** Makes the new order a return repair of this one; null where that is not possible. */
  onReturn: (() => void) | null
  isReturnOf: boolean
  isSameFault: boolean
}

function Visit({ order, onReturn, isReturnOf, isSameFault }: VisitProps) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const groups = useFaultGroups()
  const group = groups.data?.items.find((item) => item.key === order.faultGroupKey)
  return (
    <li className="svc-related">
      <div className="fh-row">
        <Link to={`/orders/${order.id}`}>{order.number}</Link>
        <StateTag state={order.state} />
        {order.handedOverAt && <OnTimeTag order={order} />}
      </div>
      <div className="svc-small">
        {nameOf({ name: order.typeName, nameEn: order.typeNameEn })}
        {group && <> · {nameOf(group)}</>}
        {order.mileageKm !== null && (
          <>
            {' · '}
            <Count value={order.mileageKm} /> {t('service.km')}
          </>
        )}
        {' · '}
        {productText(order)}
      </div>
      <div className="fh-quiet svc-small">
        <Near at={order.receivedAt} />
        {order.handedOverAt && (
          <>
            {' → '}
            <Near at={order.handedOverAt} />
          </>
        )}
        {order.advisorName && <> · {order.advisorName}</>}
      </div>
      {order.complaint && <div className="svc-small svc-clip">{order.complaint}</div>}
      {isSameFault && !isReturnOf && <div className="svc-small svc-warn">{t('service.sameFault')}</div>}
      {onReturn && (
        <Button
          size="small"
          type={isReturnOf ? 'primary' : 'default'}
          aria-pressed={isReturnOf}
          onClick={onReturn}
        >
          {t(isReturnOf ? 'service.isReturnOfThis' : 'service.makeReturn')}
        </Button>
      )}
    </li>
  )
}

interface Props {
  orders: OrderRow[]
  total: number | null
  productId: string | null
  customerId: string | null
  faultGroupKey: string | null
  returnOfId: string | null
  onReturn: (order: OrderRow | null) => void
}

/** SVC-13: what was here before, beside the form: the advisor sees the last visits while the customer talks. */
export function Visits(props: Props) {
  const { t } = useTranslation()
  const { orders, total, productId, customerId, faultGroupKey, returnOfId, onReturn } = props
  const all = productId ? `productId=${productId}` : `customerId=${customerId ?? ''}`
  return (
    <Panel
      title={t(productId ? 'service.visitsOfVehicle' : 'service.visitsOfCustomer')}
      extra={
        total !== null &&
        total > 0 && <NumberLink to={`/orders?${all}`}>{t('service.allVisits', { count: total })}</NumberLink>
      }
    >
      {orders.length === 0 ? (
        <p className="fh-quiet">{t('service.firstVisit')}</p>
      ) : (
        <ul className="fh-stack-tight">
          {orders.map((order) => {
            const isGone = order.handedOverAt !== null && order.productId === productId && productId !== null
            const isReturnOf = returnOfId === order.id
            return (
              <Visit
                key={order.id}
                order={order}
                isReturnOf={isReturnOf}
                isSameFault={isGone && faultGroupKey !== null && order.faultGroupKey === faultGroupKey}
                onReturn={isGone ? () => onReturn(isReturnOf ? null : order) : null}
              />
            )
          })}
        </ul>
      )}
    </Panel>
  )
}
