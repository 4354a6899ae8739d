import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Empty, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { usePermission } from '../../shared/session/session'
import { ExportButtons } from '../../shared/ui/export-buttons'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { Loaded } from '../../shared/ui/loaded'
import { Panel } from '../../shared/ui/panel'
import { StatusTag } from '../../shared/ui/status-tag'
import { Timeline } from '../../shared/ui/timeline'
import { When } from '../../shared/ui/times'
import { useRefusal } from '../../shared/ui/use-refusal'
import { confirmYear, fetchHolidayYear, reopenYear, type HolidayYear } from './calendar-api'
import { weekdayOf } from './weeks'

function ConfirmDrawer({ year, open, onClose }: { year: HolidayYear; open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  return (
    <FormDrawer<{ source: string }, HolidayYear>
      open={open}
      title={t('calendar.confirmYear', { year: year.year })}
      entity="holiday_year"
      width={440}
      onClose={onClose}
      initial={{ source: year.source ?? '' }}
      submit={({ source }) => confirmYear(year.year, source)}
      onDone={() => invalidate('org')}
      submitText={t('calendar.confirm')}
    >
      <p className="fh-quiet fh-form-note">{t('calendar.confirmHint', { days: year.days.length })}</p>
      <Form.Item
        name="source"
        label={t('field.holiday_year.source')}
        rules={[{ required: true, message: t('ui.required') }]}
      >
        <Input.TextArea
          rows={2}
          maxLength={500}
          placeholder={t('calendar.sourceExample', { year: year.year })}
        />
      </Form.Item>
    </FormDrawer>
  )
}

interface Stretch {
  name: string
  kind: 'holiday' | 'make_up'
  dates: string[]
}

/** Days of one name that follow each other, as one line. */
function stretchesOf(days: HolidayYear['days']): Stretch[] {
  const lines: Stretch[] = []
  for (const { name, kind, date } of days) {
    const same = lines.find((line) => line.name === name && line.kind === kind)
    if (same) same.dates.push(date)
    else lines.push({ name, kind, dates: [date] })
  }
  return lines
}

function DayLines({ days }: { days: HolidayYear['days'] }) {
  const { t } = useTranslation()
  const said = (date: string) => `${date.slice(5)} ${t(`value.weekday.${weekdayOf(date)}`)}`
  return (
    <ul className="fh-lines">
      {stretchesOf(days).map(({ name, kind, dates }) => (
        <li key={`${kind}${name}`} className="fh-line">
          <span>
            {name}{' '}
            <StatusTag tone={kind === 'holiday' ? 'bad' : 'info'}>
              {t(`value.holiday.kind.${kind}`)}
            </StatusTag>
          </span>
          <span className="fh-figure fh-wrap">
            {kind === 'holiday' && dates.length > 1
              ? t('calendar.stretch', {
                  from: dates[0]?.slice(5),
                  to: dates.at(-1)?.slice(5),
                  count: dates.length,
                })
              : dates.map(said).join(t('ui.listComma'))}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** ORG-11: the company's holidays of a year, whether somebody answers for them, and how to enter a year. */
export function HolidayPanel({ year }: { year: number }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const refuse = useRefusal()
  const invalidate = useInvalidate()
  const holds = usePermission()
  const [isConfirming, setConfirming] = useState(false)
  const [isHistory, setHistory] = useState(false)
  const query = useQuery({ queryKey: ['org', 'holidays', year], queryFn: () => fetchHolidayYear(year) })
  const reopen = () =>
    modal.confirm({
      title: t('calendar.reopenTitle', { year }),
      content: t('calendar.reopenHint'),
      okButtonProps: { danger: true },
      okText: t('calendar.reopen'),
      onOk: () => reopenYear(year).then(() => invalidate('org'), refuse),
    })
  return (
    <Panel
      title={t('calendar.holidaysOf', { year })}
      extra={
        <ExportButtons path="/org/holidays/export" filters={new URLSearchParams({ year: String(year) })} />
      }
    >
      <Loaded query={query}>
        {(record) => (
          <div className="fh-stack">
            {record.isKnown ? (
              <p className="fh-quiet">
                <StatusTag tone="good">{t('calendar.known')}</StatusTag> {record.source}
                {record.confirmedByName && (
                  <>
                    {' '}
                    · {record.confirmedByName} <When at={record.confirmedAt} />
                  </>
                )}
              </p>
            ) : (
              <Alert
                type="warning"
                showIcon
                title={t('calendar.notConfirmed', { count: record.days.length })}
              />
            )}
            {record.days.length > 0 ? (
              <DayLines days={record.days} />
            ) : (
              <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('calendar.noDays')} />
            )}
            {record.can.edit && (
              <div className="fh-actions">
                {!record.isKnown && (
                  <Button
                    type="primary"
                    disabled={record.days.length === 0}
                    onClick={() => setConfirming(true)}
                  >
                    {t('calendar.confirm')}
                  </Button>
                )}
                {holds('imports.run') && (
                  <Link to="/imports/new?entity=holidays">
                    <Button>{t('calendar.importDays')}</Button>
                  </Link>
                )}
                {record.isKnown && (
                  <Button danger type="text" onClick={reopen}>
                    {t('calendar.reopen')}
                  </Button>
                )}
              </div>
            )}
            <button type="button" className="fh-link-button" onClick={() => setHistory(!isHistory)}>
              {t('ui.history')}
            </button>
            {isHistory && <Timeline entries={record.timeline} entity="holiday" />}
            <ConfirmDrawer year={record} open={isConfirming} onClose={() => setConfirming(false)} />
          </div>
        )}
      </Loaded>
    </Panel>
  )
}
