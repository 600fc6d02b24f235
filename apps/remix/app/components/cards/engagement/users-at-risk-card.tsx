import { Link } from '@remix-run/react'
import { definitions } from '../../../display/definitions.ts'
import { formatExactNumber, formatMonth, formatShare } from '../../../display/format.ts'
import { pathWith } from '../../../filters/chosen-filters.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { Card } from '../../frame/card.tsx'
import { type Column, DataTable } from '../../tables/data-table.tsx'

export interface UserAtRisk {
  user_id: string
  name: string
  subscription: string
  hours: number
  usual_hours: number
  change_rate: number | null
}

/** All that the card lists; the API has more. */
export const usersAtRiskShown = 100
const shown = 8

const columns: Column<UserAtRisk>[] = [
  {
    name: 'User',
    value: ({ user_id, name }) => (
      <Link className="textlink inline-block py-1 font-medium" to={`/users/${user_id}`}>
        {name}
      </Link>
    ),
  },
  { name: 'Plan', value: ({ subscription }) => subscription },
  { name: 'Hours', numeric: true, value: ({ hours }) => formatExactNumber(hours) },
  { name: 'Usual', numeric: true, value: ({ usual_hours }) => formatExactNumber(usual_hours) },
  { name: 'Change', numeric: true, value: ({ change_rate }) => formatShare(change_rate) },
]

/** Who watches less than half of what they did. */
export function UsersAtRiskCard({
  card,
  month,
  plan,
  className = '',
}: {
  card: CardData<UserAtRisk[]>
  /** Undefined: the last whole month. */
  month: string | undefined
  plan: string | undefined
  className?: string
}) {
  return (
    <Card
      title={`Users at risk in ${month === undefined ? 'the last whole month' : formatMonth(month)}`}
      note={`less than half of their own three months before${plan === undefined ? '' : ` — now on ${plan}`}`}
      about={definitions.users_at_risk}
      source={pathWith('/api/users-at-risk', { month, plan, limit: usersAtRiskShown })}
      card={card}
      isEmpty={(rows) => rows.length === 0}
      empty="Nobody watches less than half of what they did."
      className={className}
      table={(rows) => <DataTable caption="Users at risk" rows={rows} columns={columns} />}
    >
      {(rows) => (
        <DataTable caption="Users at risk, the first" rows={rows.slice(0, shown)} columns={columns} />
      )}
    </Card>
  )
}
