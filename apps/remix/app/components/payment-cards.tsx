import type { CardData } from '../card-data.server.ts'
import { pathWith } from '../chosen-filters.ts'
import { definitions } from '../definitions.ts'
import {
  dayFormat,
  formatDay,
  formatMoney,
  formatNumber,
  formatPeriod,
  formatShare,
  formatWholeMoney,
} from '../format.ts'
import { colorOf } from '../palette.ts'
import { Card } from './card.tsx'
import { DataTable } from './data-table.tsx'
import { Parts } from './parts.tsx'
import { Ranking } from './ranking.tsx'
import { TimeSeries } from './time-series.tsx'

interface Filters {
  start_date?: string | undefined
  end_date?: string | undefined
  plan?: string | undefined
}

/** How payments are made. */
export function PaymentMethodsCard({
  card,
  filters = {},
  className = '',
}: {
  card: CardData<{ method: string; count: number }[]>
  filters?: Filters
  className?: string
}) {
  return (
    <Card
      title={`Payment methods, ${formatPeriod(filters)}`}
      note={`number of payments${ofPlan(filters)}`}
      about={definitions.methods}
      source={pathWith('/api/payment-method-distribution', { ...filters })}
      card={card}
      isEmpty={(rows) => rows.length === 0}
      empty="No payments yet."
      className={className}
      table={(rows) => (
        <DataTable
          caption="Payment methods"
          rows={rows}
          columns={[
            { name: 'Method', value: ({ method }) => method },
            { name: 'Payments', numeric: true, value: ({ count }) => formatNumber(count) },
            { name: 'Share', numeric: true, value: ({ count }) => formatShare(count / sum(rows)) },
          ]}
        />
      )}
    >
      {(rows) => {
        const names = rows.map(({ method }) => method)
        const parts = rows.map(({ method, count }) => ({
          key: method,
          name: method,
          value: count,
          label: `${formatNumber(count)} · ${formatShare(count / sum(rows))}`,
          color: colorOf(method, names),
        }))
        if (parts.length > 5) return <Ranking label="Payment methods" items={parts} />
        return <Parts label="Payment methods" parts={parts} total={formatNumber(sum(rows))} />
      }}
    </Card>
  )
}

function ofPlan({ plan }: Filters): string {
  return plan === undefined ? '' : ` — ${plan}`
}

function sum(rows: readonly { count: number }[]): number {
  return rows.reduce((total, { count }) => total + count, 0)
}

/** What is paid each week. */
export function WeeklyPaymentsCard({
  card,
  filters = {},
  className = '',
}: {
  card: CardData<{ week: string; total_revenue: number }[]>
  filters?: Filters
  className?: string
}) {
  return (
    <Card
      title={`Weekly payments, ${formatPeriod(filters)}`}
      note={`USD, weeks from Monday${ofPlan(filters)}`}
      about={definitions.revenue}
      source={pathWith('/api/payments-trend', { ...filters, fill: true })}
      card={card}
      isEmpty={(rows) => rows.every(({ total_revenue }) => total_revenue === 0)}
      empty="No payments yet."
      className={className}
      table={(rows) => (
        <DataTable
          caption="Weekly payments"
          rows={rows}
          columns={[
            { name: 'Week of', value: ({ week }) => formatDay(week) },
            { name: 'Revenue', numeric: true, value: ({ total_revenue }) => formatMoney(total_revenue) },
          ]}
        />
      )}
    >
      {(rows) => {
        const write = dayFormat(rows.map(({ week }) => week))
        return (
          <TimeSeries
            label="Weekly payments"
            measure="Revenue"
            color="emerald"
            format={formatWholeMoney}
            points={rows.map(({ week, total_revenue }) => ({ label: write(week), value: total_revenue }))}
          />
        )
      }}
    </Card>
  )
}
