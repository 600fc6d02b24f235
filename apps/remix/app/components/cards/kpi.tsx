import { BadgeDelta, Card, Metric } from '@tremor/react'
import { Sparkline } from '../charts/sparkline.tsx'

/** One key figure: now, against the month before, and its way there. */
export interface KpiProps {
  name: string
  value: string
  /** What it is measured over. */
  note: string
  /** The change in words and its direction; undefined where there is nothing to compare. */
  change?: { text: string; direction: 'up' | 'down' | 'same' } | undefined
  /** Which direction is good news. */
  better?: 'up' | 'down'
  trend: readonly number[]
}

const directions = {
  up: { word: 'Up', deltaType: 'increase' },
  down: { word: 'Down', deltaType: 'decrease' },
  same: { word: 'Unchanged:', deltaType: 'unchanged' },
} as const

/** Whole class names, so that Tailwind finds them; Tremor's own have too little contrast in the dark. */
const good = 'ring-emerald-500 text-emerald-800 dark:text-emerald-300'
const bad = 'bg-rose-500 ring-rose-500 text-rose-800 dark:text-rose-300'

export function Kpi({ name, value, note, change, trend, better = 'up' }: KpiProps) {
  return (
    <Card className="p-5">
      <div className="quiet text-sm">{name}</div>
      <div className="mt-2 flex items-center justify-between gap-3">
        <Metric className="whitespace-nowrap text-2xl">{value}</Metric>
        <Sparkline values={trend} />
      </div>
      <p className="mt-2 text-xs">
        {change === undefined ? (
          <span className="quiet">{note}</span>
        ) : (
          <BadgeDelta
            size="xs"
            deltaType={directions[change.direction].deltaType}
            isIncreasePositive={better === 'up'}
            className={
              change.direction === 'same' ? 'ring-slate-400' : change.direction === better ? good : bad
            }
          >
            <span className="sr-only">{directions[change.direction].word} </span>
            {change.text}
          </BadgeDelta>
        )}
      </p>
    </Card>
  )
}
