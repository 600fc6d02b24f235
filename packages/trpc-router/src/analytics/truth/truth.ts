import { Prisma, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { Count, Day, optionalParameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { isLost, lastWholeMonth } from '../movement-rows.ts'
import { addMonths } from '../time/months.ts'
import { type Scenario, simulationHeld } from './simulation.ts'

/** How good is a metric, where the true value is known? Of data that are not simulated nothing is: simulation is null, the lists are empty. */
export const Truth = z
  .object({
    simulation: z.object({ scenario: z.string(), seed: z.string() }).nullable(),
    events: z.array(
      z.object({
        kind: z.enum(['price-rise', 'outage']),
        date: Day.meta({ description: 'The first day on which it is felt' }),
        description: z.string(),
      }),
    ),
    metrics: z.array(
      z.object({
        metric: z.string(),
        measured: z.number().nullable().meta({ description: 'From the tables; null: there is too little' }),
        truth: z.number().meta({ description: 'What the simulator was told' }),
        error: z.number().nullable().meta({ description: 'measured − truth' }),
        definition: z.string(),
      }),
    ),
  })
  .meta({
    example: {
      simulation: { scenario: 'default', seed: '1' },
      events: [
        { kind: 'outage', date: '2026-02-14', description: 'Outage of 6 hours: 80 % of sittings are lost' },
      ],
      metrics: [
        {
          metric: 'customer churn',
          measured: 0.0561,
          truth: 0.053,
          error: 0.0031,
          definition: 'Customers lost in a month ÷ customers of the month before, over all whole months',
        },
      ],
    },
  })

export const truth = procedure
  .meta({
    method: 'GET',
    path: '/api/truth',
    summary: 'Measured metrics beside their true values',
    description:
      'Where the data are simulated: what the scenario says of customer churn, trial conversion, first charges that fail and yearly growth, beside what the tables say of them, over all whole months; and what happened to the whole service. Of other data simulation is null and there is nothing to compare.',
    tag: 'Dashboard',
    access: 'reports',
    csv: false,
  })
  .input(optionalParameters({}))
  .output(Truth)
  .query(({ ctx }) =>
    ctx.analytics.snapshot(async (query) => {
      const held = await simulationHeld(query)
      if (held === undefined) return { simulation: null, events: [], metrics: [] }
      const [sums] = await query(measuredSums(held.scenario.start), Sums)
      return {
        simulation: { scenario: held.scenario.name, seed: held.seed },
        events: held.scenario.events.map((event) => eventOf(event, held.scenario)).sort(byDate),
        metrics: sums === undefined ? [] : metricsOf(sums, held.scenario),
      }
    }),
  )

const Sums = z.object({
  at_risk: Count,
  lost: Count,
  trials: Count,
  converted: Count,
  cases: Count,
  recovered: Count,
  payments: Count,
  first_customers: Count,
  customers_year_after: Count,
})
type Sums = z.output<typeof Sums>

/**
 * Over whole months; trials of the last one may still run, and count in none.
 * @param start of the simulation, `YYYY-MM`
 */
const measuredSums = (start: string) => Prisma.sql`
  SELECT m.at_risk, m.lost, b.trials, b.converted, b.cases, b.recovered, p.payments, m.first_customers, m.customers_year_after
  FROM (
    SELECT COALESCE(SUM(CASE WHEN s.previous_subscription_id <> 0 THEN s.customers END), 0)::INT8 AS at_risk,
      COALESCE(SUM(CASE WHEN s.is_lost THEN s.customers END), 0)::INT8 AS lost,
      COALESCE(SUM(CASE WHEN s.month = s.year_after AND s.subscription_id <> 0 THEN s.customers END), 0)::INT8 AS customers_year_after,
      COALESCE(SUM(CASE WHEN s.month = s.first AND s.subscription_id <> 0 THEN s.customers END), 0)::INT8 AS first_customers
    FROM (
      SELECT m.month, m.previous_subscription_id, m.subscription_id, m.customers, ${isLost} AS is_lost, l.first,
        (l.first::TIMESTAMP + INTERVAL '12 months')::DATE AS year_after
      FROM ${rollupRows('customer_movement_months')} AS m
      JOIN (SELECT (${lastWholeMonth}) AS last, ${`${start}-01`}::DATE AS first) AS l ON m.month <= l.last
    ) AS s
  ) AS m
  CROSS JOIN (
    SELECT COALESCE(SUM(CASE WHEN b.month < l.last THEN b.trials END), 0)::INT8 AS trials,
      COALESCE(SUM(CASE WHEN b.month < l.last THEN b.converted_trials END), 0)::INT8 AS converted,
      COALESCE(SUM(CASE WHEN b.month <= l.last THEN b.failure_cases END), 0)::INT8 AS cases,
      COALESCE(SUM(CASE WHEN b.month <= l.last THEN b.recovered_cases END), 0)::INT8 AS recovered
    FROM ${rollupRows('billing_months')} AS b CROSS JOIN (SELECT (${lastWholeMonth}) AS last) AS l
  ) AS b
  CROSS JOIN (
    SELECT COALESCE(SUM(p.payments), 0)::INT8 AS payments FROM ${rollupRows('payment_months')} AS p
    WHERE p.month <= (${lastWholeMonth})
  ) AS p`

function metricsOf(sums: Sums, scenario: Scenario) {
  const rounded = (value: number) => Math.round(value * 10_000) / 10_000
  const of = (metric: string, part: number, whole: number, truth: number, definition: string) => {
    const measured = whole === 0 ? null : rounded(part / whole)
    return {
      metric,
      measured,
      truth,
      error: measured === null ? null : rounded(measured - truth),
      definition,
    }
  }
  // A case is one charge that failed at first; one that was made good is among the payments, too.
  const firstCharges = sums.payments - sums.recovered + sums.cases
  return [
    of(
      'customer churn',
      sums.lost,
      sums.at_risk,
      scenario.monthly_churn,
      'Customers lost in a month ÷ customers of the month before, over all whole months',
    ),
    of(
      'trial conversion',
      sums.converted,
      sums.trials,
      scenario.trial.conversion,
      'Trials whose user has paid since ÷ trials, but for those of the last month',
    ),
    of(
      'failed first charges',
      sums.cases,
      firstCharges,
      scenario.failed_charges,
      'Cases of failed charges ÷ (payments that were charged at once + cases)',
    ),
    of(
      'yearly growth',
      // Without a year of data there is none.
      sums.customers_year_after - sums.first_customers,
      sums.customers_year_after === 0 ? 0 : sums.first_customers,
      scenario.growth.yearly,
      'Customers of the thirteenth month over those of the first, less 1',
    ),
  ]
}

function eventOf(event: Scenario['events'][number], { start }: Scenario) {
  const percent = (share: number) => `${Math.round(share * 1_000) / 10} %`
  if (event.kind === 'price-rise') {
    const change = percent(Math.abs(event.factor - 1))
    return {
      kind: event.kind,
      date: `${addMonths(start, event.month)}-01`,
      description: `All prices ${event.factor < 1 ? 'fall' : 'rise'} by ${change}`,
    }
  }
  return {
    kind: event.kind,
    date: event.from.slice(0, 10),
    description: `Outage of ${event.hours} hours: ${percent(event.lost)} of sittings are lost`,
  }
}

function byDate(a: { date: string }, b: { date: string }): number {
  return a.date < b.date ? -1 : a.date > b.date ? 1 : 0
}
