import { Lines } from './lines/lines.tsx'
import type { Line } from './lines/lines-props.ts'
import { TimeSeries } from './time-series.tsx'
import type { TimeSeriesProps } from './time-series-props.ts'

/** One measure over time; as a line beside that of another period where there is one. */
export function ComparedTimeSeries({ beside, ...series }: TimeSeriesProps & { beside: Line | undefined }) {
  if (beside === undefined) return <TimeSeries {...series} />
  const { points, measure, color, ...chart } = series
  return (
    <Lines
      {...chart}
      labels={points.map(({ label }) => label)}
      lines={[{ name: measure, color, values: points.map(({ value }) => value) }, beside]}
      marks={points.map(({ mark }) => mark)}
    />
  )
}
