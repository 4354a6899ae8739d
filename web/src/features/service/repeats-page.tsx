import { useQueries } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../shared/format/numbers'
import { today } from '../../shared/format/days'
import { useTimeZone } from '../../shared/session/session'
import { FilterBar } from '../../shared/ui/filter-bar'
import { NumberLink } from '../../shared/ui/figures'
import { readListParams, withParams } from '../../shared/ui/list-params'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { Panel } from '../../shared/ui/panel'
import { useListParams } from '../../shared/ui/use-list-params'
import { orderCut, repeatVisits, type RepeatVisits } from './api'
import { useOrderFilters } from './order-filters'
import { useFaultGroups, useNameOf } from './order-words'
import './service.css'

const used = ['typeKey', 'unitId', 'advisorId', 'technicianId', 'received', 'faultGroupKey']

interface Row {
  key: string
  name: string
  /** The address of the list without the span. */
  search: URLSearchParams
}

function Numbers({ row, data }: { row: Row; data: RepeatVisits | undefined }) {
  const { t } = useTranslation()
  const cell = (key: string, count: number | undefined, set: Record<string, string>, label: string) => (
    <td key={key} data-label={label} className={count === 0 ? 'svc-zero' : undefined}>
      {count === undefined ? (
        '…'
      ) : (
        <NumberLink to={`/orders?${withParams(row.search, set).toString()}`}>{formatCount(count)}</NumberLink>
      )}
    </td>
  )
  return (
    <>
      {cell('orders', data?.orders, {}, t('service.ordersInCut'))}
      {data?.spans.map(({ days, count }) =>
        cell(String(days), count, { repeatWithin: String(days) }, t('service.cameWithin', { days })),
      )}
    </>
  )
}

/** The whole cut first, then one line per fault group: where the returns come from. */
function Table({ search }: { search: URLSearchParams }) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const groups = useFaultGroups()
  const chosen = search.getAll('faultGroupKey')
  const rows: Row[] = [
    { key: '', name: t('service.all'), search },
    ...(groups.data?.items ?? [])
      .filter(({ key }) => chosen.length === 0 || chosen.includes(key))
      .map((group) => ({
        key: group.key,
        name: nameOf(group),
        search: withParams(search, { faultGroupKey: group.key }),
      })),
  ]
  const answers = useQueries({
    queries: rows.map((row) => {
      const { repeatWithin: _within, ...cut } = orderCut(readListParams(row.search, { pageSize: 1 }))
      return {
        queryKey: ['orders', 'repeats', row.search.toString()],
        queryFn: () => repeatVisits(cut),
      }
    }),
  })
  const [whole] = answers
  if (!whole) return null
  return (
    <Loaded query={whole}>
      {({ spans }) => (
        <table className="svc-table svc-stacked svc-repeat" aria-label={t('nav.repeats')}>
          <thead>
            <tr>
              <th scope="col">{t('field.order.faultGroupKey')}</th>
              <th scope="col">{t('service.ordersInCut')}</th>
              {spans.map(({ days }) => (
                <th key={days} scope="col">
                  {t('service.cameWithin', { days })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={row.key} className={row.key === '' ? 'svc-whole' : undefined}>
                <th scope="row">{row.name}</th>
                <Numbers row={row} data={answers[at]?.data} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Loaded>
  )
}

/** SVC-13: vehicles that came back within so many days of their last hand-over; every number opens its orders. */
export function Component() {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const state = useListParams()
  const filters = useOrderFilters().filter(({ name }) => used.includes(name))
  const isBare = state.search.size === 0
  const { change } = state
  // Opened from the menu: this month, written into the address like any other choice.
  useEffect(() => {
    if (isBare) change({ receivedFrom: `${today(timeZone).slice(0, 7)}-01`, receivedTo: today(timeZone) })
  }, [])
  return (
    <>
      <PageHeader title={t('nav.repeats')} note={t('service.repeatsNote')} />
      <Panel flush>
        <div className="fh-toolbar">
          <FilterBar filters={filters} state={state} />
        </div>
        <div className="fh-pad">{!isBare && <Table search={state.search} />}</div>
      </Panel>
    </>
  )
}
