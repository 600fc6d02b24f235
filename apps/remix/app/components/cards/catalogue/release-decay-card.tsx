import { definitions } from '../../../display/definitions.ts'
import { formatExactNumber, formatNumber } from '../../../display/format.ts'
import { pathWith } from '../../../filters/chosen-filters.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { TimeSeries } from '../../charts/time-series.tsx'
import { Card } from '../../frame/card.tsx'
import { DataTable } from '../../tables/data-table.tsx'

export interface ReleaseWeek {
  week: number
  hours: number
  title_weeks: number
  hours_per_title: number
}

/** How fast interest in a title fades. */
export function ReleaseDecayCard({
  card,
  filters,
  unfiltered,
  className = '',
}: {
  card: CardData<ReleaseWeek[]>
  filters: { genre?: string | undefined; content_type?: string | undefined }
  /** Which filters of the page it does not follow, in words. */
  unfiltered?: string | undefined
  className?: string
}) {
  const which = [filters.genre, filters.content_type].filter(Boolean).join(' · ')
  return (
    <Card
      title={`Hours per title by week since release${which ? ` — ${which}` : ''}`}
      note="of titles whose day of release and length are known, over all time"
      about={definitions.release_decay}
      source={pathWith('/api/release-decay', { ...filters })}
      card={card}
      unfiltered={unfiltered}
      isEmpty={(rows) => rows.every(({ hours }) => hours === 0)}
      empty="No title was released while there are data."
      className={className}
      table={(rows) => (
        <DataTable
          caption="Hours per title by week since release"
          rows={rows}
          columns={[
            { name: 'Week', numeric: true, value: ({ week }) => String(week) },
            { name: 'Hours', numeric: true, value: ({ hours }) => formatExactNumber(hours) },
            { name: 'Titles', numeric: true, value: ({ title_weeks }) => formatExactNumber(title_weeks) },
            {
              name: 'Hours per title',
              numeric: true,
              value: (row) => formatExactNumber(row.hours_per_title),
            },
          ]}
        />
      )}
    >
      {(rows) => (
        <TimeSeries
          label="Hours per title by week since release"
          measure="Hours per title"
          color="emerald"
          format={formatNumber}
          formatExactly={formatExactNumber}
          points={rows.map(({ week, hours_per_title }) => ({
            label: `week ${week}`,
            value: hours_per_title,
          }))}
        />
      )}
    </Card>
  )
}
