import { lazy, Suspense, useRef } from 'react'
import { useSeen } from './use-seen.ts'

const TremorSparkline = lazy(() => import('./tremor-sparkline.tsx'))

/** A small trend without axes; the figure beside it says what it comes to. */
export function Sparkline({ values }: { values: readonly number[] }) {
  const place = useRef<HTMLDivElement>(null)
  const seen = useSeen(place)
  return (
    <div ref={place} aria-hidden="true" className="h-10 w-24 min-w-8 shrink">
      {values.length < 2 ? null : seen ? (
        <Suspense fallback={<PlainLine values={values} />}>
          <TremorSparkline values={values} />
        </Suspense>
      ) : (
        <PlainLine values={values} />
      )}
    </div>
  )
}

function PlainLine({ values }: { values: readonly number[] }) {
  const most = Math.max(...values)
  const points = values.map(
    (value, index) =>
      `${(index / (values.length - 1)) * 96 + 2},${38 - (most === 0 ? 0 : (value / most) * 36)}`,
  )
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 100 40"
      className="h-full w-full text-indigo-500"
      preserveAspectRatio="none"
    >
      <polyline
        points={points.join(' ')}
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        vectorEffect="non-scaling-stroke"
        strokeLinejoin="round"
      />
    </svg>
  )
}
