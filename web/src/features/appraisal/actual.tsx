import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { usePermission } from '../../shared/session/session'
import { CivilDay } from '../../shared/ui/times'
import { StatusTag } from '../../shared/ui/status-tag'
import type { Deduction, Item } from './api'
import { becauseText, inputText, useName } from './words'

interface EventProps {
  deduction: Deduction
  onRemove?: () => void
  onContest?: () => void
}

/** APR-4: the order a deduction rests on opens; an old one that names none that exists is only named. */
function OrderOf({ deduction: { orderId, orderNumber } }: { deduction: Deduction }) {
  const mayOpen = usePermission()('orders.read')
  if (orderNumber === null) return null
  return (
    <span className="fh-quiet">
      {' '}
      {orderId !== null && mayOpen ? <Link to={`/orders/${orderId}`}>{orderNumber}</Link> : orderNumber}
    </span>
  )
}

/** One recorded event; taken back or excluded it stays, crossed out, with the reason. */
export function EventLine({ deduction, onRemove, onContest }: EventProps) {
  const { t } = useTranslation()
  const isOut = deduction.removedAt !== null || deduction.isExcluded
  return (
    <li className="fh-card-event">
      <div className={isOut ? 'fh-card-out' : ''}>
        <CivilDay on={deduction.occurredOn} /> {deduction.note}
        <OrderOf deduction={deduction} />
      </div>
      <div className="fh-quiet">{t('appraisal.recordedBy', { name: deduction.recordedByName })}</div>
      {deduction.removedReason !== null && (
        <div className="fh-quiet">
          {t('appraisal.removed', { name: deduction.removedByName, reason: deduction.removedReason })}
        </div>
      )}
      {deduction.isExcluded && <StatusTag tone="good">{t('appraisal.excluded')}</StatusTag>}
      {!isOut && (
        <div className="fh-row">
          {onRemove && (
            <button type="button" className="fh-link-button" onClick={onRemove}>
              {t('appraisal.remove')}
            </button>
          )}
          {onContest && (
            <button type="button" className="fh-link-button" onClick={onContest}>
              {t('appraisal.contest')}
            </button>
          )}
        </div>
      )}
    </li>
  )
}

/** APR-4: what happened: the value that counts, why it gave its points, and where a person changed the system's, both. */
export function Actual({ item }: { item: Item }) {
  const { t } = useTranslation()
  const name = useName()
  const { system, hand } = item
  const used = hand ?? system
  const isSilent = item.kind === 'deduction' && item.deductions.length > 0
  const hasNoTarget =
    item.kind === 'band' && item.because === 'no_value' && item.basis !== null && item.basis.value !== null
  return (
    <div className="fh-card-actual">
      {used && item.kind !== 'per_excess' && <strong>{inputText(item, used, t, name)}</strong>}
      {!isSilent && (
        <div className={item.because === 'not_rated' ? 'fh-card-todo' : 'fh-quiet'}>
          {hasNoTarget ? t('appraisal.noTarget') : becauseText(item, t, name)}
        </div>
      )}
      {hand && system && (
        <div className="fh-card-both">
          <div>
            <span className="fh-quiet">{t('appraisal.system')}</span>{' '}
            <s>{inputText(item, system, t, name)}</s>
          </div>
          <div>
            <span className="fh-quiet">{t('appraisal.hand')}</span> {inputText(item, hand, t, name)}
          </div>
        </div>
      )}
      {item.reason !== null && item.ratedByName !== null && (
        <div className="fh-quiet">
          {t('appraisal.handBy', { name: item.ratedByName, reason: item.reason })}
        </div>
      )}
      {item.systemNow && (
        <StatusTag tone="warn">
          {t('appraisal.systemNow', { value: inputText(item, item.systemNow, t, name) })}
        </StatusTag>
      )}
    </div>
  )
}
