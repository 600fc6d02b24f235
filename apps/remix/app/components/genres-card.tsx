import type { CardData } from '../card-data.server.ts'
import { pathWith } from '../chosen-filters.ts'
import { definitions } from '../definitions.ts'
import { formatNumber } from '../format.ts'
import { Card } from './card.tsx'
import { DataTable } from './data-table.tsx'
import { Ranking } from './ranking.tsx'

interface GenresCardProps {
  card: CardData<{ genre: string; watch_count: number }[]>
  filters?: { content_type?: string | undefined; plan?: string | undefined }
  /** Only the most watched. */
  limit?: number
  className?: string
}

/** What genres are watched. */
export function GenresCard({ card, filters = {}, limit, className = '' }: GenresCardProps) {
  const which = [filters.content_type, filters.plan].filter(Boolean).join(' · ')
  return (
    <Card
      title="Watches by genre"
      note={`${limit === undefined ? '' : `the ${limit} most watched, `}${which || 'all time'}`}
      about={definitions.genres}
      source={pathWith('/api/watch-history-genre', { ...filters, limit })}
      card={card}
      isEmpty={(rows) => rows.length === 0}
      empty="Nobody watched anything that fits. Choose fewer filters."
      className={className}
      table={(rows) => (
        <DataTable
          caption="Watches by genre"
          rows={rows}
          columns={[
            { name: 'Genre', value: ({ genre }) => genre },
            { name: 'Watches', numeric: true, value: ({ watch_count }) => formatNumber(watch_count) },
          ]}
        />
      )}
    >
      {(rows) => (
        <Ranking
          label="Watches by genre"
          items={rows.map(({ genre, watch_count }) => ({
            key: genre,
            name: genre,
            value: watch_count,
            label: formatNumber(watch_count),
            color: 'cyan',
          }))}
        />
      )}
    </Card>
  )
}
