import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { PersonSelect } from '../../shared/pickers/person-select'
import { UnitSelect } from '../../shared/pickers/unit-select'
import { Permitted } from '../../shared/ui/can'
import { DataTable } from '../../shared/ui/data-table'
import { ExportButtons } from '../../shared/ui/export-buttons'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { PageHeader } from '../../shared/ui/page-header'
import { StatusTag, type Tone } from '../../shared/ui/status-tag'
import type { Column, Filter } from '../../shared/ui/table-types'
import { useListParams } from '../../shared/ui/use-list-params'
import { fetchPerson } from './api'
import {
  acknowledge,
  alertKinds,
  alertStates,
  fetchClockRules,
  listAlerts,
  type ClockAlert,
} from './clock-api'
import { useMinutesText } from './clock-chip'
import { Near, useNameOf } from './order-words'
import './service.css'

const tones: Record<ClockAlert['kind'], Tone> = { warned: 'warn', breached: 'bad', escalated: 'bad' }
const stateTones: Record<ClockAlert['state'], Tone> = {
  open: 'warn',
  acknowledged: 'good',
  withdrawn: 'neutral',
}
const dash = <span className="fh-quiet">—</span>

function useColumns(handle: (alert: ClockAlert) => void): Column<ClockAlert>[] {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const minutes = useMinutesText()
  return [
    {
      key: 'orderNumber',
      title: t('field.clock_alert.orderNumber'),
      width: 140,
      phone: 'title',
      render: (row) => row.orderNumber,
    },
    {
      key: 'kind',
      title: t('field.clock_alert.kind'),
      width: 150,
      phone: 'tag',
      render: (row) => (
        <span className="fh-row svc-tight">
          <StatusTag tone={tones[row.kind]}>{t(`value.clock_alert.kind.${row.kind}`)}</StatusTag>
          {row.kind === 'escalated' && (
            <span className="fh-quiet">{t('clocks.levels', { count: row.level })}</span>
          )}
        </span>
      ),
    },
    {
      key: 'rule',
      title: t('field.clock_alert.ruleKey'),
      width: 190,
      render: (row) => nameOf({ name: row.ruleName, nameEn: row.ruleNameEn }),
    },
    {
      key: 'crossedAt',
      title: t('field.clock_alert.crossedAt'),
      width: 110,
      sort: true,
      render: (row) => <Near at={row.crossedAt} />,
    },
    {
      key: 'person',
      title: t('field.clock_alert.personId'),
      width: 90,
      render: (row) => row.personName ?? dash,
    },
    { key: 'unit', title: t('field.clock_alert.unitId'), width: 100, render: (row) => row.unitName },
    {
      key: 'party',
      title: t('field.clock_alert.party'),
      width: 120,
      render: (row) => (row.kind === 'warned' || !row.party ? dash : t(`value.clock.party.${row.party}`)),
    },
    {
      key: 'missed',
      title: t('value.clock_alert.kind.breached'),
      width: 110,
      optional: true,
      render: (row) => (row.missedMinutes === null ? dash : minutes(row.missedMinutes)),
    },
    {
      key: 'state',
      title: t('field.clock_alert.state'),
      width: 190,
      render: (row) => (
        <span className="fh-row svc-tight">
          <StatusTag tone={stateTones[row.state]}>{t(`value.clock_alert.state.${row.state}`)}</StatusTag>
          {row.can.acknowledge && (
            <Button
              size="small"
              onClick={(click) => {
                click.stopPropagation()
                handle(row)
              }}
            >
              {t('clocks.acknowledge')}
            </Button>
          )}
          {row.state === 'acknowledged' && (
            <span className="fh-quiet svc-small">
              {row.acknowledgedName} {row.note}
            </span>
          )}
        </span>
      ),
    },
  ]
}

/** The name behind an id in the address. */
function PersonFilter(props: {
  value: string | undefined
  change: (value: string | null) => void
  label: string
}) {
  const { value, change, label } = props
  const person = useQuery({
    queryKey: ['org', 'person', value],
    queryFn: () => fetchPerson(value ?? ''),
    enabled: value !== undefined,
  })
  return (
    <PersonSelect
      value={value}
      onChange={change}
      current={value ? { value, label: person.data?.name ?? '…' } : null}
      placeholder={label}
      aria-label={label}
      allowClear
    />
  )
}

