import { definitions } from '../../../display/definitions.ts'
import { formatDay, formatExactNumber } from '../../../display/format.ts'
import { type Alert, metricNames } from '../../../display/happenings.ts'
import { pathWith } from '../../../filters/chosen-filters.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { Card } from '../../frame/card.tsx'
import { type Column, DataTable } from '../../tables/data-table.tsx'

/** As many as stand on the page; all are in the numbers. */
const shown = 6

const columns: Column<Alert>[] = [
  { name: 'Day', value: ({ date }) => formatDay(date) },
  { name: 'Metric', value: ({ metric }) => metricNames[metric] ?? metric },
  { name: 'Observed', numeric: true, value: ({ observed }) => formatExactNumber(observed) },
  { name: 'Expected', numeric: true, value: ({ expected }) => formatExactNumber(expected) },
  { name: 'Direction', value: ({ observed, expected }) => (observed < expected ? '↓ below' : '↑ above') },
]

/** Days that were out of the ordinary, the latest first. */
export function AlertsCard({
  card,
  days,
  className = '',
}: {
  card: CardData<Alert[]>
  /** Up to the last of the data. */
  days: number
  className?: string
}) {
  return (
    <Card
      title="Out of the ordinary"
      note={`of the last ${days} days of the data, by weekday and level`}
      about={definitions.alerts}
      source={pathWith('/api/alerts', { days })}
      card={card}
      isEmpty={(rows) => rows.length === 0}
      empty="Every day was as its weekday and the weeks before led to expect, or there are less than sixteen weeks of data."
      className={className}
      table={(rows) => <DataTable caption="Out of the ordinary" rows={rows} columns={columns} />}
    >
      {(rows) => (
        <DataTable caption="Out of the ordinary, the latest" rows={rows.slice(0, shown)} columns={columns} />
      )}
    </Card>
  )
}
