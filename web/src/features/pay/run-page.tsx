import { useQuery } from '@tanstack/react-query'
import { Alert, Empty } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { formatPercent } from '../../shared/format/numbers'
import { usePermission } from '../../shared/session/session'
import { ExportButtons } from '../../shared/ui/export-buttons'
import { Count, Money } from '../../shared/ui/figures'
import { KeyValues } from '../../shared/ui/key-values'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { Panel } from '../../shared/ui/panel'
import { Timeline } from '../../shared/ui/timeline'
import { useIsPhone } from '../../shared/ui/use-is-phone'
import { fetchRun, type Run, type RunSlip } from './api'
import './pay.css'
import { Coefficient, RunMoves } from './run-moves'
import { ExampleMark, Plain, RunStateTag, useName, useTerms } from './words'

/** PAY-1: the sums of the run, and in words how they hang together. */
function Figures({ run }: { run: Run }) {
  const { t } = useTranslation()
  const isPool = run.kind === 'pool'
  const figures = [
    ...(isPool
      ? [
          { key: 'standardsSum', value: <Money value={run.standardsSum} /> },
          { key: 'coefficient', value: <Coefficient run={run} /> },
          { key: 'pool', value: <Money value={run.pool} /> },
        ]
      : []),
    { key: 'people', value: <Count value={run.slips} /> },
    { key: 'paidTotal', value: <Money value={run.total} /> },
    ...(run.previousTotal === null
      ? []
      : [{ key: 'previousTotal', value: <Money value={run.previousTotal} /> }]),
    ...(isPool
      ? [
          { key: 'remainder', value: <Money value={run.remainder} /> },
          { key: 'reserve', value: <Money value={run.reserve} /> },
          { key: 'reserveAfter', value: <Money value={run.reserveAfter} /> },
        ]
      : []),
  ]
  return (
    <Panel>
      <dl className="fh-pay-figures">
        {figures.map((figure) => (
          <div key={figure.key}>
            <dt>{t(`pay.${figure.key}`)}</dt>
            <dd>{figure.value}</dd>
          </div>
        ))}
      </dl>
      <p className="fh-sheet-foot">{t(isPool ? 'pay.poolExplain' : 'pay.outputExplain')}</p>
    </Panel>
  )
}

function SlipLine({ slip, run }: { slip: RunSlip; run: Run }) {
  const { t } = useTranslation()
  // Payroll needs the score, not the card.
  const mayOpenCards = usePermission()('appraisal.read')
  return (
    <tr>
      <td>
        <Link to={`/pay/slips/${slip.id}`}>{slip.personName}</Link>
      </td>
      <td>
        {slip.positionName}
        {slip.isHead && <span className="fh-quiet"> {t('pay.head')}</span>}
      </td>
      <td className="fh-pay-number">
        {slip.cardId && mayOpenCards ? (
          <Link to={`/appraisal/cards/${slip.cardId}`}>
            <Plain value={slip.score} />
          </Link>
        ) : (
          <Plain value={slip.score} />
        )}
      </td>
      {run.kind === 'pool' ? (
        <>
          <td className="fh-pay-number">
            <Money value={slip.standard} />
          </td>
          <td className="fh-pay-number">
            <Plain value={slip.factor} />
          </td>
          <td className="fh-pay-number">
            {slip.shareOfPool === null ? '—' : formatPercent(slip.shareOfPool, 2)}
          </td>
        </>
      ) : (
        <td className="fh-pay-number">
          <Money value={slip.output} />
        </td>
      )}
      <td className="fh-pay-number">
        <Money value={slip.extras} />
      </td>
      <td className="fh-pay-number">
        <strong>
          <Money value={slip.amount} />
        </strong>
      </td>
      <td className="fh-pay-number">
        <Money value={slip.previous} />
      </td>
      <td className="fh-pay-number">
        <Money value={slip.difference} />
      </td>
    </tr>
  )
}

const headsOf = (run: Run): string[] => [
  'personName',
  'positionName',
  'score',
  ...(run.kind === 'pool' ? ['standard', 'factor', 'shareOfPool'] : ['output']),
  'extras',
  'amount',
  'previous',
  'difference',
]

