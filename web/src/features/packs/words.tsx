import { Tooltip } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { StatusTag, type Tone } from '../../shared/ui/status-tag'
import type { PackItem } from './api'

const tones: Record<PackItem['outcome'], Tone> = {
  same: 'neutral',
  take: 'info',
  add: 'info',
  keep: 'good',
  own: 'good',
  decide: 'warn',
  deactivate: 'bad',
}

/** PCK-3: what becomes of an item or a field when the delivered pack is taken over. */
export function OutcomeTag({ outcome }: { outcome: PackItem['outcome'] }) {
  const { t } = useTranslation()
  return <StatusTag tone={tones[outcome]}>{t(`packs.outcome.${outcome}`)}</StatusTag>
}

/** PCK-2: the place in the sources, or that no source gives it. */
export function Mark({ of: mark }: { of: PackItem['mark'] }) {
  const { t } = useTranslation()
  if (!mark) return null
  if (!mark.isExample) return <span className="fh-quiet">{t('packs.source', { source: mark.source })}</span>
  return (
    <Tooltip title={t('packs.exampleHint')}>
      <span>
        <StatusTag>{t('packs.example')}</StatusTag>
      </span>
    </Tooltip>
  )
}

/** Any value of a pack in a line. */
export function valueText(value: unknown, t: TFunction): string {
  if (value === null || value === undefined || value === '') return '—'
  if (typeof value === 'boolean') return t(value ? 'packs.yes' : 'packs.no')
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.map((entry) => valueText(entry, t)).join(t('packs.separator')) || '—'
  return Object.entries(value)
    .map(([name, entry]) => `${wordOf(name, t)} ${valueText(entry, t)}`)
    .join(' ')
}

const wordOf = (name: string, t: TFunction): string => t(`packs.word.${name}`, { defaultValue: name })

/** 'sections.on_time.full' with the words of the pack's format in the reader's language. */
export const fieldText = (field: string, t: TFunction): string =>
  field === ''
    ? t('packs.theItem')
    : field
        .split('.')
        .map((name) => wordOf(name, t))
        .join(' › ')

/** A parameter is called by what it does; other items have names of their own. */
export const nameOf = (item: PackItem, t: TFunction): string =>
  item.kind === 'setting' ? t(`packs.setting.${item.key}`, { defaultValue: item.key }) : item.name
