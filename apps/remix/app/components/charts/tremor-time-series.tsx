import { useNavigate } from '@remix-run/react'
import { AreaChart, BarChart, type CustomTooltipProps, type EventProps } from '@tremor/react'
import { useLayoutEffect } from 'react'
import { changeFrom } from './change-from.ts'
import { mostColumns, type Point, type TimeSeriesProps } from './time-series-props.ts'

const marked = 'Marked'

/** The chart of TimeSeries, in a module of its own so that chart code is loaded after the page. */
export default function TremorTimeSeries({
  points,
  measure,
  color,
  format,
  formatExactly,
  onDrawn,
}: TimeSeriesProps & { onDrawn: () => void }) {
  const navigate = useNavigate()
  useLayoutEffect(onDrawn, [onDrawn])
  const isArea = points.length > mostColumns
  const isMarked = points.some(({ mark }) => mark !== undefined)
  /** A marked column is of the other colour whole; an area has the way there and on painted over. */
  const valuesOf = ({ value, mark }: Point, at: number) => {
    if (!isArea) return mark === undefined ? { [measure]: value } : { [marked]: value }
    const isBeside = [at - 1, at, at + 1].some((near) => points[near]?.mark !== undefined)
    return { [measure]: value, ...(isBeside ? { [marked]: value } : {}) }
  }
  const labels = points.map(({ label }) => label)
  const chart = {
    className: 'h-64',
    data: points.map((point, at) => ({ label: point.label, ...valuesOf(point, at) })),
    index: 'label',
    categories: isMarked ? [measure, marked] : [measure],
    colors: isMarked ? [color, 'amber'] : [color],
    valueFormatter: format,
    yAxisWidth: 56,
    showLegend: false,
    showAnimation: false,
    tickGap: 48,
    customTooltip: ({ active, label }: CustomTooltipProps) => {
      const at = labels.indexOf(String(label))
      const point = points[at]
      if (!active || point === undefined) return null
      return (
        <div className="rounded-tremor-default border border-tremor-border bg-tremor-background px-3 py-2 text-tremor-default text-tremor-content-strong shadow-tremor-dropdown dark:border-dark-tremor-border dark:bg-dark-tremor-background dark:text-dark-tremor-content-strong">
          <p className="font-medium">{point.label}</p>
          <p>
            {measure} {formatExactly(point.value)}
            {changeFrom(points[at - 1], point.value)}
          </p>
          {point.mark === undefined ? null : <p className="max-w-xs whitespace-normal">{point.mark}</p>}
        </div>
      )
    },
    ...(points.some(({ to }) => to !== undefined)
      ? {
          onValueChange(event: EventProps) {
            const to = points[labels.indexOf(String(event?.label))]?.to
            if (to !== undefined) navigate(to)
          },
        }
      : {}),
  }
  return isArea ? <AreaChart {...chart} /> : <BarChart {...chart} stack />
}
