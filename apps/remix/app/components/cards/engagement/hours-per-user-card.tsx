import { definitions } from '../../../display/definitions.ts'
import { formatExactNumber, formatMonth, formatShare, numberFormat } from '../../../display/format.ts'
import { pathWith } from '../../../filters/chosen-filters.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { Ranking } from '../../charts/ranking.tsx'
import { Card } from '../../frame/card.tsx'
import { DataTable } from '../../tables/data-table.tsx'

export interface HoursRange {
  from_hours: number
  to_hours: number | null
  users: number
}

/** How many users watch how much in a month. */
export function HoursPerUserCard({
  card,
  month,
  unfiltered,
  className = '',
}: {
  card: CardData<HoursRange[]>
  /** Undefined: the last whole month. */
  month: string | undefined
  /** Which filters of the page it does not follow, in words. */
  unfiltered: string | undefined
  className?: string
}) {
  const all = (card.data ?? []).reduce((sum, { users }) => sum + users, 0)
  return (
    <Card
      title={`Hours per user in ${month === undefined ? 'the last whole month' : formatMonth(month)}`}
      note="users with a watch, by the hours they watched"
      about={definitions.hours_per_user}
      source={pathWith('/api/hours-per-user', { month })}
      card={card}
      unfiltered={unfiltered}
      isEmpty={(rows) => rows.every(({ users }) => users === 0)}
      empty="Nobody watched anything in this month."
      className={className}
      table={(rows) => (
        <DataTable
          caption="Hours per user"
          rows={rows}
          columns={[
            { name: 'Hours', value: rangeOf },
            { name: 'Users', numeric: true, value: ({ users }) => formatExactNumber(users) },
            {
              name: 'Share',
              numeric: true,
              value: ({ users }) => formatShare(all === 0 ? null : users / all),
            },
          ]}
        />
      )}
    >
      {(rows) => {
        const write = numberFormat(rows.map(({ users }) => users))
        return (
          <Ranking
            label="Hours per user"
            items={rows.map((row) => ({
              key: String(row.from_hours),
              name: rangeOf(row),
              value: row.users,
              label: write(row.users),
              color: 'cyan',
            }))}
          />
        )
      }}
    </Card>
  )
}

function rangeOf({ from_hours, to_hours }: HoursRange): string {
  if (to_hours === null) return `${from_hours} hours and more`
  return from_hours === 0 ? `less than ${to_hours} hour` : `${from_hours} to ${to_hours} hours`
}
