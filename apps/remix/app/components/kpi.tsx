/** One key figure: now, against the month before, and its way there. */
export interface KpiProps {
  name: string
  value: string
  /** What it is measured over. */
  note: string
  /** The change in words and its direction; undefined where there is nothing to compare. */
  change?: { text: string; direction: 'up' | 'down' | 'same' } | undefined
  trend: readonly number[]
}

const arrows = { up: '▲', down: '▼', same: '●' }
const tones = {
  up: 'text-emerald-700 dark:text-emerald-400',
  down: 'text-rose-700 dark:text-rose-400',
  same: 'quiet',
}

export function Kpi({ name, value, note, change, trend }: KpiProps) {
  return (
    <dl className="rounded-lg border border-slate-200 bg-white p-5 shadow-sm dark:border-slate-800 dark:bg-slate-900">
      <dt className="quiet text-sm">{name}</dt>
      <dd className="mt-2 flex items-center justify-between gap-3 text-2xl font-semibold">
        <span className="whitespace-nowrap">{value}</span>
        <Sparkline values={trend} />
      </dd>
      <dd className={`mt-1 text-xs ${change === undefined ? 'quiet' : tones[change.direction]}`}>
        {change === undefined ? (
          note
        ) : (
          <>
            <span aria-hidden="true">{arrows[change.direction]} </span>
            {change.text}
          </>
        )}
      </dd>
    </dl>
  )
}

function Sparkline({ values }: { values: readonly number[] }) {
  if (values.length < 2) return null
  const most = Math.max(...values)
  const points = values.map(
    (value, index) =>
      `${(index / (values.length - 1)) * 96 + 2},${30 - (most === 0 ? 0 : (value / most) * 28)}`,
  )
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 100 32"
      className="h-8 w-20 min-w-8 shrink text-indigo-500"
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
