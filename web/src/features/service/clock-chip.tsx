import { useTranslation } from 'react-i18next'
import { StatusTag, type Tone } from '../../shared/ui/status-tag'
import type { OrderRow } from './api'
import { countdown } from './countdown'
import { useNameOf, useSpanText } from './order-words'
import { useNow } from './use-now'

type Chip = NonNullable<OrderRow['clock']>

const toneOf = (clock: Chip, now: number): Tone => {
  if (clock.dueAt !== null && Date.parse(clock.dueAt) < now) return 'bad'
  return clock.warnAt !== null && Date.parse(clock.warnAt) <= now ? 'warn' : 'info'
}

/** SVC-3: how much time is left, counting down by itself; amber when warned, red when missed, grey while it stands still. */
export function ClockChip({ clock }: { clock: Chip }) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const spanText = useSpanText()
  const now = useNow()
  const tag = (tone: Tone, text: string) => (
    <span title={nameOf(clock)}>
      <StatusTag tone={tone}>{text}</StatusTag>
    </span>
  )
  if (clock.unknownYear !== null && clock.dueAt === null)
    return tag('neutral', t('clocks.unknownYear', { year: clock.unknownYear }))
  if (clock.state === 'stopped') {
    if (!clock.missed) return tag('good', t('clocks.inTime'))
    const minutes = clock.missedMinutes ?? 0
    const span = spanText(Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60)
    return tag('bad', t('clocks.over', { span }))
  }
  if (clock.state === 'not_started') return tag('neutral', t('value.clock.state.not_started'))
  if (clock.dueAt === null)
    return tag('neutral', t('clocks.pausedFor', { reason: t(`value.clock.reason.${clock.pauseReason}`) }))
  const { isLate, days, hours, minutes } = countdown(clock.dueAt, now)
  const span = spanText(days, hours, minutes)
  return tag(toneOf(clock, now), t(isLate ? 'clocks.over' : 'clocks.left', { span }))
}

/** Minutes as people say them. */
export function useMinutesText(): (minutes: number) => string {
  const { t } = useTranslation()
  const spanText = useSpanText()
  return (minutes) => {
    if (minutes > 0 && minutes % 60 === 0 && minutes <= 2880)
      return t('clocks.hoursOf', { hours: minutes / 60 })
    return spanText(Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60)
  }
}
