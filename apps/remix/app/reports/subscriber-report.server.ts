import type { AppLoadContext } from '@remix-run/node'
import type { ChurnPreset } from '../components/cards/customers/churn-card.tsx'
import { defined } from '../filters/chosen-filters.ts'
import { cardData } from '../request/card-data.server.ts'
import { seriesData } from '../request/series-data.server.ts'

type Filters = {
  start_date: string | undefined
  end_date: string | undefined
  plan: string | undefined
}

/** What the page of subscribers shows, each card's answer apart from the others'. */
export async function subscriberReport(
  context: AppLoadContext,
  { plan, ...period }: Filters,
  preset: ChurnPreset,
) {
  const { analytics } = context.caller
  const ofPlan = defined({ plan })
  const days = defined(period)
  const [movements, plans, churn, cohorts, survival, trials] = await Promise.all([
    seriesData(context, period, {
      granularity: 'month',
      ask: (within, fill) => analytics.customerMovements({ ...ofPlan, ...defined(within), fill }),
      dateOf: ({ month }) => `${month}-01`,
      hasHappened: ({ start_customers, end_customers }) => start_customers + end_customers > 0,
    }),
    cardData(analytics.customersByPlan(days)),
    cardData(analytics.customerChurn({ ...days, ...(preset === 'standard' ? ofPlan : {}), preset })),
    cardData(analytics.cohortRetention(days)),
    cardData(analytics.customerSurvival(days)),
    seriesData(context, period, {
      granularity: 'month',
      ask: (within, fill) => analytics.trialConversion({ ...ofPlan, ...defined(within), fill }),
      dateOf: ({ date }) => date,
      hasHappened: ({ trials }) => trials > 0,
    }),
  ])
  return { movements, plans, churn, cohorts, survival, trials }
}
