import { useTranslation } from 'react-i18next'
import type { CalendarDay } from './calendar-api'
import { textOfSpans } from './span-text'
import { weekdayOf, weekdays } from './weeks'

interface Props {
  year: number
  days: CalendarDay[]
  today: string
  onPick?: (day: CalendarDay) => void
}

const marks = { holiday: 'off', make_up: 'on', other: 'own' } as const

function Cell({ day, isToday, onPick }: { day: CalendarDay; isToday: boolean; onPick?: Props['onPick'] }) {
  const { t } = useTranslation()
  const kind = t(`value.day.kind.${day.kind}`)
  const hours = day.spans.length > 0 ? textOfSpans(day.spans) : t('calendar.rest')
  const said = [day.date, kind, day.note, hours].filter(Boolean).join(' ')
  const number = Number(day.date.slice(8))
  const mark = day.kind in marks ? t(`calendar.mark.${day.kind}`) : ''
  const className = `fh-cal-day fh-cal-${day.kind}${isToday ? ' fh-cal-today' : ''}`
  const inner = (
    <>
      <span>{number}</span>
      {mark && <small>{mark}</small>}
    </>
  )
  if (!onPick)
    return (
      <span className={className} title={said}>
        <span className="fh-sr">{said}</span>
        <span aria-hidden className="fh-cal-inner">
          {inner}
        </span>
      </span>
    )
  return (
    <button type="button" className={className} title={said} aria-label={said} onClick={() => onPick(day)}>
      {inner}
    </button>
  )
}

function Month({ name, days, today, onPick }: Omit<Props, 'year'> & { name: string }) {
  const { t } = useTranslation()
  const before = days[0] ? Number(weekdayOf(days[0].date)) - 1 : 0
  return (
    <section className="fh-cal-month" aria-label={name}>
      <h3 className="fh-heading">{name}</h3>
      <div className="fh-cal-grid">
        {weekdays.map((day) => (
          <span key={day} className="fh-cal-head" aria-hidden>
            {t(`calendar.short.${day}`)}
          </span>
        ))}
        {days.map((day, at) => (
          <div key={day.date} style={at === 0 ? { gridColumnStart: before + 1 } : undefined}>
            <Cell day={day} isToday={day.date === today} onPick={onPick} />
          </div>
        ))}
      </div>
    </section>
  )
}

/** ORG-11: a year at a glance, twelve months; what a day is stands in it as a word, not only as a colour. */
export function YearGrid({ year, days, today, onPick }: Props) {
  const { t } = useTranslation()
  const months = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0'))
  return (
    <>
      <ul className="fh-cal-legend">
        {(['work', 'rest', 'holiday', 'make_up', 'other'] as const).map((kind) => (
          <li key={kind}>
            <span className={`fh-cal-swatch fh-cal-${kind}`} aria-hidden>
              {kind in marks ? t(`calendar.mark.${kind}`) : ''}
            </span>
            {t(`value.day.kind.${kind}`)}
          </li>
        ))}
      </ul>
      <div className="fh-cal-year">
        {months.map((month) => (
          <Month
            key={month}
            name={t('calendar.month', { month: Number(month) })}
            days={days.filter((day) => day.date.startsWith(`${year}-${month}`))}
            today={today}
            onPick={onPick}
          />
        ))}
      </div>
    </>
  )
}
