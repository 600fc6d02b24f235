import { definitions } from '../../../display/definitions.ts'
import { formatExactNumber, formatPeriod } from '../../../display/format.ts'
import { pathWith } from '../../../filters/chosen-filters.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { Card } from '../../frame/card.tsx'
import { DataTable } from '../../tables/data-table.tsx'
import { clock, everyHour, HoursMap, type ViewingHour, weekdays } from './hours-map.tsx'

/** At which hours of the week is watched, as a map. */
export function ViewingHoursCard({
  card,
  zone,
  filters,
  unfiltered,
  className = '',
}: {
  card: CardData<ViewingHour[]>
  zone: string
  filters: { start_date?: string | undefined; end_date?: string | undefined }
  /** Which filters of the page it does not follow, in words. */
  unfiltered: string | undefined
  className?: string
}) {
  return (
    <Card
      title={`Watches by weekday and hour, ${formatPeriod(filters)}`}
      note={`by the clocks of ${zone}, when a play began`}
      about={definitions.viewing_hours}
      source={pathWith('/api/viewing-hours', { ...filters, zone: zone === 'UTC' ? undefined : zone })}
      card={card}
      unfiltered={unfiltered}
      isEmpty={(rows) => rows.every(({ watches }) => watches === 0)}
      empty="Nothing was watched in this time. Choose other dates."
      className={className}
      table={(rows) => (
        <DataTable
          caption="Watches by weekday and hour"
          rows={everyHour}
          columns={[
            { name: 'Hour', value: clock },
            ...weekdays.map((name, day) => ({
              name,
              numeric: true,
              value: (hour: number) =>
                formatExactNumber(
                  rows.find((row) => row.weekday === day + 1 && row.hour === hour)?.watches ?? 0,
                ),
            })),
          ]}
        />
      )}
    >
      {(rows) => <HoursMap rows={rows} />}
    </Card>
  )
}
