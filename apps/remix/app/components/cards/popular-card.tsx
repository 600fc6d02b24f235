import { definitions } from '../../display/definitions.ts'
import { formatCount, formatExactNumber, formatLongMonth, numberFormat } from '../../display/format.ts'
import { pathWith } from '../../filters/chosen-filters.ts'
import type { CardData } from '../../request/card-data.server.ts'
import { Ranking } from '../charts/ranking.tsx'
import { Card } from '../frame/card.tsx'
import { DataTable } from '../tables/data-table.tsx'

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
              value: ({ total_progress }) => formatExactNumber(total_progress),
            },
            { name: 'Watches', numeric: true, value: ({ watch_count }) => formatExactNumber(watch_count) },
            {
              name: 'Average progress',
              numeric: true,
              value: ({ average_progress }) => `${formatExactNumber(average_progress)}%`,
            },
          ]}
        />
      )}
    >
      {(rows) => {
        const write = numberFormat(rows.map(({ total_progress }) => total_progress))
        return (
          <Ranking
            label={`Most popular${when}`}
            items={rows.map(({ content_id, title, genre, total_progress, watch_count }) => ({
              key: content_id,
              name: title,
              to: `/titles/${content_id}`,
              detail: `${genre} · ${formatCount(watch_count, 'watch', 'watches')}`,
              value: total_progress,
              label: write(total_progress),
            }))}
          />
        )
      }}
    </Card>
  )
}
