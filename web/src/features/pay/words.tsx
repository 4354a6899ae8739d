import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { formatPercent, trimZeros } from '../../shared/format/numbers'
import { Money } from '../../shared/ui/figures'
import type { KeyValue } from '../../shared/ui/key-values'
import { StatusTag, type Tone } from '../../shared/ui/status-tag'
import type { RunState, Terms } from './api'

const tones: Record<RunState, Tone> = {
  draft: 'neutral',
  checked: 'info',
  approved: 'info',
  paid: 'good',
  locked: 'good',
  discarded: 'neutral',
}

export function RunStateTag({ state }: { state: RunState }) {
  const { t } = useTranslation()
  return <StatusTag tone={tones[state]}>{t(`value.pay_run.state.${state}`)}</StatusTag>
}

/** PCK-2: a value that no source gives. */
export function ExampleMark({ of }: { of: { isExample: boolean } }) {
  const { t } = useTranslation()
  if (!of.isExample) return null
  return (
    <Tooltip title={t('pay.exampleHint')}>
      <span>
        <StatusTag tone="neutral">{t('pay.example')}</StatusTag>
      </span>
    </Tooltip>
  )
}

/** A name of the pack in the language of the reader. */
export function useName(): (name: { zh: string; en: string }) => string {
  const { i18n } = useTranslation()
  return (name) => (i18n.language.startsWith('zh') ? name.zh : name.en)
}

/** The values of a scheme that make the pay; examples are marked. */
export function useTerms(terms: Terms): KeyValue[] {
  const { t } = useTranslation()
  const valueOf = (key: 'share' | 'base' | 'rate' | 'guarantee'): KeyValue[] => {
    const term = terms[key]
    if (term === null) return []
    const shown =
      key === 'share' || key === 'rate' ? formatPercent(term.value, 2) : <Money value={term.value} sign="¥" />
    return [
      {
        label: t(`pay.${key}`),
        value: (
          <span className="fh-row">
            {shown} <ExampleMark of={term} />
          </span>
        ),
      },
    ]
  }
  return [
    ...valueOf('share'),
    ...(terms.factor ? [{ label: t('pay.factorBy'), value: t(`pay.factor.${terms.factor}`) }] : []),
    ...(terms.head ? [{ label: t('pay.headIs'), value: t(`pay.head.${terms.head}`) }] : []),
    ...valueOf('base'),
    ...valueOf('rate'),
    ...valueOf('guarantee'),
    ...(terms.outputScope ? [{ label: t('pay.outputIs'), value: t(`pay.scope.${terms.outputScope}`) }] : []),
  ]
}

/** A factor or score without its superfluous zeros. */
export function Plain({ value }: { value: string | null }) {
  if (value === null) return <span className="fh-quiet">—</span>
  return <span className="fh-figure">{trimZeros(value)}</span>
}
