import { useQueries } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { formatCount } from '../../shared/format/numbers'
import { withParams } from '../../shared/ui/list-params'
import { countOrders, type OrderCut } from './api'
import { awaitingHandOver, past, working } from './words'

type Changes = Record<string, string | string[] | null>

interface Tab {
  key: string
  set: Changes
  /** Counted on the tab: work that waits for somebody. */
  counted?: OrderCut
}

const none: Changes = { mine: null, open: null, overdue: null, state: null }
const tabs: Tab[] = [
  { key: 'all', set: none },
  { key: 'mine', set: { ...none, mine: 'true', open: 'true' }, counted: { mine: 'true', open: 'true' } },
  { key: 'overdue', set: { ...none, overdue: 'true' }, counted: { overdue: 'true' } },
  { key: 'ready', set: { ...none, state: awaitingHandOver }, counted: { state: awaitingHandOver } },
  { key: 'working', set: { ...none, state: working }, counted: { state: working } },
  { key: 'past', set: { ...none, state: past } },
]

const isAt = (search: URLSearchParams, set: Changes): boolean =>
  Object.entries(set).every(
    ([name, value]) => search.getAll(name).sort().join() === [value ?? []].flat().sort().join(),
  )

/** PLT-1: preset views of the list, each an address of its own; what waits is counted. */
export function OrderTabs() {
  const { t } = useTranslation()
  const [search] = useSearchParams()
  const counts = useQueries({
    queries: tabs.map(({ key, counted }) => ({
      queryKey: ['orders', 'tab', key],
      queryFn: () => countOrders(counted ?? {}),
      enabled: counted !== undefined,
    })),
  })
  return (
    <nav className="svc-tabs" aria-label={t('service.tabs')}>
      {tabs.map(({ key, set }, at) => {
        const count = counts[at]?.data?.total
        return (
          <Link
            key={key}
            to={{ search: withParams(search, set).toString() }}
            aria-current={isAt(search, set) ? 'page' : undefined}
          >
            {t(`service.tab.${key}`)}
            {count !== undefined && (
              <span className={key === 'overdue' && count > 0 ? 'svc-count svc-count-bad' : 'svc-count'}>
                {formatCount(count)}
              </span>
            )}
          </Link>
        )
      })}
    </nav>
  )
}
