import { definitions } from '../../../display/definitions.ts'
import { formatExactNumber, formatShare } from '../../../display/format.ts'
import { pathWith } from '../../../filters/chosen-filters.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { ShareBars } from '../../charts/share-bars.tsx'
import { Card } from '../../frame/card.tsx'
import { DataTable } from '../../tables/data-table.tsx'

export interface TitleGenre {
  genre: string
  watches: number
  share: number | null
  share_of_all: number | null
}

/** The most watched; all are in the numbers. */
const genresShown = 10

/** What else those watch who watch a title. */
export function TitleGenresCard({
  contentId,
  card,
  className = '',
}: {
  contentId: string
  card: CardData<TitleGenre[]>
  className?: string
}) {
  return (
    <Card
      title="What else its viewers watch"
      note={`share of watches of other titles, over all time${(card.data ?? []).length > genresShown ? '; the first, all in the numbers' : ''}`}
      about={definitions.title_genres}
      source={pathWith('/api/title-genres', { content_id: contentId })}
      card={card}
      isEmpty={(rows) => rows.every(({ watches }) => watches === 0)}
      empty="Its viewers have watched nothing else yet."
      className={className}
      table={(rows) => (
        <DataTable
          caption="What else its viewers watch"
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
          label="What else its viewers watch"
          names={['Everybody', 'Its viewers']}
          rows={rows.slice(0, genresShown).map(({ genre, share, share_of_all }) => ({
            name: genre,
            shares: [share_of_all, share],
          }))}
        />
      )}
    </Card>
  )
}
