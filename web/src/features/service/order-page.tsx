import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import { Can } from '../../shared/ui/can'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { Panel } from '../../shared/ui/panel'
import { StatusTag } from '../../shared/ui/status-tag'
import { Timeline } from '../../shared/ui/timeline'
import { AdditionsPanel } from './additions-panel'
import { fetchOrder, type OrderRecord } from './api'
import { CausePanel, FollowUpPanel } from './cause-panel'
import { ClockChip } from './clock-chip'
import { ClocksPanel } from './clocks-panel'
import { EditDrawer } from './edit-drawer'
import { LinesPanel } from './lines-panel'
import { useNeighbours } from './neighbours'
import { OrderActions } from './order-actions'
import { OrderHead } from './order-head'
import { OnTimeTag, productText, PromiseChip, StateTag, useNameOf } from './order-words'
import { PromisesPanel } from './promises-panel'
import { RelatedPanel } from './related-panel'
import { SettlementsPanel } from './settlements-panel'
import { StatusBar } from './status-bar'
import { SwapsPanel } from './swaps-panel'
import { useValueNames } from './value-names'
import { WorkersPanel } from './workers-panel'
import './service.css'

function Neighbours({ id, list }: { id: string; list: string | null }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const found = useNeighbours(id, list)
  if (!found) return null
  const go = (to: string | null) =>
    to && void navigate(`/orders/${to}?list=${encodeURIComponent(list ?? '')}`, { preventScrollReset: false })
  return (
    <>
      <Button
        icon={<LeftOutlined />}
        aria-label={t('service.previous')}
        title={t('service.previous')}
        disabled={!found.previous}
        onClick={() => go(found.previous)}
      />
      <Button
        icon={<RightOutlined />}
        aria-label={t('service.next')}
        title={t('service.next')}
        disabled={!found.next}
        onClick={() => go(found.next)}
      />
    </>
  )
}

function Tags({ order }: { order: OrderRecord }) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  return (
    <>
      <StateTag state={order.state} />
      <StatusTag>{nameOf(order.type)}</StatusTag>
      {order.returnOf && (
        <Link to={`/orders/${order.returnOf.id}`}>
          <StatusTag tone="warn">{t('service.returnOf', { number: order.returnOf.number })}</StatusTag>
        </Link>
      )}
      {order.unclear && <StatusTag tone="warn">{t('field.order.unclear')}</StatusTag>}
      {order.isHistory && <StatusTag>{t('service.history')}</StatusTag>}
      <PromiseChip order={order} />
      {order.clock && order.clock.state !== 'stopped' && <ClockChip clock={order.clock} />}
      {order.handedOverAt && <OnTimeTag order={order} />}
    </>
  )
}

/** What the type asks for and the order does not have yet; without it nobody can be assigned. */
function Missing({ order }: { order: OrderRecord }) {
  const { t } = useTranslation()
  if (order.missing.length === 0 || order.can.edit !== true) return null
  const names = order.missing.map((name) => t(`service.need.${name}`)).join(t('ui.listComma'))
  return <Alert type="warning" showIcon className="svc-gap-below" title={t('service.missing', { names })} />
}

function OrderSheet({ order }: { order: OrderRecord }) {
  const { t } = useTranslation()
  const valueName = useValueNames(order)
  return (
    <div className="fh-grid">
      <div className="fh-column">
        <OrderHead order={order} />
        <PromisesPanel order={order} />
        <AdditionsPanel order={order} />
        <LinesPanel order={order} />
        <SwapsPanel order={order} />
        <SettlementsPanel order={order} />
      </div>
      <div className="fh-column">
        <ClocksPanel orderId={order.id} />
        <WorkersPanel order={order} />
        <FollowUpPanel order={order} />
        <CausePanel order={order} />
        <RelatedPanel order={order} />
        <Panel title={t('ui.history')}>
          <Timeline entries={order.timeline} entity="order" render={valueName} />
        </Panel>
      </div>
    </div>
  )
}

function OrderView({ order }: { order: OrderRecord }) {
  const { t } = useTranslation()
  const [search] = useSearchParams()
  const [isOpen, setOpen] = useState(false)
  const valueName = useValueNames(order)
  const list = search.get('list')
  return (
    <>
      <PageHeader
        title={order.number}
        tags={<Tags order={order} />}
        note={[productText(order), order.modelName, order.customerName].filter(Boolean).join(' · ')}
        back={{ to: list ? `/orders?${list}` : '/orders', label: t('nav.orders') }}
        actions={
          <>
            <Can of={order} to="edit">
              <Button onClick={() => setOpen(true)}>{t('ui.edit')}</Button>
            </Can>
            <Neighbours id={order.id} list={list} />
          </>
        }
      />
      <section className="fh-panel svc-bar" aria-label={t('service.steps')}>
        <StatusBar order={order} />
        <OrderActions order={order} />
      </section>
      <Missing order={order} />
      <OrderSheet order={order} />
      <EditDrawer open={isOpen} onClose={() => setOpen(false)} order={order} renderValue={valueName} />
    </>
  )
}

export function Component() {
  const { id = '' } = useParams()
  const record = useQuery({ queryKey: ['orders', 'record', id], queryFn: () => fetchOrder(id) })
  return <Loaded query={record}>{(order) => <OrderView key={order.id} order={order} />}</Loaded>
}
