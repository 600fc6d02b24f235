import type { CardData } from '../card-data.server.ts'
import { pathWith } from '../chosen-filters.ts'
import { definitions } from '../definitions.ts'
import { Card } from './card.tsx'
import { DataTable } from './data-table.tsx'
import { type ListedTitle, TitleList } from './title-list.tsx'

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
