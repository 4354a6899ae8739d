import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Dropdown } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { newKey } from '../../shared/api/client'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { formatInstant } from '../../shared/format/days'
import { useTimeZone } from '../../shared/session/session'
import { useRefusal } from '../../shared/ui/use-refusal'
import {
  planShift,
  unplanShift,
  type Roster,
  type RosterEntry,
  type RosterRow,
  type Shift,
} from './roster-api'
import { textOfSpans } from './span-text'
import { weekdayOf } from './weeks'

/** One colour a shift, by its place among the shifts; the name stands beside it. */
export const toneOf = (shifts: readonly Shift[], shiftId: string): number =>
  Math.max(
    0,
    shifts.findIndex((shift) => shift.id === shiftId),
  ) % 6

interface ChipProps {
  entry: RosterEntry
  shifts: readonly Shift[]
  onRemove?: () => void
}

function Chip({ entry, shifts, onRemove }: ChipProps) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const time = (at: string) => formatInstant(at, timeZone).slice(5)
  const said = `${entry.shiftName} ${time(entry.startsAt)} – ${time(entry.endsAt)}`
  return (
    <span className={`fh-shift fh-shift-${toneOf(shifts, entry.shiftId)}`} title={said}>
      {entry.shiftName}
      {onRemove && (
        <button type="button" aria-label={t('roster.remove', { shift: entry.shiftName })} onClick={onRemove}>
          <CloseOutlined />
        </button>
      )}
    </span>
  )
}

interface CellProps {
  row: RosterRow
  date: string
  shifts: readonly Shift[]
  mayEdit: boolean
}

function Cell({ row, date, shifts, mayEdit }: CellProps) {
  const { t } = useTranslation()
  const refuse = useRefusal()
  const invalidate = useInvalidate()
  const done = { onSuccess: () => invalidate('roster'), onError: refuse }
  const plan = useMutation({
    mutationFn: (shiftId: string) =>
      planShift({ unitId: row.unitId, personId: row.personId, date, shiftId }, newKey()),
    ...done,
  })
  const unplan = useMutation({ mutationFn: unplanShift, ...done })
  const entries = row.entries.filter((entry) => entry.date === date)
  return (
    <div className="fh-roster-cell">
      {entries.map((entry) => (
        <Chip
          key={entry.id}
          entry={entry}
          shifts={shifts}
          onRemove={mayEdit ? () => unplan.mutate(entry) : undefined}
        />
      ))}
      {mayEdit && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: shifts
              .filter((shift) => shift.isActive)
              .map((shift) => ({
                key: shift.id,
                label: (
                  <span className="fh-roster-choice">
                    {shift.name} <small className="fh-quiet">{textOfSpans(shift.spans)}</small>
                  </span>
                ),
                onClick: () => plan.mutate(shift.id),
              })),
          }}
        >
          <button
            type="button"
            className="fh-roster-add"
            disabled={plan.isPending}
            aria-label={t('roster.plan', { person: row.personName, date })}
          >
            <PlusOutlined />
          </button>
        </Dropdown>
      )}
    </div>
  )
}

interface Props {
  roster: Roster
  shifts: readonly Shift[]
  dates: string[]
  today: string
  mayEdit: boolean
}

/** ORG-11: people × days. A day's head says its date, its weekday and what is special about it. */
export function RosterGrid({ roster, shifts, dates, today, mayEdit }: Props) {
  const { t } = useTranslation()
  const dayOf = (date: string) => roster.days.find((day) => day.date === date)
  const isFree = (date: string) => ['rest', 'holiday'].includes(dayOf(date)?.kind ?? '')
  const note = (date: string) => {
    const day = dayOf(date)
    if (!day || day.kind === 'work') return ''
    return day.note || t(`value.day.kind.${day.kind}`)
  }
  const count = (date: string) =>
    roster.rows.filter((row) => row.entries.some((entry) => entry.date === date && !entry.isOnCall)).length
  const sheet = useRef<HTMLDivElement>(null)
  const first = dates[0]
  // A month, or a week on a phone, is wider than the screen: it opens at today.
  useEffect(() => {
    const head = sheet.current?.querySelector<HTMLElement>('.fh-roster-today')
    const name = sheet.current?.querySelector<HTMLElement>('.fh-roster-name')
    if (sheet.current) sheet.current.scrollLeft = head ? head.offsetLeft - (name?.offsetWidth ?? 0) : 0
  }, [first])
  return (
    <div ref={sheet} className="fh-roster" tabIndex={0} role="region" aria-label={t('nav.roster')}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="fh-roster-name">
              {t('field.roster.person')}
            </th>
            {dates.map((date) => (
              <th
                key={date}
                scope="col"
                className={`${isFree(date) ? 'fh-roster-free' : ''} ${date === today ? 'fh-roster-today' : ''}`}
              >
                <span className="fh-figure">{date.slice(5)}</span>{' '}
                <span>{t(`value.weekday.${weekdayOf(date)}`)}</span>
                <small>{note(date)}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {roster.rows.map((row) => (
            <tr key={`${row.unitId}${row.personId}`}>
              <th scope="row" className="fh-roster-name">
                {row.personName}
                <small>{row.unitName}</small>
              </th>
              {dates.map((date) => (
                <td key={date} className={isFree(date) ? 'fh-roster-free' : ''}>
                  <Cell row={row} date={date} shifts={shifts} mayEdit={mayEdit} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className="fh-roster-name">
              {t('roster.atWork')}
            </th>
            {dates.map((date) => (
              <td key={date} className="fh-figure">
                {count(date)}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
