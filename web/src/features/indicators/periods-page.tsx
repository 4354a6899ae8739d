import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Empty, Form, Input, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { dayOf } from '../../shared/format/days'
import { useTimeZone } from '../../shared/session/session'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { Panel } from '../../shared/ui/panel'
import { StatusTag } from '../../shared/ui/status-tag'
import { When } from '../../shared/ui/times'
import { useRefusal } from '../../shared/ui/use-refusal'
import { closeMonth, fetchPeriods, reopenMonth, type PeriodState } from './api'

/** IND-1: closing months. */
export function Component() {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const refuse = useRefusal()
  const invalidate = useInvalidate()
  const today = dayOf(new Date().toISOString(), useTimeZone())
  const [reopening, setReopening] = useState<string | null>(null)
  const periods = useQuery({ queryKey: ['indicators', 'periods'], queryFn: fetchPeriods })
  const close = useMutation({
    mutationFn: closeMonth,
    onSuccess: () => invalidate('indicators'),
    onError: refuse,
  })
  const confirmClose = (month: string) =>
    modal.confirm({
      title: t('indicators.closeTitle', { month }),
      content: t('indicators.closeExplain', { month }),
      okText: t('indicators.close'),
      onOk: () => close.mutateAsync(month).catch(() => undefined),
    })
  const action = (row: PeriodState) => {
    if (row.state === 'closed')
      return <Button onClick={() => setReopening(row.month)}>{t('indicators.reopen')}</Button>
    return row.month < today.slice(0, 7) ? (
      <Button onClick={() => confirmClose(row.month)}>{t('indicators.close')}</Button>
    ) : null
  }
  return (
    <>
      <PageHeader title={t('indicators.periods')} note={t('indicators.periodsNote')} />
      <Loaded query={periods}>
        {({ items, can }) => (
          <Panel flush>
            {items.length === 0 ? (
              <Empty
                className="fh-empty"
                image={Empty.PRESENTED_IMAGE_SIMPLE}
                description={t('indicators.noPeriods')}
              />
            ) : (
              <Table<PeriodState>
                size="small"
                rowKey="month"
                pagination={false}
                dataSource={items}
                columns={[
                  { key: 'month', title: t('indicators.month'), dataIndex: 'month' },
                  {
                    key: 'state',
                    title: t('indicators.state'),
                    render: (_, row) => (
                      <StatusTag tone={row.state === 'closed' ? 'info' : 'neutral'}>
                        {t(`indicators.state.${row.state}`)}
                      </StatusTag>
                    ),
                  },
                  {
                    key: 'changedAt',
                    title: t('indicators.changedAt'),
                    render: (_, row) => (row.changedAt ? <When at={row.changedAt} /> : '—'),
                  },
                  { key: 'action', title: '', align: 'right', render: (_, row) => can.edit && action(row) },
                ]}
              />
            )}
          </Panel>
        )}
      </Loaded>
      <FormDrawer<{ note: string }, unknown>
        open={reopening !== null}
        title={t('indicators.reopenTitle', { month: reopening ?? '' })}
        entity="indicator_period"
        submitText={t('indicators.reopen')}
        onClose={() => setReopening(null)}
        submit={({ note }) => reopenMonth(reopening ?? '', note)}
        onDone={() => invalidate('indicators')}
      >
        <p className="fh-form-note">{t('indicators.reopenExplain', { month: reopening ?? '' })}</p>
        <Form.Item name="note" label={t('field.indicator_period.note')} rules={[{ required: true }]}>
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} />
        </Form.Item>
      </FormDrawer>
    </>
  )
}
