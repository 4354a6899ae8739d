import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { formatInstant } from '../../shared/format/days'
import { useLanguage } from '../../shared/i18n/use-language'
import { useTimeZone } from '../../shared/session/session'
import { StatusTag, type Tone } from '../../shared/ui/status-tag'
import { faultGroups, orderTypes, type OrderRow } from './api'
import { countdown } from './countdown'
import { nearText } from './promise-choices'
import { useNow } from './use-now'
import type { State } from './words'

const tones: Record<State, Tone> = {
  draft: 'neutral',
  accepted: 'info',
  assigned: 'info',
  in_repair: 'info',
  waiting_parts: 'warn',
  waiting_customer: 'warn',
  quality_check: 'info',
  ready: 'good',
  settled: 'good',
  handed_over: 'neutral',
  closed: 'neutral',
  cancelled: 'neutral',
}

export function StateTag({ state }: { state: State }) {
  const { t } = useTranslation()
  return <StatusTag tone={tones[state]}>{t(`value.order.state.${state}`)}</StatusTag>
}

/** A span in words, the two largest parts of it. */
export function useSpanText(): (days: number, hours: number, minutes: number) => string {
  const { t } = useTranslation()
  return (days, hours, minutes) => {
    if (days > 0) return t('service.span.days', { days, hours })
    if (hours > 0) return t('service.span.hours', { hours, minutes: String(minutes).padStart(2, '0') })
    return t('service.span.minutes', { minutes })
  }
}

/** PLT-2: the promise of an order that is still here: how long there is, or how long it is over. */
export function PromiseChip({ order }: { order: Pick<OrderRow, 'promiseAt' | 'handedOverAt' | 'state'> }) {
  const { t } = useTranslation()
  const spanText = useSpanText()
  const now = useNow()
  if (!order.promiseAt || order.handedOverAt || order.state === 'cancelled') return null
  const { tone, isLate, days, hours, minutes } = countdown(order.promiseAt, now)
  const span = spanText(days, hours, minutes)
  return <StatusTag tone={tone}>{t(isLate ? 'service.lateBy' : 'service.left', { span })}</StatusTag>
}

/** SVC-9: how the hand-over was judged; nothing before it. */
export function OnTimeTag({ order }: { order: Pick<OrderRow, 'onTime' | 'onTimeWhy' | 'handedOverAt'> }) {
  const { t } = useTranslation()
  if (!order.handedOverAt) return <span className="fh-quiet">—</span>
  const tone = order.onTime === null ? 'neutral' : order.onTime ? 'good' : 'bad'
  const word = order.onTime === null ? 'none' : String(order.onTime)
  return (
    <span title={t(`value.order.onTimeWhy.${order.onTimeWhy}`)}>
      <StatusTag tone={tone}>{t(`value.order.onTime.${word}`)}</StatusTag>
    </span>
  )
}

/** An instant near today in few words; the whole time stands in the title. */
export function Near({ at }: { at: string | null }) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const now = useNow()
  if (!at) return <span className="fh-quiet">—</span>
  const { day, clock } = nearText(at, now, timeZone)
  return (
    <time dateTime={at} className="fh-figure" title={`${formatInstant(at, timeZone)} ${timeZone}`}>
      {t(`service.day.${day}`, { defaultValue: day })} {clock}
    </time>
  )
}

/** The name of data that carries both languages. */
export function useNameOf(): (named: { name: string; nameEn: string }) => string {
  const isEnglish = useLanguage() === 'en'
  return ({ name, nameEn }) => (isEnglish && nameEn !== '' ? nameEn : name)
}

const staleTime = 300_000

export const useOrderTypes = () => useQuery({ queryKey: ['orderTypes'], queryFn: orderTypes, staleTime })
export const useFaultGroups = () => useQuery({ queryKey: ['faultGroups'], queryFn: faultGroups, staleTime })

/** What a car is called on the floor: plate, else the last word it has. */
export const productText = (product: {
  plate?: string | null
  vin?: string | null
  serial?: string | null
}): string | null => product.plate || product.vin || product.serial || null
