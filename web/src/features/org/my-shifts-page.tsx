import { LeftOutlined, RightOutlined, SwapOutlined } from '@ant-design/icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Empty, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { formatInstant, today as todayIn } from '../../shared/format/days'
import { useSession, useTimeZone } from '../../shared/session/session'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { Panel } from '../../shared/ui/panel'
import { StatusTag } from '../../shared/ui/status-tag'
import { useListParams } from '../../shared/ui/use-list-params'
import { OnDutyPanel } from './on-duty-panel'
import { askSwap, fetchMyShifts, fetchRoster, type MyShift, type SwapRecord } from './roster-api'
import './roster.css'
import { SwapList } from './swap-list'
import { mondayOf, plusDays, weekdayOf } from './weeks'

const weeksShown = 2

interface AskForm {
  colleagueId: string
  takeId: string
  note?: string
}

/** Asks for a swap: first a colleague of the unit, then one of that colleague's shifts, or none. */
function AskDrawer({ shift, onClose }: { shift: MyShift | null; onClose: () => void }) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const timeZone = useTimeZone()
  const { personId } = useSession()
  const from = shift ? plusDays(mondayOf(shift.date), -7) : ''
  const days = { from, to: from ? plusDays(from, 27) : '' }
  const roster = useQuery({
    queryKey: ['roster', 'sheet', shift?.unitId, days.from, days.to],
    queryFn: () => fetchRoster(shift?.unitId ?? '', days),
    enabled: shift !== null,
  })
  const colleagues = (roster.data?.rows ?? []).filter((row) => row.personId !== personId)
  const coming = (personId: unknown) =>
    colleagues
      .filter((row) => row.personId === personId)
      .flatMap((row) => row.entries)
      .filter((entry) => entry.date > todayIn(timeZone) && entry.isOnCall === shift?.isOnCall)
  return (
    <FormDrawer<AskForm, SwapRecord>
      open={shift !== null}
      title={t('roster.askSwap')}
      entity="swap"
      width={440}
      onClose={onClose}
      initial={{ takeId: '' }}
      submit={({ colleagueId, takeId, note }, { key }) =>
        askSwap({ giveId: shift?.id ?? '', colleagueId, takeId: takeId || null, note: note ?? '' }, key)
      }
      onDone={() => invalidate('roster')}
      submitText={t('roster.ask')}
      doneText={t('roster.askedDone')}
    >
      {(form) => (
        <>
          <p className="fh-form-note">
            {t('roster.giving')} <strong className="fh-figure">{shift?.date}</strong>{' '}
            {shift && t(`value.weekday.${weekdayOf(shift.date)}`)} {shift?.shiftName}
          </p>
          <Form.Item
            name="colleagueId"
            label={t('roster.withWhom')}
            rules={[{ required: true, message: t('ui.required') }]}
          >
            <Radio.Group
              className="fh-stack-tight"
              options={colleagues.map((row) => ({ value: row.personId, label: row.personName }))}
              onChange={() => form.setFieldValue('takeId', '')}
            />
          </Form.Item>
          {roster.data && colleagues.length === 0 && <p className="fh-quiet">{t('roster.noColleagues')}</p>}
          <Form.Item noStyle dependencies={['colleagueId']}>
            {() => {
              const chosen: unknown = form.getFieldValue('colleagueId')
              return (
                <Form.Item name="takeId" label={t('roster.forWhich')} hidden={!chosen}>
                  <Radio.Group
                    className="fh-stack-tight"
                    options={[
                      { value: '', label: t('roster.forNothing') },
                      ...coming(chosen).map((entry) => ({
                        value: entry.id,
                        label: `${entry.date} ${t(`value.weekday.${weekdayOf(entry.date)}`)} ${entry.shiftName}`,
                      })),
                    ]}
                  />
                </Form.Item>
              )
            }}
          </Form.Item>
          <Form.Item name="note" label={t('field.swap.note')}>
            <Input.TextArea rows={2} maxLength={500} />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  )
}

function Day({
  date,
  shifts,
  isToday,
  onAsk,
}: {
  date: string
  shifts: MyShift[]
  isToday: boolean
  onAsk: (shift: MyShift) => void
}) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const time = (at: string) => formatInstant(at, timeZone).slice(11)
  const isNextDay = (shift: MyShift) => formatInstant(shift.endsAt, timeZone).slice(0, 10) > shift.date
  const isAhead = (shift: MyShift) => Date.parse(shift.startsAt) > Date.now()
  return (
    <li className={`fh-my-day${isToday ? ' fh-my-today' : ''}`}>
      <div className="fh-my-date">
        <span className="fh-figure">{date.slice(5)}</span>{' '}
        <span className="fh-quiet">{isToday ? t('ui.today') : t(`value.weekday.${weekdayOf(date)}`)}</span>
      </div>
      <div className="fh-stack-tight">
        {shifts.length === 0 && <span className="fh-quiet">{t('roster.free')}</span>}
        {shifts.map((shift) => (
          <div key={shift.id} className="fh-my-shift">
            <span>
              <strong>{shift.shiftName}</strong>{' '}
              <span className="fh-figure">
                {time(shift.startsAt)} – {isNextDay(shift) && t('roster.nextDay')}
                {time(shift.endsAt)}
              </span>{' '}
              {shift.isOnCall && <StatusTag tone="info">{t('roster.onCall')}</StatusTag>}{' '}
              <span className="fh-quiet">{shift.unitName}</span>
            </span>
            {isAhead(shift) && (
              <Button size="small" icon={<SwapOutlined />} onClick={() => onAsk(shift)}>
                {t('roster.askSwap')}
              </Button>
            )}
          </div>
        ))}
      </div>
    </li>
  )
}

