import { definitions } from '../../../display/definitions.ts'
import {
  formatCompactMoney,
  formatExactNumber,
  formatMoney,
  formatMonth,
  formatNumber,
  formatShare,
} from '../../../display/format.ts'
import { pathWith } from '../../../filters/chosen-filters.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { Lines } from '../../charts/lines/lines.tsx'
import { TimeSeries } from '../../charts/time-series.tsx'
import { Card } from '../../frame/card.tsx'
import { DataTable } from '../../tables/data-table.tsx'
import { type CustomerFilters, forFilters, monthLabel } from '../customers/customer-filters.ts'

interface Props<Row> {
  card: CardData<Row[]>
  filters: CustomerFilters
  today: string
  className?: string
}

const monthOf = (date: string) => date.slice(0, 7)

export interface FailedCharges {
  date: string
  failed_charges: number
  failure_cases: number
  recovered_cases: number
  recovery_rate: number | null
}

/** How many charges fail, and how many of these cases are made good. */
export function FailedChargesCard({ card, filters, today, className = '' }: Props<FailedCharges>) {
  return (
    <Card
      title={`Failed charges, ${forFilters(filters)}`}
      note="payments that failed, cases of them, and cases made good within 14 days"
      about={definitions.failed_charges}
      source={pathWith('/api/failed-charges', { ...filters, fill: true })}
      card={card}
      isEmpty={(rows) => rows.every(({ failed_charges }) => failed_charges === 0)}
      empty="No charge failed in this time."
      className={className}
      table={(rows) => (
        <DataTable
          caption="Failed charges by month"
          rows={rows}
          columns={[
            { name: 'Month', value: ({ date }) => formatMonth(monthOf(date)) },
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
          ]}
        />
      )}
    >
      {(rows) => (
        <Lines
          label="Failed charges by month"
          labels={rows.map(({ date }) => monthLabel(monthOf(date), today))}
          lines={[
            { name: 'Failed charges', color: 'rose', values: rows.map((row) => row.failed_charges) },
            { name: 'Cases', color: 'amber', values: rows.map((row) => row.failure_cases) },
            { name: 'Recovered', color: 'emerald', values: rows.map((row) => row.recovered_cases) },
          ]}
          format={formatNumber}
          formatExactly={formatExactNumber}
        />
      )}
    </Card>
  )
}

export interface Refunds {
  date: string
  refunds: number
  refunded: number
}

/** How much is given back. */
export function RefundsCard({ card, filters, today, className = '' }: Props<Refunds>) {
  return (
    <Card
      title={`Refunds, ${forFilters(filters)}`}
      note="USD given back, by the month of the payment"
      about={definitions.refunds}
      source={pathWith('/api/refunds', { ...filters, fill: true })}
      card={card}
      isEmpty={(rows) => rows.every(({ refunds }) => refunds === 0)}
      empty="Nothing was given back in this time."
      className={className}
      table={(rows) => (
        <DataTable
          caption="Refunds by month"
          rows={rows}
          columns={[
            { name: 'Month', value: ({ date }) => formatMonth(monthOf(date)) },
            { name: 'Refunds', numeric: true, value: ({ refunds }) => formatExactNumber(refunds) },
            { name: 'Given back', numeric: true, value: ({ refunded }) => formatMoney(refunded) },
          ]}
        />
      )}
    >
      {(rows) => (
        <TimeSeries
          label="Refunds by month"
          measure="Given back"
          color="amber"
          format={formatCompactMoney}
          formatExactly={formatMoney}
          points={rows.map(({ date, refunded }) => ({
            label: monthLabel(monthOf(date), today),
            value: refunded,
          }))}
        />
      )}
    </Card>
  )
}

export interface TrialConversion {
  date: string
  trials: number
  converted_trials: number
  conversion_rate: number | null
}

/** How many trials become customers. */
export function TrialsCard({ card, filters, today, className = '' }: Props<TrialConversion>) {
  return (
    <Card
      title={`Trials, ${forFilters(filters)}`}
      note="begun in the month, and those of them that have paid since"
      about={definitions.trials}
      source={pathWith('/api/trial-conversion', { ...filters, fill: true })}
      card={card}
      isEmpty={(rows) => rows.every(({ trials }) => trials === 0)}
      empty="No trial began in this time."
      className={className}
      table={(rows) => (
        <DataTable
          caption="Trials by month"
          rows={rows}
          columns={[
            { name: 'Month', value: ({ date }) => formatMonth(monthOf(date)) },
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
          ]}
        />
      )}
    >
      {(rows) => (
        <Lines
          label="Trials by month"
          labels={rows.map(({ date }) => monthLabel(monthOf(date), today))}
          lines={[
            { name: 'Trials', color: 'cyan', values: rows.map(({ trials }) => trials) },
            { name: 'Converted', color: 'indigo', values: rows.map((row) => row.converted_trials) },
          ]}
          format={formatNumber}
          formatExactly={formatExactNumber}
        />
      )}
    </Card>
  )
}
