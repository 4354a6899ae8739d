import { useQuery } from '@tanstack/react-query'
import { Button, Empty } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { usePermission } from '../../shared/session/session'
import { Can } from '../../shared/ui/can'
import { ErrorNotice } from '../../shared/ui/error-notice'
import { Panel } from '../../shared/ui/panel'
import { StatusTag } from '../../shared/ui/status-tag'
import { CivilDay } from '../../shared/ui/times'
import { fetchComponents, type Component, type Components, type ProductRecord } from './api'
import { ComponentDrawer, SwapDrawer } from './component-drawers'

interface Doing {
  edit: (component: Component) => void
  swap: (component: Component) => void
}

function Part({ component, doing, can }: { component: Component; doing?: Doing; can: Components['can'] }) {
  const { t } = useTranslation()
  const { name, assembly, partNo, serial, warrantyOnly, installedOn, removedOn, note } = component
  return (
    <li className="fh-item">
      <div className="fh-row">
        <strong>{name}</strong>
        {assembly && <span className="fh-quiet">{assembly}</span>}
        <span className="fh-figure">{serial ?? t('products.serialNone')}</span>
        {warrantyOnly && <StatusTag>{t('products.warrantyOnly')}</StatusTag>}
        {doing && (
          <Can of={{ can }} to="edit">
            <Button size="small" onClick={() => doing.swap(component)}>
              {t('products.swap')}
            </Button>
            <Button size="small" type="text" onClick={() => doing.edit(component)}>
              {t('ui.edit')}
            </Button>
          </Can>
        )}
      </div>
      <div className="fh-quiet">
        {[
          partNo && `${t('field.component.partNo')} ${partNo}`,
          installedOn && t('products.installedOn', { day: installedOn }),
          removedOn && t('products.removedOn', { day: removedOn }),
          note,
        ]
          .filter(Boolean)
          .join(' · ')}
      </div>
    </li>
  )
}

function Swaps({ swaps }: { swaps: Components['swaps'] }) {
  const { t } = useTranslation()
  const holds = usePermission()
  if (swaps.length === 0) return null
  return (
    <>
      <h3 className="fh-heading">{t('products.swaps')}</h3>
      <ul className="fh-lines">
        {swaps.map((swap) => (
          <li key={swap.id} className="fh-item">
            <div className="fh-row">
              <CivilDay on={swap.swappedOn} />
              <strong>{swap.name}</strong>
              <span>
                <del>{swap.faultySerial ?? t('products.serialNone')}</del> →{' '}
                <ins>{swap.newSerial ?? t('products.serialNone')}</ins>
              </span>
            </div>
            <div className="fh-quiet">
              {[swap.reason, swap.swappedByName].filter(Boolean).join(' · ')}
              {swap.orderId && (
                <>
                  {' · '}
                  {holds('orders.read') ? (
                    <Link to={`/orders/${swap.orderId}`}>{swap.orderNumber}</Link>
                  ) : (
                    swap.orderNumber
                  )}
                </>
              )}
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

/** AST-6: what is in the product now, what was taken out, and every swap. */
export function ComponentsPanel({ product }: { product: ProductRecord }) {
  const { t } = useTranslation()
  const [isAdding, setAdding] = useState(false)
  const [edited, setEdited] = useState<Component | null>(null)
  const [swapped, setSwapped] = useState<Component | null>(null)
  const [isWhole, setWhole] = useState(false)
  const query = useQuery({
    queryKey: ['products', 'components', product.id],
    queryFn: () => fetchComponents(product.id),
  })
  const { components = [], swaps = [], can = { edit: false } } = query.data ?? {}
  const inService = components.filter((one) => one.removedOn === null)
  const removed = components.filter((one) => one.removedOn !== null)
  const doing = { edit: setEdited, swap: setSwapped }
  return (
    <Panel
      title={t('products.components')}
      extra={
        <Can of={{ can }} to="edit">
          <Button size="small" onClick={() => setAdding(true)}>
            {t('products.addComponent')}
          </Button>
        </Can>
      }
    >
      {query.isError && <ErrorNotice error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && components.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('products.noComponents')} />
      )}
      <ul className="fh-lines">
        {inService.map((one) => (
          <Part key={one.id} component={one} doing={doing} can={can} />
        ))}
        {isWhole && removed.map((one) => <Part key={one.id} component={one} can={can} />)}
      </ul>
      {removed.length > 0 && !isWhole && (
        <Button type="link" size="small" onClick={() => setWhole(true)}>
          {t('products.removedComponents', { count: removed.length })}
        </Button>
      )}
      <Swaps swaps={swaps} />
      <ComponentDrawer
        productId={product.id}
        open={isAdding || edited !== null}
        component={edited}
        onClose={() => {
          setAdding(false)
          setEdited(null)
        }}
      />
      <SwapDrawer productId={product.id} component={swapped} onClose={() => setSwapped(null)} />
    </Panel>
  )
}
