import { definitions } from '../../../display/definitions.ts'
import {
  formatCompactMoney,
  formatExactNumber,
  formatMonth,
  formatShare,
  formatWholeMoney,
} from '../../../display/format.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { Lines } from '../../charts/lines/lines.tsx'
import { Card } from '../../frame/card.tsx'
import { DataTable } from '../../tables/data-table.tsx'

export interface ForecastMonth {
  month: string
  customers: number
  customers_low: number | null
  customers_high: number | null
  mrr: number
  mrr_low: number | null
  mrr_high: number | null
  backtests: number
  mrr_error: number | null
}

/** That the page shows. */
export const forecastMonths = 6

/** Where MRR goes, and how far such a forecast was off. */
export function ForecastCard({
  card,
  unfiltered,
  className = '',
}: {
  card: CardData<ForecastMonth[]>
  /** Which filters of the page it does not follow, in words. */
  unfiltered: string | undefined
  className?: string
}) {
  return (
    <Card
      title={`Forecast of MRR, ${forecastMonths} months`}
      note="USD, with its 95 % interval where the past is long enough"
      about={definitions.forecast}
      source={`/api/mrr-forecast?months=${forecastMonths}`}
      card={card}
      unfiltered={unfiltered}
      isEmpty={(rows) => rows.length === 0}
      empty="There is no whole month with a payment to begin from."
      className={className}
      table={(rows) => (
        <DataTable
          caption="Forecast of MRR"
          rows={rows}
          columns={[
            { name: 'Month', value: ({ month }) => formatMonth(month) },
            { name: 'MRR', numeric: true, value: ({ mrr }) => formatWholeMoney(mrr) },
            { name: '95 % interval', numeric: true, value: intervalOf },
            { name: 'Customers', numeric: true, value: ({ customers }) => formatExactNumber(customers) },
            {
              name: 'Error on the past',
              numeric: true,
              value: ({ mrr_error, backtests }) =>
                mrr_error === null ? 'n/a' : `${formatShare(mrr_error)} of ${backtests}`,
            },
          ]}
        />
      )}
    >
      {(rows) => (
        <Lines
          label="Forecast of MRR"
          labels={rows.map(({ month }) => formatMonth(month))}
          lines={[
            { name: 'MRR', color: 'indigo' as const, values: rows.map(({ mrr }) => mrr) },
            { name: 'Lower end', color: 'slate' as const, values: rows.map(({ mrr_low }) => mrr_low) },
            { name: 'Upper end', color: 'cyan' as const, values: rows.map(({ mrr_high }) => mrr_high) },
          ].filter(({ values }) => values.some((value) => value !== null))}
          format={formatCompactMoney}
          formatExactly={formatWholeMoney}
        />
      )}
    </Card>
  )
}

function intervalOf({ mrr_low, mrr_high }: ForecastMonth): string {
  if (mrr_low === null || mrr_high === null) return 'n/a'
  return `${formatWholeMoney(mrr_low)} to ${formatWholeMoney(mrr_high)}`
}
