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

export interface TrialConversion {
  date: string
  trials: number
  converted_trials: number
  conversion_rate: number | null
}

/** How many trials become customers. */
export function TrialsCard({
  card,
  compared,
  filters,
  today,
  className = '',
}: BillingCardProps<TrialConversion>) {
  const then = comparedRows(card.data, compared, 'month')
  return (
    <Card
      title={`Trials, ${forFilters(filters)}`}
      note={withBeside('begun in the month, and those of them that have paid since', compared)}
      about={definitions.trials}
      source={pathWith('/api/trial-conversion', { ...filters, fill: true })}
      card={card}
      compares
      isEmpty={(rows) => rows.every(({ trials }) => trials === 0)}
      empty="No trial began in this time."
      className={className}
      table={(rows) => (
        <DataTable
          caption="Trials by month"
          rows={rows}
          columns={[
            { name: 'Month', value: monthInWords },
            { name: 'Trials', numeric: true, value: ({ trials }) => formatExactNumber(trials) },
            {
              name: 'Converted',
              numeric: true,
              value: ({ converted_trials }) => formatExactNumber(converted_trials),
            },
            {
              name: 'Conversion rate',
              numeric: true,
              value: ({ conversion_rate }) => formatShare(conversion_rate),
            },
            ...(then?.columns(monthInWords, 'Trials', ({ trials }) => formatExactNumber(trials)) ?? []),
          ]}
        />
      )}
    >
      {(rows) => (
        <Lines
          label="Trials by month"
          labels={rows.map(({ date }) => monthLabel(date.slice(0, 7), today))}
          lines={[
            { name: 'Trials', color: 'cyan', values: rows.map(({ trials }) => trials) },
            { name: 'Converted', color: 'indigo', values: rows.map((row) => row.converted_trials) },
            ...(then === undefined ? [] : [then.line('Trials', ({ trials }) => trials)]),
          ]}
          format={formatNumber}
          formatExactly={formatExactNumber}
        />
      )}
    </Card>
  )
}
