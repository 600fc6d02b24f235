import { Link } from '@remix-run/react'
import { lazy, Suspense, useCallback, useRef, useState } from 'react'
import { fill, stroke, swatch } from '../../display/palette.ts'
import { seriesInWords } from '../../display/series-in-words.ts'
import { changeFrom } from './change-from.ts'
import { useChartOfCard } from './image/chart-of-card.ts'
import { mostColumns, type TimeSeriesProps, widthOf } from './time-series-props.ts'
import { useSeen } from './use-seen.ts'
import { WhatHappened } from './what-happened.tsx'

const TremorTimeSeries = lazy(() => import('./tremor-time-series.tsx'))

/**
 * Columns over time, or an area where they are many. The server draws plain columns, each a link where its bucket has a page;
 * Tremor's chart takes their place in the same height once it is loaded. The links stay, with the focus, for the keyboard.
 */
export function TimeSeries(props: TimeSeriesProps) {
  useChartOfCard()
  const place = useRef<HTMLDivElement>(null)
  const seen = useSeen(place)
  const [drawn, setDrawn] = useState(false)
  const onDrawn = useCallback(() => setDrawn(true), [])
  return (
    <div data-chart ref={place}>
      <figure
        aria-label={`${props.label}: ${seriesInWords(props.points, props.formatExactly)}`}
        className={`relative h-64 ${widthOf(props.points)}`}
      >
        {seen && (
          <Suspense fallback={null}>
            {/* Its parts say nothing of use to a screen reader: the links below and the table do. */}
            <div aria-hidden="true">
              <TremorTimeSeries {...props} onDrawn={onDrawn} />
            </div>
          </Suspense>
        )}
        {props.points.length > mostColumns ? (
          !drawn && <PlainArea {...props} />
        ) : (
          <PlainColumns {...props} behindChart={drawn} />
        )}
      </figure>
      <WhatHappened marks={props.points.map(({ mark }) => mark)} marked />
    </div>
  )
}

/** As light as a page is that holds a year of days. */
function PlainArea({ points, format, color }: TimeSeriesProps) {
  const most = Math.max(...points.map(({ value }) => value), 0)
  const heightOf = (value: number) => (most === 0 ? 0 : Math.max(0, value / most) * 100)
  const top = points.map(({ value }, at) => `${at},${100 - heightOf(value)}`)
  const last = points.length - 1
  return (
    <div
      aria-hidden="true"
      className="absolute inset-y-0 right-0 left-14 flex flex-col pt-2 text-xs text-slate-600 dark:text-slate-400"
    >
      <p>{format(most)}</p>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${last} 100`}
        preserveAspectRatio="none"
        className="min-h-0 w-full grow border-b border-slate-200 dark:border-slate-700"
      >
        <polygon points={`0,100 ${top.join(' ')} ${last},100`} className={`opacity-70 ${fill[color]}`} />
        {points.map(({ label, value, mark }, at) =>
          mark === undefined ? null : (
            <line
              key={label}
              x1={at}
              x2={at}
              y1="100"
              y2={100 - heightOf(value)}
              strokeWidth="3"
              vectorEffect="non-scaling-stroke"
              className={stroke.amber}
            />
          ),
        )}
      </svg>
      <div className="flex justify-between pt-2">
        <span>{points[0]?.label}</span>
        <span>{points.at(-1)?.label}</span>
      </div>
    </div>
  )
}

/** @param behindChart only what can be reached by keyboard, shown while it has the focus */
function PlainColumns({
  points,
  format,
  formatExactly,
  color,
  behindChart,
}: TimeSeriesProps & { behindChart: boolean }) {
  const most = Math.max(...points.map(({ value }) => value), 0)
  const linked = points.some(({ to }) => to !== undefined)
  if (behindChart && !linked) return null
  return (
    <div
      // Beside the room of the chart's axis, also before it is there: so that nothing moves.
      className={`absolute inset-y-0 right-0 left-14 flex flex-col pt-2 text-xs text-slate-600 dark:text-slate-400 ${behindChart ? 'pointer-events-none' : ''}`}
    >
      <p aria-hidden="true" className={behindChart ? 'invisible' : undefined}>
        {format(most)}
      </p>
      <div
        className={`flex grow items-end gap-px border-b ${behindChart ? 'border-transparent' : 'border-slate-200 dark:border-slate-700'}`}
      >
        {points.map((point, index) => (
          <Column
            key={point.label}
            {...point}
            to={linked ? point.to : undefined}
            exact={`${point.label}: ${formatExactly(point.value)}${changeFrom(points[index - 1], point.value)}${point.mark === undefined ? '' : `. ${point.mark}`}`}
            height={most === 0 ? 0 : Math.max(0, point.value / most)}
            color={
              behindChart ? 'invisible' : `opacity-70 ${swatch[point.mark === undefined ? color : 'amber']}`
            }
          />
        ))}
      </div>
      <div aria-hidden="true" className={`flex justify-between pt-2 ${behindChart ? 'invisible' : ''}`}>
        <span>{points[0]?.label}</span>
        <span>{points.at(-1)?.label}</span>
      </div>
    </div>
  )
}

/** One bucket: a link over its whole height, where it has a page, that says the bucket's value while it has the focus. */
function Column({
  to,
  exact,
  height,
  color,
}: {
  to?: string | undefined
  exact: string
  height: number
  color: string
}) {
  const bar = <span className={`block w-full ${color}`} style={{ height: `${height * 100}%` }} />
  if (to === undefined)
    return (
      <span aria-hidden="true" className="flex h-full grow basis-0 items-end" title={exact}>
        {bar}
      </span>
    )
  return (
    <Link
      to={to}
      aria-label={exact}
      title={exact}
      className="group relative flex h-full grow basis-0 items-end focus:z-10"
    >
      {bar}
      <span
        aria-hidden="true"
        className="absolute top-0 left-1/2 hidden -translate-x-1/2 whitespace-nowrap rounded bg-slate-900 px-2 py-1 text-white group-focus-visible:block dark:bg-slate-100 dark:text-slate-900"
      >
        {exact}
      </span>
    </Link>
  )
}
