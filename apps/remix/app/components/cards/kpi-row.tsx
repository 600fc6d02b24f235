import {
  formatDay,
  formatLongMonth,
  formatMonth,
  formatNumber,
  formatShare,
  formatWholeMoney,
} from '../../display/format.ts'
import { isIncomplete } from '../../display/is-incomplete.ts'
import type { CardData } from '../../request/card-data.server.ts'
import { changeOn, pointsOn } from './compared/figure-change.ts'
import { Kpi } from './kpi.tsx'

interface MonthSummary {
  month: string
  revenue: number
  payments: number
  watches: number
  active_users: number
  completion_rate: number | null
}

interface KpiRowProps {
  summary: CardData<MonthSummary[]>
  /** What the month is held against. */
  beside: 'month_before' | 'year_before'
  /** In UTC: the month it lies in is compared with none. */
  today: string
  /** Which filters of the page they do not follow, in words. */
  unfiltered: string | undefined
}

const besides = {
  month_before: { at: -2, none: 'no month before' },
  year_before: { at: -13, none: 'no such month a year before' },
} as const

/** The key figures of the last month of the summary, against the month before, or of the year before, where both are whole. */
export function KpiRow({ summary, beside, today, unfiltered }: KpiRowProps) {
  if (summary.fault !== null)
    return (
      <p role="alert" className="text-sm">
        {summary.fault}
      </p>
    )
  const months = summary.data.slice(
    Math.max(
      0,
      summary.data.findIndex(({ payments, watches }) => payments + watches > 0),
    ),
  )
  const now = months.at(-1)
  if (now === undefined) return null
  const running = isIncomplete(`${now.month}-01`, 'month', today)
  // A part of a month says nothing beside a whole one.
  const held = besides[beside]
  const before = running ? undefined : months.at(held.at)
  const alone = running ? `so far, until ${formatDay(today)}` : held.none
  const latest = months.slice(-6)
  const change = (value: number, past: number | undefined) =>
    before === undefined || past === undefined ? undefined : changeOn(before.month, value, past)
  return (
    <section
      aria-label={`Key figures of ${formatLongMonth(now.month)}`}
      className="grid gap-4 sm:grid-cols-2 lg:gap-6 xl:grid-cols-4"
    >
      <Kpi
        name={`Viewers in ${formatMonth(now.month)}`}
        value={formatNumber(now.active_users)}
        note={alone}
        change={change(now.active_users, before?.active_users)}
        trend={latest.map(({ active_users }) => active_users)}
      />
      <Kpi
        name={`Revenue in ${formatMonth(now.month)}`}
        value={formatWholeMoney(now.revenue)}
        note={alone}
        change={change(now.revenue, before?.revenue)}
        trend={latest.map(({ revenue }) => revenue)}
      />
      <Kpi
        name={`Watches in ${formatMonth(now.month)}`}
        value={formatNumber(now.watches)}
        note={alone}
        change={change(now.watches, before?.watches)}
        trend={latest.map(({ watches }) => watches)}
      />
      <Kpi
        name={`Completion rate in ${formatMonth(now.month)}`}
        value={formatShare(now.completion_rate)}
        note="watches of 90 % and more ÷ watches begun"
        change={
          before === undefined
            ? undefined
            : pointsOn(before.month, now.completion_rate, before.completion_rate)
        }
        trend={latest.map(({ completion_rate }) => completion_rate ?? 0)}
      />
      {unfiltered === undefined ? null : (
        <p className="text-xs font-medium sm:col-span-2 xl:col-span-4">{unfiltered}</p>
      )}
    </section>
  )
}
