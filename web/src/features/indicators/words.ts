import type { TFunction } from 'i18next'
import { formatMoney, formatPercent, trimZeros } from '../../shared/format/numbers'
import type { Definition, Value } from './api'

/** A name in the language of the page. */
export const nameIn = (language: string, { name, nameEn }: Pick<Definition, 'name' | 'nameEn'>): string =>
  language === 'en' && nameEn ? nameEn : name

type Unit = Definition['unit']

/** A value as people write it: 96.00%, ¥1,200.50, 650. */
export function valueText(value: string | null, unit: Unit, decimals = 2): string | null {
  if (value === null) return null
  if (unit === 'ratio') return formatPercent(value, Math.max(0, decimals - 2))
  const text = formatMoney(value)
  if (unit !== 'yuan' && unit !== 'yuan_per_order') return text
  return text.startsWith('-') ? `-¥${text.slice(1)}` : `¥${text}`
}

/** What stands behind the digits; money and ratios carry their sign already. */
export const unitWord = (unit: Unit, t: TFunction): string =>
  ['yuan', 'yuan_per_order', 'ratio', 'count'].includes(unit) ? '' : t(`value.indicator.unit.${unit}`)

const demands = { '>=': '≥', '>': '>', '<=': '≤', '<': '<' } as const

/** '≥ 96%' */
export function demandText(target: { demand: keyof typeof demands; value: string }, unit: Unit): string {
  const value =
    unit === 'ratio' ? formatPercent(target.value, 2).replace(/\.?0+%$/, '%') : trimZeros(target.value)
  return `${demands[target.demand]} ${unit === 'ratio' ? value : (valueText(value, unit) ?? '')}`
}

const moneyKinds = new Set([
  'settlement.total',
  'settlement.daily',
  'settlement.warranty',
  'settlement.insurance',
  'settlement.boutique',
])

export const partName = (part: { kind: string; measure: string }): string => `${part.kind}.${part.measure}`

/** A sum of facts: money with its sign, everything else as counted. */
export function sumText(part: string, sum: string): string {
  if (!moneyKinds.has(part)) return formatMoney(sum)
  const money = formatMoney(/\./.test(sum) ? sum.replace(/\.(\d)$/, '.$10') : `${sum}.00`)
  return money.startsWith('-') ? `-¥${money.slice(1)}` : `¥${money}`
}

/** A difference with its sign; of ratios in percentage points. */
export function movedText(
  difference: string | null,
  { unit, decimals }: Pick<Definition, 'unit' | 'decimals'>,
  t: TFunction,
): string | null {
  const text = valueText(difference, unit, decimals)
  if (text === null) return null
  const signed = text.startsWith('-') ? text : `+${text}`
  return unit === 'ratio' ? t('indicators.percentagePoints', { value: signed.slice(0, -1) }) : signed
}

/** Better, worse or the same than before, by what is wanted. */
export function toneOf(
  difference: string | null,
  direction: Definition['direction'],
): 'good' | 'bad' | 'same' {
  if (difference === null || /^-?[0.]+$/.test(difference)) return 'same'
  const isLess = difference.startsWith('-')
  return isLess === (direction === 'lower_is_better') ? 'good' : 'bad'
}

/** The name of the period before; while the period still runs, of as many days of it. */
export function beforeText(
  { period, lastPeriod }: Pick<Value, 'period' | 'lastPeriod'>,
  t: TFunction,
): string {
  const name = t(`indicators.lastPeriod.${period.kind}`)
  return lastPeriod.period.kind === period.kind ? name : t('indicators.samePart', { name })
}

export function lastYearText({ period, lastYear }: Pick<Value, 'period' | 'lastYear'>, t: TFunction): string {
  const name = t('indicators.lastYear')
  return lastYear.period.kind === period.kind && period.kind === 'year'
    ? name
    : t('indicators.samePart', { name })
}
