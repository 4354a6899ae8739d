import { useQuery } from '@tanstack/react-query'
import { Drawer, Empty } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatMoney } from '../../shared/format/numbers'
import { KeyValues } from '../../shared/ui/key-values'
import { Loaded } from '../../shared/ui/loaded'
import { StatusTag } from '../../shared/ui/status-tag'
import { CivilDay } from '../../shared/ui/times'
import { useIsPhone } from '../../shared/ui/use-is-phone'
import { fetchEvidence, type Card, type Evidence, type Item } from './api'
import { useName } from './words'

function FactWord({ fact }: { fact: Evidence }) {
  const { t } = useTranslation()
  if (fact.isAgainst && fact.factKind === 'handover')
    return <StatusTag tone="bad">{t('appraisal.fact.handover.late')}</StatusTag>
  if (fact.isAgainst && fact.factKind === 'factory_return_received')
    return <StatusTag tone="bad">{t('appraisal.fact.factory_return_received.late')}</StatusTag>
  if (fact.factKind === 'return_repair' || fact.factKind === 'factory_second_return')
    return <StatusTag tone="bad">{t(`appraisal.fact.${fact.factKind}`)}</StatusTag>
  if (fact.factKind === 'factory_return_received' || fact.factKind === 'factory_return_finished')
    return <span className="fh-quiet">{t(`appraisal.fact.${fact.factKind}`)}</span>
  if (fact.factKind === 'handover')
    return (
      <span className="fh-quiet">
        {t(fact.quantities.on_time ? 'appraisal.fact.handover.on_time' : 'appraisal.fact.handover')}
      </span>
    )
  const known = fact.factKind === 'settlement' ? 'settlement' : 'other'
  const amount = fact.quantities.total
  return (
    <span className="fh-quiet">
      {t(`appraisal.fact.${known}`)}
      {amount !== undefined && ` ${t('appraisal.amount', { amount: formatMoney(amount) })}`}
    </span>
  )
}

function Facts({ facts, onContest }: { facts: Evidence[]; onContest?: (fact: Evidence) => void }) {
  const { t } = useTranslation()
  if (facts.length === 0)
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('appraisal.noEvidence')} />
  return (
    <ul className="fh-lines">
      {facts.map((fact) => (
        <li key={fact.factId} className="fh-line">
          <div className="fh-row">
            {fact.sourceKind === 'order' ? (
              <Link to={`/orders/${fact.sourceId}`}>{fact.sourceNumber}</Link>
            ) : (
              <span>{fact.sourceNumber}</span>
            )}
            <CivilDay on={fact.happenedOn} />
            <FactWord fact={fact} />
          </div>
          {fact.contest !== null ? (
            <StatusTag tone={fact.contest === 'open' ? 'warn' : 'neutral'}>
              {t(`appraisal.contestState.${fact.contest}`)}
            </StatusTag>
          ) : (
            fact.isAgainst &&
            onContest && (
              <button type="button" className="fh-link-button" onClick={() => onContest(fact)}>
                {t('appraisal.contest')}
              </button>
            )
          )}
        </li>
      ))}
    </ul>
  )
}

interface Props {
  card: Card
  item: Item | null
  onClose: () => void
  onContest?: (item: Item, fact: Evidence) => void
}

/** APR-4: how an item's value was found, and every fact behind it; each opens its order. */
export function EvidenceDrawer({ card, item, onClose, onContest }: Props) {
  const { t } = useTranslation()
  const name = useName()
  const isPhone = useIsPhone()
  const query = useQuery({
    queryKey: ['scorecards', 'evidence', card.id, card.version, item?.key],
    queryFn: () => fetchEvidence(card.id, item?.key ?? ''),
    enabled: item !== null,
  })
  const basis = item?.basis
  const period = new URLSearchParams({ period: card.month })
  if (basis && basis.role !== 'company') {
    period.set('personId', card.personId)
    period.set('personRole', basis.role)
  }
  return (
    <Drawer
      open={item !== null}
      onClose={onClose}
      size={isPhone ? '100%' : 520}
      title={item ? t('appraisal.evidenceOf', { item: name(item.name) }) : ''}
    >
      <div className="fh-stack">
        {basis && (
          <KeyValues
            columns={1}
            items={[
              { label: t('appraisal.basis'), value: t(`appraisal.role.${basis.role}`) },
              {
                label: t('appraisal.indicator'),
                value: (
                  <Link to={`/indicators/${basis.indicator}?${period.toString()}`}>{name(basis.name)}</Link>
                ),
              },
            ]}
          />
        )}
        <Loaded query={query}>
          {({ items }) => (
            <Facts
              facts={items}
              onContest={onContest && item ? (fact) => onContest(item, fact) : undefined}
            />
          )}
        </Loaded>
      </div>
    </Drawer>
  )
}
