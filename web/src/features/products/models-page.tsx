import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { Permitted } from '../../shared/ui/can'
import { DataTable } from '../../shared/ui/data-table'
import { Count, NumberLink } from '../../shared/ui/figures'
import { PageHeader } from '../../shared/ui/page-header'
import { StatusTag } from '../../shared/ui/status-tag'
import type { Column, Filter } from '../../shared/ui/table-types'
import { fetchFamilies, listModels, type ModelRow } from './api'
import { ModelDrawer } from './model-drawer'

/** AST-2: product models. */
export function Component() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)
  const families = useQuery({ queryKey: ['products', 'families'], queryFn: fetchFamilies })
  const label = (name: string) => t(`field.model.${name}`)
  const columns: Column<ModelRow>[] = [
    { key: 'name', title: label('name'), width: 220, sort: true, phone: 'title', render: (row) => row.name },
    { key: 'code', title: label('code'), width: 140, sort: true, render: (row) => row.code },
    { key: 'family', title: label('family'), width: 140, sort: true, render: (row) => row.family || '—' },
    {
      key: 'products',
      title: label('products'),
      width: 110,
      align: 'right',
      render: (row) => (
        <NumberLink to={`/products?modelId=${row.id}`}>
          <Count value={row.products} />
        </NumberLink>
      ),
    },
    {
      key: 'isActive',
      title: label('isActive'),
      width: 90,
      phone: 'tag',
      render: (row) => (
        <StatusTag tone={row.isActive ? 'good' : 'neutral'}>
          {t(`value.model.isActive.${row.isActive}`)}
        </StatusTag>
      ),
    },
  ]
  const filters: Filter[] = [
    {
      kind: 'multi',
      name: 'family',
      label: label('family'),
      width: 160,
      options: (families.data?.families ?? []).map((value) => ({ value, label: value })),
    },
    {
      kind: 'select',
      name: 'isActive',
      label: label('isActive'),
      width: 120,
      options: ['true', 'false'].map((value) => ({ value, label: t(`value.model.isActive.${value}`) })),
    },
  ]
  const create = (
    <Permitted permission="products.edit">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        {t('products.newModel')}
      </Button>
    </Permitted>
  )
  return (
    <>
      <PageHeader title={t('nav.models')} actions={create} />
      <DataTable
        id="products.models"
        label={t('nav.models')}
        queryKey={['products', 'models']}
        list={listModels}
        columns={columns}
        rowKey={(row) => row.id}
        rowTo={(row) => `/products/models/${row.id}`}
        filters={filters}
        search={t('products.searchModels')}
        defaultSort="code"
        empty={{ text: t('products.noModels'), action: create }}
      />
      <ModelDrawer
        open={isOpen}
        onClose={() => setOpen(false)}
        onDone={({ id }) => void navigate(`/products/models/${id}`)}
      />
    </>
  )
}
