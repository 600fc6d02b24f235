import { definitions } from '../../../display/definitions.ts'
import { formatExactNumber, formatShare, numberFormat } from '../../../display/format.ts'
import { pathWith } from '../../../filters/chosen-filters.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { Ranking } from '../../charts/ranking.tsx'
import { Card } from '../../frame/card.tsx'
import { DataTable } from '../../tables/data-table.tsx'

export interface TitlePlan {
  subscription: string
  watches: number
  share: number | null
}

/** On which plans a title is watched. */
export function TitlePlansCard({
  contentId,
  card,
  className = '',
}: {
  contentId: string
  card: CardData<TitlePlan[]>
  className?: string
}) {
  return (
    <Card
      title="Watches by plan"
      note="the plan that its user was on, over all time"
      about={definitions.title_plans}
      source={pathWith('/api/title-plans', { content_id: contentId })}
      card={card}
      isEmpty={(rows) => rows.length === 0}
      empty="Nobody has watched it yet."
      className={className}
      table={(rows) => (
        <DataTable
          caption="Watches by plan"
          rows={rows}
          columns={[
            { name: 'Plan', value: ({ subscription }) => subscription },
            { name: 'Watches', numeric: true, value: ({ watches }) => formatExactNumber(watches) },
            { name: 'Share', numeric: true, value: ({ share }) => formatShare(share) },
          ]}
        />
      )}
    >
      {(rows) => {
        const write = numberFormat(rows.map(({ watches }) => watches))
        return (
          <Ranking
            label="Watches by plan"
            items={rows.map(({ subscription, watches, share }) => ({
              key: subscription,
              name: subscription,
              detail: formatShare(share),
              value: watches,
              label: write(watches),
              color: 'indigo',
            }))}
          />
        )
      }}
    </Card>
  )
}
