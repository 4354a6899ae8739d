import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { usePermission } from '../../shared/session/session'
import { Permitted } from '../../shared/ui/can'
import { DataTable } from '../../shared/ui/data-table'
import { ExportButtons } from '../../shared/ui/export-buttons'
import { Count } from '../../shared/ui/figures'
import { PageHeader } from '../../shared/ui/page-header'
import type { Column, Filter } from '../../shared/ui/table-types'
import { CivilDay } from '../../shared/ui/times'
import { archiveStates, fetchFamilies, listProducts, type ProductRow } from './api'
import { ArchiveTag } from './archive-tag'
import { ProductDrawer } from './product-drawer'
import { CustomerFilter, ModelFilter } from './record-filters'

function useColumns(): Column<ProductRow>[] {
  const { t } = useTranslation()
  const holds = usePermission()
  const mayOpenCustomer = holds('customers.read')
  const label = (name: string) => t(`field.product.${name}`)
  const day = (key: 'exWorksOn' | 'deliveredOn' | 'archivedOn', more: Partial<Column<ProductRow>> = {}) => ({
    key,
    title: label(key),
    width: 120,
    render: (row: ProductRow) => <CivilDay on={row[key]} />,
    ...more,
  })
  return [
    {
      key: 'plate',
      title: t('products.plateOrNumber'),
      width: 150,
      sort: true,
      phone: 'title',
      render: (row) => row.plate || row.vin || row.serial || '—',
    },
    { key: 'model', title: label('model'), width: 160, render: (row) => row.modelName ?? '—' },
    {
      key: 'family',
      title: label('family'),
      width: 110,
      phone: 'none',
      optional: true,
      render: (row) => row.family || '—',
    },
    {
      key: 'customer',
      title: label('customer'),
      width: 150,
      render: (row) =>
        row.customerId && mayOpenCustomer ? (
          <Link to={`/customers/${row.customerId}`}>{row.customerName}</Link>
        ) : (
          (row.customerName ?? '—')
        ),
    },
    {
      key: 'vin',
      title: label('vin'),
      width: 190,
      render: (row) => <span className="fh-figure">{row.vin ?? '—'}</span>,
    },
    {
      key: 'serial',
      title: label('serial'),
      width: 140,
      phone: 'none',
      optional: true,
      render: (row) => row.serial ?? '—',
    },
    {
      key: 'mileageKm',
      title: label('mileageKm'),
      width: 110,
      align: 'right',
      sort: true,
      phone: 'none',
      render: (row) => <Count value={row.mileageKm} />,
    },
    {
      key: 'hours',
      title: label('hours'),
      width: 110,
      align: 'right',
      phone: 'none',
      optional: true,
      render: (row) => <Count value={row.hours} />,
    },
    day('exWorksOn', { sort: true, phone: 'none' }),
    day('deliveredOn', { sort: true }),
    {
      key: 'archive',
      title: label('archiveState'),
      width: 110,
      phone: 'tag',
      render: (row) => <ArchiveTag state={row.archiveState} archivedOn={row.archivedOn} />,
    },
    day('archivedOn', { phone: 'none', optional: true }),
  ]
}

function useFilters(): Filter[] {
  const { t } = useTranslation()
  const families = useQuery({ queryKey: ['products', 'families'], queryFn: fetchFamilies })
  const label = (name: string) => t(`field.product.${name}`)
  return [
    {
      kind: 'multi',
      name: 'archive',
      label: label('archiveState'),
      width: 150,
      options: archiveStates.map((value) => ({ value, label: t(`value.product.archiveState.${value}`) })),
    },
    {
      kind: 'custom',
      name: 'modelId',
      label: label('model'),
      width: 160,
      render: (value, change) => <ModelFilter value={value} change={change} />,
    },
    {
      kind: 'multi',
      name: 'family',
      label: label('family'),
      width: 140,
      options: (families.data?.families ?? []).map((value) => ({ value, label: value })),
    },
    {
      kind: 'custom',
      name: 'customerId',
      label: label('customer'),
      width: 160,
      render: (value, change) => <CustomerFilter value={value} change={change} />,
    },
    { kind: 'days', name: 'exWorks', label: label('exWorksOn') },
    { kind: 'days', name: 'delivered', label: label('deliveredOn') },
  ]
}

/** AST-1: the list of vehicles and products. */
export function Component() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)
  const columns = useColumns()
  const filters = useFilters()
  const create = (
    <Permitted permission="products.edit">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        {t('products.new')}
      </Button>
    </Permitted>
  )
  return (
    <>
      <PageHeader title={t('nav.products')} actions={create} />
      <DataTable
        id="products"
        label={t('nav.products')}
        queryKey={['products']}
        list={listProducts}
        columns={columns}
        rowKey={(row) => row.id}
        rowTo={(row) => `/products/${row.id}`}
        filters={filters}
        search={t('products.search')}
        defaultSort="-createdAt"
        empty={{ text: t('products.none'), action: create }}
        toolbar={(params) => <ExportButtons path="/products/export" filters={params} />}
      />
      <ProductDrawer
        open={isOpen}
        onClose={() => setOpen(false)}
        onDone={({ id }) => void navigate(`/products/${id}`)}
      />
    </>
  )
}
