import { UploadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { DataTable } from '../../shared/ui/data-table'
import { Count } from '../../shared/ui/figures'
import { PageHeader } from '../../shared/ui/page-header'
import type { Column, Filter } from '../../shared/ui/table-types'
import { When } from '../../shared/ui/times'
import { listEntities, listImports, states, type ImportRow } from './api'
import { StateTag } from './state-tag'

const count = (value: number | undefined) => <Count value={value ?? null} />

function useColumns(): Column<ImportRow>[] {
  const { t } = useTranslation()
  return [
    {
      key: 'fileName',
      title: t('field.import.fileName'),
      width: 260,
      phone: 'title',
      render: (row) => row.fileName,
    },
    {
      key: 'state',
      title: t('field.import.state'),
      width: 120,
      phone: 'tag',
      render: (row) => <StateTag state={row.state} />,
    },
    {
      key: 'entity',
      title: t('field.import.entity'),
      width: 100,
      render: (row) => t(`import.${row.entity}`),
    },
    {
      key: 'kind',
      title: t('field.import.kind'),
      width: 100,
      phone: 'none',
      render: (row) => t(`workbench.kind.${row.kind}`),
    },
    {
      key: 'records',
      title: t('workbench.count.records'),
      width: 90,
      align: 'right',
      render: (row) => count(row.counts.records),
    },
    {
      key: 'created',
      title: t('workbench.count.created'),
      width: 90,
      align: 'right',
      render: (row) => count(row.state === 'done' ? row.counts.created : undefined),
    },
    {
      key: 'errors',
      title: t('workbench.count.errors'),
      width: 80,
      align: 'right',
      phone: 'none',
      render: (row) => count(row.counts.errors),
    },
    {
      key: 'warnings',
      title: t('workbench.count.warnings'),
      width: 80,
      align: 'right',
      phone: 'none',
      render: (row) => count(row.counts.warnings),
    },
    {
      key: 'createdByName',
      title: t('field.import.createdByName'),
      width: 100,
      render: (row) => row.createdByName || '—',
    },
    {
      key: 'createdAt',
      title: t('field.import.createdAt'),
      width: 150,
      sort: true,
      render: (row) => <When at={row.createdAt} />,
    },
  ]
}

function useFilters(): Filter[] {
  const { t } = useTranslation()
  const entities = useQuery({ queryKey: ['import-entities'], queryFn: listEntities, staleTime: Infinity })
  return [
    {
      kind: 'select',
      name: 'entity',
      label: t('field.import.entity'),
      width: 140,
      options: (entities.data?.items ?? []).map(({ entity }) => ({
        value: entity,
        label: t(`import.${entity}`),
      })),
    },
    {
      kind: 'select',
      name: 'state',
      label: t('field.import.state'),
      width: 150,
      options: states.map((state) => ({ value: state, label: t(`workbench.state.${state}`) })),
    },
  ]
}

export function Component() {
  const { t } = useTranslation()
  const columns = useColumns()
  const filters = useFilters()
  const create = (
    <Link to="/imports/new">
      <Button type="primary" icon={<UploadOutlined />} tabIndex={-1}>
        {t('workbench.newImport')}
      </Button>
    </Link>
  )
  return (
    <>
      <PageHeader title={t('nav.imports')} actions={create} />
      <DataTable
        id="workbench.imports"
        label={t('nav.imports')}
        queryKey={['imports', 'list']}
        list={listImports}
        columns={columns}
        rowKey={(row) => row.id}
        rowTo={(row) => `/imports/${row.id}`}
        filters={filters}
        defaultSort="-createdAt"
        empty={{ text: t('workbench.noImports'), action: create }}
      />
    </>
  )
}
