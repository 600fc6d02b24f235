import { definitions } from '../../../display/definitions.ts'
import { dayFormat, formatDay, formatMonth } from '../../../display/format.ts'
import { type Alert, alertsAsHappenings, type Happening, happenedIn } from '../../../display/happenings.ts'
import { isIncomplete } from '../../../display/is-incomplete.ts'
import { pathWith } from '../../../filters/chosen-filters.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { besideInWords, type ComparedSeries } from '../../../request/series/compared-series.ts'
import { useEvents } from '../../../request/use-events.ts'
import { Lines } from '../../charts/lines/lines.tsx'
import { TimeSeries } from '../../charts/time-series.tsx'
import { Card } from '../../frame/card.tsx'
import { ChoiceLinks } from '../../frame/choice-links.tsx'
import { DataTable } from '../../tables/data-table.tsx'
import { latestRows } from '../../tables/latest-rows.ts'
import { comparedRows } from '../compared/compared-rows.ts'
import {
  forViewing,
  type Granularity,
  measureChoice,
  measureFormat,
  measureName,
  type ViewingFilters,
  type ViewingMeasure,
} from './viewing-choices.ts'

export interface ViewingBucket {
  date: string
  watches: number
  views: number
  hours: number
  timed_watches: number
  starters: number
  watchers: number
  completers: number
  completion_rate: number | null
}

interface ViewingTrendCardProps {
  card: CardData<ViewingBucket[]>
  /** What it is compared with, and of when that is; undefined: nothing. */
  compared?: ComparedSeries<ViewingBucket> | undefined
  measure: ViewingMeasure
  granularity: Granularity
  filters: ViewingFilters
  /** Of one title. */
  contentId?: string
  path: string
  /** What links that change the measure keep of the URL. */
  kept: Record<string, string | undefined>
  today: string
  /** Days out of the ordinary: they are marked where days are shown. */
  alerts?: readonly Alert[]
  /** What else happened, such as a title’s release. */
  happenings?: readonly Happening[]
  className?: string
}

/** How much is watched over time, by any measure, beside another period if that is asked for. */
export function ViewingTrendCard({
  card,
  compared,
  measure,
  granularity,
  filters,
  contentId,
  path,
  kept,
  today,
  alerts = [],
  happenings = [],
  className = '',
}: ViewingTrendCardProps) {
  const name = measureName(measure)
  const { short, exact } = measureFormat(measure)
  const all = [...useEvents(), ...happenings, ...alertsAsHappenings(alerts, measure, exact)]
  const mark = (date: string) => happenedIn(date, granularity, all)
  const long = (date: string) => (granularity === 'month' ? formatMonth(date.slice(0, 7)) : formatDay(date))
  const brief = granularity === 'month' ? long : dayFormat((card.data ?? []).map(({ date }) => date))
  const label = (date: string) => `${brief(date)}${isIncomplete(date, granularity, today) ? ' (so far)' : ''}`
  const then = comparedRows(card.data, compared, granularity)
  const beside = besideInWords(compared)
  return (
    <Card
      title={`${name} by ${granularity}, ${forViewing(filters)}`}
      note={`${beside === undefined ? '' : `${beside}: `}${notes[measure]}`}
      about={definitions.viewing_trend}
      source={pathWith('/api/viewing-trend', { ...filters, content_id: contentId, granularity, fill: true })}
      card={card}
      compares
      isEmpty={(rows) => rows.every(({ watches }) => watches === 0)}
      empty="Nothing was watched in this time. Choose other dates or fewer filters."
      actions={<ChoiceLinks choice={measureChoice} chosen={measure} path={path} kept={kept} />}
      className={className}
      table={(rows) => (
        <DataTable
          caption={`${name} by ${granularity}`}
          rows={rows}
          // What it stands beside is in no export.
          {...(then === undefined ? { latest: latestRows } : {})}
          columns={[
            { name: granularity[0]?.toUpperCase() + granularity.slice(1), value: ({ date }) => long(date) },
            ...measureChoice.options.map(({ value, label }) => ({
              name: label,
              numeric: true,
              value: (row: ViewingBucket) => measureFormat(value).exact(row[value]),
            })),
            ...(then?.columns(
              ({ date }) => long(date),
              name,
              (row) => exact(row[measure]),
            ) ?? []),
          ]}
        />
      )}
    >
      {(rows) =>
        then === undefined && measure !== 'completion_rate' ? (
          <TimeSeries
            label={`${name} by ${granularity}`}
            measure={name}
            color="indigo"
            format={short}
            formatExactly={exact}
            points={rows.map((row) => ({
              label: label(row.date),
              value: row[measure] ?? 0,
              mark: mark(row.date),
              to:
                granularity === 'day' ? undefined : daysOfBucket(path, row.date, granularity, kept, measure),
            }))}
          />
        ) : (
          <Lines
            label={`${name} by ${granularity}`}
            labels={rows.map(({ date }) => label(date))}
            lines={[
              { name, color: 'indigo', values: rows.map((row) => row[measure]) },
              ...(then === undefined ? [] : [then.line(name, (row) => row[measure])]),
            ]}
            format={short}
            formatExactly={exact}
            marks={rows.map(({ date }) => mark(date))}
          />
        )
      }
    </Card>
  )
}

const notes: Record<ViewingMeasure, string> = {
  hours: 'of titles whose length is known',
  watches: 'plays, however much was seen',
  views: 'sum of progress: 100 % is one view',
  starters: 'plays of more than 0 %',
  watchers: 'plays of 70 % and more',
  completers: 'plays of 90 % and more',
  completion_rate: 'completers ÷ starters',
}

/** The page of a bucket's days, with the rest of the URL. */
function daysOfBucket(
  path: string,
  date: string,
  granularity: 'week' | 'month',
  { period: _period, compare: _compare, ...kept }: Record<string, string | undefined>,
  measure: ViewingMeasure,
): string {
  const end = new Date(`${date}T00:00:00Z`)
  if (granularity === 'week') end.setUTCDate(end.getUTCDate() + 6)
  else end.setUTCMonth(end.getUTCMonth() + 1, 0)
  return pathWith(path, {
    ...kept,
    measure: measure === measureChoice.usual ? undefined : measure,
    granularity: 'day',
    start_date: date,
    end_date: end.toISOString().slice(0, 10),
  })
}
