import { useState } from 'react'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Panel } from '../../shared/ui/panel'
import { StatusTag } from '../../shared/ui/status-tag'
import type { OrderRecord, Related } from './api'
import { Near, StateTag, useNameOf, useOrderTypes } from './order-words'

const shownAtFirst = 5

function Item({ order, mark }: { order: Related; mark?: string }) {
  const nameOf = useNameOf()
  const types = useOrderTypes()
  const type = types.data?.items.find((item) => item.key === order.typeKey)
  return (
    <li className="svc-related">
      <div className="fh-row">
        <Link to={`/orders/${order.id}`}>{order.number}</Link>
        <StateTag state={order.state} />
        {mark && <StatusTag tone="warn">{mark}</StatusTag>}
      </div>
      <div className="fh-quiet svc-small">
        {type && nameOf(type)} <Near at={order.receivedAt} />
        {order.handedOverAt && (
          <>
            {' → '}
            <Near at={order.handedOverAt} />
          </>
        )}
      </div>
      {order.complaint && <div className="svc-small svc-clip">{order.complaint}</div>}
    </li>
  )
}

/** SVC-13, PLT-2: the other orders of the vehicle; what this one returns to and what came back comes first. */
export function RelatedPanel({ order }: { order: OrderRecord }) {
  const { t } = useTranslation()
  const [isWhole, setWhole] = useState(false)
  const { returnOf, returnedBy, productOrders, productId } = order
  const marked = new Set([returnOf?.id, ...returnedBy.map((other) => other.id)])
  const plain = productOrders.filter((other) => !marked.has(other.id))
  const shown = isWhole ? plain : plain.slice(0, shownAtFirst)
  if (productId === null && !returnOf && returnedBy.length === 0) return null
  return (
    <Panel
      title={t('service.related')}
      extra={productId && <Link to={`/orders?productId=${productId}`}>{t('service.allOfVehicle')}</Link>}
    >
      {returnOf === null && returnedBy.length === 0 && plain.length === 0 ? (
        <p className="fh-quiet">{t('service.noRelated')}</p>
      ) : (
        <ul className="fh-stack-tight">
          {returnOf && <Item order={returnOf} mark={t('service.returnsTo')} />}
          {returnedBy.map((other) => (
            <Item key={other.id} order={other} mark={t('service.cameBack')} />
          ))}
          {shown.map((other) => (
            <Item key={other.id} order={other} />
          ))}
        </ul>
      )}
      {plain.length > shown.length && (
        <Button type="link" size="small" onClick={() => setWhole(true)}>
          {t('service.showAllRelated', { count: plain.length })}
        </Button>
      )}
    </Panel>
  )
}
