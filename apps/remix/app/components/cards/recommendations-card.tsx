import type { Caller } from '@streaming/trpc-router/server'
import { definitions } from '../../display/definitions.ts'
import { pathWith } from '../../filters/chosen-filters.ts'
import type { CardData } from '../../request/card-data.server.ts'
import { Card } from '../frame/card.tsx'
import { DataTable } from '../tables/data-table.tsx'
import { TitleList } from '../tables/title-list.tsx'

type Recommendations = Awaited<ReturnType<Caller['recommendations']['forUser']>>

/** Fills rows of two, three and four tiles. */
export const recommendationsShown = 12

/** What one user may want next, and why. */
export function RecommendationsCard({ userId, card }: { userId: string; card: CardData<Recommendations> }) {
  return (
    <Card
      title="Recommended"
      note="best first, each with its reason"
      about={definitions.recommendations}
      source={pathWith(`/api/recommendations/${userId}`, { limit: recommendationsShown })}
      csv={false}
      card={card}
      isEmpty={(titles) => titles.length === 0}
      empty="Every title of the catalogue was finished or left."
      className="mt-4 lg:mt-6"
      table={(titles) => (
        <DataTable
          caption="Recommended"
          rows={titles}
          columns={[
            { name: 'Title', value: ({ title }) => title },
            { name: 'Score', numeric: true, value: ({ score }) => score?.toFixed(4) ?? 'popular' },
            { name: 'Reason', value: ({ because }) => because.text },
          ]}
        />
      )}
    >
      {(titles) => (
        <TitleList
          label="Recommended, best first"
          titles={titles.map(({ because, ...title }) => ({ ...title, reason: because.text }))}
        />
      )}
    </Card>
  )
}
