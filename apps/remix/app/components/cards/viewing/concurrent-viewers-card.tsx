import { definitions } from '../../../display/definitions.ts'
import {
  dayFormat,
  formatDay,
  formatExactNumber,
  formatNumber,
  formatPeriod,
} from '../../../display/format.ts'
import { pathWith } from '../../../filters/chosen-filters.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { TimeSeries } from '../../charts/time-series.tsx'
import { Card } from '../../frame/card.tsx'
import { DataTable } from '../../tables/data-table.tsx'
import { latestRows } from '../../tables/latest-rows.ts'

export interface PeakDay {
  date: string
  peak_viewers: number
}

/** How many watch at once. */
export function ConcurrentViewersCard({
  card,
  filters,
  unfiltered,
  className = '',
}: {
  card: CardData<PeakDay[]>
  filters: { start_date?: string | undefined; end_date?: string | undefined }
  /** Which filters of the page it does not follow, in words. */
  unfiltered: string | undefined
  className?: string
}) {
  const short = dayFormat((card.data ?? []).map(({ date }) => date))
  return (
    <Card
      title={`Most viewers at once by day, ${formatPeriod(filters)}`}
      note="running plays, counted every quarter of an hour"
      about={definitions.concurrent_viewers}
      source={pathWith('/api/concurrent-viewers', { ...filters, fill: true })}
      card={card}
      unfiltered={unfiltered}
      isEmpty={(rows) => rows.every(({ peak_viewers }) => peak_viewers === 0)}
      empty="No title whose length is known was watched in this time."
      className={className}
      table={(rows) => (
        <DataTable
          caption="Most viewers at once by day"
          rows={rows}
          latest={latestRows}
          columns={[
            { name: 'Day', value: ({ date }) => formatDay(date) },
            { name: 'At once', numeric: true, value: (row) => formatExactNumber(row.peak_viewers) },
          ]}
        />
      )}
    >
      {(rows) => (
        <TimeSeries
          label="Most viewers at once by day"
          measure="Viewers"
          color="violet"
          format={formatNumber}
          formatExactly={formatExactNumber}
          points={rows.map(({ date, peak_viewers }) => ({ label: short(date), value: peak_viewers }))}
        />
      )}
    </Card>
  )
}
