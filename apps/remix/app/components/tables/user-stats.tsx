import type { Caller } from '@streaming/trpc-router/server'
import type { ReactNode } from 'react'
import { definitions } from '../../display/definitions.ts'
import {
  formatCompactMoney,
  formatCount,
  formatInstant,
  formatMoney,
  formatMonth,
  formatNumber,
  formatPeriod,
} from '../../display/format.ts'
import { paidByMonth } from '../../display/paid-by-month.ts'
import { pathWith } from '../../filters/chosen-filters.ts'
import type { CardData } from '../../request/card-data.server.ts'
import { TimeSeries } from '../charts/time-series.tsx'
import { Card } from '../frame/card.tsx'
import { DataTable } from './data-table.tsx'
import type { PagePlace } from './page-links.tsx'
import { type Watches, WatchHistoryCard } from './watch-history-card.tsx'

type Stats = Awaited<ReturnType<Caller['analytics']['userStats']>>

/** The newest payments; the totals are over all. */
export const paymentsShown = 200

/** What one user watched and paid; between the figures and the histories, what the page puts there. */
export function UserStats({
  stats,
  watches,
  place,
  path,
  children,
}: {
  stats: Stats
  /** A page of the history, and which one. */
  watches: CardData<Watches>
  place: PagePlace
  /** The page that this is on. */
  path: string
  children?: ReactNode
}) {
  const { name, subscription, totals, payment_history } = stats
  const source = pathWith(`/api/user-stats/${stats.user_id}`, { limit: paymentsShown })
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
        <WatchHistoryCard user_id={stats.user_id} name={name} watches={watches} place={place} path={path} />
        <Card
          title={`Payment history${spanOf(payment_history.map(({ payment_date }) => payment_date))}`}
          note={`USD by month, before refunds${totals.payment_count > paymentsShown ? `; the newest ${paymentsShown}` : ''}`}
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
              label={`${name}’s payments by month, oldest first`}
              measure="Amount"
              color="emerald"
              format={formatCompactMoney}
              formatExactly={formatMoney}
              points={paidByMonth(rows).map(({ month, amount }) => ({
                label: formatMonth(month),
                value: amount,
              }))}
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
