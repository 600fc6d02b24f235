import type { Caller } from '@streaming/trpc-router/server'
import { definitions } from '../../display/definitions.ts'
import { formatDay, formatInstant, formatNumber, formatPeriod } from '../../display/format.ts'
import { pathWith } from '../../filters/chosen-filters.ts'
import type { CardData } from '../../request/card-data.server.ts'
import { ProgressList } from '../charts/progress-list.tsx'
import { Card } from '../frame/card.tsx'
import { DataTable } from './data-table.tsx'
import { PageLinks, type PagePlace } from './page-links.tsx'

export type Watches = Awaited<ReturnType<Caller['watchHistory']['list']>>

/** Plays of a page of the history. */
export const watchesShown = 20

/** What one user watched, newest first, page by page. */
export function WatchHistoryCard({
  user_id,
  name,
  watches,
  place,
  path,
}: {
  user_id: string
  name: string
  watches: CardData<Watches>
  place: PagePlace
  /** The page that the card is on. */
  path: string
}) {
  const days = watches.data?.items.map(({ watched_on }) => watched_on.slice(0, 10)) ?? []
  const span = days.length === 0 ? '' : `, ${formatPeriod({ start_date: days.at(-1), end_date: days[0] })}`
  return (
    <Card
      title={`Watch history${span}`}
      note={`progress of each play, percent; ${watchesShown} plays a page`}
      about={definitions.watches}
      source={pathWith('/api/watch-history', { user_id, cursor: place.cursor, limit: watchesShown })}
      card={watches}
      isEmpty={({ items }) => items.length === 0}
      empty={`${name} has not watched anything yet.`}
      table={({ items }) => (
        <DataTable
          caption="Watch history"
          rows={items}
          columns={[
            { name: 'Title', value: ({ title }) => title },
            { name: 'Progress', numeric: true, value: ({ progress }) => `${formatNumber(progress)}%` },
            { name: 'Watched (UTC)', numeric: true, value: ({ watched_on }) => formatInstant(watched_on) },
          ]}
        />
      )}
    >
      {({ items, next_cursor }) => (
        <>
          <ProgressList
            label={`What ${name} watched, newest first`}
            items={items.map(({ watch_id, content_id, title, watched_on, progress }) => ({
              key: watch_id,
              name: title,
              to: `/titles/${content_id}`,
              detail: formatDay(watched_on.slice(0, 10)),
              percent: progress,
              label: `${formatNumber(progress)}%`,
              color: 'cyan',
            }))}
          />
          <PageLinks path={path} values={{}} place={place} next={next_cursor} />
        </>
      )}
    </Card>
  )
}
