import { definitions } from '../../display/definitions.ts'
import {
  dayFormat,
  formatCompactMoney,
  formatDay,
  formatExactNumber,
  formatMoney,
  formatPeriod,
  formatShare,
  formatShortNumber,
  numberFormat,
} from '../../display/format.ts'
import { isIncomplete } from '../../display/is-incomplete.ts'
import { colorOf } from '../../display/palette.ts'
import { pathWith } from '../../filters/chosen-filters.ts'
import { daysOf } from '../../filters/days-of.ts'
import type { CardData } from '../../request/card-data.server.ts'
import { type ComparedSeries, withBeside } from '../../request/series/compared-series.ts'
import { ComparedTimeSeries } from '../charts/compared-time-series.tsx'
import { Parts } from '../charts/parts/parts.tsx'
import { Ranking } from '../charts/ranking.tsx'
import { Card } from '../frame/card.tsx'
import { DataTable } from '../tables/data-table.tsx'
import { comparedRows } from './compared/compared-rows.ts'

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
  unfiltered,
}: {
  card: CardData<{ method: string; count: number }[]>
  filters?: Filters
  /** Which filters of the page it does not follow, in words. */
  unfiltered?: string | undefined
  className?: string
}) {
  return (
    <Card
      title={`Payment methods, ${formatPeriod(filters)}`}
      note={`number of payments${ofPlan(filters)}`}
      about={definitions.methods}
      source={pathWith('/api/payment-method-distribution', { ...filters })}
      card={card}
      unfiltered={unfiltered}
      isEmpty={(rows) => rows.length === 0}
      empty="No payments yet."
      className={className}
      table={(rows) => (
        <DataTable
          caption="Payment methods"
          rows={rows}
          columns={[
            { name: 'Method', value: ({ method }) => method },
            { name: 'Payments', numeric: true, value: ({ count }) => formatExactNumber(count) },
            { name: 'Share', numeric: true, value: ({ count }) => formatShare(count / sum(rows)) },
          ]}
        />
      )}
    >
      {(rows) => {
        const names = rows.map(({ method }) => method)
        const write = numberFormat(rows.map(({ count }) => count))
        const parts = rows.map(({ method, count }) => ({
          key: method,
          name: method,
          value: count,
          label: `${write(count)} · ${formatShare(count / sum(rows))}`,
          color: colorOf(method, names),
        }))
        if (parts.length > 5) return <Ranking label="Payment methods" items={parts} />
        return <Parts label="Payment methods" parts={parts} total={formatShortNumber(sum(rows))} />
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

interface WeekOfPayments {
  /** Its first day. */
  week: string
  total_revenue: number
}

/** What is paid each week. */
export function WeeklyPaymentsCard({
  card,
  compared,
  today,
  filters = {},
  className = '',
  unfiltered,
}: {
  card: CardData<WeekOfPayments[]>
  /** What it is shown beside. */
  compared?: ComparedSeries<WeekOfPayments> | undefined
  /** In UTC: the week it lies in is not complete. */
  today: string
  filters?: Filters
  /** Which filters of the page it does not follow, in words. */
  unfiltered?: string | undefined
  className?: string
}) {
  const then = comparedRows(card.data, compared, 'week')
  return (
    <Card
      title={`Weekly payments, ${formatPeriod(filters)}`}
      note={withBeside(`USD, weeks from Monday${ofPlan(filters)}`, compared)}
      about={definitions.revenue}
      source={pathWith('/api/payments-trend', { ...filters, fill: true })}
      card={card}
      compares
      unfiltered={unfiltered}
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
            ...(then?.columns(
              ({ week }) => formatDay(week),
              'Revenue',
              (row) => formatMoney(row.total_revenue),
            ) ?? []),
          ]}
        />
      )}
    >
      {(rows) => {
        const write = dayFormat(rows.map(({ week }) => week))
        return (
          <ComparedTimeSeries
            label="Weekly payments"
            measure="Revenue"
            color="emerald"
            format={formatCompactMoney}
            formatExactly={formatMoney}
            points={rows.map(({ week, total_revenue }) => ({
              label: `${write(week)}${isIncomplete(week, 'week', today) ? ' (so far)' : ''}`,
              value: total_revenue,
              to: daysOf('/revenue', week, 'week', filters),
            }))}
            beside={then?.line('Revenue', (row) => row.total_revenue)}
          />
        )
      }}
    </Card>
  )
}
