import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Can } from '../../shared/ui/can'
import { Money } from '../../shared/ui/figures'
import { Panel } from '../../shared/ui/panel'
import { StatusTag, type Tone } from '../../shared/ui/status-tag'
import { When } from '../../shared/ui/times'
import { AdditionDrawer } from './addition-drawer'
import type { Addition, OrderRecord } from './api'
import { Near } from './order-words'
import { ConfirmDrawer, RefuseDrawer } from './promise-drawers'

const tones: Record<Addition['state'], Tone> = { proposed: 'warn', confirmed: 'good', refused: 'neutral' }

interface ItemProps {
  order: OrderRecord
  addition: Addition
  onConfirm: () => void
  onRefuse: () => void
}

function Item({ order, addition, onConfirm, onRefuse }: ItemProps) {
  const { t } = useTranslation()
  const lines = order.lines.filter((line) => line.additionId === addition.id)
  const promises = order.promises.filter((promise) => promise.additionId === addition.id)
  return (
    <li className="svc-addition">
      <div className="fh-row">
        <strong>{t('service.additionNo', { seq: addition.seq })}</strong>
        <StatusTag tone={tones[addition.state]}>{t(`value.addition.state.${addition.state}`)}</StatusTag>
        <span className="fh-quiet">
          {addition.proposedBy} <Near at={addition.proposedAt} />
        </span>
      </div>
      <p className="fh-note">{addition.description}</p>
      {lines.length > 0 && (
        <ul className="svc-small">
          {lines.map((line) => (
            <li key={line.id} className="svc-addition-line">
              <span>{line.name}</span> <Money value={line.amount} sign="¥" />
            </li>
          ))}
        </ul>
      )}
      {promises.map((promise) => (
        <div key={promise.id} className="svc-small">
          {t('service.newPromise')} <When at={promise.at} />
        </div>
      ))}
      {addition.decidedAt && (
        <div className="fh-quiet svc-small">
          {t('service.decidedAt')} <When at={addition.decidedAt} /> {addition.decisionNote}
        </div>
      )}
      {addition.state === 'proposed' && order.can.editLines === true && (
        <div className="fh-actions svc-gap">
          <Button size="small" type="primary" onClick={onConfirm}>
            {t('service.confirmAddition')}
          </Button>
          <Button size="small" onClick={onRefuse}>
            {t('service.refuseAddition')}
          </Button>
        </div>
      )}
    </li>
  )
}

/** SVC-8: work found later; its lines and its new time wait for the customer's recorded word. */
export function AdditionsPanel({ order }: { order: OrderRecord }) {
  const { t } = useTranslation()
  const [isAdding, setAdding] = useState(false)
  const [confirming, setConfirming] = useState<Addition | null>(null)
  const [refusing, setRefusing] = useState<Addition | null>(null)
  const isEmpty = order.additions.length === 0
  if (isEmpty && order.can.proposeAddition !== true) return null
  return (
    <Panel
      title={t('service.additions')}
      extra={
        <Can of={order} to="proposeAddition">
          <Button size="small" onClick={() => setAdding(true)}>
            {t('service.addAddition')}
          </Button>
        </Can>
      }
    >
      {isEmpty ? (
        <p className="fh-quiet">{t('service.noAdditions')}</p>
      ) : (
        <ul className="fh-stack">
          {order.additions.map((addition) => (
            <Item
              key={addition.id}
              order={order}
              addition={addition}
              onConfirm={() => setConfirming(addition)}
              onRefuse={() => setRefusing(addition)}
            />
          ))}
        </ul>
      )}
      <AdditionDrawer open={isAdding} onClose={() => setAdding(false)} order={order} />
      <ConfirmDrawer
        subject={confirming && { addition: confirming }}
        onClose={() => setConfirming(null)}
        order={order}
      />
      <RefuseDrawer addition={refusing} onClose={() => setRefusing(null)} order={order} />
    </Panel>
  )
}
