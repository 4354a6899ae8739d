import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Can } from '../../shared/ui/can'
import { Panel } from '../../shared/ui/panel'
import { StatusTag } from '../../shared/ui/status-tag'
import { When } from '../../shared/ui/times'
import type { OrderPromise, OrderRecord } from './api'
import { LatePartyLine } from './late-party'
import { PromiseChip } from './order-words'
import { ConfirmDrawer, PromiseDrawer } from './promise-drawers'

/** SVC-9: the judgement in one line, with its reason. */
function Judgement({ order }: { order: OrderRecord }) {
  const { t } = useTranslation()
  const { onTime, onTimeWhy, handedOverAt } = order
  const tone = handedOverAt === null || onTime === null ? 'neutral' : onTime ? 'good' : 'bad'
  const why = t(`value.order.onTimeWhy.${onTimeWhy}`)
  return (
    <div className={`svc-judgement svc-judgement-${tone}`}>
      {handedOverAt === null ? (
        <strong>{why}</strong>
      ) : (
        <>
          <strong>{t(`value.order.onTime.${onTime === null ? 'none' : String(onTime)}`)}</strong>
          <span>{why}</span>
        </>
      )}
      <dl className="svc-facts">
        <div>
          <dt>{t('service.promiseThatCounts')}</dt>
          <dd>
            <When at={order.promiseAt} /> <PromiseChip order={order} />
          </dd>
        </div>
        <div>
          <dt>{t('field.order.handedOverAt')}</dt>
          <dd>
            <When at={handedOverAt} />
          </dd>
        </div>
      </dl>
    </div>
  )
}

function Confirmation({ promise }: { promise: OrderPromise }) {
  const { t } = useTranslation()
  if (!promise.confirmed) return <span className="fh-quiet">{t('service.notConfirmed')}</span>
  if (!promise.confirmedChannel)
    return promise.confirmedRecordedAt ? (
      <span>{t('service.onOrderSheet')}</span>
    ) : (
      <span className="fh-quiet">{t('service.beforeSystem')}</span>
    )
  return (
    <div>
      <div>
        {t(`value.order.channel.${promise.confirmedChannel}`)} · {promise.confirmedWho}
        {promise.evidenceKind && <> · {t(`value.evidence.${promise.evidenceKind}`)}</>}
      </div>
      <div className="fh-quiet svc-small">
        {t('service.recordedAt')} <When at={promise.confirmedRecordedAt} />
        {promise.confirmedSaidAt && (
          <>
            {' '}
            · {t('service.saidAt')} <When at={promise.confirmedSaidAt} />
          </>
        )}
      </div>
      {promise.backDated && (
        <div className="svc-small">
          <StatusTag tone="warn">{t('service.backDated')}</StatusTag> {t('service.backDatedHint')}
        </div>
      )}
      {promise.evidenceText && <div className="fh-quiet svc-small">{promise.evidenceText}</div>}
    </div>
  )
}

function Row({
  order,
  promise,
  onConfirm,
}: {
  order: OrderRecord
  promise: OrderPromise
  onConfirm: () => void
}) {
  const { t } = useTranslation()
  const addition = order.additions.find((other) => other.id === promise.additionId)
  return (
    <tr className={promise.counts ? 'svc-counts' : undefined}>
      <td data-label={t('field.promise.seq')}>{promise.seq}</td>
      <td data-label={t('field.promise.at')}>
        <strong className="fh-figure">
          <When at={promise.at} />
        </strong>
        {promise.note && <div className="fh-quiet svc-small">{promise.note}</div>}
      </td>
      <td data-label={t('field.promise.reason')} className="svc-nowrap">
        {addition
          ? t('service.additionNo', { seq: addition.seq })
          : t(`value.promise.reason.${promise.reason}`)}
      </td>
      <td data-label={t('service.confirmation')}>
        <Confirmation promise={promise} />
        {!promise.confirmed && promise.reason === 'other' && order.can.promise === true && (
          <Button size="small" className="svc-beside" onClick={onConfirm}>
            {t('service.recordConfirmation')}
          </Button>
        )}
      </td>
      <td data-label={t('service.countsOrNot')}>
        <StatusTag tone={promise.counts ? 'good' : 'neutral'}>
          {t(promise.counts ? 'service.counts' : 'service.countsNot')}
        </StatusTag>{' '}
        <span className="svc-small">
          {t(`value.promise.because.${promise.because}`)}
          {promise.replacedBy !== null && t('service.replacedBy', { seq: promise.replacedBy })}
        </span>
      </td>
    </tr>
  )
}

/** SVC-8: every promise with whether it counts and why; nobody has to take a late mark on trust. */
export function PromisesPanel({ order }: { order: OrderRecord }) {
  const { t } = useTranslation()
  const [isAdding, setAdding] = useState(false)
  const [confirming, setConfirming] = useState<OrderPromise | null>(null)
  const isFirst = order.promises.length === 0
  return (
    <Panel
      title={t('service.promises')}
      extra={
        <Can of={order} to="promise">
          <Button size="small" type={isFirst ? 'primary' : 'default'} onClick={() => setAdding(true)}>
            {t(isFirst ? 'service.firstPromise' : 'service.otherPromise')}
          </Button>
        </Can>
      }
    >
      <Judgement order={order} />
      <LatePartyLine order={order} />
      {isFirst ? null : (
        <table className="svc-table svc-stacked" aria-label={t('service.promises')}>
          <thead>
            <tr>
              <th scope="col">{t('field.promise.seq')}</th>
              <th scope="col">{t('field.promise.at')}</th>
              <th scope="col">{t('field.promise.reason')}</th>
              <th scope="col">{t('service.confirmation')}</th>
              <th scope="col">{t('service.countsOrNot')}</th>
            </tr>
          </thead>
          <tbody>
            {order.promises.map((promise) => (
              <Row
                key={promise.id}
                order={order}
                promise={promise}
                onConfirm={() => setConfirming(promise)}
              />
            ))}
          </tbody>
        </table>
      )}
      <PromiseDrawer open={isAdding} onClose={() => setAdding(false)} order={order} />
      <ConfirmDrawer
        subject={confirming && { promise: confirming }}
        onClose={() => setConfirming(null)}
        order={order}
      />
    </Panel>
  )
}
