import { definitions } from '../../../display/definitions.ts'
import {
  dayFormat,
  formatDay,
  formatExactNumber,
  formatMonth,
  formatNumber,
  formatPeriod,
  formatShare,
} from '../../../display/format.ts'
import { isIncomplete } from '../../../display/is-incomplete.ts'
import { pathWith } from '../../../filters/chosen-filters.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { type ComparedSeries, withBeside } from '../../../request/series/compared-series.ts'
import { Lines } from '../../charts/lines/lines.tsx'
import { Card } from '../../frame/card.tsx'
import { DataTable } from '../../tables/data-table.tsx'
import { latestRows } from '../../tables/latest-rows.ts'
import { comparedRows } from '../compared/compared-rows.ts'

export interface ActiveUsers {
  date: string
  daily_active_users: number
  weekly_active_users: number
  monthly_active_users: number
  stickiness: number | null
}

/** How many people watch, by day, week and month. */
export function ActiveUsersCard({
  card,
  compared,
  granularity,
  filters,
  today,
  unfiltered,
  className = '',
}: {
  card: CardData<ActiveUsers[]>
  /** What it is shown beside. */
  compared?: ComparedSeries<ActiveUsers> | undefined
  granularity: 'day' | 'month'
  filters: { start_date?: string | undefined; end_date?: string | undefined }
  today: string
  /** Which filters of the page it does not follow, in words. */
  unfiltered: string | undefined
  className?: string
}) {
  const long = (date: string) => (granularity === 'month' ? formatMonth(date.slice(0, 7)) : formatDay(date))
  const short = granularity === 'month' ? long : dayFormat((card.data ?? []).map(({ date }) => date))
  const then = comparedRows(card.data, compared, granularity)
  // Of three lines one stands beside that of the other period: six would be a tangle.
  const main =
    granularity === 'day'
      ? { name: 'Daily', of: (row: ActiveUsers) => row.daily_active_users }
      : { name: 'Monthly', of: (row: ActiveUsers) => row.monthly_active_users }
  const rule =
    granularity === 'day'
      ? 'with a watch on the day, in seven days, in the calendar month'
      : 'with a watch in the month, and means of its days'
  return (
    <Card
      title={`Active users by ${granularity}, ${formatPeriod(filters)}`}
      note={withBeside(rule, compared)}
      about={definitions.active_users}
      source={pathWith('/api/active-users', { ...filters, granularity })}
      card={card}
      compares
      unfiltered={unfiltered}
      isEmpty={(rows) => rows.length === 0}
      empty="Nobody watched anything in this time. Choose other dates."
      className={className}
      table={(rows) => (
        <DataTable
          caption={`Active users by ${granularity}`}
          rows={rows}
          // What it stands beside is in no export.
          {...(then === undefined ? { latest: latestRows } : {})}
          columns={[
            { name: granularity === 'day' ? 'Day' : 'Month', value: ({ date }) => long(date) },
            { name: 'Daily', numeric: true, value: (row) => formatExactNumber(row.daily_active_users) },
            { name: 'Weekly', numeric: true, value: (row) => formatExactNumber(row.weekly_active_users) },
            { name: 'Monthly', numeric: true, value: (row) => formatExactNumber(row.monthly_active_users) },
            { name: 'Stickiness', numeric: true, value: ({ stickiness }) => formatShare(stickiness) },
            ...(then?.columns(
              ({ date }) => long(date),
              main.name,
              (row) => formatExactNumber(main.of(row)),
            ) ?? []),
          ]}
        />
      )}
    >
      {(rows) => (
        <Lines
          label={`Active users by ${granularity}`}
          labels={rows.map(
            ({ date }) => `${short(date)}${isIncomplete(date, granularity, today) ? ' (so far)' : ''}`,
          )}
          lines={[
            { name: 'Monthly', color: 'indigo', values: rows.map((row) => row.monthly_active_users) },
            { name: 'Weekly', color: 'cyan', values: rows.map((row) => row.weekly_active_users) },
            { name: 'Daily', color: 'amber', values: rows.map((row) => row.daily_active_users) },
            ...(then === undefined ? [] : [then.line(main.name, main.of)]),
          ]}
          format={formatNumber}
          formatExactly={formatExactNumber}
        />
      )}
    </Card>
  )
}
