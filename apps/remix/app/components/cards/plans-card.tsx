import { definitions } from '../../display/definitions.ts'
import { formatExactNumber, formatShare, formatShortNumber, numberFormat } from '../../display/format.ts'
import { colorOf } from '../../display/palette.ts'
import { pathWith } from '../../filters/chosen-filters.ts'
import type { CardData } from '../../request/card-data.server.ts'
import { Parts } from '../charts/parts/parts.tsx'
import { Ranking } from '../charts/ranking.tsx'
import { Card } from '../frame/card.tsx'
import { DataTable } from '../tables/data-table.tsx'

/** Accounts per plan: a donut for up to five plans, bars beyond. */
export function PlansCard({
  card,
  className = '',
  unfiltered,
}: {
  card: CardData<{ subscription: string; user_count: number }[]>
  /** Which filters of the page it does not follow, in words. */
  unfiltered?: string | undefined
  className?: string
}) {
  return (
    <Card
      title="Accounts by plan"
      note="all who ever joined, by their last plan"
      about={definitions.subscriptions}
      source="/api/subscriptions"
      card={card}
      unfiltered={unfiltered}
      isEmpty={(rows) => rows.length === 0}
      empty="There are no plans yet. Load a data set with npm run seed."
      className={className}
      table={(rows) => (
        <DataTable
          caption="Accounts by plan"
          rows={rows}
          columns={[
            { name: 'Plan', value: ({ subscription }) => subscription },
            { name: 'Accounts', numeric: true, value: ({ user_count }) => formatExactNumber(user_count) },
          ]}
        />
      )}
    >
      {(rows) => {
        const total = rows.reduce((sum, { user_count }) => sum + user_count, 0)
        const names = rows.map(({ subscription }) => subscription)
        const write = numberFormat(rows.map(({ user_count }) => user_count))
        const parts = rows.map(({ subscription, user_count }) => ({
          key: subscription,
          name: subscription,
          value: user_count,
          to: pathWith('/revenue', { plan: subscription }),
          color: colorOf(subscription, names),
          label: `${write(user_count)} · ${formatShare(total === 0 ? null : user_count / total)}`,
        }))
        if (parts.length > 5) return <Ranking label="Accounts by plan" items={parts} />
        return <Parts label="Accounts by plan" parts={parts} total={formatShortNumber(total)} />
      }}
    </Card>
  )
}
