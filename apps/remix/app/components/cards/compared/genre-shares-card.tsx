import { formatExactNumber, formatShare } from '../../../display/format.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { ShareBars } from '../../charts/share-bars.tsx'
import { Card } from '../../frame/card.tsx'
import { DataTable } from '../../tables/data-table.tsx'

export interface GenreShare {
  genre: string
  watches: number
  share: number | null
  share_of_all: number | null
}

/** The most watched; all are in the numbers. */
const genresShown = 10

interface GenreSharesCardProps {
  title: string
  /** Of what the shares are. */
  note: string
  about: string
  source: string
  empty: string
  /** Whose watches stand beside everybody’s. */
  who: string
  card: CardData<GenreShare[]>
  className: string
}

/** Some watches by genre, beside everybody’s. */
export function GenreSharesCard({ title, note, who, card, ...frame }: GenreSharesCardProps) {
  const isEmpty = (rows: readonly GenreShare[]) => rows.every(({ watches }) => watches === 0)
  const rows = card.data ?? []
  const isCut = rows.length > genresShown && !isEmpty(rows)
  return (
    <Card
      {...frame}
      title={title}
      note={isCut ? `${note}; the first, all in the numbers` : note}
      card={card}
      isEmpty={isEmpty}
      table={(rows) => (
        <DataTable
          caption={title}
          rows={rows}
          columns={[
            { name: 'Genre', value: ({ genre }) => genre },
            { name: 'Watches', numeric: true, value: ({ watches }) => formatExactNumber(watches) },
            { name: 'Share', numeric: true, value: ({ share }) => formatShare(share) },
            { name: 'Of everybody’s', numeric: true, value: (row) => formatShare(row.share_of_all) },
          ]}
        />
      )}
    >
      {(rows) => (
        <ShareBars
          label={title}
          names={['Everybody', who]}
          rows={rows.slice(0, genresShown).map(({ genre, share, share_of_all }) => ({
            name: genre,
            shares: [share_of_all, share],
          }))}
        />
      )}
    </Card>
  )
}
