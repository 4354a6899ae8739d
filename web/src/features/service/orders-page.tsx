import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { Permitted } from '../../shared/ui/can'
import { DataTable } from '../../shared/ui/data-table'
import { ExportButtons } from '../../shared/ui/export-buttons'
import { PageHeader } from '../../shared/ui/page-header'
import { listOrders } from './api'
import { useOrderColumns } from './order-columns'
import { quietFilters, QuietFilters, useOrderFilters } from './order-filters'
import { OrderTabs } from './order-tabs'
import './service.css'

/** What the tabs and other pages put into the address besides the filters of the toolbar. */
const unseen = ['mine', 'open', 'overdue', ...quietFilters]

function withUnseen(filters: URLSearchParams, search: URLSearchParams): URLSearchParams {
  const all = new URLSearchParams(filters)
  for (const name of unseen) for (const value of search.getAll(name)) all.append(name, value)
  return all
}

function NewOrderButton() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <Permitted permission="orders.edit">
      <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => void navigate('/orders/new')}>
        {t('service.takeIn')}
      </Button>
    </Permitted>
  )
}

export function Component() {
  const { t } = useTranslation()
  const columns = useOrderColumns()
  const filters = useOrderFilters()
  const [search] = useSearchParams()
  const isCut = unseen.some((name) => search.has(name))
  const list = search.toString()
  return (
    <>
      <PageHeader title={t('nav.orders')} actions={<NewOrderButton />} />
      <OrderTabs />
      <QuietFilters />
      <DataTable
        id="service.orders"
        label={t('nav.orders')}
        queryKey={['orders', 'page', withUnseen(new URLSearchParams(), search).toString()]}
        list={listOrders}
        columns={columns}
        rowKey={(row) => row.id}
        rowTo={(row) => `/orders/${row.id}?list=${encodeURIComponent(list)}`}
        filters={filters}
        search={t('service.searchOrders')}
        defaultSort="-receivedAt"
        empty={
          isCut
            ? { text: t('service.noneHere') }
            : { text: t('service.noOrders'), action: <NewOrderButton /> }
        }
        toolbar={(shown) => (
          <Permitted permission="orders.export">
            <ExportButtons path="/orders/export" filters={withUnseen(shown, search)} />
          </Permitted>
        )}
      />
    </>
  )
}
