import { Checkbox, Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { useInvalidate } from '../../shared/api/use-invalidate'
import type { Details } from '../../shared/api/api-error'
import { today } from '../../shared/format/days'
import { UnitSelect } from '../../shared/pickers/unit-select'
import { useTimeZone } from '../../shared/session/session'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { DayInput } from '../../shared/ui/inputs'
import {
  clearHoliday,
  clearOwnDay,
  createCalendar,
  editCalendar,
  setHoliday,
  setOwnDay,
  giveCalendar,
  type Calendar,
  type CalendarBody,
  type CalendarDay,
} from './calendar-api'
import { SpanItem } from './span-input'
import { spansOfText, textOfSpans, type Span } from './span-text'
import { weekdays } from './weeks'

interface CalendarForm {
  code: string
  name: string
  keepsHolidays: boolean
  isDefault: boolean
  makeUp: string
  weekly: Record<string, string>
}

const formOf = (calendar: {
  weekly: Partial<Record<string, Span[]>>
  makeUp: Span[]
}): Pick<CalendarForm, 'weekly' | 'makeUp'> => ({
  weekly: Object.fromEntries(weekdays.map((day) => [day, textOfSpans(calendar.weekly[day] ?? [])])),
  makeUp: textOfSpans(calendar.makeUp),
})

const bodyOf = ({ weekly, makeUp, ...form }: CalendarForm): CalendarBody => ({
  ...form,
  makeUp: spansOfText(makeUp) ?? [],
  weekly: Object.fromEntries(
    weekdays.flatMap((day) => {
      const spans = spansOfText(weekly[day]) ?? []
      return spans.length > 0 ? [[day, spans] as const] : []
    }),
  ),
})

// The record of a conflict is the calendar as the server has it.
const isCalendar = (record: Details): record is Details & Calendar => 'weekly' in record && 'makeUp' in record

/** ORG-11: the form of a calendar: its week, its make-up hours, whether it keeps holidays. */
export function CalendarDrawer({
  calendar,
  open,
  onClose,
  onMade,
}: {
  calendar: Calendar | null
  open: boolean
  onClose: () => void
  onMade: (id: string) => void
}) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const required = [{ required: true, message: t('ui.required') }]
  return (
    <FormDrawer<CalendarForm, { id: string }>
      open={open}
      title={calendar ? t('calendar.edit') : t('calendar.new')}
      entity="calendar"
      onClose={onClose}
      initial={
        calendar
          ? { ...calendar, ...formOf(calendar) }
          : { keepsHolidays: true, isDefault: false, ...formOf({ weekly: {}, makeUp: [] }) }
      }
      version={calendar?.version}
      valuesOf={(record) => (isCalendar(record) ? { ...record, ...formOf(record) } : record)}
      submit={(values, { key, version }) =>
        calendar
          ? editCalendar(calendar.id, { ...bodyOf(values), version })
          : createCalendar(bodyOf(values), key)
      }
      onDone={({ id }) => {
        invalidate('org')
        onMade(id)
      }}
    >
      <div className="fh-form-2">
        <Form.Item name="name" label={t('field.calendar.name')} rules={required}>
          <Input maxLength={200} autoFocus />
        </Form.Item>
        <Form.Item name="code" label={t('field.calendar.code')} rules={required}>
          <Input maxLength={60} />
        </Form.Item>
      </div>
      <p className="fh-quiet fh-form-note">{t('calendar.hoursHint')}</p>
      <div className="fh-week-form">
        {weekdays.map((day) => (
          <SpanItem
            key={day}
            name={['weekly', day]}
            label={t(`value.weekday.${day}`)}
            placeholder={t('calendar.rest')}
          />
        ))}
      </div>
      <SpanItem name="makeUp" label={t('field.calendar.makeUp')} extra={t('calendar.makeUpHint')} />
      <Form.Item name="keepsHolidays" valuePropName="checked" extra={t('calendar.keepsHolidaysHint')}>
        <Checkbox>{t('field.calendar.keepsHolidays')}</Checkbox>
      </Form.Item>
      <Form.Item name="isDefault" valuePropName="checked" extra={t('calendar.defaultHint')}>
        <Checkbox disabled={calendar?.isDefault}>{t('field.calendar.isDefault')}</Checkbox>
      </Form.Item>
    </FormDrawer>
  )
}

