import type { ChurnPreset } from '../components/cards/customers/churn-card.tsx'
import { usersAtRiskShown } from '../components/cards/engagement/users-at-risk-card.tsx'
import { defined } from '../filters/chosen-filters.ts'
import type { Compared } from '../filters/periods.ts'
import type { Asking } from '../request/asking.ts'
import { cardData } from '../request/card-data.server.ts'
import { seriesBeside } from '../request/series/series-beside.server.ts'
import { seriesData } from '../request/series/series-data.server.ts'

type Filters = {
  start_date: string | undefined
  end_date: string | undefined
  plan: string | undefined
}

/** What the page of subscribers shows, each card's answer apart from the others'. */
export async function subscriberReport(
  asking: Asking,
  { plan, ...period }: Filters,
  {
    preset,
    comparison,
    dataUntil,
  }: { preset: ChurnPreset; comparison: Compared | undefined; dataUntil: string | null },
) {
  const { analytics } = asking
  const ofPlan = defined({ plan })
  const days = defined(period)
  const month = defined({ month: lastWholeMonth(period.end_date, dataUntil) })
  const grain = activeUserGrain(period)
  const [movements, plans, churn, cohorts, survival, trials, active, perUser, atRisk] = await Promise.all([
    seriesBeside(period, comparison, (of) =>
      seriesData(asking, of, {
        granularity: 'month',
        ask: (within, fill) => analytics.customerMovements({ ...ofPlan, ...defined(within), fill }),
        dateOf: ({ month }) => `${month}-01`,
        hasHappened: ({ start_customers, end_customers }) => start_customers + end_customers > 0,
      }),
    ),
    cardData(analytics.customersByPlan(days)),
    seriesBeside(period, comparison, (of) =>
      cardData(analytics.customerChurn({ ...defined(of), ...(preset === 'standard' ? ofPlan : {}), preset })),
    ),
    cardData(analytics.cohortRetention(days)),
    cardData(analytics.customerSurvival(days)),
    seriesBeside(period, comparison, (of) =>
      seriesData(asking, of, {
        granularity: 'month',
        ask: (within, fill) => analytics.trialConversion({ ...ofPlan, ...defined(within), fill }),
        dateOf: ({ date }) => date,
        hasHappened: ({ trials }) => trials > 0,
      }),
    ),
    seriesBeside(period, comparison, (of) =>
      cardData(analytics.activeUsers({ ...defined(of), granularity: grain })),
    ),
    cardData(analytics.hoursPerUser(month)),
    cardData(analytics.usersAtRisk({ ...month, ...ofPlan, limit: usersAtRiskShown })),
  ])
  return {
    movements,
    plans,
    churn,
    cohorts,
    survival,
    trials,
    active,
    activeBy: grain,
    perUser,
    atRisk,
    month: month.month,
  }
}

/** Up to so many days are shown by day; months are easier to read beyond. */
const mostDays = 186

function activeUserGrain({ start_date, end_date }: Omit<Filters, 'plan'>): 'day' | 'month' {
  if (start_date === undefined || end_date === undefined) return 'month'
  const days = (Date.parse(`${end_date}T00:00:00Z`) - Date.parse(`${start_date}T00:00:00Z`)) / 86_400_000
  return days < mostDays ? 'day' : 'month'
}

/** The last month that is over by the end of the period and of the data; undefined where no end is asked for: the router knows it. */
function lastWholeMonth(end: string | undefined, dataUntil: string | null): string | undefined {
  if (end === undefined || dataUntil === null) return undefined
  const last = new Date(`${end < dataUntil ? end : dataUntil}T00:00:00Z`)
  last.setUTCDate(last.getUTCDate() + 1)
  last.setUTCMonth(last.getUTCMonth() - 1, 1)
  return last.toISOString().slice(0, 7)
}
