import { useTranslation } from 'react-i18next'
import { formatCount } from '../../shared/format/numbers'
import { useLanguage } from '../../shared/i18n/use-language'
import { DataTable } from '../../shared/ui/data-table'
import { Panel } from '../../shared/ui/panel'
import { StatusTag } from '../../shared/ui/status-tag'
import type { Column, Filter } from '../../shared/ui/table-types'
import { useListParams } from '../../shared/ui/use-list-params'
import { listIssues, severities, type Entity, type Import, type Issue } from './api'
import { columnLetter } from './draft'
import { issueText, reasonHeading } from './issue-text'

interface Props {
  record: Import
  entity: Entity
}

const tones = { error: 'bad', warning: 'warn' } as const
const scope = 'issues'

/** Everything that was said about the file: by reason with its count, and line by line. */
export function Findings({ record, entity }: Props) {
  if (record.reasons.length === 0) return null
  return (
    <>
      <div className="fh-import-reasons">
        {severities.map((severity) => (
          <ReasonGroup key={severity} record={record} severity={severity} />
        ))}
      </div>
      <IssueList record={record} entity={entity} />
    </>
  )
}

function ReasonGroup({ record, severity }: { record: Import; severity: 'error' | 'warning' }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { one, change } = useListParams(scope)
  const reasons = record.reasons.filter((reason) => reason.severity === severity)
  if (reasons.length === 0) return null
  return (
    <Panel title={t(`workbench.reasons.${severity}`)}>
      <ul className="fh-lines">
        {reasons.map(({ reason, count }) => {
          const isChosen = one('reason') === reason && one('severity') === severity
          return (
            <li key={reason} className="fh-line">
              <button
                type="button"
                className="fh-link-button fh-import-reason"
                aria-pressed={isChosen}
                onClick={() => change(isChosen ? { reason: null, severity: null } : { reason, severity })}
              >
                {reasonHeading(reason, language, t)}
              </button>
              <StatusTag tone={tones[severity]}>
                {t('workbench.times', { count: formatCount(count) })}
              </StatusTag>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

function useColumns({ record, entity }: Props): Column<Issue>[] {
  const { t } = useTranslation()
  const letterOf = ({ fieldKey }: Issue) => {
    const column = fieldKey === null ? undefined : record.mapping[fieldKey]?.column
    return column === undefined ? null : columnLetter(column)
  }
  return [
    {
      key: 'line',
      title: t('workbench.line'),
      width: 80,
      align: 'right',
      sort: true,
      phone: 'title',
      render: (row) => (row.line === 0 ? t('workbench.wholeColumn') : row.line),
    },
    {
      key: 'severity',
      title: t('workbench.severity'),
      width: 80,
      phone: 'tag',
      render: (row) => (
        <StatusTag tone={tones[row.severity]}>{t(`workbench.severity.${row.severity}`)}</StatusTag>
      ),
    },
    {
      key: 'column',
      title: t('workbench.column'),
      width: 180,
      render: (row) => row.column ?? <span className="fh-quiet">{t('workbench.wholeRow')}</span>,
    },
    {
      key: 'cell',
      title: t('workbench.cell'),
      width: 80,
      phone: 'none',
      render: (row) => {
        const letter = letterOf(row)
        return letter === null ? '—' : row.line === 0 ? letter : `${letter}${row.line}`
      },
    },
    {
      key: 'reason',
      title: t('workbench.reason'),
      width: 480,
      render: (row) => issueText(row, entity, t),
    },
  ]
}

function useFilters(record: Import): Filter[] {
  const { t } = useTranslation()
  const language = useLanguage()
  return [
    {
      kind: 'select',
      name: 'severity',
      label: t('workbench.severity'),
      width: 130,
      options: severities.map((value) => ({ value, label: t(`workbench.severity.${value}`) })),
    },
    {
      kind: 'select',
      name: 'reason',
      label: t('workbench.reason'),
      width: 320,
      options: record.reasons.map(({ reason }) => ({
        value: reason,
        label: reasonHeading(reason, language, t),
      })),
    },
  ]
}

function IssueList({ record, entity }: Props) {
  const { t } = useTranslation()
  const columns = useColumns({ record, entity })
  const filters = useFilters(record)
  return (
    <DataTable
      id="workbench.issues"
      label={t('workbench.issues')}
      queryKey={['imports', 'issues', record.id, record.version]}
      list={(params) => listIssues(record.id, params)}
      columns={columns}
      rowKey={(row) => row.id}
      filters={filters}
      defaultSort="line"
      scope={scope}
      empty={{ text: t('workbench.noIssues') }}
    />
  )
}
