import { lazy, Suspense, useCallback, useRef, useState } from 'react'
import { stroke } from '../../../display/palette.ts'
import { seriesInWords } from '../../../display/series-in-words.ts'
import { useChartOfCard } from '../image/chart-of-card.ts'
import { useSeen } from '../use-seen.ts'
import { WhatHappened } from '../what-happened.tsx'
import { LineSample } from './line-sample.tsx'
import type { Line, LinesProps } from './lines-props.ts'

const TremorLines = lazy(() => import('./tremor-lines.tsx'))

/**
 * Several measures over the same time, with their names above. The server draws plain lines; Tremor's chart takes their place in the same
 * height once it is loaded.
 */
export function Lines(props: LinesProps) {
  useChartOfCard()
  const place = useRef<HTMLDivElement>(null)
  const seen = useSeen(place)
  const [drawn, setDrawn] = useState(false)
  const onDrawn = useCallback(() => setDrawn(true), [])
  return (
    <div data-chart ref={place}>
      <figure aria-label={`${props.label}: ${inWords(props)}`}>
        <ul className="mb-2 flex flex-wrap gap-x-4 gap-y-1 text-xs">
          {props.lines.map(({ name, color }) => (
            <li key={name} className="flex items-center gap-1.5">
              <LineSample color={color} />
              {name}
            </li>
          ))}
        </ul>
        <div className="relative h-64" aria-hidden="true">
          {seen && (
            <Suspense fallback={null}>
              <TremorLines {...props} onDrawn={onDrawn} />
            </Suspense>
          )}
          {drawn ? null : <PlainLines {...props} />}
        </div>
      </figure>
      <WhatHappened marks={props.marks ?? []} marked={false} />
    </div>
  )
}

function inWords({ labels, lines, formatExactly }: LinesProps): string {
  return lines
    .map(({ name, values }) => {
      const points = labels.flatMap((label, at) => {
        const value = values[at]
        return value == null ? [] : [{ label, value }]
      })
      return `${name} ${seriesInWords(points, formatExactly)}`
    })
    .join('. ')
}

function PlainLines({ labels, lines, format }: LinesProps) {
  const known = lines.flatMap(({ values }) => values.filter((value) => value !== null))
  const [least, most] = [Math.min(0, ...known), Math.max(0, ...known)]
  return (
    <div className="absolute inset-y-0 right-0 left-14 flex flex-col pt-2 text-xs text-slate-600 dark:text-slate-400">
      <p>{format(most)}</p>
      <svg
        aria-hidden="true"
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        className="min-h-0 w-full grow border-b border-slate-200 dark:border-slate-700"
      >
        {lines.flatMap((line) =>
          pathsOf(line, least, most).map((points) => (
            <polyline
              key={`${line.name} ${points}`}
              points={points}
              fill="none"
              strokeWidth="2"
              strokeLinecap="round"
              vectorEffect="non-scaling-stroke"
              className={`line ${stroke[line.color]}`}
            />
          )),
        )}
      </svg>
      <div className="flex justify-between pt-2">
        <span>{labels[0]}</span>
        <span>{labels.at(-1)}</span>
      </div>
    </div>
  )
}

/** The line in parts between which there are no values, each as SVG has points; a lone one is a dot. */
function pathsOf({ values }: Line, least: number, most: number): string[] {
  const width = Math.max(1, values.length - 1)
  const height = most - least || 1
  const parts: string[][] = [[]]
  for (const [at, value] of values.entries())
    if (value === null) parts.push([])
    else parts.at(-1)?.push(`${(at / width) * 100},${100 - ((value - least) / height) * 100}`)
  return parts.flatMap(([first, ...others]) =>
    first === undefined ? [] : [[first, ...others, ...(others.length === 0 ? [first] : [])].join(' ')],
  )
}
