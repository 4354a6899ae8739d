import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { dayOf } from '../../shared/format/days'
import { useLanguage } from '../../shared/i18n/use-language'
import { useTimeZone } from '../../shared/session/session'
import { StatusTag } from '../../shared/ui/status-tag'
import { cutParams, type Cut, type Value } from './api'
import { beforeText, demandText, lastYearText, movedText, nameIn, toneOf, unitWord, valueText } from './words'

/** The page of an indicator at a cut. */
export const indicatorTo = (code: string, cut: Cut): string =>
  `/indicators/${encodeURIComponent(code)}?${cutParams(cut).toString()}`

type AppliedTarget = Value['targets'][number]

/** A target with whether it is met; a sum that still grows is not yet missed. */
export function TargetLine({ target, value }: { target: AppliedTarget; value: Value }) {
  const { t } = useTranslation()
  const { unit, direction } = value.definition
  const today = dayOf(new Date().toISOString(), useTimeZone())
  const isRunning = value.period.to >= today
  const grows = ['yuan', 'orders', 'count'].includes(unit) && direction === 'higher_is_better'
  return (
    <div className="fh-row">
      <span>
        {target.ambition ? t(`indicators.ambition.${target.ambition}`) : t('indicators.target')}{' '}
        <span className="fh-figure">{demandText({ ...target, value: target.demanded }, unit)}</span>
        {target.isShare && (
          <span className="fh-quiet">
            {' '}
            {t('indicators.shareOf', { period: t(`indicators.kindOf.${target.period}`) })}
          </span>
        )}
      </span>
      {target.example && <StatusTag>{t('indicators.example')}</StatusTag>}
      {target.met === true && <StatusTag tone="good">{t('indicators.met')}</StatusTag>}
      {target.met === false && isRunning && grows && <StatusTag>{t('indicators.notYet')}</StatusTag>}
      {target.met === false && !(isRunning && grows) && (
        <StatusTag tone="bad">{t('indicators.missed')}</StatusTag>
      )}
    </div>
  )
}

interface ComparedProps {
  value: Value
  compared: Value['lastPeriod']
  label: string
  cut: Cut
}

/** What it was before, and by how much it moved; the number opens that period. */
export function ComparedLine({ value, compared, label, cut }: ComparedProps) {
  const { unit, decimals, direction, code } = value.definition
  const { t } = useTranslation()
  const then = valueText(compared.value, unit, decimals)
  const moved = movedText(compared.difference, value.definition, t)
  const tone = toneOf(compared.difference, direction)
  return (
    <div className="fh-tile-line" title={`${compared.period.from} – ${compared.period.to}`}>
      <span className="fh-quiet">{label}</span>
      {then === null ? (
        <span className="fh-quiet">{t('indicators.noValue')}</span>
      ) : (
        <span className="fh-row">
          <Link
            to={indicatorTo(code, { ...cut, period: compared.period.name })}
            className="fh-figure fh-number-link"
          >
            {then}
          </Link>
          {moved !== null && tone !== 'same' && <span className={`fh-figure fh-moved-${tone}`}>{moved}</span>}
        </span>
      )}
    </div>
  )
}

/** IND-3: an indicator on the board: value, target, before. Each number opens its facts. */
export function Tile({ value, cut }: { value: Value; cut: Cut }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { definition } = value
  const name = nameIn(language, definition)
  const shown = valueText(value.value, definition.unit, definition.decimals)
  const here = { ...cut, period: value.period.name }
  return (
    <li className="fh-panel fh-tile">
      <div className="fh-row fh-tile-head">
        <h2>
          <Link to={indicatorTo(definition.code, here)}>{name}</Link>
        </h2>
        {definition.isExample && <StatusTag>{t('indicators.example')}</StatusTag>}
        {value.period.name !== cut.period && <span className="fh-quiet">{value.period.name}</span>}
      </div>
      <div className="fh-tile-value">
        {shown === null ? (
          <span className="fh-no-value" title={t('indicators.noValueWhy')}>
            {t('indicators.noValue')}
          </span>
        ) : (
          <Link
            to={`${indicatorTo(definition.code, here)}#facts`}
            className="fh-figure"
            aria-label={t('indicators.openFacts', { name, value: shown })}
          >
            {shown}
          </Link>
        )}
        {shown !== null && <small>{unitWord(definition.unit, t)}</small>}
      </div>
      <div className="fh-tile-targets">
        {value.targets.length === 0 && <span className="fh-quiet">{t('indicators.noTarget')}</span>}
        {value.targets.map((target, at) => (
          <TargetLine key={at} target={target} value={value} />
        ))}
      </div>
      <ComparedLine value={value} compared={value.lastPeriod} label={beforeText(value, t)} cut={cut} />
      <ComparedLine value={value} compared={value.lastYear} label={lastYearText(value, t)} cut={cut} />
    </li>
  )
}
