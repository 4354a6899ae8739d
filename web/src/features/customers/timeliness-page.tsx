import { useQuery } from '@tanstack/react-query'
import { Empty, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useTimeZone } from '../../shared/session/session'
import { NumberLink, Percent } from '../../shared/ui/figures'
import { MonthInput } from '../../shared/ui/inputs'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { Panel } from '../../shared/ui/panel'
import { fetchTimeliness, type ArchiveState, type Timeliness } from './api'
import { monthDays, thisMonth } from './months'

type Line = Timeliness['byPerson'][number]

/** CUS-2: the list with exactly the customers of a number. */
function listLink(states: ArchiveState[], month: string, personId?: string | null): string {
  const { from, to } = monthDays(month)
  const query = new URLSearchParams({ firstContactFrom: from, firstContactTo: to })
  for (const state of states) query.append('archive', state)
  if (personId) query.set('responsiblePersonId', personId)
  return `/customers?${query.toString()}`
}

function Sheet({ report, month }: { report: Timeliness; month: string }) {
  const { t } = useTranslation()
  const rows: (Line & { key: string; isTotal?: boolean })[] = [
    ...report.byPerson.map((line) => ({ ...line, key: line.personId ?? 'none' })),
    { ...report, key: 'total', personId: null, personName: t('customers.total'), isTotal: true },
  ]
  const number =
    (states: ArchiveState[], of: (line: Line) => number) => (_: unknown, line: (typeof rows)[number]) => (
      <NumberLink to={listLink(states, month, line.isTotal ? null : (line.personId ?? 'none'))}>
        {of(line)}
      </NumberLink>
    )
  return (
    <Table
      size="small"
      pagination={false}
      dataSource={rows}
      scroll={{ x: 560 }}
      columns={[
        {
          key: 'person',
          title: t('field.customer.responsiblePerson'),
          render: (_, line) => line.personName ?? t('customers.nobody'),
        },
        {
          key: 'judged',
          title: t('customers.judged'),
          align: 'right',
          render: number(['on_time', 'late'], (line) => line.judged),
        },
        {
          key: 'onTime',
          title: t('value.customer.archiveState.on_time'),
          align: 'right',
          render: number(['on_time'], (line) => line.onTime),
        },
        {
          key: 'late',
          title: t('value.customer.archiveState.late'),
          align: 'right',
          render: number(['late'], (line) => line.late),
        },
        {
          key: 'pending',
          title: t('value.customer.archiveState.pending'),
          align: 'right',
          render: number(['pending'], (line) => line.pending),
        },
        {
          key: 'rate',
          title: t('customers.timeliness'),
          align: 'right',
          render: (_, line) => <Percent value={line.rate} />,
        },
      ]}
    />
  )
}

/** CUS-2: archives made in time, of a month, by responsible person; every number opens its customers. */
export function Component() {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const [search, setSearch] = useSearchParams()
  const month = search.get('month') ?? thisMonth(timeZone)
  const report = useQuery({
    queryKey: ['customers', 'timeliness', month],
    queryFn: () => fetchTimeliness(monthDays(month)),
  })
  return (
    <>
      <PageHeader
        title={t('customers.timeliness')}
        back={{ to: '/customers', label: t('nav.customers') }}
        note={report.data ? t('customers.timelinessNote', { days: report.data.days }) : undefined}
        actions={
          <MonthInput
            value={month}
            aria-label={t('customers.month')}
            allowClear={false}
            onChange={(next) => setSearch(next ? { month: next } : {}, { replace: true })}
          />
        }
      />
      <Loaded query={report}>
        {(data) => (
          <Panel flush>
            {data.judged + data.pending === 0 ? (
              <Empty
                className="fh-empty"
                image={Empty.PRESENTED_IMAGE_SIMPLE}
                description={t('customers.noFirstContacts')}
              />
            ) : (
              <Sheet report={data} month={month} />
            )}
          </Panel>
        )}
      </Loaded>
    </>
  )
}