function useFilters(): Filter[] {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const rules = useQuery({ queryKey: ['clocks', 'rules'], queryFn: fetchClockRules })
  return [
    {
      kind: 'multi',
      name: 'state',
      label: t('field.clock_alert.state'),
      width: 130,
      options: alertStates.map((value) => ({ value, label: t(`value.clock_alert.state.${value}`) })),
    },
    {
      kind: 'multi',
      name: 'kind',
      label: t('field.clock_alert.kind'),
      width: 140,
      options: alertKinds.map((value) => ({ value, label: t(`value.clock_alert.kind.${value}`) })),
    },
    {
      kind: 'multi',
      name: 'ruleKey',
      label: t('field.clock_alert.ruleKey'),
      width: 190,
      options: (rules.data?.items ?? [])
        .filter((rule) => rule.subject === 'order')
        .map((rule) => ({ value: rule.key, label: nameOf(rule) })),
    },
    {
      kind: 'custom',
      name: 'unitId',
      label: t('field.clock_alert.unitId'),
      width: 140,
      render: (value, change) => (
        <UnitSelect
          value={value}
          onChange={change}
          placeholder={t('field.clock_alert.unitId')}
          aria-label={t('field.clock_alert.unitId')}
          allowClear
        />
      ),
    },
    {
      kind: 'custom',
      name: 'personId',
      label: t('field.clock_alert.personId'),
      width: 130,
      render: (value, change) => (
        <PersonFilter value={value} change={change} label={t('field.clock_alert.personId')} />
      ),
    },
    { kind: 'days', name: 'crossed', label: t('field.clock_alert.crossedAt') },
  ]
}

function AcknowledgeDrawer({ alert, onClose }: { alert: ClockAlert | null; onClose: () => void }) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const nameOf = useNameOf()
  return (
    <FormDrawer<{ note: string }, unknown>
      open={alert !== null}
      title={t('clocks.acknowledge')}
      onClose={onClose}
      initial={{ note: '' }}
      version={alert?.version}
      submit={({ note }, { version, key }) => acknowledge(alert?.id ?? '', { note, version }, key)}
      onDone={() => invalidate('clocks')}
      doneText={t('clocks.acknowledged')}
    >
      {alert && (
        <p className="fh-form-note">
          <Link to={`/orders/${alert.orderId}`}>{alert.orderNumber}</Link>{' '}
          {nameOf({ name: alert.ruleName, nameEn: alert.ruleNameEn })} ·{' '}
          {t(`value.clock_alert.kind.${alert.kind}`)}
        </p>
      )}
      <Form.Item
        name="note"
        label={t('field.clock_alert.note')}
        extra={t('clocks.ackHint')}
        rules={[{ required: true, whitespace: true, message: t('ui.required') }]}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={1000} autoFocus />
      </Form.Item>
    </FormDrawer>
  )
}

/** SVC-3: the alerts: what is due soon, what was missed, and to whom it went up the line. */
export function Component() {
  const { t } = useTranslation()
  const [handled, setHandled] = useState<ClockAlert | null>(null)
  const columns = useColumns(setHandled)
  const filters = useFilters()
  const { search } = useListParams()
  return (
    <>
      <PageHeader title={t('nav.clockAlerts')} />
      <DataTable
        id="service.alerts"
        label={t('nav.clockAlerts')}
        queryKey={['clocks', 'alerts']}
        list={listAlerts}
        columns={columns}
        rowKey={(row) => row.id}
        rowTo={(row) => `/orders/${row.orderId}`}
        filters={filters}
        defaultSort="-crossedAt"
        empty={{ text: t(search.size > 0 ? 'clocks.noneHere' : 'clocks.noAlerts') }}
        toolbar={(shown) => (
          <Permitted permission="orders.export">
            <ExportButtons path="/clock-alerts/export" filters={shown} />
          </Permitted>
        )}
      />
      <AcknowledgeDrawer alert={handled} onClose={() => setHandled(null)} />
    </>
  )
}
