import { definitions } from '../../display/definitions.ts'
import { formatCount, formatExactNumber, formatMonth, formatNumber } from '../../display/format.ts'
import { pathWith } from '../../filters/chosen-filters.ts'
import type { CardData } from '../../request/card-data.server.ts'
import { Card } from '../frame/card.tsx'
import { DataTable } from '../tables/data-table.tsx'

interface MonthlyTitlesCardProps {
  card: CardData<{ month: string; title: string; watch_count: number }[]>
  filters: {
    genre?: string | undefined
    content_type?: string | undefined
    plan?: string | undefined
    start_date?: string | undefined
    end_date?: string | undefined
  }
  /** Titles of each month. */
  limit: number
  className?: string
}

/** As many as stand beside the other cards; the table has them all. */
const monthsShown = 12

/** The most watched titles of each month, the latest first. */
export function MonthlyTitlesCard({ card, filters, limit, className = '' }: MonthlyTitlesCardProps) {
  const which = [filters.genre, filters.content_type, filters.plan].filter(Boolean).join(' · ')
  return (
    <Card
      title={`Most watched by month${which === '' ? '' : `: ${which}`}`}
      note={`${formatCount(limit, 'title')} a month, number of watches${card.data && latestMonths(card.data).length === monthsShown ? `; the newest ${monthsShown} months, all in the table` : ''}`}
      about={definitions.monthly}
      source={pathWith('/api/popular-content-trend', { ...filters, limit })}
      card={card}
      className={className}
      isEmpty={(data) => data.length === 0}
      empty="Nobody watched anything that fits. Choose fewer filters."
      table={(data) => (
        <DataTable
          caption="Most watched by month"
          rows={data}
          columns={[
            { name: 'Month', value: (row) => formatMonth(row.month) },
            { name: 'Title', value: ({ title }) => title },
            { name: 'Watches', numeric: true, value: ({ watch_count }) => formatExactNumber(watch_count) },
          ]}
        />
      )}
    >
      {(data) => (
        <div className="grid grid-cols-1 gap-x-8 gap-y-5 sm:grid-cols-2">
          {latestMonths(data).map((each) => (
            <div key={each}>
              <h3 className="text-sm font-medium">{formatMonth(each)}</h3>
              <ol className="mt-1 text-sm">
                {data
                  .filter((row) => row.month === each)
                  .map(({ title, watch_count }, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: two titles may share a name, and the order is fixed
                    <li key={index} className="flex justify-between gap-3 py-0.5">
                      <span className="min-w-0 truncate" title={title}>
                        {title}
                      </span>
                      <span>{formatNumber(watch_count)}</span>
                    </li>
                  ))}
              </ol>
            </div>
          ))}
        </div>
      )}
    </Card>
  )
}

function latestMonths(rows: readonly { month: string }[]): string[] {
  return [...new Set(rows.map(({ month }) => month))].reverse().slice(0, monthsShown)
}
