import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../shared/format/days'
import { useTimeZone } from '../../shared/session/session'
import { ErrorNotice } from '../../shared/ui/error-notice'
import { DayInput } from '../../shared/ui/inputs'
import { Panel } from '../../shared/ui/panel'
import { StatusTag, type Tone } from '../../shared/ui/status-tag'
import { CivilDay } from '../../shared/ui/times'
import { fetchCoverage, type Coverage, type ProductRecord } from './api'
import { useLimits } from './clause-text'

const tones: Record<Coverage['answer'], Tone> = {
  covered: 'good',
  not_covered: 'bad',
  partly: 'warn',
  unknown: 'neutral',
}
const stateTones = { in_force: 'good', lapsed: 'neutral', unknown: 'warn' } as const

function ClauseLine({ clause }: { clause: Coverage['clauses'][number] }) {
  const { t } = useTranslation()
  const limits = useLimits()
  return (
    <li className="fh-item">
      <div className="fh-row">
        <strong>{clause.name}</strong>
        <StatusTag tone={stateTones[clause.state]}>
          {clause.because
            ? t(`products.because.${clause.because}`)
            : t(`products.clauseState.${clause.state}`)}
        </StatusTag>
        <span className="fh-quiet">{clause.assembly ?? t('products.wholeProduct')}</span>
      </div>
      <div className="fh-quiet">
        {limits(clause)} · {t(`value.clause.covers.${clause.covers}`)}
        {clause.startsOn && (
          <>
            {' · '}
            <CivilDay on={clause.startsOn} /> –{' '}
            {clause.endsOn ? <CivilDay on={clause.endsOn} /> : t('products.noEnd')}
          </>
        )}
      </div>
      {clause.note && <div className="fh-quiet">{clause.note}</div>}
    </li>
  )
}

/** AST-2: is this fault covered, and by which clause? */
export function CoveragePanel({ product }: { product: ProductRecord }) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const [asked, setAsked] = useState({
    on: today(timeZone),
    mileage: product.mileageKm,
    hours: product.hours,
    assembly: null as string | null,
  })
  const query = {
    on: asked.on,
    mileage: asked.mileage ?? undefined,
    hours: asked.hours ?? undefined,
    assembly: asked.assembly ?? undefined,
  }
  const coverage = useQuery({
    queryKey: ['products', 'coverage', product.id, query],
    queryFn: () => fetchCoverage(product.id, query),
    enabled: product.modelId !== null,
    placeholderData: keepPreviousData,
  })
  if (product.modelId === null)
    return (
      <Panel title={t('products.coverage')}>
        <p className="fh-quiet">{t('products.coverageNeedsModel')}</p>
      </Panel>
    )
  return (
    <Panel title={t('products.coverage')}>
      <div className="fh-ask">
        <label>
          <span className="fh-quiet">{t('products.faultOn')}</span>
          <DayInput value={asked.on} allowClear={false} onChange={(on) => on && setAsked({ ...asked, on })} />
        </label>
        <label>
          <span className="fh-quiet">{t('products.faultAssembly')}</span>
          {product.assemblies.length > 0 ? (
            <Select
              className="fh-full"
              allowClear
              placeholder={t('products.wholeProduct')}
              value={asked.assembly}
              options={product.assemblies.map((value) => ({ value, label: value }))}
              onChange={(assembly: string | undefined) => setAsked({ ...asked, assembly: assembly ?? null })}
            />
          ) : (
            <Input disabled value={t('products.wholeProduct')} />
          )}
        </label>
        <label>
          <span className="fh-quiet">{t('field.product.mileageKm')}</span>
          <InputNumber
            className="fh-full"
            min={0}
            precision={0}
            controls={false}
            value={asked.mileage}
            onChange={(mileage) => setAsked({ ...asked, mileage })}
          />
        </label>
        <label>
          <span className="fh-quiet">{t('field.product.hours')}</span>
          <InputNumber
            className="fh-full"
            min={0}
            precision={0}
            controls={false}
            value={asked.hours}
            onChange={(hours) => setAsked({ ...asked, hours })}
          />
        </label>
      </div>
      {coverage.isError && <ErrorNotice error={coverage.error} />}
      {coverage.data && (
        <div aria-live="polite">
          <p className="fh-row fh-notice">
            <StatusTag tone={tones[coverage.data.answer]}>
              {t(`products.answer.${coverage.data.answer}`)}
            </StatusTag>
            {coverage.data.missing.length > 0 && (
              <span>
                {t('products.missing', {
                  what: coverage.data.missing
                    .map((one) => t(`products.missingOf.${one}`))
                    .join(t('ui.listComma')),
                })}
              </span>
            )}
            {coverage.data.clauses.length === 0 && <span className="fh-quiet">{t('products.noClause')}</span>}
          </p>
          <ul className="fh-lines">
            {coverage.data.clauses.map((clause, index) => (
              <ClauseLine key={index} clause={clause} />
            ))}
          </ul>
        </div>
      )}
    </Panel>
  )
}
