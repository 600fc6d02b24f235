import { formatNumber, formatShare } from '../../../display/format.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { type ComparedSeries, rowsBeside } from '../../../request/series/compared-series.ts'
import type { CustomerMovements } from './customer-movements-card.tsx'
import { type Figure, KeyFigures } from './key-figures.tsx'
import { sinceStart } from './start-of-data.ts'

const figures: readonly Figure<CustomerMovements>[] = [
  {
    name: 'Customers',
    of: ({ end_customers }) => end_customers,
    write: (value) => formatNumber(value ?? 0),
    note: 'who paid in the month',
  },
  {
    name: 'New customers',
    of: ({ new_customers }) => new_customers,
    write: (value) => formatNumber(value ?? 0),
    note: 'paid for the first time ever',
  },
  {
    name: 'Customers who left',
    of: ({ churned_customers }) => churned_customers,
    write: (value) => formatNumber(value ?? 0),
    note: 'paid the month before',
    better: 'down',
  },
  {
    name: 'Customer churn',
    of: ({ start_customers, churned_customers }) =>
      start_customers === 0 ? null : churned_customers / start_customers,
    write: formatShare,
    note: 'of the customers of the month before',
    isShare: true,
    better: 'down',
  },
]

/** The key figures of customers, each against that of the month before, or of the other period. */
export function CustomerFigures({
  card,
  compared,
  today,
}: {
  card: CardData<CustomerMovements[]>
  /** What it is shown beside. */
  compared?: ComparedSeries<CustomerMovements> | undefined
  /** In UTC. */
  today: string
}) {
  return (
    <KeyFigures
      card={sinceStart(card)}
      beside={rowsBeside(card.data, compared, 'month')}
      figures={figures}
      today={today}
    />
  )
}
