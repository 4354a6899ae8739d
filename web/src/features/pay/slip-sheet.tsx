import { useTranslation } from 'react-i18next'
import { Link as To } from 'react-router'
import { formatMoney } from '../../shared/format/numbers'
import { usePermission } from '../../shared/session/session'
import { Money } from '../../shared/ui/figures'
import { KeyValues } from '../../shared/ui/key-values'
import { Panel } from '../../shared/ui/panel'
import { CivilDay } from '../../shared/ui/times'
import type { Link, Slip, SlipLine } from './api'
import './pay.css'
import { ExampleMark, Plain, useName, useTerms } from './words'

/** Where an amount comes from, as an address; null where there is nothing of its own to open. */
function addressOf(link: Link, slip: Slip): string | null {
  switch (link.kind) {
    case 'scorecard':
      return link.id === null ? null : `/appraisal/cards/${link.id}`
    case 'indicator': {
      const query = new URLSearchParams({ period: link.period ?? slip.month })
      if (link.personId) query.set('personId', link.personId)
      if (link.unitId) query.set('unitId', link.unitId)
      if (link.role) query.set('personRole', link.role)
      return link.code === null ? null : `/indicators/${link.code}?${query.toString()}`
    }
    case 'salary':
      return `/pay/salaries?personId=${link.personId ?? slip.personId}&current=false`
    case 'entry':
      return `/pay/entries?personId=${slip.personId}`
    case 'coefficient':
      return `/pay/runs/${slip.runId}`
  }
}

interface LinksProps {
  links: Link[]
  slip: Slip
  isMine: boolean
}

function Links({ links, slip, isMine }: LinksProps) {
  const { t } = useTranslation()
  const holds = usePermission()
  // The own slip does not open the run, which shows everybody; payroll needs the score, not the card.
  const shown = links.filter((link) => {
    if (isMine) return link.kind !== 'coefficient'
    return link.kind !== 'scorecard' || holds('appraisal.read')
  })
  if (shown.length === 0) return null
  return (
    <div className="fh-slip-links">
      {shown.map((link, index) => {
        const to = addressOf(link, slip)
        return to === null ? null : (
          <To key={index} to={to}>
            {t(`pay.link.${link.kind}`)}
          </To>
        )
      })}
    </div>
  )
}

function Steps({ slip, isMine }: { slip: Slip; isMine: boolean }) {
  const { t } = useTranslation()
  return (
    <>
      {slip.steps.map((step) => (
        <div key={step.label} className="fh-slip-step">
          <h3>{t(`pay.step.${step.label}`)}</h3>
          <span className="fh-slip-amount">
            {step.label === 'standard' ? <Money value={step.amount} /> : <Plain value={step.amount} />}
          </span>
          <div className="fh-slip-formula">
            <div className="fh-quiet">{t(`pay.stepWord.${step.label}`)}</div>
            <div>{step.formula}</div>
          </div>
          <Links links={step.links} slip={slip} isMine={isMine} />
        </div>
      ))}
      {slip.pool && (
        <div className="fh-slip-step">
          <h3>{t('pay.poolStep')}</h3>
          <span className="fh-slip-amount">
            <Money value={slip.pool.pool} />
          </span>
          <div className="fh-slip-formula">
            <div className="fh-quiet">{t('pay.poolWord')}</div>
            <div>
              {slip.pool.standardsSum} × {slip.pool.coefficient}
              {slip.pool.coefficientReason !== null && (
                <span className="fh-quiet"> {slip.pool.coefficientReason}</span>
              )}
            </div>
          </div>
        </div>
      )}
    </>
  )
}

function LineStep({ line, slip, isMine }: { line: SlipLine; slip: Slip; isMine: boolean }) {
  const { t } = useTranslation()
  const isEntered = line.label === 'incentive' || line.label === 'adjustment'
  return (
    <div className="fh-slip-step">
      <h3>{t(`pay.line.${line.label}`)}</h3>
      <span className="fh-slip-amount">
        <Money value={line.amount} sign="¥" />
      </span>
      <div className="fh-slip-formula">
        <div className="fh-quiet">{t(`pay.word.${line.label}`)}</div>
        {isEntered ? (
          <div className="fh-row">
            <CivilDay on={line.happenedOn} /> {line.reason}
            {line.orderNumber && <span className="fh-quiet">{line.orderNumber}</span>}
          </div>
        ) : (
          <div>{line.formula}</div>
        )}
      </div>
      <Links links={line.links} slip={slip} isMine={isMine} />
    </div>
  )
}

/** PAY: each amount with its formula, its inputs and what they rest on. */
export function SlipSheet({ slip, isMine = false }: { slip: Slip; isMine?: boolean }) {
  const { t } = useTranslation()
  const name = useName()
  const terms = useTerms(slip.terms)
  return (
    <div className="fh-stack fh-slip">
      <Panel title={t('pay.how')}>
        <Steps slip={slip} isMine={isMine} />
        {slip.lines.map((line, index) => (
          <LineStep key={index} line={line} slip={slip} isMine={isMine} />
        ))}
        <div className="fh-slip-sum">
          <span>{t('pay.sum')}</span>
          <strong>
            <Money value={slip.amount} sign="¥" />
          </strong>
        </div>
        {slip.previous !== null && (
          <p className="fh-sheet-foot">
            {t('pay.comparedTo', {
              previous: `¥${formatMoney(slip.previous)}`,
              difference: `¥${formatMoney(slip.difference ?? '0')}`,
            })}
          </p>
        )}
      </Panel>
      <Panel
        title={
          <span className="fh-row">
            {name(slip.schemeName)} <ExampleMark of={slip} />
          </span>
        }
      >
        <KeyValues items={terms} columns={3} />
      </Panel>
    </div>
  )
}
