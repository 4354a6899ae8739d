import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { UnitSelect } from '../../shared/pickers/unit-select'
import { usePermission } from '../../shared/session/session'
import { DataTable } from '../../shared/ui/data-table'
import { ExportButtons } from '../../shared/ui/export-buttons'
import { PageHeader } from '../../shared/ui/page-header'
import { StatusTag } from '../../shared/ui/status-tag'
import type { Column, Filter } from '../../shared/ui/table-types'
import { When } from '../../shared/ui/times'
import { fetchDefinitions, listCards, states, type CardRow } from './api'
import { OpenDrawer } from './open-drawer'
import { CardStateTag, ExampleMark, useName } from './words'

function useColumns(): Column<CardRow>[] {
  const { t } = useTranslation()
  const name = useName()
  return [
    {
      key: 'personName',
      title: t('field.scorecard.personName'),
      width: 120,
      phone: 'title',
      render: (row) => row.personName,
    },
    { key: 'month', title: t('field.scorecard.month'), width: 100, sort: true, render: (row) => row.month },
    { key: 'unitName', title: t('field.scorecard.unitName'), width: 120, render: (row) => row.unitName },
    {
      key: 'template',
      title: t('field.scorecard.template'),
      width: 240,
      phone: 'none',
      render: (row) => (
        <span className="fh-row">
          {name(row.templateName)} <ExampleMark of={row} />
        </span>
      ),
    },
    {
      key: 'total',
      title: t('field.scorecard.total'),
      width: 90,
      align: 'right',
      sort: true,
      render: (row) => <span className="fh-figure">{row.total}</span>,
    },
    { key: 'grade', title: t('field.scorecard.grade'), width: 70, render: (row) => row.grade ?? '—' },
    {
      key: 'state',
      title: t('field.scorecard.state'),
      width: 180,
      sort: true,
      phone: 'tag',
      render: (row) => (
        <span className="fh-row">
          <CardStateTag state={row.state} />
          {row.missing > 0 && (
            <span className="fh-quiet">{t('appraisal.missing', { count: row.missing })}</span>
          )}
          {row.openContests > 0 && <StatusTag tone="warn">{t('appraisal.contested')}</StatusTag>}
        </span>
      ),
    },
    {
      key: 'updatedAt',
      title: t('field.scorecard.updatedAt'),
      width: 150,
      sort: true,
      phone: 'none',
      render: (row) => <When at={row.updatedAt} />,
    },
  ]
}

function useFilters(): Filter[] {
  const { t } = useTranslation()
  const name = useName()
  const definitions = useQuery({ queryKey: ['scorecards', 'definitions'], queryFn: fetchDefinitions })
  const templates = definitions.data?.cards ?? []
  return [
    { kind: 'month', name: 'month', label: t('field.scorecard.month'), width: 130 },
    {
      kind: 'custom',
      name: 'unitId',
      label: t('field.scorecard.unitId'),
      width: 180,
      render: (value, change) => (
        <UnitSelect
          value={value}
          onChange={change}
          allowClear
          placeholder={t('field.scorecard.unitId')}
          aria-label={t('field.scorecard.unitId')}
        />
      ),
    },
    {
      kind: 'select',
      name: 'template',
      label: t('field.scorecard.template'),
      width: 200,
      options: templates.map((template) => ({ value: template.key, label: name(template.name) })),
    },
    {
      kind: 'multi',
      name: 'state',
      label: t('field.scorecard.state'),
      width: 180,
      options: states.map((state) => ({ value: state, label: t(`value.scorecard.state.${state}`) })),
    },
    {
      kind: 'select',
      name: 'contested',
      label: t('field.scorecard.openContests'),
      width: 110,
      options: [{ value: 'true', label: t('appraisal.contested') }],
    },
  ]
}

export function Component() {
  const { t } = useTranslation()
  const holds = usePermission()
  const columns = useColumns()
  const filters = useFilters()
  const [isOpen, setOpen] = useState(false)
  const mayOpen = holds('appraisal.score') || holds('appraisal.edit')
  const create = mayOpen && (
    <Button type="primary" onClick={() => setOpen(true)}>
      {t('appraisal.open')}
    </Button>
  )
  return (
    <>
      <PageHeader title={t('nav.scorecards')} actions={create} />
      <DataTable
        id="appraisal.cards"
        label={t('nav.scorecards')}
        queryKey={['scorecards', 'list']}
        list={listCards}
        columns={columns}
        rowKey={(row) => row.id}
        rowTo={(row) => `/appraisal/cards/${row.id}`}
        filters={filters}
        search={t('appraisal.search')}
        defaultSort="-month"
        empty={{ text: t('appraisal.empty'), action: create }}
        toolbar={(chosen) => <ExportButtons path="/appraisal/cards/export" filters={chosen} />}
      />
      <OpenDrawer open={isOpen} onClose={() => setOpen(false)} />
    </>
  )
}
