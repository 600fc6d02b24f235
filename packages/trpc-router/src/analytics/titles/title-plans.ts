import { Prisma, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { type Period, period } from '../../procedure/fields/filters.ts'
import { Count, Id, parameters, Ratio } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { ratio } from '../ratio.ts'
import { wholePeriod } from '../time/whole-period.ts'

/** Who watches a title, by plan? A plan on which nobody did has no row. */
export const TitlePlan = z
  .object({ subscription: z.string(), watches: Count, share: Ratio })
  .meta({ example: { subscription: 'Premium', watches: 14, share: 0.5833 } })

export const titlePlans = procedure
  .meta({
    method: 'GET',
    path: '/api/title-plans',
    summary: 'Watches of a title by plan',
    description:
      'Watches of a title by the plan that they were made on, and the share of each; by watches descending, then name. A title that does not exist has none.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(parameters({ content_id: Id, ...period }))
  .output(z.array(TitlePlan))
  .query(({ ctx, input: { content_id, ...asked } }) =>
    ctx.analytics.prepared(plansOf(content_id, asked), TitlePlan),
  )

function plansOf(contentId: string, asked: Period): Prisma.Sql {
  const { start_date, end_date } = wholePeriod(asked)
  return Prisma.sql`
    SELECT s.name AS subscription, w.watches, ${ratio(Prisma.sql`w.watches`, Prisma.sql`SUM(w.watches) OVER ()`)} AS share
    FROM (
      SELECT d.subscription_id, SUM(d.watches)::INT8 AS watches FROM ${rollupRows('watch_title_days')} AS d
      WHERE d.content_id = ${contentId}::INT8 AND d.day >= ${start_date}::DATE AND d.day <= ${end_date}::DATE
      GROUP BY d.subscription_id HAVING SUM(d.watches) <> 0
    ) AS w
    JOIN subscriptions AS s ON s.subscription_id = w.subscription_id
    ORDER BY w.watches DESC, s.name COLLATE "C"`
}
