import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { trimZeros } from '../../shared/format/numbers'
import { Can } from '../../shared/ui/can'
import { Panel } from '../../shared/ui/panel'
import { StatusTag } from '../../shared/ui/status-tag'
import { When } from '../../shared/ui/times'
import { listGroup, type Card, type Contest } from './api'
import { CardStateTag, useName } from './words'

/** APR-18: what was contested and how it was decided. */
export function Contests({ card, onDecide }: { card: Card; onDecide: (contest: Contest) => void }) {
  const { t } = useTranslation()
  const name = useName()
  const items = card.sections.flatMap((section) => section.items)
  if (card.contests.length === 0) return null
  return (
    <Panel title={t('appraisal.contests')}>
      <ul className="fh-lines">
        {card.contests.map((contest) => {
          const item = items.find((other) => other.key === contest.itemKey)
          return (
            <li key={contest.id} className="fh-line">
              <div className="fh-line-main">
                <div className="fh-row">
                  <strong>{contest.subjectNumber}</strong>
                  <StatusTag tone={contest.state === 'open' ? 'warn' : 'neutral'}>
                    {t(`appraisal.contestState.${contest.state}`)}
                  </StatusTag>
                </div>
                <div className="fh-quiet">{item ? name(item.name) : ''}</div>
                <div>{contest.reason}</div>
                {contest.decision !== null && (
                  <div className="fh-quiet">
                    {t('appraisal.decidedBy', { name: contest.decidedByName, decision: contest.decision })}
                  </div>
                )}
                {contest.totalBefore !== null && contest.totalAfter !== null && (
                  <div>
                    {t('appraisal.contestTotals', { before: contest.totalBefore, after: contest.totalAfter })}
                  </div>
                )}
              </div>
              {contest.state === 'open' && (
                <Can of={card} to="decide">
                  <Button size="small" onClick={() => onDecide(contest)}>
                    {t('appraisal.decide')}
                  </Button>
                </Can>
              )}
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

/** APR-17: every version of the card, who made it and why. */
export function Versions({ card }: { card: Card }) {
  const { t } = useTranslation()
  const name = useName()
  const items = card.sections.flatMap((section) => section.items)
  const itemName = (key: string | null) => {
    const item = items.find((other) => other.key === key)
    return item ? name(item.name) : ''
  }
  return (
    <Panel title={t('appraisal.versions')}>
      <ul className="fh-lines">
        {card.versions.map((version) => (
          <li key={version.version} className="fh-line">
            <div className="fh-line-main">
              <div className="fh-row">
                <span>{t(`action.appraisal.${version.action}`)}</span>
                {version.itemKey !== null && <span>{itemName(version.itemKey)}</span>}
                <span className="fh-quiet">
                  {version.madeByName} <When at={version.madeAt} />
                </span>
              </div>
              {version.note !== null && <div className="fh-quiet">{version.note}</div>}
            </div>
            <span className="fh-figure">
              {t('appraisal.versionTotal', { total: trimZeros(version.total) })}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** The desk: everybody rated by the same card this month, one step away. */
export function Group({ card }: { card: Card }) {
  const { t } = useTranslation()
  const query = useQuery({
    queryKey: ['scorecards', 'group', card.month, card.templateKey],
    queryFn: () => listGroup(card),
  })
  const others = query.data?.items ?? []
  if (others.length < 2) return null
  return (
    <Panel title={t('appraisal.group')}>
      <ul className="fh-card-group">
        {others.map((other) => (
          <li key={other.id}>
            <Link
              to={`/appraisal/cards/${other.id}`}
              aria-current={other.id === card.id ? 'page' : undefined}
            >
              <span>{other.personName}</span>
              <span className="fh-row">
                {other.missing > 0 && (
                  <span className="fh-quiet">{t('appraisal.missing', { count: other.missing })}</span>
                )}
                <span className="fh-figure">{other.total}</span>
                <CardStateTag state={other.state} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
