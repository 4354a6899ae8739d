import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Segmented, Skeleton, Table } from 'antd'
import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatMoney } from '../../shared/format/numbers'
import { useLanguage } from '../../shared/i18n/use-language'
import { Loaded } from '../../shared/ui/loaded'
import { Panel } from '../../shared/ui/panel'
import { fetchSeries, type Cut, type Series, type Value } from './api'
import { indicatorTo } from './tile'
import { demandText, nameIn, valueText } from './words'

const TrendChart = lazy(() => import('./trend-chart'))

interface Props {
  value: Value
  cut: Cut
  grain: 'day' | 'month'
  onGrain: (grain: 'day' | 'month') => void
}

function Chart({ value, series, cut }: { value: Value; series: Series; cut: Cut }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { unit, decimals } = value.definition
  const isSum = ['yuan', 'count', 'orders', 'customers'].includes(unit)
  const points = useMemo(
    () =>
      series.items.map((point) => ({
        name: point.name,
        value: point.value,
        text: valueText(point.value, unit, decimals) ?? t('indicators.noValue'),
      })),
    [series, unit, decimals, t],
  )
  // A sum's target belongs to one length of time: it is drawn where the points have that length.
  const targets = useMemo(
    () =>
      value.targets
        .filter(
          (target) => !isSum || target.isShare || target.period === series.grain || unit === 'customers',
        )
        .filter(() => !isSum || series.grain === 'month' || cut.period.length === 10)
        .map((target) => ({
          value: target.demanded,
          text: demandText({ ...target, value: target.demanded }, unit),
        })),
    [value, isSum, unit, series, cut],
  )
  const axisText = useCallback(
    (at: number) => {
      if (unit === 'ratio') return `${String(Math.round(at * 10000) / 100)}%`
      return Math.abs(at) >= 10_000 && language === 'zh-CN'
        ? `${String(at / 10_000)}${t('indicators.tenThousand')}`
        : formatMoney(String(at))
    },
    [unit, language, t],
  )
  return (
    <Suspense fallback={<Skeleton active className="fh-chart" />}>
      <TrendChart
        points={points}
        isSum={isSum}
        targets={targets}
        axisText={axisText}
        label={t('indicators.trendOf', { name: nameIn(language, value.definition) })}
      />
    </Suspense>
  )
}

/** IND-3: how an indicator went, by month or day, as a picture or as figures that open. */
export function TrendPanel({ value, cut, grain, onGrain }: Props) {
  const { t } = useTranslation()
  const [view, setView] = useState<'chart' | 'table'>('chart')
  const { code, unit, decimals } = value.definition
  const series = useQuery({
    queryKey: ['indicators', 'series', code, cut, grain],
    queryFn: () => fetchSeries(code, { ...cut, grain }),
    placeholderData: keepPreviousData,
  })
  return (
    <Panel
      title={t('indicators.trend')}
      extra={
        <>
          <Segmented
            aria-label={t('indicators.points')}
            value={grain}
            onChange={onGrain}
            options={[
              { value: 'month', label: t('indicators.byMonth') },
              { value: 'day', label: t('indicators.byDay') },
            ]}
          />
          <Segmented
            aria-label={t('indicators.trend')}
            value={view}
            onChange={setView}
            options={[
              { value: 'chart', label: t('indicators.asChart') },
              { value: 'table', label: t('indicators.asTable') },
            ]}
          />
        </>
      }
    >
      <Loaded query={series}>
        {(data) =>
          view === 'chart' ? (
            <Chart value={value} series={data} cut={cut} />
          ) : (
            <Table
              size="small"
              pagination={false}
              rowKey="name"
              dataSource={[...data.items].reverse()}
              scroll={{ y: 280 }}
              columns={[
                {
                  key: 'name',
                  title: t('indicators.points'),
                  render: (_, point) => (
                    <Link to={indicatorTo(code, { ...cut, period: point.name })}>{point.name}</Link>
                  ),
                },
                {
                  key: 'value',
                  title: t('indicators.value'),
                  align: 'right',
                  render: (_, point) => (
                    <span className="fh-figure">{valueText(point.value, unit, decimals) ?? '—'}</span>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
    </Panel>
  )
}
