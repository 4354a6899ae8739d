import { useTranslation } from 'react-i18next'
import { Money } from '../../shared/ui/figures'
import { Panel } from '../../shared/ui/panel'
import { StatusTag } from '../../shared/ui/status-tag'
import { When } from '../../shared/ui/times'
import type { OrderRecord } from './api'
import { categories } from './words'

/** SVC-14: settlements and reversals, oldest first; nothing is ever rewritten. */
export function SettlementsPanel({ order }: { order: OrderRecord }) {
  const { t } = useTranslation()
  const { settlements } = order
  if (settlements.length === 0) return null
  const reversed = new Set(settlements.map((settlement) => settlement.reversesId))
  return (
    <Panel title={t('service.settlements')}>
      <table className="svc-table svc-stacked" aria-label={t('service.settlements')}>
        <thead>
          <tr>
            <th scope="col">{t('service.settlementNo')}</th>
            <th scope="col">{t('service.settlementTime')}</th>
            {categories.map((category) => (
              <th key={category} scope="col" className="svc-right">
                {t(`value.line.category.${category}`)}
              </th>
            ))}
            <th scope="col" className="svc-right">
              {t('field.line.discount')}
            </th>
            <th scope="col" className="svc-right">
              {t('service.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {settlements.map((settlement) => (
            <tr key={settlement.id} className={reversed.has(settlement.id) ? 'svc-void' : undefined}>
              <td data-label={t('service.settlementNo')}>
                {settlement.seq}{' '}
                <StatusTag tone={settlement.kind === 'reversal' ? 'bad' : 'good'}>
                  {t(`service.settlement.${settlement.kind}`)}
                </StatusTag>
                {settlement.reason && <div className="fh-quiet svc-small">{settlement.reason}</div>}
              </td>
              <td data-label={t('service.settlementTime')}>
                <When at={settlement.settledAt} />
                <div className="fh-quiet svc-small">{settlement.actorName}</div>
              </td>
              {categories.map((category) => (
                <td key={category} data-label={t(`value.line.category.${category}`)} className="svc-right">
                  <Money value={settlement[category]} />
                </td>
              ))}
              <td data-label={t('field.line.discount')} className="svc-right">
                <Money value={settlement.discount} />
              </td>
              <td data-label={t('service.total')} className="svc-right">
                <strong>
                  <Money value={settlement.total} />
                </strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
