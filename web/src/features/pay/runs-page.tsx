import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { today } from '../../shared/format/days'
import { UnitSelect } from '../../shared/pickers/unit-select'
import { useTimeZone } from '../../shared/session/session'
import { Permitted } from '../../shared/ui/can'
import { DataTable } from '../../shared/ui/data-table'
import { Count, Money } from '../../shared/ui/figures'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { MonthInput } from '../../shared/ui/inputs'
import { PageHeader } from '../../shared/ui/page-header'
import { StatusTag } from '../../shared/ui/status-tag'
import type { Column, Filter } from '../../shared/ui/table-types'
import { When } from '../../shared/ui/times'
import { createRun, fetchSchemes, listRuns, states, type NewRun, type RunRow } from './api'
import { ExampleMark, RunStateTag, useName } from './words'

function useColumns(): Column<RunRow>[] {
  const { t } = useTranslation()
  const name = useName()
  return [
    {
      key: 'month',
      title: t('field.pay_run.month'),
      width: 100,
      sort: true,
      phone: 'title',
      render: (row) => row.month,
    },
    { key: 'unitName', title: t('field.pay_run.unitName'), width: 140, render: (row) => row.unitName },
    {
      key: 'scheme',
      title: t('field.pay_run.scheme'),
      width: 240,
      render: (row) => (
        <span className="fh-row">
          {name(row.schemeName)} <ExampleMark of={row} />
        </span>
      ),
    },
    {
      key: 'slips',
      title: t('field.pay_run.slips'),
      width: 80,
      align: 'right',
      render: (row) => <Count value={row.slips} />,
    },
    {
      key: 'total',
      title: t('field.pay_run.total'),
      width: 130,
      align: 'right',
      sort: true,
      render: (row) => <Money value={row.total} />,
    },
    {
      key: 'problemCount',
      title: t('field.pay_run.problemCount'),
      width: 80,
      render: (row) => (row.problemCount > 0 ? <StatusTag tone="warn">{row.problemCount}</StatusTag> : '—'),
    },
    {
      key: 'state',
      title: t('field.pay_run.state'),
      width: 100,
      sort: true,
      phone: 'tag',
      render: (row) => <RunStateTag state={row.state} />,
    },
    {
      key: 'computedAt',
      title: t('field.pay_run.computedAt'),
      width: 150,
      phone: 'none',
      render: (row) => <When at={row.computedAt} />,
    },
  ]
}

function useFilters(): Filter[] {
  const { t } = useTranslation()
  return [
    { kind: 'month', name: 'month', label: t('field.pay_run.month'), width: 130 },
    {
      kind: 'custom',
      name: 'unitId',
      label: t('field.pay_run.unitId'),
      width: 180,
      render: (value, change) => (
        <UnitSelect
          value={value}
          onChange={change}
          allowClear
          placeholder={t('field.pay_run.unitId')}
          aria-label={t('field.pay_run.unitId')}
        />
      ),
    },
    {
      kind: 'multi',
      name: 'state',
      label: t('field.pay_run.state'),
      width: 180,
      options: states.map((state) => ({ value: state, label: t(`value.pay_run.state.${state}`) })),
    },
  ]
}

function NewRunDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const name = useName()
  const navigate = useNavigate()
  const invalidate = useInvalidate()
  const timeZone = useTimeZone()
  const schemes = useQuery({ queryKey: ['pay', 'schemes'], queryFn: fetchSchemes, enabled: open })
  const required = [{ required: true, message: t('ui.required') }]
  return (
    <FormDrawer<NewRun, { id: string }>
      open={open}
      title={t('pay.newRun')}
      entity="pay_run"
      onClose={onClose}
      initial={{ month: today(timeZone).slice(0, 7) }}
      submitText={t('pay.newRun')}
      submit={(values, { key }) => createRun(values, key)}
      onDone={({ id }) => {
        invalidate('pay')
        void navigate(`/pay/runs/${id}`)
      }}
    >
      <Form.Item name="month" label={t('field.pay_run.month')} rules={required}>
        <MonthInput allowClear={false} />
      </Form.Item>
      <Form.Item name="unitId" label={t('field.pay_run.unitId')} rules={required}>
        <UnitSelect />
      </Form.Item>
      <Form.Item name="schemeKey" label={t('field.pay_run.schemeKey')} rules={required}>
        <Select
          loading={schemes.isPending}
          options={(schemes.data?.items ?? []).map((scheme) => ({
            value: scheme.key,
            label: scheme.isExample ? `${name(scheme.name)} · ${t('pay.example')}` : name(scheme.name),
          }))}
        />
      </Form.Item>
    </FormDrawer>
  )
}

export function Component() {
  const { t } = useTranslation()
  const columns = useColumns()
  const filters = useFilters()
  const [isOpen, setOpen] = useState(false)
  const create = (
    <Permitted permission="pay.run">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        {t('pay.newRun')}
      </Button>
    </Permitted>
  )
  return (
    <>
      <PageHeader title={t('nav.payRuns')} actions={create} />
      <DataTable
        id="pay.runs"
        label={t('nav.payRuns')}
        queryKey={['pay', 'runs']}
        list={listRuns}
        columns={columns}
        rowKey={(row) => row.id}
        rowTo={(row) => `/pay/runs/${row.id}`}
        filters={filters}
        defaultSort="-month"
        empty={{ text: t('pay.noRuns'), action: create }}
      />
      <NewRunDrawer open={isOpen} onClose={() => setOpen(false)} />
    </>
  )
}
