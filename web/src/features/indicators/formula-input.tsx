import { useQuery } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import { useDeferredValue } from 'react'
import { useTranslation } from 'react-i18next'
import { checkFormula, fetchKinds } from './api'
import { partName } from './words'

interface Props {
  id?: string
  value?: string
  onChange?: (value: string) => void
}

/** IND-2: a formula, checked by the server while it is written; shows where it cannot be read and what it gives. */
export function FormulaInput({ id, value = '', onChange }: Props) {
  const { t } = useTranslation()
  const asked = useDeferredValue(value.trim())
  const kinds = useQuery({ queryKey: ['indicators', 'kinds'], queryFn: fetchKinds, staleTime: Infinity })
  const check = useQuery({
    queryKey: ['indicators', 'check', asked],
    queryFn: () => checkFormula(asked),
    enabled: asked !== '',
    retry: false,
  })
  const { problem, sample } = check.data ?? {}
  const insert = (part: string) => onChange?.(value === '' ? part : `${value.trimEnd()} ${part}`)
  return (
    <div className="fh-stack-tight">
      <Input.TextArea
        id={id}
        value={value}
        onChange={(event) => onChange?.(event.target.value)}
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={500}
        spellCheck={false}
        className="fh-formula"
        placeholder="handover.on_time / handover.judged"
      />
      <Select<string>
        aria-label={t('indicators.insertMeasure')}
        placeholder={t('indicators.insertMeasure')}
        value={null}
        onChange={insert}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={320}
        options={[
          ...(kinds.data?.items ?? []).map(({ kind, measures }) => ({
            label: t(`indicators.kind.${kind}`),
            options: measures.map((measure) => {
              const part = partName({ kind, measure })
              return { value: part, label: `${t(`indicators.measure.${part}`)} ${part}` }
            }),
          })),
          {
            value: 'distinct_customers(12)',
            label: `${t('indicators.customersOf', { months: 12 })} distinct_customers(12)`,
          },
        ]}
      />
      <div aria-live="polite">
        {asked !== '' && problem && (
          <div className="fh-moved-bad">
            <pre className="fh-formula fh-formula-fault" aria-hidden>
              {asked.slice(0, problem.position)}
              <mark>
                {asked.slice(problem.position, problem.position + Math.max(1, problem.found.length)) || ' '}
              </mark>
              {asked.slice(problem.position + Math.max(1, problem.found.length))}
            </pre>
            {t('indicators.formulaBad', {
              position: problem.position + 1,
              why: t(`indicators.problem.${problem.reason}`, { found: problem.found }),
            })}
          </div>
        )}
        {asked !== '' && sample && (
          <span className="fh-moved-good">
            {t('indicators.formulaGood', {
              value: sample.value ?? t('indicators.noValue'),
              computed: sample.formulaWithValues,
            })}
          </span>
        )}
      </div>
    </div>
  )
}
