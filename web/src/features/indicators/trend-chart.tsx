import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use as useParts } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'

useParts([LineChart, BarChart, GridComponent, TooltipComponent, MarkLineComponent, SVGRenderer])

export interface TrendPoint {
  name: string
  value: string | null
  text: string
}

interface Props {
  points: TrendPoint[]
  /** Sums are bars, ratios and means a line. */
  isSum: boolean
  /** Lines of targets, with what they say. */
  targets: { value: string; text: string }[]
  label: string
  /** The label of a value on the axis. */
  axisText: (value: number) => string
}

const brand = '#1b5e8c'
const quiet = '#5a6775'

// Numbers are only for drawing; what is read are the server's own texts.
const heightOf = (value: string | null): number | null => (value === null ? null : Number(value))

function optionOf({ points, isSum, targets, axisText }: Props) {
  const lines = targets.map(({ value }) => Number(value))
  const series = {
    data: points.map(({ value }) => heightOf(value)),
    itemStyle: { color: brand },
    markLine: {
      symbol: 'none',
      silent: true,
      lineStyle: { color: '#b3261e', type: 'dashed' as const },
      label: {
        position: 'insideEndTop' as const,
        color: '#b3261e',
        formatter: ({ name }: { name: string }) => name,
      },
      data: targets.map(({ value, text }) => ({ yAxis: Number(value), name: text })),
    },
  }
  return {
    animation: false,
    grid: {
      left: 8,
      right: 16,
      top: 20,
      bottom: 4,
      outerBoundsMode: 'same' as const,
      outerBoundsContain: 'axisLabel' as const,
    },
    tooltip: {
      trigger: 'axis' as const,
      formatter: (hovered: { dataIndex: number } | { dataIndex: number }[]) => {
        const first = Array.isArray(hovered) ? hovered[0] : hovered
        const point = first && points[first.dataIndex]
        return point ? `${point.name}<br/><b>${point.text}</b>` : ''
      },
    },
    xAxis: {
      type: 'category' as const,
      data: points.map(({ name }) => name),
      axisLabel: { color: quiet, hideOverlap: true },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: '#cfd6de' } },
    },
    yAxis: {
      type: 'value' as const,
      scale: !isSum,
      // The lines of the targets are part of the picture.
      max: ({ max }: { max: number }) => Math.max(max, ...lines),
      min: ({ min }: { min: number }) => (isSum ? Math.min(0, min) : Math.min(min, ...lines)),
      splitNumber: 4,
      axisLabel: { color: quiet, formatter: axisText },
      splitLine: { lineStyle: { color: '#eef1f4' } },
    },
    series: [
      isSum
        ? { ...series, type: 'bar' as const, barMaxWidth: 28 }
        : { ...series, type: 'line' as const, symbolSize: 6, connectNulls: false },
    ],
  }
}

/** A trend as a picture; the table beside it says the same in words. */
export default function TrendChart(props: Props) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!place.current) return undefined
    const chart = init(place.current, null, { renderer: 'svg' })
    chart.setOption(optionOf(props))
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(place.current)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [props])
  return <div ref={place} className="fh-chart" role="img" aria-label={props.label} />
}
