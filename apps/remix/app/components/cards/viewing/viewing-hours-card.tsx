import { definitions } from '../../../display/definitions.ts'
import { formatExactNumber, formatPeriod } from '../../../display/format.ts'
import { pathWith } from '../../../filters/chosen-filters.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { Card } from '../../frame/card.tsx'
import { DataTable } from '../../tables/data-table.tsx'

export interface ViewingHour {
  weekday: number
  hour: number
  watches: number
  hours: number
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
const everyHour = Array.from({ length: 24 }, (_, hour) => hour)

/** Whole class names, so that Tailwind finds them; lighter to darker, on which no text stands. */
const shades = [
  'bg-slate-100 dark:bg-slate-800',
  'bg-indigo-100 dark:bg-indigo-950',
  'bg-indigo-200 dark:bg-indigo-900',
  'bg-indigo-300 dark:bg-indigo-800',
  'bg-indigo-400 dark:bg-indigo-600',
  'bg-indigo-600 dark:bg-indigo-400',
] as const

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
  const of = ({ weekday, hour }: ViewingHour) => `${weekdays[weekday - 1]}, ${clock(hour)}`
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
      {(rows) => {
        const most = Math.max(...rows.map(({ watches }) => watches))
        const busiest = rows.find(({ watches }) => watches === most)
        const shade = (watches: number) =>
          watches === 0 ? shades[0] : shades[Math.min(5, 1 + Math.floor((watches / most) * 4.999))]
        return (
          <figure
            aria-label={`Watches by weekday and hour: most on ${busiest === undefined ? '' : of(busiest)}, ${formatExactNumber(most)}`}
          >
            <div
              aria-hidden="true"
              className="grid grid-cols-[2.25rem_repeat(24,minmax(0,1fr))] gap-px text-xs"
            >
              {weekdays.map((name, day) => [
                <span key={name} className="quiet self-center">
                  {name.slice(0, 3)}
                </span>,
                ...rows
                  .filter(({ weekday }) => weekday === day + 1)
                  .map((row) => (
                    <span
                      key={`${name} ${row.hour}`}
                      title={`${of(row)}: ${formatExactNumber(row.watches)} watches, ${formatExactNumber(row.hours)} hours`}
                      className={`h-6 rounded-sm sm:h-9 ${shade(row.watches)}`}
                    />
                  )),
              ])}
              <span />
              {everyHour.map((hour) => (
                <span key={hour} className="quiet text-center">
                  {hour % 6 === 0 ? hour : ''}
                </span>
              ))}
            </div>
            <figcaption className="quiet mt-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
              <span>
                Most: {busiest === undefined ? '' : of(busiest)} ({formatExactNumber(most)})
              </span>
              <span aria-hidden="true" className="flex items-center gap-1">
                0
                {shades.map((name) => (
                  <span key={name} className={`h-3 w-5 rounded-sm ${name}`} />
                ))}
                {formatExactNumber(most)}
              </span>
            </figcaption>
          </figure>
        )
      }}
    </Card>
  )
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}
