import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'react-router'
import { useLanguage } from '../../shared/i18n/use-language'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { StatusTag } from '../../shared/ui/status-tag'
import { cutParams, fetchValue, type Cut, type Value } from './api'
import { CutBar } from './cut-bar'
import { FactsPanel } from './facts-panel'
import './indicators.css'
import { PeoplePanel, UnitsPanel } from './split-panels'
import { TrendPanel } from './trend-panel'
import { useCut } from './use-cut'
import { ValuePanel } from './value-panel'
import { nameIn } from './words'

interface BodyProps {
  value: Value
  cut: Cut
  state: ReturnType<typeof useCut>
}

function Body({ value, cut, state: { change, one } }: BodyProps) {
  const { t } = useTranslation()
  const facts = useRef<HTMLDivElement>(null)
  const { hash } = useLocation()
  const { definition } = value
  const showFacts = () => facts.current?.scrollIntoView({ block: 'start' })
  useEffect(() => {
    if (hash === '#facts') showFacts()
  }, [hash])
  return (
    <div className="fh-stack">
      <div className="fh-grid fh-indicator-grid">
        <ValuePanel
          value={value}
          cut={cut}
          onPart={(part) => {
            change({ part })
            showFacts()
          }}
        />
        <div className="fh-column">
          <TrendPanel
            value={value}
            cut={cut}
            grain={one('grain') === 'day' ? 'day' : 'month'}
            onGrain={(grain) => change({ grain: grain === 'day' ? 'day' : null })}
          />
        </div>
      </div>
      <div className="fh-halves">
        <UnitsPanel definition={definition} cut={cut} />
        <PeoplePanel definition={definition} cut={cut} />
      </div>
      <div ref={facts} id="facts" className="fh-facts">
        <div className="fh-row fh-facts-head">
          <h2>{t('indicators.facts')}</h2>
          <Select
            aria-label={t('indicators.tree')}
            size="small"
            variant="borderless"
            value={cut.tree ?? 'then'}
            onChange={(tree) => change({ tree: tree === 'now' ? 'now' : null })}
            options={[
              { value: 'then', label: t('indicators.treeThen') },
              { value: 'now', label: t('indicators.treeNow') },
            ]}
          />
        </div>
        <FactsPanel definition={definition} value={value} cut={cut} part={one('part')} />
      </div>
    </div>
  )
}

/** IND-3: one indicator: value and how it is computed, trend, by unit, by person, facts. */
export function Component() {
  const { t } = useTranslation()
  const language = useLanguage()
  const { code = '' } = useParams()
  const state = useCut()
  const { cut } = state
  const value = useQuery({
    queryKey: ['indicators', 'value', code, cut],
    queryFn: () => fetchValue(code, cut),
    placeholderData: keepPreviousData,
  })
  const definition = value.data?.definition
  return (
    <>
      <PageHeader
        title={definition ? nameIn(language, definition) : t('indicators.title')}
        back={{ to: `/indicators?${cutParams(cut).toString()}`, label: t('indicators.board') }}
        tags={
          definition && (
            <>
              {definition.isExample && <StatusTag>{t('indicators.example')}</StatusTag>}
              <span className="fh-quiet">{t(`value.indicator.direction.${definition.direction}`)}</span>
            </>
          )
        }
        actions={<CutBar state={state} />}
      />
      <Loaded query={value}>{(data) => <Body value={data} cut={cut} state={state} />}</Loaded>
    </>
  )
}
