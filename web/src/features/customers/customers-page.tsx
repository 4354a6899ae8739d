import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { Permitted } from '../../shared/ui/can'
import { DataTable } from '../../shared/ui/data-table'
import { ExportButtons } from '../../shared/ui/export-buttons'
import { Money } from '../../shared/ui/figures'
import { PageHeader } from '../../shared/ui/page-header'
import { StatusTag } from '../../shared/ui/status-tag'
import type { Column, Filter } from '../../shared/ui/table-types'
import { CivilDay, When } from '../../shared/ui/times'
import { archiveStates, fetchWords, kinds, listCustomers, type CustomerRow } from './api'
import { ArchiveTag } from './archive-tag'
import { CustomerDrawer } from './customer-drawer'
import { PersonFilter } from './person-filter'

function useColumns(): Column<CustomerRow>[] {
  const { t } = useTranslation()
  const label = (name: string) => t(`field.customer.${name}`)
  return [
    {
      key: 'name',
      title: label('name'),
      width: 180,
      sort: true,
      phone: 'title',
      render: (row) => (
        <>
          {row.name} {row.creditBlocked && <StatusTag tone="bad">{t('customers.blocked')}</StatusTag>}
        </>
      ),
    },
    { key: 'phone', title: label('phone'), width: 140, render: (row) => row.phone ?? '—' },
    {
      key: 'kind',
      title: label('kind'),
      width: 80,
      phone: 'none',
      render: (row) => t(`value.customer.kind.${row.kind}`),
    },
    { key: 'region', title: label('region'), width: 100, sort: true, render: (row) => row.region || '—' },
    {
      key: 'address',
      title: label('address'),
      width: 220,
      phone: 'none',
      optional: true,
      render: (row) => row.address || '—',
    },
    {
      key: 'source',
      title: label('source'),
      width: 110,
      phone: 'none',
      optional: true,
      render: (row) => row.source || '—',
    },
    {
      key: 'responsiblePerson',
      title: label('responsiblePerson'),
      width: 100,
      render: (row) => row.responsiblePersonName ?? '—',
    },
    {
      key: 'nextServiceOn',
      title: label('nextServiceOn'),
      width: 120,
      sort: true,
      phone: 'none',
      render: (row) => <CivilDay on={row.nextServiceOn} />,
    },
    {
      key: 'firstContactOn',
      title: label('firstContactOn'),
      width: 120,
      sort: true,
      render: (row) => <CivilDay on={row.firstContactOn} />,
    },
    {
      key: 'archive',
      title: label('archiveState'),
      width: 110,
      phone: 'tag',
      render: (row) => <ArchiveTag state={row.archiveState} archivedOn={row.archivedOn} />,
    },
    {
      key: 'archivedOn',
      title: label('archivedOn'),
      width: 120,
      phone: 'none',
      optional: true,
      render: (row) => <CivilDay on={row.archivedOn} />,
    },
    {
      key: 'code',
      title: label('code'),
      width: 110,
      phone: 'none',
      optional: true,
      render: (row) => row.code ?? '—',
    },
    {
      key: 'creditLimit',
      title: label('creditLimit'),
      width: 110,
      align: 'right',
      phone: 'none',
      optional: true,
      render: (row) => <Money value={row.creditLimit} />,
    },
    {
      key: 'createdAt',
      title: label('createdAt'),
      width: 150,
      sort: true,
      phone: 'none',
      optional: true,
      render: (row) => <When at={row.createdAt} />,
    },
  ]
}

function useFilters(): Filter[] {
  const { t } = useTranslation()
  const words = useQuery({ queryKey: ['customers', 'words'], queryFn: fetchWords })
  const plain = (list: string[] | undefined) => (list ?? []).map((value) => ({ value, label: value }))
  const label = (name: string) => t(`field.customer.${name}`)
  return [
    {
      kind: 'multi',
      name: 'archive',
      label: label('archiveState'),
      width: 150,
      options: archiveStates.map((value) => ({ value, label: t(`value.customer.archiveState.${value}`) })),
    },
    {
      kind: 'custom',
      name: 'responsiblePersonId',
      label: label('responsiblePerson'),
      width: 150,
      render: (value, change) => <PersonFilter value={value} change={change} />,
    },
    {
      kind: 'multi',
      name: 'region',
      label: label('region'),
      width: 130,
      options: plain(words.data?.regions),
    },
    {
      kind: 'multi',
      name: 'source',
      label: label('source'),
      width: 130,
      options: plain(words.data?.sources),
    },
    {
      kind: 'multi',
      name: 'kind',
      label: label('kind'),
      width: 120,
      options: kinds.map((value) => ({ value, label: t(`value.customer.kind.${value}`) })),
    },
    { kind: 'days', name: 'firstContact', label: label('firstContactOn') },
    { kind: 'days', name: 'nextService', label: label('nextServiceOn') },
  ]
}

/** CUS-1, CUS-2: the list of customers. */
export function Component() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)
  const columns = useColumns()
  const filters = useFilters()
  const create = (
    <Permitted permission="customers.edit">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        {t('customers.new')}
      </Button>
    </Permitted>
  )
  return (
    <>
      <PageHeader
        title={t('nav.customers')}
        actions={
          <>
            <Link to="/customers/timeliness">
              <Button>{t('customers.timeliness')}</Button>
            </Link>
            {create}
          </>
        }
      />
      <DataTable
        id="customers"
        label={t('nav.customers')}
        queryKey={['customers']}
        list={listCustomers}
        columns={columns}
        rowKey={(row) => row.id}
        rowTo={(row) => `/customers/${row.id}`}
        filters={filters}
        search={t('customers.search')}
        defaultSort="-createdAt"
        empty={{ text: t('customers.none'), action: create }}
        toolbar={(params) => <ExportButtons path="/customers/export" filters={params} />}
      />
      <CustomerDrawer
        open={isOpen}
        onClose={() => setOpen(false)}
        onDone={({ id }) => void navigate(`/customers/${id}`)}
      />
    </>
  )
}
