import { definitions } from '../../../display/definitions.ts'
import { formatExactNumber, formatNumber, formatShare } from '../../../display/format.ts'
import { pathWith } from '../../../filters/chosen-filters.ts'
import { withBeside } from '../../../request/series/compared-series.ts'
import { Lines } from '../../charts/lines/lines.tsx'
import { Card } from '../../frame/card.tsx'
import { DataTable } from '../../tables/data-table.tsx'
import { comparedRows } from '../compared/compared-rows.ts'
import { forFilters, monthLabel } from '../customers/customer-filters.ts'
import { type BillingCardProps, monthInWords } from './billing-card-props.ts'

export interface FailedCharges {
  date: string
  failed_charges: number
  failure_cases: number
  recovered_cases: number
  recovery_rate: number | null
}

/** How many charges fail, and how many of these cases are made good. */
export function FailedChargesCard({
  card,
  compared,
  filters,
  today,
  className = '',
}: BillingCardProps<FailedCharges>) {
  const then = comparedRows(card.data, compared, 'month')
  return (
    <Card
      title={`Failed charges, ${forFilters(filters)}`}
      note={withBeside('payments that failed, cases of them, and cases made good within 14 days', compared)}
      about={definitions.failed_charges}
      source={pathWith('/api/failed-charges', { ...filters, fill: true })}
      card={card}
      compares
      isEmpty={(rows) => rows.every(({ failed_charges }) => failed_charges === 0)}
      empty="No charge failed in this time."
      className={className}
      table={(rows) => (
        <DataTable
          caption="Failed charges by month"
          rows={rows}
          columns={[
            { name: 'Month', value: monthInWords },
            {
              name: 'Failed',
              numeric: true,
              value: ({ failed_charges }) => formatExactNumber(failed_charges),
            },
            { name: 'Cases', numeric: true, value: ({ failure_cases }) => formatExactNumber(failure_cases) },
            {
              name: 'Recovered',
              numeric: true,
              value: ({ recovered_cases }) => formatExactNumber(recovered_cases),
            },
            {
              name: 'Recovery rate',
              numeric: true,
              value: ({ recovery_rate }) => formatShare(recovery_rate),
            },
            ...(then?.columns(monthInWords, 'Failed', (row) => formatExactNumber(row.failed_charges)) ?? []),
          ]}
        />
      )}
    >
      {(rows) => (
        <Lines
          label="Failed charges by month"
          labels={rows.map(({ date }) => monthLabel(date.slice(0, 7), today))}
          lines={[
            { name: 'Failed charges', color: 'rose', values: rows.map((row) => row.failed_charges) },
            { name: 'Cases', color: 'amber', values: rows.map((row) => row.failure_cases) },
            { name: 'Recovered', color: 'emerald', values: rows.map((row) => row.recovered_cases) },
            ...(then === undefined ? [] : [then.line('Failed charges', (row) => row.failed_charges)]),
          ]}
          format={formatNumber}
          formatExactly={formatExactNumber}
        />
      )}
    </Card>
  )
}
