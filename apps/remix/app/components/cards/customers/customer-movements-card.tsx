import { definitions } from '../../../display/definitions.ts'
import { formatExactNumber, formatMonth, formatNumber } from '../../../display/format.ts'
import { pathWith } from '../../../filters/chosen-filters.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { Lines } from '../../charts/lines/lines.tsx'
import { Card } from '../../frame/card.tsx'
import { DataTable } from '../../tables/data-table.tsx'
import { type CustomerFilters, forMonths, monthLabel } from './customer-filters.ts'
import { comparable, startWords } from './start-of-data.ts'

export interface CustomerMovements {
  month: string
  start_customers: number
  new_customers: number
  reactivated_customers: number
  churned_customers: number
  involuntarily_churned_customers: number
  switched_in_customers: number
  switched_out_customers: number
  end_customers: number
}

const movements = [
  { name: 'New', key: 'new_customers', color: 'indigo' },
  { name: 'Returned', key: 'reactivated_customers', color: 'cyan' },
  { name: 'Left', key: 'churned_customers', color: 'rose' },
  { name: 'Of these unpaid', key: 'involuntarily_churned_customers', color: 'amber' },
] as const
const switches = [
  { name: 'Switched in', key: 'switched_in_customers', color: 'violet' },
  { name: 'Switched out', key: 'switched_out_customers', color: 'slate' },
] as const

/** Who comes, returns and leaves. */
export function CustomerMovementsCard({
  card,
  filters,
  today,
  className = '',
}: {
  card: CardData<CustomerMovements[]>
  filters: CustomerFilters
  today: string
  className?: string
}) {
  const shown = filters.plan === undefined ? movements : [...movements, ...switches]
  return (
    <Card
      title={`Who comes and who leaves, ${forMonths(filters)}`}
      note={`customers a month${startWords(card.data)}`}
      about={definitions.customer_movements}
      source={pathWith('/api/customer-movements', { ...filters, fill: true })}
      card={card}
      isEmpty={(rows) => rows.every((row) => row.start_customers === 0 && row.end_customers === 0)}
      empty="Nobody paid in this time. Choose other dates or another plan."
      className={className}
      table={(rows) => (
        <DataTable
          caption="Customers who come and leave by month"
          rows={rows}
          columns={[
            { name: 'Month', value: ({ month }) => formatMonth(month) },
            { name: 'Start', numeric: true, value: (row) => formatExactNumber(row.start_customers) },
            ...shown.map(({ name, key }) => ({
              name,
              numeric: true,
              value: (row: CustomerMovements) => formatExactNumber(row[key]),
            })),
            { name: 'End', numeric: true, value: (row) => formatExactNumber(row.end_customers) },
          ]}
        />
      )}
    >
      {(rows) => (
        <Lines
          label="Who comes and who leaves"
          labels={comparable(rows).map(({ month }) => monthLabel(month, today))}
          lines={shown.map(({ name, key, color }) => ({
            name,
            color,
            values: comparable(rows).map((row) => row[key]),
          }))}
          format={formatNumber}
          formatExactly={formatExactNumber}
        />
      )}
    </Card>
  )
}
