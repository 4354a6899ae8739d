import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useLanguage } from '../../shared/i18n/use-language'
import { UnitSelect } from '../../shared/pickers/unit-select'
import { Permitted } from '../../shared/ui/can'
import { DataTable } from '../../shared/ui/data-table'
import { Count, NumberLink } from '../../shared/ui/figures'
import { PageHeader } from '../../shared/ui/page-header'
import type { Column, Filter } from '../../shared/ui/table-types'
import { listPositions, type PositionRow } from './api'
import { ExampleTag } from './example-tag'
import { PositionDrawer } from './position-drawer'

function useColumns(): Column<PositionRow>[] {
  const { t } = useTranslation()
  const isEnglish = useLanguage() === 'en'
  return [
    {
      key: 'name',
      title: t('field.position.name'),
      width: 200,
      sort: true,
      phone: 'title',
      render: (row) => (isEnglish && row.nameEn) || row.name,
    },
    { key: 'code', title: t('field.position.code'), width: 180, sort: true, render: (row) => row.code },
    {
      key: 'unitName',
      title: t('field.position.unitId'),
      width: 160,
      sort: true,
      render: (row) => row.unitName,
    },
    {
      key: 'superiorName',
      title: t('field.position.superiorId'),
      width: 160,
      render: (row) => row.superiorName ?? <span className="fh-quiet">—</span>,
    },
    {
      key: 'holders',
      title: t('field.position.holders'),
      width: 100,
      align: 'right',
      render: (row) =>
        row.holders === 0 ? (
          <Count value={0} />
        ) : (
          <NumberLink to={`/org/people?positionId=${row.id}`}>{row.holders}</NumberLink>
        ),
    },
    {
      key: 'isExample',
      title: t('org.origin'),
      width: 90,
      phone: 'tag',
      render: (row) => <ExampleTag isExample={row.isExample} />,
    },
  ]
}

export function Component() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const columns = useColumns()
  const [isOpen, setOpen] = useState(false)
  const filters: Filter[] = [
    {
      kind: 'custom',
      name: 'unitId',
      label: t('field.position.unitId'),
      width: 200,
      render: (value, change) => (
        <UnitSelect
          value={value}
          onChange={change}
          allowClear
          placeholder={t('field.position.unitId')}
          aria-label={t('field.position.unitId')}
        />
      ),
    },
  ]
  const create = (
    <Permitted permission="org.edit">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        {t('org.newPosition')}
      </Button>
    </Permitted>
  )
  return (
    <>
      <PageHeader title={t('nav.positions')} actions={create} />
      <DataTable
        id="org.positions"
        label={t('nav.positions')}
        queryKey={['org', 'positions']}
        list={listPositions}
        columns={columns}
        rowKey={(row) => row.id}
        rowTo={(row) => `/org/positions/${row.id}`}
        filters={filters}
        search={t('org.searchPositions')}
        defaultSort="code"
        empty={{ text: t('org.noPositions'), action: create }}
      />
      <PositionDrawer
        open={isOpen}
        onClose={() => setOpen(false)}
        onDone={({ id }) => void navigate(`/org/positions/${id}`)}
      />
    </>
  )
}
