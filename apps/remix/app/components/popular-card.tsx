import type { CardData } from '../card-data.server.ts'
import { pathWith } from '../chosen-filters.ts'
import { definitions } from '../definitions.ts'
import { formatCount, formatLongMonth, formatNumber } from '../format.ts'
import { Card } from './card.tsx'
import { DataTable } from './data-table.tsx'
import { Ranking } from './ranking.tsx'

interface PopularTitle {
  content_id: string
  title: string
  genre: string
  total_progress: number
  watch_count: number
  average_progress: number
}

interface PopularCardProps {
  card: CardData<PopularTitle[]>
  month: string | undefined
  filters: { genre?: string | undefined; content_type?: string | undefined; plan?: string | undefined }
  limit: number
  className?: string
}

/** The most popular titles of a month. */
export function PopularCard({ card, month, filters, limit, className = '' }: PopularCardProps) {
  const when = month === undefined ? '' : ` in ${formatLongMonth(month)}`
  const which = [filters.genre, filters.content_type, filters.plan].filter(Boolean).join(' · ')
  return (
    <Card
      title={`Most popular${when}`}
      note={`${which ? `${which} — ` : ''}sum of progress, 100 = one full view`}
      about={definitions.popular_content}
      source={pathWith('/api/popular-content-over-time', { month: month ?? '1', ...filters, limit })}
      card={card}
      isEmpty={(rows) => rows.length === 0}
      empty={`Nobody watched ${which ? `${which} ` : ''}${when.trim() || 'yet'}. Choose another month or fewer filters.`}
      className={className}
      table={(rows) => (
        <DataTable
          caption={`Most popular${when}`}
          rows={rows}
          columns={[
            { name: 'Title', value: ({ title }) => title },
            { name: 'Genre', value: ({ genre }) => genre },
            {
              name: 'Sum of progress',
              numeric: true,
              value: ({ total_progress }) => formatNumber(total_progress),
            },
            { name: 'Watches', numeric: true, value: ({ watch_count }) => formatNumber(watch_count) },
            {
              name: 'Average progress',
              numeric: true,
              value: ({ average_progress }) => `${formatNumber(average_progress)}%`,
            },
          ]}
        />
      )}
    >
      {(rows) => (
        <Ranking
          label={`Most popular${when}`}
          items={rows.map(({ content_id, title, genre, total_progress, watch_count }) => ({
            key: content_id,
            name: title,
            to: `/titles/${content_id}`,
            detail: `${genre} · ${formatCount(watch_count, 'watch', 'watches')}`,
            value: total_progress,
            label: formatNumber(total_progress),
          }))}
        />
      )}
    </Card>
  )
}
