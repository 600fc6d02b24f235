import type { CardData } from '../card-data.server.ts'
import { definitions } from '../definitions.ts'
import { formatNumber, formatShare } from '../format.ts'
import { colorOf } from '../palette.ts'
import { Card } from './card.tsx'
import { DataTable } from './data-table.tsx'
import { Parts } from './parts.tsx'
import { Ranking } from './ranking.tsx'

/** Users per plan: a donut for up to five plans, bars beyond. */
export function PlansCard({
  card,
  className = '',
}: {
  card: CardData<{ subscription: string; user_count: number }[]>
  className?: string
}) {
  return (
    <Card
      title="Subscriptions by plan"
      note="users on each plan now"
      about={definitions.subscriptions}
      source="/api/subscriptions"
      card={card}
      isEmpty={(rows) => rows.length === 0}
      empty="There are no plans yet. Load a data set with npm run seed."
      className={className}
      table={(rows) => (
        <DataTable
          caption="Subscriptions by plan"
          rows={rows}
          columns={[
            { name: 'Plan', value: ({ subscription }) => subscription },
            { name: 'Users', numeric: true, value: ({ user_count }) => formatNumber(user_count) },
          ]}
        />
      )}
    >
      {(rows) => {
        const total = rows.reduce((sum, { user_count }) => sum + user_count, 0)
        const names = rows.map(({ subscription }) => subscription)
        const parts = rows.map(({ subscription, user_count }) => ({
          key: subscription,
          name: subscription,
          value: user_count,
          color: colorOf(subscription, names),
          label: `${formatNumber(user_count)} · ${formatShare(total === 0 ? null : user_count / total)}`,
        }))
        if (parts.length > 5) return <Ranking label="Subscriptions by plan" items={parts} />
        return <Parts label="Subscriptions by plan" parts={parts} total={formatNumber(total)} />
      }}
    </Card>
  )
}
