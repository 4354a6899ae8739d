import { EditOutlined, LeftOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Alert, Button, Empty, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today as todayIn } from '../../shared/format/days'
import { useTimeZone } from '../../shared/session/session'
import { Permitted } from '../../shared/ui/can'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { Panel } from '../../shared/ui/panel'
import { CivilDay } from '../../shared/ui/times'
import { Timeline } from '../../shared/ui/timeline'
import { useListParams } from '../../shared/ui/use-list-params'
import { fetchCalendar, fetchYear, listCalendars, type Calendar, type CalendarDay } from './calendar-api'
import { CalendarDrawer, DayDrawer, UnitCalendarDrawer } from './calendar-drawers'
import './calendar.css'
import { ExampleTag } from './example-tag'
import { hoursText } from './hours-history'
import { HolidayPanel } from './holiday-panel'
import { textOfSpans } from './span-text'
import { weekdays } from './weeks'
import { YearGrid } from './year-grid'

function Week({ calendar, onEdit }: { calendar: Calendar; onEdit?: () => void }) {
  const { t } = useTranslation()
  return (
    <Panel
      title={t('calendar.weekly')}
      extra={
        onEdit && (
          <Button size="small" icon={<EditOutlined />} onClick={onEdit}>
            {t('ui.edit')}
          </Button>
        )
      }
    >
      <ul className="fh-lines">
        {weekdays.map((day) => {
          const spans = calendar.weekly[day] ?? []
          return (
            <li key={day} className="fh-line">
              <span>{t(`value.weekday.${day}`)}</span>
              <span className={spans.length > 0 ? 'fh-figure' : 'fh-quiet'}>
                {spans.length > 0 ? textOfSpans(spans) : t('calendar.rest')}
              </span>
            </li>
          )
        })}
        <li className="fh-line">
          <span>{t('field.calendar.makeUp')}</span>
          <span className="fh-figure">{textOfSpans(calendar.makeUp) || t('calendar.rest')}</span>
        </li>
      </ul>
      <p className="fh-quiet">
        {calendar.keepsHolidays ? t('calendar.keepsHolidays') : t('calendar.worksOnHolidays')}
      </p>
    </Panel>
  )
}

