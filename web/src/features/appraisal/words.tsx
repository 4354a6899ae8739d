import { Tooltip } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { StatusTag, type Tone } from '../../shared/ui/status-tag'
import type { CardInput, CardState, Item } from './api'
import { cutAt, percentOf } from './percent-text'

const tones: Record<CardState, Tone> = {
  draft: 'neutral',
  scored: 'info',
  reviewed: 'info',
  confirmed: 'good',
  filed: 'good',
  returned: 'warn',
}

/** The step a card is at. */
export function CardStateTag({ state }: { state: CardState }) {
  const { t } = useTranslation()
  return <StatusTag tone={tones[state]}>{t(`value.scorecard.state.${state}`)}</StatusTag>
}

/** PCK-2: a value that no source gives. */
export function ExampleMark({ of }: { of: { isExample: boolean } }) {
  const { t } = useTranslation()
  if (!of.isExample) return null
  return (
    <Tooltip title={t('appraisal.exampleHint')}>
      <span>
        <StatusTag tone="neutral">{t('appraisal.example')}</StatusTag>
      </span>
    </Tooltip>
  )
}

export interface Bilingual {
  zh: string
  en: string
}

/** A name of the pack in the language of the reader. */
export function useName(): (name: Bilingual) => string {
  const { i18n } = useTranslation()
  return (name) => (i18n.language.startsWith('zh') ? name.zh : name.en)
}

type Unit = Item['unit']

/** A number with its unit: '0.93' of a ratio is 93%. */
export function valueOf(value: string, unit: Unit, t: TFunction): string {
  if (unit === 'ratio') return `${cutAt(percentOf(value), 4)}%`
  if (unit === 'days' || unit === 'hours') return t(`appraisal.${unit}`, { value })
  return cutAt(value, 6)
}

/** The row of a band table in signs, in the unit of the item: '≥ 0.93' of a ratio is '≥ 93%'. */
export function bandText(text: string, unit: Unit, t: TFunction): string {
  return text.replace(/-?\d+(\.\d+)?/g, (number) => valueOf(number, unit, t))
}

const signs = [
  ['atLeast', '≥ '],
  ['above', '> '],
  ['atMost', '≤ '],
  ['below', '< '],
] as const

/** The borders of a row of a table. */
export function rowRange(row: Item['rows'][number], unit: Unit, t: TFunction): string {
  return signs
    .flatMap(([border, sign]) => {
      const at = row[border]
      return at === null ? [] : [`${sign}${valueOf(at, unit, t)}`]
    })
    .join(', ')
}

/** What somebody or the system entered for an item, in words. */
export function inputText(
  item: Item,
  input: CardInput,
  t: TFunction,
  name: (of: Bilingual) => string,
): string {
  if (input.handedOver !== undefined) {
    const { handedOver, late = 0, attributedElsewhere = 0 } = input
    const text = t('appraisal.lateOf', { handedOver, late })
    return attributedElsewhere > 0
      ? `${text}${t('ui.listComma')}${t('appraisal.excludedLate', { count: attributedElsewhere })}`
      : text
  }
  if (input.value === null) return t('appraisal.noValue')
  const level = item.rows.find((row) => row.key === input.level)
  const parts = [
    input.value === undefined ? '' : valueOf(input.value, item.unit, t),
    level?.name ? name(level.name) : '',
    input.points === undefined ? '' : t('appraisal.points', { points: input.points }),
  ]
  return parts.filter(Boolean).join(t('ui.listComma'))
}

/** Why an item gave what it gave, with the numbers (APR-14: handed over, allowed, late, taken). */
export function becauseText(item: Item, t: TFunction, name: (of: Bilingual) => string): string {
  const level = item.rows.find((row) => row.key === item.value)
  const why = t(`appraisal.because.${item.because}`, {
    ...item.details,
    band: bandText(item.details.band ?? '', item.unit, t),
    value: item.value ?? '',
    taken: item.points.replace('-', ''),
    level: level?.name ? name(level.name) : '',
  })
  // SVC-19: late vehicles that somebody else answers for are said, because the list of evidence shows them.
  const elsewhere = item.details.attributedElsewhere ?? '0'
  return elsewhere === '0' ? why : `${why}${t('appraisal.because.elsewhere', { count: Number(elsewhere) })}`
}