/** ORG-11: which calendar a unit uses from a day on. */
export function UnitCalendarDrawer({
  calendar,
  onClose,
}: {
  calendar: Calendar | null
  onClose: () => void
}) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const timeZone = useTimeZone()
  const required = [{ required: true, message: t('ui.required') }]
  return (
    <FormDrawer<{ unitId: string; use: 'this' | 'above'; from: string }, unknown>
      open={calendar !== null}
      title={t('calendar.giveUnit')}
      entity="unit_calendar"
      onClose={onClose}
      initial={{ use: 'this', from: today(timeZone) }}
      submit={({ unitId, use, from }, { key }) =>
        giveCalendar({ unitId, from, calendarId: use === 'this' ? (calendar?.id ?? null) : null }, key)
      }
      onDone={() => invalidate('org')}
    >
      <Form.Item name="unitId" label={t('field.unit.name')} rules={required}>
        <UnitSelect />
      </Form.Item>
      <Form.Item name="use" label={t('calendar.use')}>
        <Radio.Group
          options={[
            { value: 'this', label: calendar?.name ?? '' },
            { value: 'above', label: t('calendar.useAbove') },
          ]}
        />
      </Form.Item>
      <Form.Item name="from" label={t('field.unit.from')} extra={t('calendar.giveUnitHint')} rules={required}>
        <DayInput allowClear={false} />
      </Form.Item>
    </FormDrawer>
  )
}

type DayForm = { what: 'holiday' | 'make_up' | 'own' | 'ordinary'; name?: string; spans?: string }

async function saveDay(calendar: Calendar, day: CalendarDay, form: DayForm): Promise<void> {
  const { date } = day
  if (form.what === 'own') {
    await setOwnDay(calendar.id, date, { spans: spansOfText(form.spans) ?? [], note: form.name ?? '' })
    return
  }
  if (day.kind === 'other') await clearOwnDay(calendar.id, date)
  if (form.what !== 'ordinary') {
    await setHoliday(date, { kind: form.what, name: form.name ?? '' })
    return
  }
  if (day.kind === 'holiday' || day.kind === 'make_up') await clearHoliday(date)
}

const formOfDay = (day: CalendarDay | null): DayForm => {
  if (!day) return { what: 'ordinary' }
  if (day.kind === 'other') return { what: 'own', name: day.note, spans: textOfSpans(day.spans) }
  if (day.kind === 'holiday' || day.kind === 'make_up') return { what: day.kind, name: day.note }
  return { what: 'ordinary', spans: textOfSpans(day.spans) }
}

/** ORG-11: what one day is: a holiday or make-up day of the whole company, or other hours of this calendar alone. */
export function DayDrawer({
  calendar,
  day,
  onClose,
}: {
  calendar: Calendar
  day: CalendarDay | null
  onClose: () => void
}) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  return (
    <FormDrawer<DayForm, void>
      open={day !== null}
      title={t('calendar.dayTitle', { date: day?.date })}
      entity="holiday"
      width={440}
      onClose={onClose}
      initial={formOfDay(day)}
      submit={async (form) => (day ? saveDay(calendar, day, form) : undefined)}
      onDone={() => invalidate('org')}
    >
      {(form) => (
        <>
          <Form.Item name="what" label={t('calendar.dayIs')}>
            <Radio.Group
              className="fh-stack-tight"
              options={(['ordinary', 'holiday', 'make_up', 'own'] as const).map((value) => ({
                value,
                label: t(`calendar.day.${value}`),
              }))}
            />
          </Form.Item>
          <Form.Item noStyle shouldUpdate={(before: DayForm, now: DayForm) => before.what !== now.what}>
            {() => {
              const what: unknown = form.getFieldValue('what')
              if (what === 'ordinary') return <p className="fh-quiet">{t('calendar.ordinaryHint')}</p>
              return (
                <>
                  <Form.Item
                    name="name"
                    label={t('field.holiday.name')}
                    rules={[{ required: what !== 'own', message: t('ui.required') }]}
                  >
                    <Input maxLength={100} placeholder={t('calendar.nameExample')} />
                  </Form.Item>
                  {what === 'own' && (
                    <SpanItem name="spans" label={t('calendar.hours')} extra={t('calendar.ownHint')} />
                  )}
                  {what !== 'own' && <p className="fh-quiet">{t('calendar.companyHint')}</p>}
                </>
              )
            }}
          </Form.Item>
        </>
      )}
    </FormDrawer>
  )
}
