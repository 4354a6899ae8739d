import { PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { today } from '../../shared/format/days'
import { OrderSelect } from '../../shared/pickers/order-select'
import { PersonSelect } from '../../shared/pickers/person-select'
import { useTimeZone } from '../../shared/session/session'
import { Permitted } from '../../shared/ui/can'
import { DataTable } from '../../shared/ui/data-table'
import { Money } from '../../shared/ui/figures'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { DayInput, DecimalInput } from '../../shared/ui/inputs'
import { PageHeader } from '../../shared/ui/page-header'
import { StatusTag } from '../../shared/ui/status-tag'
import type { Column, Filter } from '../../shared/ui/table-types'
import { CivilDay } from '../../shared/ui/times'
import { createEntry, listEntries, removeEntry, type Entry, type NewEntry } from './api'

const kinds = ['incentive', 'adjustment'] as const

function NewEntryDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const timeZone = useTimeZone()
  const required = [{ required: true, message: t('ui.required') }]
  return (
    <FormDrawer<NewEntry, { id: string }>
      open={open}
      title={t('pay.newEntry')}
      entity="pay_entry"
      onClose={onClose}
      initial={{ kind: 'incentive', happenedOn: today(timeZone) }}
      submit={({ orderId, ...entry }, { key }) => createEntry({ ...entry, orderId: orderId ?? null }, key)}
      onDone={() => invalidate('pay')}
    >
      <p className="fh-form-note fh-quiet">{t('pay.entryHint')}</p>
      <Form.Item name="kind" label={t('field.pay_entry.kind')} rules={required}>
        <Radio.Group
          options={kinds.map((kind) => ({ value: kind, label: t(`value.pay_entry.kind.${kind}`) }))}
        />
      </Form.Item>
      <Form.Item name="personId" label={t('field.pay_entry.personId')} rules={required}>
        <PersonSelect />
      </Form.Item>
      <div className="fh-form-2">
        <Form.Item name="happenedOn" label={t('field.pay_entry.happenedOn')} rules={required}>
          <DayInput allowClear={false} />
        </Form.Item>
        <Form.Item name="amount" label={t('field.pay_entry.amount')} rules={required}>
          <DecimalInput places={2} />
        </Form.Item>
      </div>
      <Form.Item name="reason" label={t('field.pay_entry.reason')} rules={required}>
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
      <Form.Item name="orderId" label={t('field.pay_entry.orderId')}>
        <OrderSelect allowClear placeholder={t('pay.orderHint')} />
      </Form.Item>
    </FormDrawer>
  )
}

function EntryState({ entry }: { entry: Entry }) {
  const { t } = useTranslation()
  if (entry.removedAt !== null) return <StatusTag tone="neutral">{t('pay.entryRemoved')}</StatusTag>
  if (entry.runId !== null)
    return (
      <Link to={`/pay/runs/${entry.runId}`}>
        <StatusTag tone="good">{t('pay.entryTaken')}</StatusTag>
      </Link>
    )
  return <StatusTag tone="info">{t('pay.entryOpen')}</StatusTag>
}

function useFilters(): Filter[] {
  const { t } = useTranslation()
  return [
    {
      kind: 'custom',
      name: 'personId',
      label: t('field.pay_entry.personId'),
      width: 180,
      render: (value, change) => (
        <PersonSelect
          value={value}
          onChange={change}
          allowClear
          placeholder={t('field.pay_entry.personId')}
          aria-label={t('field.pay_entry.personId')}
        />
      ),
    },
    {
      kind: 'select',
      name: 'kind',
      label: t('field.pay_entry.kind'),
      width: 110,
      options: kinds.map((kind) => ({ value: kind, label: t(`value.pay_entry.kind.${kind}`) })),
    },
    {
      kind: 'select',
      name: 'open',
      label: t('field.pay_entry.state'),
      width: 110,
      options: [
        { value: 'true', label: t('pay.entryOpen') },
        { value: 'false', label: t('pay.entryTaken') },
      ],
    },
  ]
}

export function Component() {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const filters = useFilters()
  const [isNew, setNew] = useState(false)
  const [removed, setRemoved] = useState<Entry | null>(null)
  const columns: Column<Entry>[] = [
    {
      key: 'personName',
      title: t('field.pay_entry.personName'),
      width: 110,
      phone: 'title',
      render: (row) => row.personName,
    },
    {
      key: 'happenedOn',
      title: t('field.pay_entry.happenedOn'),
      width: 120,
      sort: true,
      render: (row) => <CivilDay on={row.happenedOn} />,
    },
    {
      key: 'kind',
      title: t('field.pay_entry.kind'),
      width: 80,
      render: (row) => t(`value.pay_entry.kind.${row.kind}`),
    },
    {
      key: 'amount',
      title: t('field.pay_entry.amount'),
      width: 110,
      align: 'right',
      sort: true,
      render: (row) => <Money value={row.amount} />,
    },
    { key: 'reason', title: t('field.pay_entry.reason'), width: 240, render: (row) => row.reason },
    {
      key: 'orderNumber',
      title: t('field.pay_entry.orderNumber'),
      width: 150,
      phone: 'none',
      render: (row) =>
        row.orderId === null ? (
          (row.orderNumber ?? '—')
        ) : (
          <Link to={`/orders/${row.orderId}`}>{row.orderNumber}</Link>
        ),
    },
    {
      key: 'state',
      title: t('field.pay_entry.state'),
      width: 90,
      phone: 'tag',
      render: (row) => <EntryState entry={row} />,
    },
    {
      key: 'remove',
      title: t('ui.actions'),
      width: 80,
      render: (row) =>
        row.can.remove && (
          <Button
            size="small"
            onClick={() => setRemoved(row)}
            aria-label={`${t('pay.removeEntry')} ${row.reason}`}
          >
            {t('pay.removeEntry')}
          </Button>
        ),
    },
  ]
  const create = (
    <Permitted permission="pay.run">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setNew(true)}>
        {t('pay.newEntry')}
      </Button>
    </Permitted>
  )
  return (
    <>
      <PageHeader title={t('nav.payEntries')} actions={create} />
      <DataTable
        id="pay.entries"
        label={t('nav.payEntries')}
        queryKey={['pay', 'entries']}
        list={listEntries}
        columns={columns}
        rowKey={(row) => row.id}
        filters={filters}
        search={t('pay.searchPerson')}
        defaultSort="-happenedOn"
        empty={{ text: t('pay.noEntries'), action: create }}
      />
      <NewEntryDrawer open={isNew} onClose={() => setNew(false)} />
      <FormDrawer<{ reason: string }, { id: string }>
        open={removed !== null}
        title={t('pay.removeEntry')}
        entity="pay_entry"
        onClose={() => setRemoved(null)}
        submit={({ reason }) => removeEntry(removed?.id ?? '', reason)}
        onDone={() => invalidate('pay')}
      >
        <Form.Item
          name="reason"
          label={t('field.pay_run.reason')}
          rules={[{ required: true, message: t('ui.required') }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </FormDrawer>
    </>
  )
}
