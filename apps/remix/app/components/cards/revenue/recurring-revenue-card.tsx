import { definitions } from '../../../display/definitions.ts'
import { formatCompactMoney, formatExactNumber, formatMoney, formatMonth } from '../../../display/format.ts'
import { pathWith } from '../../../filters/chosen-filters.ts'
import { daysOf } from '../../../filters/days-of.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { type ComparedSeries, withBeside } from '../../../request/series/compared-series.ts'
import { ComparedTimeSeries } from '../../charts/compared-time-series.tsx'
import { Card } from '../../frame/card.tsx'
import { DataTable } from '../../tables/data-table.tsx'
import { comparedRows } from '../compared/compared-rows.ts'
import { type CustomerFilters, forMonths, monthLabel } from '../customers/customer-filters.ts'

export interface RecurringRevenue {
  month: string
  mrr: number
  arr: number
  customers: number
  arpu: number | null
}

/** MRR by month. */
export function RecurringRevenueCard({
  card,
  compared,
  filters,
  today,
  className = '',
}: {
  card: CardData<RecurringRevenue[]>
  /** What it is shown beside. */
  compared?: ComparedSeries<RecurringRevenue> | undefined
  filters: CustomerFilters
  today: string
  className?: string
}) {
  const then = comparedRows(card.data, compared, 'month')
  return (
    <Card
      title={`Monthly recurring revenue, ${forMonths(filters)}`}
      note={withBeside('USD, of each month’s paying customers', compared)}
      about={definitions.recurring_revenue}
      source={pathWith('/api/recurring-revenue', { ...filters, fill: true })}
      card={card}
      compares
      isEmpty={(rows) => rows.every(({ customers }) => customers === 0)}
      empty="Nobody paid in this time. Choose other dates or another plan."
      className={className}
      table={(rows) => (
        <DataTable
          caption="MRR by month"
          rows={rows}
          columns={[
            { name: 'Month', value: ({ month }) => formatMonth(month) },
            { name: 'MRR', numeric: true, value: ({ mrr }) => formatMoney(mrr) },
            { name: 'ARR', numeric: true, value: ({ arr }) => formatMoney(arr) },
            { name: 'Customers', numeric: true, value: ({ customers }) => formatExactNumber(customers) },
            { name: 'ARPU', numeric: true, value: ({ arpu }) => (arpu === null ? 'n/a' : formatMoney(arpu)) },
            ...(then?.columns(
              ({ month }) => formatMonth(month),
              'MRR',
              ({ mrr }) => formatMoney(mrr),
            ) ?? []),
          ]}
        />
      )}
    >
      {(rows) => (
        <ComparedTimeSeries
          label="MRR by month"
          measure="MRR"
          color="indigo"
          format={formatCompactMoney}
          formatExactly={formatMoney}
          points={rows.map(({ month, mrr }) => ({
            label: monthLabel(month, today),
            value: mrr,
            to: daysOf('/revenue', `${month}-01`, 'month', filters),
          }))}
          beside={then?.line('MRR', ({ mrr }) => mrr)}
        />
      )}
    </Card>
  )
}
