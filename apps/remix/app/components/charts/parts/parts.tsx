import { Link } from '@remix-run/react'
import { lazy, Suspense, useRef } from 'react'
import { stroke, swatch } from '../../../display/palette.ts'
import { useChartOfCard } from '../image/chart-of-card.ts'
import { useSeen } from '../use-seen.ts'
import type { PartsProps } from './parts-props.ts'

const TremorDonut = lazy(() => import('./tremor-donut.tsx'))

/**
 * Parts of a whole, five at most: a donut, and a list that says the same in words and numbers, with a link for each part that
 * has a page. The server draws a plain donut; Tremor's, which answers to the pointer, takes its place in the same height.
 */
export function Parts(props: PartsProps) {
  useChartOfCard()
  const place = useRef<HTMLDivElement>(null)
  const seen = useSeen(place)
  return (
    <div data-chart ref={place} className="flex flex-col gap-4">
      <div role="img" aria-label={`${props.label}: ${props.total} in all`} className="mx-auto h-40 w-40">
        {seen ? (
          <Suspense fallback={<PlainDonut {...props} />}>
            <TremorDonut {...props} />
          </Suspense>
        ) : (
          <PlainDonut {...props} />
        )}
      </div>
      <ul className="space-y-1.5 text-sm">
        {props.parts.map(({ name, color, label: shown, to }) => (
          <li key={name} className="flex items-center gap-2">
            <span aria-hidden="true" className={`h-2.5 w-2.5 shrink-0 rounded-sm ${swatch[color]}`} />
            {to === undefined ? (
              <span className="truncate">{name}</span>
            ) : (
              <Link className="truncate hover:underline" to={to}>
                {name}
              </Link>
            )}
            <span className="ml-auto shrink-0 font-medium">{shown}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

const radius = 43.75
const circumference = 2 * Math.PI * radius

function PlainDonut({ parts, total }: PartsProps) {
  const whole = parts.reduce((sum, { value }) => sum + value, 0)
  let before = 0
  const arcs = parts.map(({ name, value, color }) => {
    const length = whole === 0 ? 0 : (value / whole) * circumference
    const start = before
    before += length
    return { name, color, length, start }
  })
  return (
    <svg aria-hidden="true" viewBox="0 0 100 100" className="h-40 w-40">
      <g transform="rotate(-90 50 50)" fill="none" strokeWidth="12.5">
        {arcs.map(({ name, color, length, start }) => (
          <circle
            key={name}
            cx="50"
            cy="50"
            r={radius}
            className={stroke[color]}
            strokeDasharray={`${Math.max(0, length - 0.6)} ${circumference}`}
            strokeDashoffset={-start}
          />
        ))}
      </g>
      <text
        x="50"
        y="50"
        textAnchor="middle"
        dominantBaseline="central"
        className="fill-current text-[0.6rem] font-semibold"
      >
        {total}
      </text>
    </svg>
  )
}
