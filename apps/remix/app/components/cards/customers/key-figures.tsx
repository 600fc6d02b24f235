import { formatMonth } from '../../../display/format.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { changeOn, pointsOn } from '../compared/figure-change.ts'
import { Kpi } from '../kpi.tsx'

/** One figure of months: how it is read from a month's row, and how its change is told. */
export interface Figure<Row> {
  name: string
  of: (row: Row) => number | null
  write: (value: number | null) => string
  /** What it is measured over, where there is nothing to compare. */
  note: string
  /** Shares change by points. */
  isShare?: boolean
  /** Which direction is good news: up, unless it is said. */
  better?: 'up' | 'down'
}

interface KeyFiguresProps<Row extends { month: string }> {
  card: CardData<Row[]>
  /** The row of the other period that a month is held against; undefined: each against the month before. */
  beside?: ((row: Row) => Row | undefined) | undefined
  figures: readonly Figure<Row>[]
  /** In UTC: the month it lies in, and later ones, are left out, since a part of a month says little beside a whole one. */
  today: string
}

/** The figures of the last whole month of a series, each against the month before, or what stands beside it. */
export function KeyFigures<Row extends { month: string }>({
  card,
  beside,
  figures,
  today,
}: KeyFiguresProps<Row>) {
  if (card.fault !== null)
    return (
      <p role="alert" className="text-sm">
        {card.fault}
      </p>
    )
  const months = card.data.filter(({ month }) => month < today.slice(0, 7)).slice(-12)
  const now = months.at(-1)
  if (now === undefined) return null
  const before = beside === undefined ? months.at(-2) : beside(now)
  return (
    <section
      aria-label={`Key figures of ${formatMonth(now.month)}`}
      className="grid gap-4 sm:grid-cols-2 lg:gap-6 xl:grid-cols-4"
    >
      {figures.map(({ name, of, write, note, isShare, better = 'up' }) => {
        const [value, past] = [of(now), before === undefined ? null : of(before)]
        const change =
          before === undefined || value === null || past === null
            ? undefined
            : (isShare ? pointsOn : changeOn)(before.month, value, past)
        return (
          <Kpi
            key={name}
            name={`${name} in ${formatMonth(now.month)}`}
            value={write(value)}
            note={note}
            change={change}
            better={better}
            trend={months.flatMap((row) => of(row) ?? [])}
          />
        )
      })}
    </section>
  )
}
