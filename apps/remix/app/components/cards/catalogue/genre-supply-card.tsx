import { definitions } from '../../../display/definitions.ts'
import { formatExactNumber, formatPeriod, formatShare } from '../../../display/format.ts'
import { pathWith } from '../../../filters/chosen-filters.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { ShareBars } from '../../charts/share-bars.tsx'
import { Card } from '../../frame/card.tsx'
import { type Column, DataTable } from '../../tables/data-table.tsx'

export interface GenreSupply {
  genre: string
  titles: number
  title_share: number | null
  hours: number
  hours_share: number | null
}

const columns: Column<GenreSupply>[] = [
  { name: 'Genre', value: ({ genre }) => genre },
  { name: 'Titles', numeric: true, value: ({ titles }) => formatExactNumber(titles) },
  { name: 'Of titles', numeric: true, value: ({ title_share }) => formatShare(title_share) },
  { name: 'Hours', numeric: true, value: ({ hours }) => formatExactNumber(hours) },
  { name: 'Of hours', numeric: true, value: ({ hours_share }) => formatShare(hours_share) },
]

/** Which genres are watched more, or less, than their share of the catalogue. */
export function GenreSupplyCard({
  card,
  filters,
  unfiltered,
  className = '',
}: {
  card: CardData<GenreSupply[]>
  filters: {
    start_date?: string | undefined
    end_date?: string | undefined
    content_type?: string | undefined
  }
  /** Which filters of the page it does not follow, in words. */
  unfiltered?: string | undefined
  className?: string
}) {
  return (
    <Card
      title={`Supply and demand by genre, ${formatPeriod(filters)}`}
      note="share of the titles there are now, and of the hours watched"
      about={definitions.genre_supply}
      source={pathWith('/api/genre-supply', { ...filters })}
      card={card}
      unfiltered={unfiltered}
      isEmpty={(rows) => rows.length === 0}
      empty="There are no titles yet."
      className={className}
      table={(rows) => <DataTable caption="Supply and demand by genre" rows={rows} columns={columns} />}
    >
      {(rows) => (
        <ShareBars
          label="Supply and demand by genre"
          names={['Of titles', 'Of hours']}
          rows={rows.map(({ genre, title_share, hours_share }) => ({
            name: genre,
            shares: [title_share, hours_share],
          }))}
        />
      )}
    </Card>
  )
}
