import { formatShare } from '../../display/format.ts'
import { useChartOfCard } from './image/chart-of-card.ts'
import { ofBoxes } from './image/painted-boxes.ts'

interface ShareBarsProps {
  /** What a screen reader says of it; the numbers are in the table beside it. */
  label: string
  /** Of the two shares, the first is what the second is held against. */
  names: readonly [string, string]
  rows: readonly { name: string; shares: readonly [number | null, number | null] }[]
}

const colors = ['bg-slate-500', 'bg-indigo-500'] as const

/** Two shares of each thing, one bar below the other. Plain HTML: Tremor has no bars of two measures that keep their names beside them. */
export function ShareBars({ label, names, rows }: ShareBarsProps) {
  useChartOfCard()
  const most = Math.max(...rows.flatMap(({ shares }) => shares.map((share) => share ?? 0)), Number.EPSILON)
  return (
    <figure data-chart={ofBoxes} aria-label={label}>
      <ul className="mb-3 flex flex-wrap gap-x-4 gap-y-1 text-xs">
        {names.map((name, at) => (
          <li key={name} className="flex items-center gap-1.5">
            <span aria-hidden="true" className={`h-2.5 w-2.5 rounded-sm ${colors[at]}`} />
            {name}
          </li>
        ))}
      </ul>
      <dl className="grid gap-3 text-xs">
        {rows.map(({ name, shares }) => (
          <div key={name} className="grid grid-cols-[6.5rem_minmax(0,1fr)] items-center gap-x-3 gap-y-2.5">
            <dt className="row-span-2 truncate" title={name}>
              {name}
            </dt>
            {shares.map((share, at) => (
              <dd key={names[at]} className="col-start-2 -mt-2 flex items-center gap-2 first-of-type:mt-0">
                <span aria-hidden="true" className="h-3 grow">
                  <span
                    className={`block h-3 rounded-sm ${colors[at]}`}
                    style={{ width: `${((share ?? 0) / most) * 100}%` }}
                  />
                </span>
                <span className="w-12 text-right tabular-nums">
                  <span className="sr-only">{names[at]} </span>
                  {formatShare(share)}
                </span>
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </figure>
  )
}
