import { definitions } from '../../display/definitions.ts'
import { formatExactNumber, formatPeriod, numberFormat } from '../../display/format.ts'
import { pathWith } from '../../filters/chosen-filters.ts'
import type { CardData } from '../../request/card-data.server.ts'
import { Ranking } from '../charts/ranking.tsx'
import { Card } from '../frame/card.tsx'
import { DataTable } from '../tables/data-table.tsx'

interface GenresCardProps {
  card: CardData<{ genre: string; watch_count: number }[]>
  filters?: {
    content_type?: string | undefined
    plan?: string | undefined
    start_date?: string | undefined
    end_date?: string | undefined
  }
  /** Only the most watched. */
  limit?: number
  /** Which filters of the page it does not follow, in words. */
  unfiltered?: string | undefined
  className?: string
}

/** What genres are watched. */
export function GenresCard({ card, filters = {}, limit, unfiltered, className = '' }: GenresCardProps) {
  const which = [formatPeriod(filters), filters.content_type, filters.plan].filter(Boolean).join(' · ')
  return (
    <Card
      title="Watches by genre"
      note={`${limit === undefined ? '' : `the ${limit} most watched, `}${which}`}
      about={definitions.genres}
      source={pathWith('/api/watch-history-genre', { ...filters, limit })}
      card={card}
      unfiltered={unfiltered}
      isEmpty={(rows) => rows.length === 0}
      empty="Nobody watched anything that fits. Choose fewer filters."
      className={className}
      table={(rows) => (
        <DataTable
          caption="Watches by genre"
          rows={rows}
          columns={[
            { name: 'Genre', value: ({ genre }) => genre },
            { name: 'Watches', numeric: true, value: ({ watch_count }) => formatExactNumber(watch_count) },
          ]}
        />
      )}
    >
      {(rows) => {
        const write = numberFormat(rows.map(({ watch_count }) => watch_count))
        return (
          <Ranking
            label="Watches by genre"
            items={rows.map(({ genre, watch_count }) => ({
              key: genre,
              name: genre,
              to: pathWith('/viewing', { genre, ...filters }),
              value: watch_count,
              label: write(watch_count),
              color: 'cyan',
            }))}
          />
        )
      }}
    </Card>
  )
}
