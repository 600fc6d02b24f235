import type { ReactNode } from 'react'
import { definitions } from '../../display/definitions.ts'
import {
  dayFormat,
  formatCompactMoney,
  formatDay,
  formatExactNumber,
  formatMoney,
  formatMonth,
} from '../../display/format.ts'
import { type Alert, alertsAsHappenings, happenedIn } from '../../display/happenings.ts'
import { isIncomplete } from '../../display/is-incomplete.ts'
import { pathWith } from '../../filters/chosen-filters.ts'
import { daysOf } from '../../filters/days-of.ts'
import type { CardData } from '../../request/card-data.server.ts'
import { type ComparedSeries, withBeside } from '../../request/series/compared-series.ts'
import { useEvents } from '../../request/use-events.ts'
import { ComparedTimeSeries } from '../charts/compared-time-series.tsx'
import { Card } from '../frame/card.tsx'
import { DataTable } from '../tables/data-table.tsx'
import { latestRows } from '../tables/latest-rows.ts'
import { comparedRows } from './compared/compared-rows.ts'

export type Granularity = 'day' | 'week' | 'month'

interface Bucket {
  date: string
  revenue: number
  payments: number
}

interface RevenueCardProps {
  card: CardData<Bucket[]>
  /** What it is shown beside. */
  compared?: ComparedSeries<Bucket> | undefined
  granularity: Granularity
  /** Today in UTC: the bucket it lies in is not complete. */
  today: string
  filters: { start_date?: string | undefined; end_date?: string | undefined; plan?: string | undefined }
  actions?: ReactNode
  /** Which filters of the page it does not follow, in words. */
  unfiltered?: string | undefined
  className?: string
  /** Days out of the ordinary: they are marked where days are shown. */
  alerts?: readonly Alert[]
}

const long = {
  day: formatDay,
  week: (date: string) => `Week of ${formatDay(date)}`,
  month: (date: string) => formatMonth(date.slice(0, 7)),
}

/** Revenue over time. */
export function RevenueCard({
  card,
  compared,
  granularity,
  today,
  filters,
  actions,
  className = '',
  unfiltered,
  alerts = [],
}: RevenueCardProps) {
  const happenings = [...useEvents(), ...alertsAsHappenings(alerts, 'revenue', formatMoney)]
  const then = comparedRows(card.data, compared, granularity)
  const span = spanOf(card.data, granularity)
  const short = shortFormat(card.data ?? [], granularity)
  return (
    <Card
      title={`Revenue by ${granularity}${span}`}
      note={withBeside(
        `USD, by payment date${filters.plan === undefined ? '' : ` — ${filters.plan}`}`,
        compared,
      )}
      about={definitions.revenue}
      source={pathWith('/api/revenue-trends', { ...filters, granularity, fill: true })}
      card={card}
      compares
      unfiltered={unfiltered}
      isEmpty={(rows) => rows.every(({ payments }) => payments === 0)}
      empty="Nothing was paid in this time. Choose other dates or another plan."
      actions={actions}
      className={className}
      table={(rows) => (
        <DataTable
          caption={`Revenue by ${granularity}`}
          rows={rows}
          // What it stands beside is in no export.
          {...(then === undefined ? { latest: latestRows } : {})}
          columns={[
            {
              name: granularity[0]?.toUpperCase() + granularity.slice(1),
              value: ({ date }) => long[granularity](date),
            },
            { name: 'Revenue', numeric: true, value: ({ revenue }) => formatMoney(revenue) },
            { name: 'Payments', numeric: true, value: ({ payments }) => formatExactNumber(payments) },
            ...(then?.columns(
              ({ date }) => long[granularity](date),
              'Revenue',
              ({ revenue }) => formatMoney(revenue),
            ) ?? []),
          ]}
        />
      )}
    >
      {(rows) => {
        const label = (date: string) =>
          `${short(date)}${isIncomplete(date, granularity, today) ? ' (so far)' : ''}`
        const mark = (date: string) => happenedIn(date, granularity, happenings)
        return (
          <ComparedTimeSeries
            label={`Revenue by ${granularity}${span}`}
            measure="Revenue"
            color="indigo"
            format={formatCompactMoney}
            formatExactly={formatMoney}
            points={rows.map(({ date, revenue }) => ({
              label: label(date),
              value: revenue,
              mark: mark(date),
              to: daysOf('/revenue', date, granularity, { plan: filters.plan }),
            }))}
            beside={then?.line('Revenue', ({ revenue }) => revenue)}
          />
        )
      }}
    </Card>
  )
}

function shortFormat(rows: readonly Bucket[], granularity: Granularity): (date: string) => string {
  return granularity === 'month' ? long.month : dayFormat(rows.map(({ date }) => date))
}

function spanOf(rows: Bucket[] | null, granularity: Granularity): string {
  const first = rows?.[0]
  const last = rows?.at(-1)
  if (first === undefined || last === undefined) return ''
  return first === last
    ? `, ${long[granularity](first.date)}`
    : `, ${shortFormat([first, last], granularity)(first.date)} to ${long[granularity === 'week' ? 'day' : granularity](last.date)}`
}
