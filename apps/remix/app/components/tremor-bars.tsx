import { BarChart } from '@tremor/react'
import type { TimeSeriesProps } from './time-series-props.ts'

/** The chart of TimeSeries, in a module of its own so that Tremor is loaded after the page. */
export default function TremorBars({ points, measure, color, format }: TimeSeriesProps) {
  return (
    <BarChart
      // A few columns would else be as wide as doors.
      className={points.length < 4 ? 'h-64 max-w-sm' : 'h-64'}
      data={points.map(({ label, value }) => ({ label, [measure]: value }))}
      index="label"
      categories={[measure]}
      colors={[color]}
      valueFormatter={format}
      yAxisWidth={64}
      showLegend={false}
      showAnimation={false}
      tickGap={48}
    />
  )
}
