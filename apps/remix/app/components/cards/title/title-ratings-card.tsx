import { definitions } from '../../../display/definitions.ts'
import { formatCount, formatExactNumber, formatRating } from '../../../display/format.ts'
import { pathWith } from '../../../filters/chosen-filters.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { TimeSeries } from '../../charts/time-series.tsx'
import { Card } from '../../frame/card.tsx'
import { DataTable } from '../../tables/data-table.tsx'

export interface TitleRatings {
  review_count: number
  mean_rating: number | null
  mean_low: number | null
  mean_high: number | null
  distribution: { rating: number; reviews: number }[]
}

/** How users rate a title. */
export function TitleRatingsCard({
  contentId,
  card,
  className = '',
}: {
  contentId: string
  card: CardData<TitleRatings>
  className?: string
}) {
  return (
    <Card
      title="Users’ ratings"
      note={card.data === null ? 'by its reviews' : meanInWords(card.data)}
      about={definitions.title_ratings}
      source={pathWith('/api/title-ratings', { content_id: contentId })}
      csv={false}
      card={card}
      isEmpty={({ review_count }) => review_count === 0}
      empty="Nobody has reviewed it yet."
      className={className}
      table={({ distribution }) => (
        <DataTable
          caption="Users’ ratings"
          rows={distribution}
          columns={[
            { name: 'Rating', numeric: true, value: ({ rating }) => String(rating) },
            { name: 'Reviews', numeric: true, value: ({ reviews }) => formatExactNumber(reviews) },
          ]}
        />
      )}
    >
      {({ distribution }) => (
        <TimeSeries
          label="Reviews by rating"
          measure="Reviews"
          color="amber"
          format={formatExactNumber}
          formatExactly={formatExactNumber}
          points={distribution.map(({ rating, reviews }) => ({ label: `${rating} of 10`, value: reviews }))}
        />
      )}
    </Card>
  )
}

function meanInWords({ review_count, mean_rating, mean_low, mean_high }: TitleRatings): string {
  if (mean_rating === null) return 'no reviews'
  const interval =
    mean_low === null || mean_high === null
      ? ''
      : ` (95 %: ${formatRating(mean_low)} to ${formatRating(mean_high)})`
  return `mean ${formatRating(mean_rating)}${interval} of ${formatCount(review_count, 'review')}`
}
