import { definitions } from '../../display/definitions.ts'
import { pathWith } from '../../filters/chosen-filters.ts'
import type { CardData } from '../../request/card-data.server.ts'
import { Card } from '../frame/card.tsx'
import { DataTable } from '../tables/data-table.tsx'
import { type ListedTitle, TitleList } from '../tables/title-list.tsx'

export const similarShown = 12

interface SimilarCardProps {
  contentId: string
  card: CardData<(ListedTitle & { score: number | null })[]>
}

/** What is watched by those who watch a title. */
export function SimilarCard({ contentId, card }: SimilarCardProps) {
  return (
    <Card
      title="Similar titles"
      note="what is watched by those who watch it"
      about={definitions.similar}
      source={pathWith(`/api/similar-content/${contentId}`, { limit: similarShown })}
      card={card}
      isEmpty={(titles) => titles.length === 0}
      empty="No other title is of its genre and type."
      table={(titles) => (
        <DataTable
          caption="Similar titles"
          rows={titles}
          columns={[
            { name: 'Title', value: ({ title }) => title },
            { name: 'Genre', value: ({ genre }) => genre },
            { name: 'Score', numeric: true, value: ({ score }) => score?.toFixed(4) ?? 'by genre' },
          ]}
        />
      )}
    >
      {(titles) => <TitleList label="Similar titles, most similar first" titles={titles} />}
    </Card>
  )
}