/** ORG-11: one's own shifts of two weeks and swap requests, made for the phone. */
export function Component() {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const state = useListParams()
  const today = todayIn(timeZone)
  const from = mondayOf(state.one('on') ?? today)
  const to = plusDays(from, 7 * weeksShown - 1)
  const [asked, setAsked] = useState<MyShift | null>(null)
  const mine = useQuery({
    queryKey: ['roster', 'mine', from],
    queryFn: () => fetchMyShifts({ from, to }),
    placeholderData: keepPreviousData,
  })
  const dates = Array.from({ length: 7 * weeksShown }, (_, at) => plusDays(from, at))
  return (
    <>
      <PageHeader
        title={t('nav.myShifts')}
        actions={
          <span className="fh-switch">
            <Button
              icon={<LeftOutlined />}
              aria-label={t('roster.before')}
              onClick={() => state.change({ on: plusDays(from, -7) })}
            />
            <span className="fh-figure">
              {from.slice(5)} – {to.slice(5)}
            </span>
            <Button
              icon={<RightOutlined />}
              aria-label={t('roster.after')}
              onClick={() => state.change({ on: plusDays(from, 7) })}
            />
          </span>
        }
      />
      <div className="fh-grid">
        <div className="fh-column">
          <Panel>
            <Loaded query={mine}>
              {({ items }) => (
                <>
                  {items.length === 0 && (
                    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('roster.noneOfMine')} />
                  )}
                  <ol>
                    {dates.map((date) => (
                      <Day
                        key={date}
                        date={date}
                        isToday={date === today}
                        shifts={items.filter((shift) => shift.date === date)}
                        onAsk={setAsked}
                      />
                    ))}
                  </ol>
                </>
              )}
            </Loaded>
          </Panel>
        </div>
        <div className="fh-column">
          <Panel title={t('roster.mySwaps')}>
            <SwapList scope="mine" />
          </Panel>
          <OnDutyPanel />
        </div>
      </div>
      <AskDrawer shift={asked} onClose={() => setAsked(null)} />
    </>
  )
}
