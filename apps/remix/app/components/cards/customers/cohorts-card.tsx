import { definitions } from '../../../display/definitions.ts'
import { formatExactNumber, formatMoney, formatMonth, formatShare } from '../../../display/format.ts'
import { pathWith } from '../../../filters/chosen-filters.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { useChartOfCard } from '../../charts/image/chart-of-card.ts'
import { ofBoxes } from '../../charts/image/painted-boxes.ts'
import { Card } from '../../frame/card.tsx'
import { ChoiceLinks } from '../../frame/choice-links.tsx'
import { DataTable } from '../../tables/data-table.tsx'
import { type CohortMeasure, type CohortMonth, cohortChoice, cohortMeasures } from './cohort-measures.ts'
import { forMonths } from './customer-filters.ts'

/** Months that stand beside each other; later ones are in the numbers. */
const monthsShown = 24

/** Which share of each cohort still pays, month by month. */
export function CohortsCard({
  card,
  measure,
  filters,
  kept,
  today,
  unfiltered,
  className = '',
}: {
  card: CardData<CohortMonth[]>
  measure: CohortMeasure
  /** Of cohorts. */
  filters: { start_date?: string | undefined; end_date?: string | undefined }
  /** What the links that change the measure keep of the URL. */
  kept: Record<string, string | undefined>
  /** In UTC: its month is left out of the table, since most of its payments are still to come. */
  today: string
  /** Which filters of the page it does not follow, in words. */
  unfiltered: string | undefined
  className?: string
}) {
  return (
    <Card
      title={`Retention of cohorts, ${forMonths(filters)}`}
      note={cohortMeasures[measure].note}
      about={definitions.cohorts}
      source={pathWith('/api/cohort-retention', { ...filters })}
      card={card}
      unfiltered={unfiltered}
      isEmpty={(rows) => rows.length === 0}
      empty="Nobody became a customer in this time. Choose other dates."
      actions={<ChoiceLinks choice={cohortChoice} chosen={measure} path="/subscribers" kept={kept} />}
      className={className}
      table={(rows) => (
        <DataTable
          caption="Retention of cohorts"
          rows={rows}
          columns={[
            { name: 'Cohort', value: ({ cohort }) => formatMonth(cohort) },
            { name: 'Months', numeric: true, value: ({ months }) => String(months) },
            { name: 'Customers', numeric: true, value: ({ customers }) => formatExactNumber(customers) },
            { name: 'Of the first', numeric: true, value: (row) => formatShare(row.customer_retention) },
            { name: 'MRR', numeric: true, value: ({ mrr }) => formatMoney(mrr) },
            { name: 'Of the first MRR', numeric: true, value: (row) => formatShare(row.mrr_retention) },
            { name: 'Hours', numeric: true, value: ({ hours }) => formatExactNumber(hours) },
            { name: 'Of the first hours', numeric: true, value: (row) => formatShare(row.hours_retention) },
          ]}
        />
      )}
    >
      {(rows) => <CohortTable rows={rows.filter((row) => isOver(row, today))} measure={measure} />}
    </Card>
  )
}

const scrolling = 'relative max-h-[32rem] overflow-auto text-xs'

function CohortTable({ rows, measure }: { rows: readonly CohortMonth[]; measure: CohortMeasure }) {
  useChartOfCard()
  const cohorts = [...new Set(rows.map(({ cohort }) => cohort))]
  const byMonth = new Map(rows.map((row) => [`${row.cohort} ${row.months}`, row]))
  const longest = Math.max(...rows.map(({ months }) => months))
  const months = Array.from({ length: Math.min(monthsShown, longest + 1) }, (_, at) => at)
  const last = lastMonthOf(rows)
  return (
    // What scrolls must be reachable by keyboard; what is for screen readers alone is placed in it, not beside the page.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section tabIndex={0} aria-label="Retention of cohorts" className={scrolling}>
      <table data-chart={ofBoxes} className="border-separate border-spacing-0.5">
        <caption className="sr-only">Share of each cohort by months since its first payment</caption>
        <thead>
          <tr>
            <th scope="col" className="pr-3 text-left font-medium">
              Cohort
            </th>
            <th scope="col" className="px-2 text-right font-medium">
              {cohortMeasures[measure].name}
            </th>
            {months.map((month) => (
              <th key={month} scope="col" className="min-w-11 px-1 text-right font-medium">
                {month}
                <span className="sr-only"> months</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cohorts.map((cohort) => {
            const first = byMonth.get(`${cohort} 0`)
            return (
              <tr key={cohort}>
                <th scope="row" className="whitespace-nowrap pr-3 text-left font-normal">
                  {formatMonth(cohort)}
                </th>
                <td className="px-2 text-right">{cohortMeasures[measure].first(first)}</td>
                {months.map((month) => {
                  const row = byMonth.get(`${cohort} ${month}`)
                  const share = row === undefined ? null : cohortMeasures[measure].share(row)
                  // A month without a row is one in which nobody of it paid, or one that has not come yet.
                  if (row === undefined && monthIndex(cohort) + month > last) return <td key={month} />
                  return (
                    <td key={month} className={`rounded px-1 py-1 text-right ${shade(share ?? 0)}`}>
                      {formatShare(row === undefined ? 0 : share)}
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

function monthIndex(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7))
}

/** Whether the month of a cell is over. */
function isOver({ cohort, months }: CohortMonth, today: string): boolean {
  return monthIndex(cohort) + months < monthIndex(today)
}

function lastMonthOf(rows: readonly CohortMonth[]): number {
  return rows.reduce((last, { cohort, months }) => Math.max(last, monthIndex(cohort) + months), 0)
}

/** Whole class names, so that Tailwind finds them; text keeps 4.5 : 1 on each in both themes. */
const shades = [
  'bg-indigo-50 dark:bg-slate-800',
  'bg-indigo-100 dark:bg-indigo-950',
  'bg-indigo-200 dark:bg-indigo-900',
  'bg-indigo-300 dark:bg-indigo-800',
  'bg-indigo-600 text-white dark:bg-indigo-700',
] as const

function shade(share: number): string {
  return shades[Math.min(shades.length - 1, Math.floor(share * shades.length))] ?? shades[0]
}
