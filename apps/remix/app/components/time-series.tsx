import { lazy, Suspense, useEffect, useState } from 'react'
import { swatch } from '../palette.ts'
import type { TimeSeriesProps } from './time-series-props.ts'

const TremorBars = lazy(() => import('./tremor-bars.tsx'))

/**
 * Columns over time. The server draws them plainly; Tremor's chart, which can be hovered, takes their place in
 * the same height once it is loaded, after the page can be read.
 */
export function TimeSeries(props: TimeSeriesProps) {
  const [readable, setReadable] = useState(false)
  useEffect(() => setReadable(true), [])
  return (
    <div role="img" aria-label={props.label} className="h-64">
      {readable ? (
        <Suspense fallback={<PlainColumns {...props} />}>
          {/* Its parts say nothing of use to a screen reader: the label above and the table do. */}
          <div aria-hidden="true">
            <TremorBars {...props} />
          </div>
        </Suspense>
      ) : (
        <PlainColumns {...props} />
      )}
    </div>
  )
}

function PlainColumns({ points, format, color }: TimeSeriesProps) {
  const most = Math.max(...points.map(({ value }) => value), 0)
  return (
    <div aria-hidden="true" className="flex h-full flex-col pt-2 text-xs text-slate-600 dark:text-slate-400">
      <p>{format(most)}</p>
      <div className="flex grow items-end gap-px border-b border-slate-200 dark:border-slate-700">
        {points.map(({ label, value }) => (
          <div
            key={label}
            className={`grow opacity-70 ${swatch[color]}`}
            style={{ height: `${most === 0 ? 0 : (value / most) * 100}%` }}
          />
        ))}
      </div>
      <div className="flex justify-between pt-2">
        <span>{points[0]?.label}</span>
        <span>{points.at(-1)?.label}</span>
      </div>
    </div>
  )
}
