import { definitions } from '../../../display/definitions.ts'
import { formatCompactMoney, formatExactNumber, formatMoney } from '../../../display/format.ts'
import { pathWith } from '../../../filters/chosen-filters.ts'
import { withBeside } from '../../../request/series/compared-series.ts'
import { ComparedTimeSeries } from '../../charts/compared-time-series.tsx'
import { Card } from '../../frame/card.tsx'
import { DataTable } from '../../tables/data-table.tsx'
import { comparedRows } from '../compared/compared-rows.ts'
import { forFilters, monthLabel } from '../customers/customer-filters.ts'
import { type BillingCardProps, monthInWords } from './billing-card-props.ts'

export interface Refunds {
  date: string
  refunds: number
  refunded: number
}

/** How much is given back. */
export function RefundsCard({ card, compared, filters, today, className = '' }: BillingCardProps<Refunds>) {
  const then = comparedRows(card.data, compared, 'month')
  return (
    <Card
      title={`Refunds, ${forFilters(filters)}`}
      note={withBeside('USD given back, by the month of the payment', compared)}
      about={definitions.refunds}
      source={pathWith('/api/refunds', { ...filters, fill: true })}
      card={card}
      compares
      isEmpty={(rows) => rows.every(({ refunds }) => refunds === 0)}
      empty="Nothing was given back in this time."
      className={className}
      table={(rows) => (
        <DataTable
          caption="Refunds by month"
          rows={rows}
          columns={[
            { name: 'Month', value: monthInWords },
            { name: 'Refunds', numeric: true, value: ({ refunds }) => formatExactNumber(refunds) },
            { name: 'Given back', numeric: true, value: ({ refunded }) => formatMoney(refunded) },
            ...(then?.columns(monthInWords, 'Given back', ({ refunded }) => formatMoney(refunded)) ?? []),
          ]}
        />
      )}
    >
      {(rows) => (
        <ComparedTimeSeries
          label="Refunds by month"
          measure="Given back"
          color="amber"
          format={formatCompactMoney}
          formatExactly={formatMoney}
          points={rows.map(({ date, refunded }) => ({
            label: monthLabel(date.slice(0, 7), today),
            value: refunded,
          }))}
          beside={then?.line('Given back', ({ refunded }) => refunded)}
        />
      )}
    </Card>
  )
}
