import { definitions } from '../../display/definitions.ts'
import { formatCount, formatExactNumber } from '../../display/format.ts'
import { pathWith } from '../../filters/chosen-filters.ts'
import type { CardData } from '../../request/card-data.server.ts'
import { Ranking } from '../charts/ranking.tsx'
import { Card } from '../frame/card.tsx'
import { DataTable } from '../tables/data-table.tsx'

interface TopTitle {
  content_id: string
  title: string
  genre: string
  content_type: string
  release_year: number
  rating: number
  review_count: number
}

interface TopRatedCardProps {
  card: CardData<TopTitle[]>
  filters: { genre?: string | undefined; content_type?: string | undefined }
  limit: number
  /** Which filters of the page it does not follow, in words. */
  unfiltered?: string | undefined
  className?: string
}

/** The titles with the best ratings. */
export function TopRatedCard({ card, filters, limit, unfiltered, className = '' }: TopRatedCardProps) {
  const which = [filters.genre, filters.content_type].filter(Boolean).join(' · ')
  return (
    <Card
      title={which ? `Top rated: ${which}` : 'Top rated'}
      note="editorial rating, 0 to 10"
      about={definitions.top_content}
      source={pathWith('/api/top-content', { ...filters, limit })}
      card={card}
      unfiltered={unfiltered}
      isEmpty={(rows) => rows.length === 0}
      empty="No title fits. Choose another genre or type."
      className={className}
      table={(rows) => (
        <DataTable
          caption="Top rated"
          rows={rows}
          columns={[
            { name: 'Title', value: ({ title }) => title },
            { name: 'Genre', value: ({ genre }) => genre },
            { name: 'Type', value: ({ content_type }) => content_type },
            { name: 'Year', numeric: true, value: ({ release_year }) => release_year },
            { name: 'Rating', numeric: true, value: ({ rating }) => rating.toFixed(1) },
            { name: 'Reviews', numeric: true, value: ({ review_count }) => formatExactNumber(review_count) },
          ]}
        />
      )}
    >
      {(rows) => (
        <Ranking
          label="Top rated"
          items={rows.map(({ content_id, title, genre, release_year, rating, review_count }) => ({
            key: content_id,
            name: title,
            to: `/titles/${content_id}`,
            detail: `${genre} · ${release_year} · ${formatCount(review_count, 'review')}`,
            value: rating,
            label: rating.toFixed(1),
            color: 'amber',
          }))}
        />
      )}
    </Card>
  )
}
