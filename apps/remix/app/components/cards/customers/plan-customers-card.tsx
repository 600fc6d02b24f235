import { definitions } from '../../../display/definitions.ts'
import { formatExactNumber, formatMoney, formatMonth, formatNumber } from '../../../display/format.ts'
import { colorOf } from '../../../display/palette.ts'
import { pathWith } from '../../../filters/chosen-filters.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { Lines } from '../../charts/lines/lines.tsx'
import { Card } from '../../frame/card.tsx'
import { DataTable } from '../../tables/data-table.tsx'
import { forMonths, monthLabel } from './customer-filters.ts'

export interface PlanCustomers {
  month: string
  subscription: string
  customers: number
  mrr: number
}

/** Plans beyond these are in the numbers alone: more lines cannot be told apart. */
const linesShown = 6

/** Customers by month and plan. */
export function PlanCustomersCard({
  card,
  filters,
  today,
  unfiltered,
  className = '',
}: {
  card: CardData<PlanCustomers[]>
  filters: { start_date?: string | undefined; end_date?: string | undefined }
  today: string
  /** Which filters of the page it does not follow, in words. */
  unfiltered: string | undefined
  className?: string
}) {
  return (
    <Card
      title={`Customers by plan, ${forMonths(filters)}`}
      note="by the plan of their last payment in the month"
      about={definitions.customers_by_plan}
      source={pathWith('/api/customers-by-plan', { ...filters })}
      card={card}
      unfiltered={unfiltered}
      isEmpty={(rows) => rows.length === 0}
      empty="Nobody paid in this time. Choose other dates."
      className={className}
      table={(rows) => (
        <DataTable
          caption="Customers by month and plan"
          rows={rows}
          columns={[
            { name: 'Month', value: ({ month }) => formatMonth(month) },
            { name: 'Plan', value: ({ subscription }) => subscription },
            { name: 'Customers', numeric: true, value: ({ customers }) => formatExactNumber(customers) },
            { name: 'MRR', numeric: true, value: ({ mrr }) => formatMoney(mrr) },
          ]}
        />
      )}
    >
      {(rows) => {
        const months = [...new Set(rows.map(({ month }) => month))]
        // Those with most customers now come first.
        const names = [
          ...new Set(
            rows
              .toReversed()
              .sort((a, b) => (a.month === b.month ? b.customers - a.customers : a.month < b.month ? 1 : -1))
              .map(({ subscription }) => subscription),
          ),
        ]
        const counts = new Map(
          rows.map(({ month, subscription, customers }) => [`${month} ${subscription}`, customers]),
        )
        return (
          <Lines
            label="Customers by plan"
            labels={months.map((month) => monthLabel(month, today))}
            lines={names.slice(0, linesShown).map((name) => ({
              name,
              color: colorOf(name, names.slice(0, linesShown)),
              values: months.map((month) => counts.get(`${month} ${name}`) ?? 0),
            }))}
            format={formatNumber}
            formatExactly={formatExactNumber}
          />
        )
      }}
    </Card>
  )
}
