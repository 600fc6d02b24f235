import type { Caller } from '@streaming/trpc-router/server'
import { pathWith } from '../chosen-filters.ts'
import { definitions } from '../definitions.ts'
import {
  formatCount,
  formatDay,
  formatInstant,
  formatMoney,
  formatNumber,
  formatShortDay,
  formatWholeMoney,
} from '../format.ts'
import { Card } from './card.tsx'
import { DataTable } from './data-table.tsx'
import { Ranking } from './ranking.tsx'
import { TimeSeries } from './time-series.tsx'

type Stats = Awaited<ReturnType<Caller['analytics']['userStats']>>

/** The newest of each history; the totals are over all. */
export const historyShown = 200

/** What one user watched and paid. */
export function UserStats({ stats }: { stats: Stats }) {
  const { name, subscription, totals, watch_history, payment_history } = stats
  const source = pathWith(`/api/user-stats/${stats.user_id}`, { limit: historyShown })
  const figures = [
    ['Plan', subscription],
    ['Watches', formatNumber(totals.watch_count)],
    [
      'Average progress',
      totals.average_progress === null ? 'n/a' : `${formatNumber(totals.average_progress)}%`,
    ],
    ['Paid', `${formatMoney(totals.total_amount)} in ${formatCount(totals.payment_count, 'payment')}`],
  ]
  const days = (text: string) => formatShortDay(text.slice(0, 10))
  return (
    <>
      <dl className="grid grid-cols-2 gap-4 lg:grid-cols-4 lg:gap-6">
        {figures.map(([label, value]) => (
          <div key={label} className="panel">
            <dt className="quiet text-sm">{label}</dt>
            <dd className="mt-1 text-lg font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-4 grid grid-cols-1 gap-4 lg:mt-6 lg:gap-6 xl:grid-cols-2">
        <Card
          title="Watch history"
          note={`progress of each sitting, percent${totals.watch_count > historyShown ? `; the newest ${historyShown}` : ''}`}
          about={definitions.watches}
          source={source}
          card={{ data: watch_history, fault: null }}
          isEmpty={(rows) => rows.length === 0}
          empty={`${name} has not watched anything yet.`}
          table={(rows) => (
            <DataTable
              caption="Watch history"
              rows={rows}
              columns={[
                { name: 'Title', value: ({ title }) => title },
                { name: 'Progress', numeric: true, value: ({ progress }) => `${formatNumber(progress)}%` },
                {
                  name: 'Watched (UTC)',
                  numeric: true,
                  value: ({ watched_on }) => formatInstant(watched_on),
                },
              ]}
            />
          )}
        >
          {(rows) => (
            <Ranking
              label={`What ${name} watched, newest first`}
              most={100}
              items={rows.map(({ title, watched_on, progress }, index) => ({
                key: `${index}`,
                name: title,
                detail: formatDay(watched_on.slice(0, 10)),
                value: progress,
                label: `${formatNumber(progress)}%`,
                color: 'cyan',
              }))}
            />
          )}
        </Card>
        <Card
          title="Payment history"
          note={`USD${totals.payment_count > historyShown ? `; the newest ${historyShown}` : ''}`}
          about={definitions.payments}
          source={source}
          card={{ data: payment_history, fault: null }}
          isEmpty={(rows) => rows.length === 0}
          empty={`${name} has not paid anything yet.`}
          table={(rows) => (
            <DataTable
              caption="Payment history"
              rows={rows}
              columns={[
                { name: 'Paid (UTC)', value: ({ payment_date }) => formatInstant(payment_date) },
                { name: 'Method', value: ({ method }) => method },
                { name: 'Amount', numeric: true, value: ({ amount }) => formatMoney(amount) },
              ]}
            />
          )}
        >
          {(rows) => (
            <TimeSeries
              label={`${name}’s payments, oldest first`}
              measure="Amount"
              color="emerald"
              format={formatWholeMoney}
              points={[...rows].reverse().map(({ payment_date, amount }, index) => ({
                label: `${index + 1}. ${days(payment_date)}`,
                value: amount,
              }))}
            />
          )}
        </Card>
      </div>
    </>
  )
}
