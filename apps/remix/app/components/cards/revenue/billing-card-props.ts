import { formatMonth } from '../../../display/format.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import type { ComparedSeries } from '../../../request/series/compared-series.ts'
import type { CustomerFilters } from '../customers/customer-filters.ts'

/** What cards about charges by month are given. */
export interface BillingCardProps<Row> {
  card: CardData<Row[]>
  /** What it is shown beside. */
  compared?: ComparedSeries<Row> | undefined
  filters: CustomerFilters
  today: string
  className?: string
}

/** A row’s month, in words. */
export function monthInWords({ date }: { date: string }): string {
  return formatMonth(date.slice(0, 7))
}
