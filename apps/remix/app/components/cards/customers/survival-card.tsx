import { definitions } from '../../../display/definitions.ts'
import { formatExactNumber, formatShare } from '../../../display/format.ts'
import { pathWith } from '../../../filters/chosen-filters.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { Lines } from '../../charts/lines/lines.tsx'
import { Card } from '../../frame/card.tsx'
import { DataTable } from '../../tables/data-table.tsx'
import { forMonths } from './customer-filters.ts'

export interface Survival {
  months: number
  at_risk_customers: number
  churned_customers: number
  survival: number
  survival_low: number
  survival_high: number
}

/** How long customers stay. */
export function SurvivalCard({
  card,
  filters,
  unfiltered,
  className = '',
}: {
  card: CardData<Survival[]>
  /** Of cohorts. */
  filters: { start_date?: string | undefined; end_date?: string | undefined }
  /** Which filters of the page it does not follow, in words. */
  unfiltered: string | undefined
  className?: string
}) {
  return (
    <Card
      title={`How long customers stay: cohorts of ${forMonths(filters)}`}
      note="share still customers so many months after their first payment"
      about={definitions.survival}
      source={pathWith('/api/customer-survival', { ...filters })}
      card={card}
      unfiltered={unfiltered}
      isEmpty={(rows) => rows.length === 0}
      empty="Nobody became a customer in this time. Choose other dates."
      className={className}
      table={(rows) => (
        <DataTable
          caption="Survival of customers"
          rows={rows}
          columns={[
            { name: 'Months', numeric: true, value: ({ months }) => String(months) },
            { name: 'At risk', numeric: true, value: (row) => formatExactNumber(row.at_risk_customers) },
            { name: 'Left', numeric: true, value: (row) => formatExactNumber(row.churned_customers) },
            { name: 'Still customers', numeric: true, value: ({ survival }) => formatShare(survival) },
            {
              name: '95 % interval',
              numeric: true,
              value: (row) => `${formatShare(row.survival_low)} to ${formatShare(row.survival_high)}`,
            },
          ]}
        />
      )}
    >
      {(rows) => (
        <Lines
          label="How long customers stay"
          labels={rows.map(({ months }) => `${months} ${months === 1 ? 'month' : 'months'}`)}
          lines={[
            { name: 'Still customers', color: 'indigo', values: rows.map(({ survival }) => survival) },
            { name: 'Lower end', color: 'slate', values: rows.map((row) => row.survival_low) },
            { name: 'Upper end', color: 'cyan', values: rows.map((row) => row.survival_high) },
          ]}
          format={formatShare}
          formatExactly={formatShare}
        />
      )}
    </Card>
  )
}
