import { definitions } from '../../../display/definitions.ts'
import { formatDay, formatExactNumber, formatMonth, formatShare } from '../../../display/format.ts'
import { pathWith } from '../../../filters/chosen-filters.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { type ComparedSeries, withBeside } from '../../../request/series/compared-series.ts'
import { Lines } from '../../charts/lines/lines.tsx'
import { Card } from '../../frame/card.tsx'
import { DataTable } from '../../tables/data-table.tsx'
import { comparedRows } from '../compared/compared-rows.ts'
import { type CustomerFilters, forFilters, forMonths, monthLabel } from './customer-filters.ts'

export interface CustomerChurn {
  date: string
  at_risk_customers: number
  churned_customers: number
  churn_rate: number | null
}

export type ChurnPreset = 'standard' | 'stripe'

/** Which share of customers is lost, by one of two definitions. */
export function ChurnCard({
  card,
  compared,
  preset,
  filters,
  today,
  unfiltered,
  className = '',
}: {
  card: CardData<CustomerChurn[]>
  /** What it is shown beside. */
  compared?: ComparedSeries<CustomerChurn> | undefined
  preset: ChurnPreset
  filters: CustomerFilters
  today: string
  /** Which filters of the page it does not follow, in words. */
  unfiltered: string | undefined
  className?: string
}) {
  const label = (date: string) =>
    preset === 'standard' ? monthLabel(date.slice(0, 7), today) : formatDay(date)
  const long = ({ date }: { date: string }) =>
    preset === 'standard' ? formatMonth(date.slice(0, 7)) : formatDay(date)
  const then = comparedRows(card.data, compared, preset === 'standard' ? 'month' : 'day')
  const rule =
    preset === 'standard'
      ? 'by month, of the customers of the month before'
      : 'by day, over the 30 days up to it'
  return (
    <Card
      title={`Customer churn, ${preset === 'standard' ? forMonths(filters) : forFilters(filters)}`}
      note={withBeside(rule, compared)}
      about={definitions.customer_churn}
      source={pathWith('/api/customer-churn', { ...filters, preset })}
      card={card}
      compares
      unfiltered={unfiltered}
      isEmpty={(rows) => rows.every(({ at_risk_customers }) => at_risk_customers === 0)}
      empty="There was nobody to lose in this time. Choose other dates or another plan."
      className={className}
      table={(rows) => (
        <DataTable
          caption="Customer churn"
          rows={rows}
          columns={[
            {
              name: preset === 'standard' ? 'Month' : 'Day',
              value: long,
            },
            {
              name: 'Could be lost',
              numeric: true,
              value: (row) => formatExactNumber(row.at_risk_customers),
            },
            { name: 'Lost', numeric: true, value: (row) => formatExactNumber(row.churned_customers) },
            { name: 'Churn', numeric: true, value: ({ churn_rate }) => formatShare(churn_rate) },
            ...(then?.columns(long, 'Churn', ({ churn_rate }) => formatShare(churn_rate)) ?? []),
          ]}
        />
      )}
    >
      {(rows) => (
        <Lines
          label="Customer churn"
          labels={rows.map(({ date }) => label(date))}
          lines={[
            { name: 'Churn', color: 'rose', values: rows.map(({ churn_rate }) => churn_rate) },
            ...(then === undefined ? [] : [then.line('Churn', ({ churn_rate }) => churn_rate)]),
          ]}
          format={formatShare}
          formatExactly={formatShare}
        />
      )}
    </Card>
  )
}
