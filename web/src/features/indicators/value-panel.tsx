import { useTranslation } from 'react-i18next'
import { Panel } from '../../shared/ui/panel'
import type { Cut, Value } from './api'
import { ComparedLine, TargetLine } from './tile'
import { beforeText, lastYearText, partName, sumText, unitWord, valueText } from './words'

interface Props {
  value: Value
  cut: Cut
  /** Shows the facts of one part. */
  onPart: (part: string | null) => void
}

/** IND-3: the value with its target, what it was before, and the sums it was computed from; each opens its facts. */
export function ValuePanel({ value, cut, onPart }: Props) {
  const { t } = useTranslation()
  const { definition, parts, customers } = value
  const shown = valueText(value.value, definition.unit, definition.decimals)
  return (
    <Panel title={value.period.name}>
      <div className="fh-stack">
        <div className="fh-tile-value">
          {shown ?? <span className="fh-no-value">{t('indicators.noValue')}</span>}
          {shown !== null && <small>{unitWord(definition.unit, t)}</small>}
        </div>
        <div className="fh-stack-tight">
          {value.targets.length === 0 && <span className="fh-quiet">{t('indicators.noTarget')}</span>}
          {value.targets.map((target, at) => (
            <TargetLine key={at} target={target} value={value} />
          ))}
        </div>
        <div>
          <ComparedLine value={value} compared={value.lastPeriod} label={beforeText(value, t)} cut={cut} />
          <ComparedLine value={value} compared={value.lastYear} label={lastYearText(value, t)} cut={cut} />
        </div>
        <div>
          <h3 className="fh-heading">{t('indicators.howComputed')}</h3>
          <p className="fh-formula">{definition.formula}</p>
          {value.formulaWithValues && <p className="fh-formula">= {value.formulaWithValues}</p>}
        </div>
        <ul className="fh-lines" aria-label={t('indicators.parts')}>
          {parts.map((part) => (
            <li key={partName(part)} className="fh-line">
              <span>{t(`indicators.measure.${partName(part)}`)}</span>
              <button
                type="button"
                className="fh-link-button fh-figure fh-number-link"
                onClick={() => onPart(partName(part))}
              >
                {sumText(partName(part), part.sum)}
              </button>
            </li>
          ))}
          {customers.map(({ months, count }) => (
            <li key={months} className="fh-line">
              <span>{t('indicators.customersOf', { months })}</span>
              <button
                type="button"
                className="fh-link-button fh-figure fh-number-link"
                onClick={() => onPart(`customers.${months}`)}
              >
                {count}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  )
}