function Units({ calendar, onGive }: { calendar: Calendar; onGive?: () => void }) {
  const { t } = useTranslation()
  return (
    <Panel
      title={t('calendar.units')}
      extra={
        onGive && (
          <Button size="small" icon={<PlusOutlined />} onClick={onGive}>
            {t('calendar.giveUnit')}
          </Button>
        )
      }
    >
      {calendar.isDefault && <p className="fh-quiet">{t('calendar.defaultNote')}</p>}
      {!calendar.isDefault && calendar.units.length === 0 && (
        <p className="fh-quiet">{t('calendar.noUnits')}</p>
      )}
      <ul className="fh-lines">
        {calendar.units.map((use) => (
          <li key={`${use.unitId}${use.validFrom}`} className="fh-line">
            <span>{use.unitName}</span>
            <span>
              <CivilDay on={use.validFrom} /> –{' '}
              {use.validTo ? <CivilDay on={use.validTo} /> : t('org.untilNow')}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function History({ id }: { id: string }) {
  const { t } = useTranslation()
  const record = useQuery({ queryKey: ['org', 'calendar', id], queryFn: () => fetchCalendar(id) })
  return (
    <Panel title={t('ui.history')}>
      <Loaded query={record}>
        {({ timeline }) => (
          <Timeline
            entries={timeline}
            entity="calendar"
            render={(field, value) => hoursText(field, value, (day) => t(`value.weekday.${day}`))}
          />
        )}
      </Loaded>
    </Panel>
  )
}

function Year({ calendar, year, mayEdit }: { calendar: Calendar; year: number; mayEdit: boolean }) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const [picked, setPicked] = useState<CalendarDay | null>(null)
  const days = useQuery({
    queryKey: ['org', 'calendar-year', calendar.id, year],
    queryFn: () => fetchYear(calendar.id, year),
    placeholderData: keepPreviousData,
  })
  return (
    <section className="fh-panel fh-pad">
      <Loaded query={days}>
        {(found) => (
          <>
            {!found.isKnown && (
              <Alert
                className="fh-error"
                type="warning"
                showIcon
                title={t('calendar.unknownYear', { year: found.year })}
                description={t('calendar.unknownYearHint')}
              />
            )}
            <YearGrid
              year={found.year}
              days={found.days}
              today={todayIn(timeZone)}
              onPick={mayEdit ? setPicked : undefined}
            />
            {mayEdit && <p className="fh-quiet fh-cal-hint">{t('calendar.pickHint')}</p>}
          </>
        )}
      </Loaded>
      <DayDrawer calendar={calendar} day={picked} onClose={() => setPicked(null)} />
    </section>
  )
}

function YearSwitch({ year, onChange }: { year: number; onChange: (year: number) => void }) {
  const { t } = useTranslation()
  return (
    <span className="fh-switch">
      <Button
        icon={<LeftOutlined />}
        aria-label={t('calendar.yearBefore')}
        onClick={() => onChange(year - 1)}
      />
      <strong className="fh-figure">{t('calendar.year', { year })}</strong>
      <Button
        icon={<RightOutlined />}
        aria-label={t('calendar.yearAfter')}
        onClick={() => onChange(year + 1)}
      />
    </span>
  )
}

/** ORG-11: working calendars: the year, the week, the units using it, the holidays of the company. */
export function Component() {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const state = useListParams()
  const year = Number(state.one('year') ?? todayIn(timeZone).slice(0, 4))
  const [form, setForm] = useState<'new' | 'edit' | 'unit' | null>(null)
  const calendars = useQuery({ queryKey: ['org', 'calendars'], queryFn: listCalendars })
  const create = (
    <Permitted permission="calendar.edit">
      <Button icon={<PlusOutlined />} onClick={() => setForm('new')}>
        {t('calendar.new')}
      </Button>
    </Permitted>
  )
  return (
    <>
      <PageHeader title={t('nav.calendar')} actions={create} />
      <Loaded query={calendars}>
        {({ items, can }) => {
          const calendar = items.find((one) => one.id === state.one('calendar')) ?? items[0]
          const edit = (what: 'edit' | 'unit') => (can.edit ? () => setForm(what) : undefined)
          return (
            <>
              {calendar ? (
                <>
                  <div className="fh-panel fh-toolbar fh-cal-bar">
                    <Select
                      className="fh-cal-select"
                      aria-label={t('nav.calendar')}
                      value={calendar.id}
                      onChange={(id) => state.change({ calendar: id })}
                      options={items.map((one) => ({
                        value: one.id,
                        label: one.isDefault ? t('calendar.isDefaultName', { name: one.name }) : one.name,
                      }))}
                    />
                    <ExampleTag isExample={calendar.isExample} />
                    <YearSwitch year={year} onChange={(next) => state.change({ year: String(next) })} />
                  </div>
                  <div className="fh-grid fh-cal-page">
                    <div className="fh-column">
                      <Year calendar={calendar} year={year} mayEdit={can.edit ?? false} />
                    </div>
                    <div className="fh-column">
                      <Week calendar={calendar} onEdit={edit('edit')} />
                      <Units calendar={calendar} onGive={edit('unit')} />
                      <HolidayPanel year={year} />
                      <History id={calendar.id} />
                    </div>
                  </div>
                </>
              ) : (
                <section className="fh-panel">
                  <Empty className="fh-empty" description={t('calendar.none')}>
                    {create}
                  </Empty>
                </section>
              )}
              <CalendarDrawer
                calendar={form === 'edit' ? (calendar ?? null) : null}
                open={form === 'new' || form === 'edit'}
                onClose={() => setForm(null)}
                onMade={(id) => state.change({ calendar: id })}
              />
              <UnitCalendarDrawer
                calendar={form === 'unit' ? (calendar ?? null) : null}
                onClose={() => setForm(null)}
              />
            </>
          )
        }}
      </Loaded>
    </>
  )
}
