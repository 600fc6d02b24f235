import { definitions } from '../../../display/definitions.ts'
import { formatExactNumber, formatMoney, formatMonth, formatNumber } from '../../../display/format.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { shownSpan } from '../../../request/series/shown-span.ts'
import { TimeSeries } from '../../charts/time-series.tsx'
import { Card } from '../../frame/card.tsx'
import { DataTable } from '../../tables/data-table.tsx'

export interface UserMonth {
  month: string
  state: 'paid' | 'trial' | 'failed' | 'none'
  subscription: string | null
  paid: number
  watches: number
  hours: number
}

const states: Record<UserMonth['state'], { word: string; color: string }> = {
  paid: { word: 'Paid', color: 'bg-emerald-500' },
  trial: { word: 'Trial', color: 'bg-cyan-500' },
  failed: { word: 'Payment failed', color: 'bg-rose-500' },
  none: { word: 'No payment', color: 'bg-slate-300 dark:bg-slate-700' },
}

/** One user’s life, month by month: whether they paid and for what, and how much they watched. */
export function UserMonthsCard({
  userId,
  card,
  className = '',
}: {
  userId: string
  card: CardData<UserMonth[]>
  className?: string
}) {
  return (
    <Card
      title="Month by month"
      note="hours watched, and what was paid"
      about={definitions.user_months}
      source={`/api/user-months/${userId}`}
      card={card}
      isEmpty={(rows) => rows.length === 0}
      empty="Nothing was paid or watched yet."
      className={className}
      table={(rows) => (
        <DataTable
          caption="Month by month"
          rows={rows}
          columns={[
            { name: 'Month', value: ({ month }) => formatMonth(month) },
            { name: 'Payment', value: ({ state }) => states[state].word },
            { name: 'Plan', value: ({ subscription }) => subscription ?? '' },
            { name: 'Paid', numeric: true, value: ({ paid }) => formatMoney(paid) },
            { name: 'Watches', numeric: true, value: ({ watches }) => formatExactNumber(watches) },
            { name: 'Hours', numeric: true, value: ({ hours }) => formatExactNumber(hours) },
          ]}
        />
      )}
    >
      {(all) => {
        const rows = shownMonths(all)
        return (
          <>
            <TimeSeries
              label="Hours by month"
              measure="Hours"
              color="indigo"
              format={formatNumber}
              formatExactly={formatExactNumber}
              points={rows.map(({ month, hours }) => ({ label: formatMonth(month), value: hours }))}
            />
            <ul aria-hidden="true" className="mt-4 mb-2 flex flex-wrap gap-x-4 gap-y-1 text-xs">
              {Object.values(states).map(({ word, color }) => (
                <li key={word} className="flex items-center gap-1.5">
                  <span className={`h-2.5 w-2.5 rounded-sm ${color}`} />
                  {word}
                </li>
              ))}
            </ul>
            <ol aria-label="Periods of payment" className="grid gap-1 text-sm">
              {spansOf(rows).map(({ from, to, state, subscription }) => (
                <li key={from} className="flex items-center gap-2">
                  <span
                    aria-hidden="true"
                    className={`h-2.5 w-2.5 shrink-0 rounded-sm ${states[state].color}`}
                  />
                  <span className="tabular-nums">
                    {formatMonth(from)}
                    {from === to ? '' : ` to ${formatMonth(to)}`}
                  </span>
                  <span className="quiet">
                    {states[state].word}
                    {subscription === null ? '' : ` · ${subscription}`}
                  </span>
                </li>
              ))}
            </ol>
          </>
        )
      }}
    </Card>
  )
}

/** Without the months of an odd date that lies far from the others: it is in the numbers. */
function shownMonths(rows: readonly UserMonth[]): UserMonth[] {
  const active = rows.filter(({ state, watches }) => state !== 'none' || watches > 0)
  const span = shownSpan(
    active.map(({ month }) => `${month}-01`),
    'month',
  )
  return rows.filter(
    ({ month }) => span !== undefined && `${month}-01` >= span.from && `${month}-01` <= span.to,
  )
}

/** Months of the same state and plan that follow each other, newest last. */
function spansOf(rows: readonly UserMonth[]) {
  const spans: { from: string; to: string; state: UserMonth['state']; subscription: string | null }[] = []
  for (const { month, state, subscription } of rows) {
    const span = spans.at(-1)
    if (span !== undefined && span.state === state && span.subscription === subscription) span.to = month
    else spans.push({ from: month, to: month, state, subscription })
  }
  return spans
}