function SlipTable({ run }: { run: Run }) {
  const { t } = useTranslation()
  const heads = headsOf(run)
  return (
    <div className="fh-pay-table">
      <table aria-label={t('pay.slipsTitle')}>
        <thead>
          <tr>
            {heads.map((head, index) => (
              <th key={head} scope="col" className={index > 1 ? 'fh-pay-number' : ''}>
                {t(`field.pay_slip.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {run.items.map((slip) => (
            <SlipLine key={slip.id} slip={slip} run={run} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={heads.length - 3}>{t('pay.paidTotal')}</td>
            <td className="fh-pay-number">
              <Money value={run.total} />
            </td>
            <td colSpan={2} />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

/** The same rows on a phone: who, how much, and what made it. */
function SlipCards({ run }: { run: Run }) {
  const { t } = useTranslation()
  return (
    <ul className="fh-lines">
      {run.items.map((slip) => (
        <li key={slip.id} className="fh-line">
          <div className="fh-line-main">
            <Link to={`/pay/slips/${slip.id}`}>{slip.personName}</Link>
            <div className="fh-quiet">
              {t('field.pay_slip.score')} {slip.score ?? '—'}
              {slip.standard !== null && ` · S ${slip.standard} · f ${slip.factor ?? '—'}`}
              {slip.output !== null && ` · ${t('field.pay_slip.output')} ${slip.output}`}
            </div>
          </div>
          <strong>
            <Money value={slip.amount} />
          </strong>
        </li>
      ))}
    </ul>
  )
}

function Slips({ run }: { run: Run }) {
  const { t } = useTranslation()
  const isPhone = useIsPhone()
  return (
    <Panel
      flush={!isPhone && run.items.length > 0}
      title={t('pay.slipsTitle')}
      extra={<ExportButtons path={`/pay/runs/${run.id}/export`} filters={new URLSearchParams()} />}
    >
      {run.items.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('pay.noSlips')} />
      ) : isPhone ? (
        <SlipCards run={run} />
      ) : (
        <SlipTable run={run} />
      )}
    </Panel>
  )
}

function Problems({ run }: { run: Run }) {
  const { t } = useTranslation()
  if (run.problems.length === 0) return null
  return (
    <Panel title={t('pay.problems')}>
      <ul className="fh-lines">
        {run.problems.map((problem) => (
          <li key={problem.personId} className="fh-line">
            <span>{problem.personName}</span>
            <span className="fh-card-todo">
              {t(`pay.problem.${problem.reason}`)}{' '}
              {problem.runId && <Link to={`/pay/runs/${problem.runId}`}>{t('pay.openOtherRun')}</Link>}
            </span>
          </li>
        ))}
      </ul>
      {run.checkNote !== null && (
        <p className="fh-sheet-foot">{t('pay.problemsNote', { note: run.checkNote })}</p>
      )}
    </Panel>
  )
}

/** PAY-5: why the reader may not approve, or why the run counts no more. */
function Notices({ run }: { run: Run }) {
  const { t } = useTranslation()
  return (
    <>
      {run.approvalRefused !== null && (
        <Alert type="info" showIcon title={t(`reason.${run.approvalRefused}`)} />
      )}
      {run.discardedReason !== null && (
        <Alert type="warning" showIcon title={t('pay.discarded', { reason: run.discardedReason })} />
      )}
    </>
  )
}

function RunSheet({ run }: { run: Run }) {
  const { t } = useTranslation()
  const name = useName()
  const terms = useTerms(run.terms)
  const title = t('pay.runTitle', { month: run.month, unit: run.unitName })
  return (
    <>
      <PageHeader
        title={title}
        tags={<RunStateTag state={run.state} />}
        note={
          <span className="fh-row">
            {name(run.schemeName)} <ExampleMark of={run} />
          </span>
        }
        back={{ to: '/pay/runs', label: t('pay.backToRuns') }}
        actions={<RunMoves run={run} />}
      />
      <div className="fh-stack">
        <Notices run={run} />
        <Figures run={run} />
        <Problems run={run} />
        <Slips run={run} />
        <div className="fh-grid">
          <div className="fh-column">
            <Panel title={t('pay.terms')}>
              <KeyValues items={terms} columns={3} />
            </Panel>
          </div>
          <div className="fh-column">
            <Panel title={t('ui.history')}>
              <Timeline
                entries={run.timeline}
                entity="pay_run"
                render={(field) =>
                  field === 'unitId' ? run.unitName : field === 'schemeKey' ? name(run.schemeName) : null
                }
              />
            </Panel>
          </div>
        </div>
      </div>
    </>
  )
}

export function Component() {
  const { id = '' } = useParams()
  const query = useQuery({ queryKey: ['pay', 'run', id], queryFn: () => fetchRun(id) })
  return <Loaded query={query}>{(run) => <RunSheet run={run} />}</Loaded>
}
