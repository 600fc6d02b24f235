import { definitions } from '../../../display/definitions.ts'
import { formatCompactMoney, formatMoney, formatMonth, formatShare } from '../../../display/format.ts'
import { pathWith } from '../../../filters/chosen-filters.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { Lines } from '../../charts/lines/lines.tsx'
import { Card } from '../../frame/card.tsx'
import { DataTable } from '../../tables/data-table.tsx'
import { type CustomerFilters, forMonths, monthLabel } from '../customers/customer-filters.ts'
import { comparable, startWords } from '../customers/start-of-data.ts'

export interface MrrMovements {
  month: string
  start_mrr: number
  new_mrr: number
  reactivation_mrr: number
  expansion_mrr: number
  contraction_mrr: number
  churned_mrr: number
  switched_in_mrr: number
  switched_out_mrr: number
  end_mrr: number
  gross_churn_rate: number | null
  net_churn_rate: number | null
  net_revenue_retention: number | null
  gross_revenue_retention: number | null
  quick_ratio: number | null
}

interface Props {
  card: CardData<MrrMovements[]>
  filters: CustomerFilters
  today: string
  className?: string
}

const movements = [
  { name: 'New', key: 'new_mrr', color: 'indigo' },
  { name: 'Reactivation', key: 'reactivation_mrr', color: 'cyan' },
  { name: 'Expansion', key: 'expansion_mrr', color: 'emerald' },
  { name: 'Contraction', key: 'contraction_mrr', color: 'amber' },
  { name: 'Churn', key: 'churned_mrr', color: 'rose' },
] as const
const switches = [
  { name: 'Switched in', key: 'switched_in_mrr', color: 'violet' },
  { name: 'Switched out', key: 'switched_out_mrr', color: 'slate' },
] as const

const isEmpty = (rows: MrrMovements[]) =>
  rows.every(({ start_mrr, end_mrr }) => start_mrr === 0 && end_mrr === 0)
const empty = 'Nobody paid in this time. Choose other dates or another plan.'

/** What adds to MRR and what takes from it. */
export function MrrMovementsCard({ card, filters, today, className = '' }: Props) {
  const shown = filters.plan === undefined ? movements : [...movements, ...switches]
  return (
    <Card
      title={`Movements of MRR, ${forMonths(filters)}`}
      note={`USD a month: what new and returning customers add, and what is lost${startWords(card.data)}`}
      about={definitions.mrr_movements}
      source={pathWith('/api/mrr-movements', { ...filters, fill: true })}
      card={card}
      isEmpty={isEmpty}
      empty={empty}
      className={className}
      table={(rows) => (
        <DataTable
          caption="Movements of MRR by month"
          rows={rows}
          columns={[
            { name: 'Month', value: ({ month }) => formatMonth(month) },
            { name: 'Start', numeric: true, value: ({ start_mrr }) => formatMoney(start_mrr) },
            ...shown.map(({ name, key }) => ({
              name,
              numeric: true,
              value: (row: MrrMovements) => formatMoney(row[key]),
            })),
            { name: 'End', numeric: true, value: ({ end_mrr }) => formatMoney(end_mrr) },
          ]}
        />
      )}
    >
      {(rows) => (
        <Lines
          label="Movements of MRR"
          labels={comparable(rows).map(({ month }) => monthLabel(month, today))}
          lines={shown.map(({ name, key, color }) => ({
            name,
            color,
            values: comparable(rows).map((row) => row[key]),
          }))}
          format={formatCompactMoney}
          formatExactly={formatMoney}
        />
      )}
    </Card>
  )
}

const rates = [
  { name: 'Gross churn', key: 'gross_churn_rate', color: 'rose' },
  { name: 'Net churn', key: 'net_churn_rate', color: 'amber' },
  { name: 'Net revenue retention', key: 'net_revenue_retention', color: 'indigo' },
  { name: 'Gross revenue retention', key: 'gross_revenue_retention', color: 'cyan' },
] as const

/** Which share of MRR is lost and kept. */
export function MrrRetentionCard({ card, filters, today, className = '' }: Props) {
  return (
    <Card
      title={`MRR churn and retention, ${forMonths(filters)}`}
      note="of the MRR at each month’s start"
      about={definitions.mrr_retention}
      source={pathWith('/api/mrr-movements', { ...filters, fill: true })}
      card={card}
      isEmpty={isEmpty}
      empty={empty}
      className={className}
      table={(rows) => (
        <DataTable
          caption="MRR churn and retention by month"
          rows={rows}
          columns={[
            { name: 'Month', value: ({ month }) => formatMonth(month) },
            ...rates.map(({ name, key }) => ({
              name,
              numeric: true,
              value: (row: MrrMovements) => formatShare(row[key]),
            })),
            {
              name: 'Quick ratio',
              numeric: true,
              value: ({ quick_ratio }) => (quick_ratio === null ? 'n/a' : quick_ratio.toFixed(2)),
            },
          ]}
        />
      )}
    >
      {(rows) => (
        <Lines
          label="MRR churn and retention"
          labels={rows.map(({ month }) => monthLabel(month, today))}
          lines={rates.map(({ name, key, color }) => ({ name, color, values: rows.map((row) => row[key]) }))}
          format={formatShare}
          formatExactly={formatShare}
        />
      )}
    </Card>
  )
}
