import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { usePermission } from '../../shared/session/session'
import { Permitted } from '../../shared/ui/can'
import { DataTable } from '../../shared/ui/data-table'
import { ExportButtons } from '../../shared/ui/export-buttons'
import { Money } from '../../shared/ui/figures'
import { PageHeader } from '../../shared/ui/page-header'
import { StatusTag } from '../../shared/ui/status-tag'
import type { Column, Filter } from '../../shared/ui/table-types'
import { fetchWords, listParts, qualities, type PartRow } from './api'
import { PartDrawer } from './part-drawer'

function Prices({ row }: { row: PartRow }) {
  if (row.currentPrices.length === 0) return <span className="fh-quiet">—</span>
  return (
    <span className="fh-row">
      {row.currentPrices.map((price) => (
        <span key={price.name}>
          <span className="fh-quiet">{price.name}</span> <Money value={price.price} />
        </span>
      ))}
    </span>
  )
}

function useColumns(): Column<PartRow>[] {
  const { t } = useTranslation()
  const holds = usePermission()
  const label = (name: string) => t(`field.part.${name}`)
  const cost: Column<PartRow> = {
    key: 'standardCost',
    title: label('standardCost'),
    width: 110,
    align: 'right',
    phone: 'none',
    render: (row) => <Money value={row.standardCost} />,
  }
  return [
    {
      key: 'number',
      title: label('number'),
      width: 160,
      sort: true,
      phone: 'title',
      render: (row) => row.number,
    },
    { key: 'name', title: label('name'), width: 180, sort: true, render: (row) => row.name },
    { key: 'spec', title: label('spec'), width: 140, render: (row) => row.spec || '—' },
    { key: 'unit', title: label('unit'), width: 70, phone: 'none', render: (row) => row.unit || '—' },
    {
      key: 'family',
      title: label('family'),
      width: 120,
      sort: true,
      phone: 'none',
      render: (row) => row.family || '—',
    },
    {
      key: 'quality',
      title: label('quality'),
      width: 90,
      render: (row) => t(`value.part.quality.${row.quality}`),
    },
    { key: 'prices', title: t('parts.pricesToday'), width: 240, render: (row) => <Prices row={row} /> },
    ...(holds('parts.edit') ? [cost] : []),
    {
      key: 'isActive',
      title: label('isActive'),
      width: 80,
      phone: 'tag',
      render: (row) => (
        <StatusTag tone={row.isActive ? 'good' : 'neutral'}>
          {t(`value.part.isActive.${row.isActive}`)}
        </StatusTag>
      ),
    },
  ]
}

function useFilters(): Filter[] {
  const { t } = useTranslation()
  const words = useQuery({ queryKey: ['parts', 'words'], queryFn: fetchWords })
  const label = (name: string) => t(`field.part.${name}`)
  return [
    {
      kind: 'multi',
      name: 'family',
      label: label('family'),
      width: 160,
      options: (words.data?.families ?? []).map((value) => ({ value, label: value })),
    },
    {
      kind: 'multi',
      name: 'quality',
      label: label('quality'),
      width: 140,
      options: qualities.map((value) => ({ value, label: t(`value.part.quality.${value}`) })),
    },
    {
      kind: 'select',
      name: 'isActive',
      label: label('isActive'),
      width: 120,
      options: ['true', 'false'].map((value) => ({ value, label: t(`value.part.isActive.${value}`) })),
    },
  ]
}

/** PRT-1: the parts catalogue. */
export function Component() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)
  const columns = useColumns()
  const filters = useFilters()
  const create = (
    <Permitted permission="parts.edit">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        {t('parts.new')}
      </Button>
    </Permitted>
  )
  return (
    <>
      <PageHeader title={t('nav.parts')} actions={create} />
      <DataTable
        id="parts"
        label={t('nav.parts')}
        queryKey={['parts']}
        list={listParts}
        columns={columns}
        rowKey={(row) => row.id}
        rowTo={(row) => `/parts/${row.id}`}
        filters={filters}
        search={t('parts.search')}
        defaultSort="number"
        empty={{ text: t('parts.none'), action: create }}
        toolbar={(params) => <ExportButtons path="/parts/export" filters={params} />}
      />
      <PartDrawer
        open={isOpen}
        onClose={() => setOpen(false)}
        onDone={({ id }) => void navigate(`/parts/${id}`)}
      />
    </>
  )
}
