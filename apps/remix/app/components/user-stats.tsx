import type { Caller } from '@streaming/trpc-router/server'
import type { ReactNode } from 'react'
import { pathWith } from '../chosen-filters.ts'
import { definitions } from '../definitions.ts'
import {
  dayFormat,
  formatCount,
  formatDay,
  formatInstant,
  formatMoney,
  formatNumber,
  formatPeriod,
  formatWholeMoney,
} from '../format.ts'
import { Card } from './card.tsx'
import { DataTable } from './data-table.tsx'
import { Ranking } from './ranking.tsx'
import { TimeSeries } from './time-series.tsx'

type Stats = Awaited<ReturnType<Caller['analytics']['userStats']>>

/** The newest of each history; the totals are over all. */
export const historyShown = 200

/** What one user watched and paid; between the figures and the histories, what the page puts there. */
export function UserStats({ stats, children }: { stats: Stats; children?: ReactNode }) {
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
      {children}
      <div className="mt-4 grid grid-cols-1 gap-4 lg:mt-6 lg:gap-6 xl:grid-cols-2">
        <Card
          title={`Watch history${spanOf(watch_history.map(({ watched_on }) => watched_on))}`}
          note={`progress of each play, percent${totals.watch_count > historyShown ? `; the newest ${historyShown}` : ''}`}
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
          title={`Payment history${spanOf(payment_history.map(({ payment_date }) => payment_date))}`}
          note={`USD, before refunds${totals.payment_count > historyShown ? `; the newest ${historyShown}` : ''}`}
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
              points={paymentPoints(rows)}
            />
          )}
        </Card>
      </div>
    </>
  )
}

/** Of instants, newest first. */
function spanOf(instants: readonly string[]): string {
  const [end_date, start_date] = [instants[0], instants.at(-1)].map((instant) => instant?.slice(0, 10))
  return end_date === undefined ? '' : `, ${formatPeriod({ start_date, end_date })}`
}

/** Oldest first. Several payments of one day are told apart by their number. */
function paymentPoints(rows: Stats['payment_history']) {
  const days = rows.map(({ payment_date }) => payment_date.slice(0, 10)).reverse()
  const write = dayFormat(days)
  const amounts = rows.map(({ amount }) => amount).reverse()
  return days.map((day, index) => {
    const earlier = days.slice(0, index).filter((other) => other === day).length
    return { label: `${write(day)}${earlier === 0 ? '' : ` (${earlier + 1})`}`, value: amounts[index] ?? 0 }
  })
}
