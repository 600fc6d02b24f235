import { Prisma, type Query, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { Count } from '../../procedure/fields/schemas.ts'
import { currentModel } from '../../recommendations/training/model-status.ts'
import { lastWholeMonth } from '../movement-rows.ts'
import { lifetimeValues } from '../revenue/lifetime-value.ts'
import { measuredSums, Sums } from './measured-sums.ts'
import type { SimulationHeld, TrueValues } from './simulation.ts'

export const TrueMetric = z.object({
  metric: z.string(),
  unit: z
    .enum(['share', 'USD', 'nDCG'])
    .meta({ description: 'Shares are of 1; nDCG at 10 is of 1, too, but no share' }),
  measured: z.number().nullable().meta({ description: 'From the tables; null: there is too little' }),
  truth: z.number().meta({ description: 'What the simulator was told, or knows' }),
  error: z.number().nullable().meta({ description: 'measured − truth' }),
  definition: z.string(),
})
export type TrueMetric = z.output<typeof TrueMetric>

/** Of a service that was loaded before true values were kept there are fewer. */
export async function trueMetrics(
  query: Query,
  { scenario, trueValues }: SimulationHeld,
): Promise<TrueMetric[]> {
  const [sums] = await query(measuredSums(scenario.start), Sums)
  if (sums === undefined) return []
  // A case is one charge that failed at first; one that was made good is among the payments, too.
  const firstCharges = sums.payments - sums.recovered + sums.cases
  const metrics = [
    share(
      'customer churn',
      over(sums.lost, sums.at_risk),
      scenario.monthly_churn,
      'Customers lost in a month ÷ customers of the month before, over all whole months',
    ),
    share(
      'trial conversion',
      over(sums.converted, sums.trials),
      scenario.trial.conversion,
      'Trials whose user has paid since ÷ trials, but for those of the last month',
    ),
    share(
      'failed first charges',
      over(sums.cases, firstCharges),
      scenario.failed_charges,
      'Cases of failed charges ÷ (payments that were charged at once + cases)',
    ),
    share(
      'yearly growth',
      // Without a year of data there is none.
      sums.customers_year_after === 0
        ? null
        : over(sums.customers_year_after - sums.first_customers, sums.first_customers),
      scenario.growth.yearly,
      'Customers of the thirteenth month over those of the first, less 1',
    ),
  ]
  if (trueValues !== undefined) metrics.push(...(await ofTrueValues(query, trueValues, sums)))
  return [...metrics, ...(await rankingOf(query))]
}

async function ofTrueValues(query: Query, truth: TrueValues, sums: Sums): Promise<TrueMetric[]> {
  const [lifetime] = await query(lastLifetimeValue, z.object({ value: z.coerce.number().nullable() }))
  const [seen] = await query(completion, z.object({ starters: Count, completers: Count }))
  const liked = await query(
    favouriteWatches(truth.favourites.map(({ user_id }) => user_id)),
    z.object({ user_id: z.coerce.number(), genre: z.string(), watches: Count }),
  )
  const favourites = favouriteShares(truth.favourites, liked)
  return [
    share(
      'cancellation hazard',
      over(sums.lost - sums.unpaid, sums.at_risk),
      truth.cancellation,
      'Customers lost in a month, but for those whose failed charge was not made good within 14 days ÷ customers of the month before; in truth the mean chance, known when a paid month begins, that it is cancelled at its end',
    ),
    metricOf(
      'lifetime value',
      'USD',
      lifetime?.value ?? null,
      truth.lifetime_value,
      'ARPU of the last whole month ÷ mean customer churn of the six before; in truth what a subscription that begins after the simulation pays until it ends',
    ),
    share(
      'completion rate',
      over(seen?.completers ?? 0, seen?.starters ?? 0),
      truth.completion_rate,
      'Completers ÷ starters, over all time; in truth the chance that a play is seen to 90 % and more',
    ),
    share(
      'share of the favourite genre',
      favourites.measured,
      favourites.truth,
      `Watches of the genre that each of ${truth.favourites.length} users truly likes best ÷ their watches; in truth its share in their taste, by the same weights`,
    ),
  ]
}

/** How good the recommender’s model is: known where it was judged beside the best possible ranking. */
async function rankingOf(query: Query): Promise<TrueMetric[]> {
  const model = await currentModel(query)
  const ndcg = (name: string | undefined) => model?.rankings.find((each) => each.name === name)?.at[10].ndcg
  const [measured, truth] = [ndcg(model?.model), ndcg('possible')]
  if (measured === undefined || truth === undefined) return []
  return [
    metricOf(
      'recommendations',
      'nDCG',
      measured,
      truth,
      'nDCG at 10 of the recommender on watches that were held out; in truth that of the best possible ranking',
    ),
  ]
}

/** Watches of each user’s favourite, over all of theirs; and its true share, each user weighing as much as they watch. */
function favouriteShares(
  favourites: TrueValues['favourites'],
  rows: readonly { user_id: number; genre: string; watches: number }[],
): { measured: number | null; truth: number } {
  let [watched, watches, expected, shares] = [0, 0, 0, 0]
  for (const { user_id, genre, share } of favourites) {
    shares += share
    for (const row of rows) {
      if (row.user_id !== user_id) continue
      watches += row.watches
      expected += share * row.watches
      if (row.genre === genre) watched += row.watches
    }
  }
  return {
    measured: over(watched, watches),
    truth: rounded(over(expected, watches) ?? over(shares, favourites.length) ?? 0),
  }
}

const lastLifetimeValue = Prisma.sql`
  SELECT ROUND(s.lifetime_value, 2) AS value FROM ${lifetimeValues()} AS s WHERE s.month = (${lastWholeMonth})`

const completion = Prisma.sql`
  SELECT COALESCE(SUM(w.starters), 0)::INT8 AS starters, COALESCE(SUM(w.completers), 0)::INT8 AS completers
  FROM ${rollupRows('watch_genre_months')} AS w`

function favouriteWatches(users: readonly number[]): Prisma.Sql {
  return Prisma.sql`
    SELECT w.user_id::TEXT AS user_id, c.genre, COUNT(*) AS watches
    FROM watchhistory AS w JOIN content AS c ON c.content_id = w.content_id
    WHERE w.user_id = ANY(${users.map(String)}::INT8[])
    GROUP BY w.user_id, c.genre`
}

function share(metric: string, measured: number | null, truth: number, definition: string): TrueMetric {
  return metricOf(metric, 'share', measured, truth, definition)
}

function metricOf(
  metric: string,
  unit: TrueMetric['unit'],
  given: number | null,
  truth: number,
  definition: string,
): TrueMetric {
  const measured = given === null ? null : rounded(given)
  return {
    metric,
    unit,
    measured,
    truth,
    error: measured === null ? null : rounded(measured - truth),
    definition,
  }
}

function over(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
