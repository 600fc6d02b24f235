import { definitions } from '../../../display/definitions.ts'
import { formatExactNumber, formatShare } from '../../../display/format.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { ShareBars } from '../../charts/share-bars.tsx'
import { Card } from '../../frame/card.tsx'
import { DataTable } from '../../tables/data-table.tsx'

export interface UserTaste {
  genre: string
  watches: number
  share: number | null
  share_of_all: number | null
}

/** The most watched; all are in the numbers. */
const genresShown = 10

/** What one user likes more, or less, than everybody. */
export function UserTasteCard({
  userId,
  card,
  className = '',
}: {
  userId: string
  card: CardData<UserTaste[]>
  className?: string
}) {
  return (
    <Card
      title="Genres beside everybody’s"
      note={`share of watches, over all time${(card.data ?? []).length > genresShown ? '; the first, all in the numbers' : ''}`}
      about={definitions.user_taste}
      source={`/api/user-taste/${userId}`}
      card={card}
      isEmpty={(rows) => rows.every(({ watches }) => watches === 0)}
      empty="Nothing was watched yet."
      className={className}
      table={(rows) => (
        <DataTable
          caption="Genres beside everybody’s"
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
          label="Genres beside everybody’s"
          names={['Everybody', 'This user']}
          rows={rows.slice(0, genresShown).map(({ genre, share, share_of_all }) => ({
            name: genre,
            shares: [share_of_all, share],
          }))}
        />
      )}
    </Card>
  )
}
