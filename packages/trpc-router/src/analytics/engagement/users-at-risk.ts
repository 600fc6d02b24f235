import { Prisma, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { limit, plan } from '../../procedure/fields/filters.ts'
import { Id, optionalParameters, Ratio } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { ratio } from '../ratio.ts'
import { hoursOf } from '../viewing-measures.ts'
import { planIds, where } from '../where.ts'
import { month, monthMeant } from './month-meant.ts'

/** Who watches much less than they used to? */
export const UserAtRisk = z
  .object({
    user_id: Id,
    name: z.string(),
    subscription: z.string().meta({ description: 'The plan they are on now' }),
    hours: z.coerce.number().meta({ description: 'In the month' }),
    usual_hours: z.coerce.number().meta({ description: 'Mean of the three months before' }),
    change_rate: Ratio.meta({ description: '(hours − usual_hours) ÷ usual_hours' }),
  })
  .meta({
    example: {
      user_id: '1',
      name: 'Mara Keller',
      subscription: 'Premium',
      hours: 2.5,
      usual_hours: 10.2,
      change_rate: -0.7549,
    },
  })

export const usersAtRisk = procedure
  .meta({
    method: 'GET',
    path: '/api/users-at-risk',
    summary: 'Users who watch less than half of what they did',
    description:
      'Users whose hours in the month are less than half of their own mean of the three months before, where that mean is an hour or more: by how many hours are missing, descending, then user_id. Months without a watch count as 0 hours. A plan is the one they are on now. Without a month it is the last whole one with a watch.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(optionalParameters({ month, plan, limit: limit(50) }))
  .output(z.array(UserAtRisk))
  .query(({ ctx, input }) =>
    ctx.analytics.prepared(
      Prisma.sql`
        WITH meant AS (SELECT ${monthMeant(input.month)} AS month)
        SELECT u.user_id::TEXT AS user_id, u.name, s.name AS subscription, ${hoursOf(Prisma.sql`r.minutes`)} AS hours,
          ${hoursOf(Prisma.sql`(r.usual / 3::DECIMAL)`)} AS usual_hours,
          ${ratio(Prisma.sql`3 * r.minutes - r.usual`, Prisma.sql`r.usual`)} AS change_rate
        FROM (
          SELECT l.user_id, l.minutes, l.usual
          FROM (
            SELECT m.user_id, SUM(CASE WHEN m.month = meant.month THEN m.minutes ELSE 0 END) AS minutes,
              SUM(CASE WHEN m.month < meant.month THEN m.minutes ELSE 0 END) AS usual
            FROM meant JOIN ${rollupRows('user_months')} AS m
              ON m.month <= meant.month AND m.month >= (meant.month::TIMESTAMP - INTERVAL '3 months')::DATE
            GROUP BY m.user_id
          ) AS l
          ${where(Prisma.sql`l.usual >= 180`, Prisma.sql`6 * l.minutes < l.usual`, onPlan(input.plan))}
          ORDER BY l.usual - 3 * l.minutes DESC, l.user_id
          LIMIT ${input.limit}::INT8
        ) AS r
        JOIN users AS u ON u.user_id = r.user_id
        JOIN subscriptions AS s ON s.subscription_id = u.subscription_id
        ORDER BY r.usual - 3 * r.minutes DESC, u.user_id`,
      UserAtRisk,
    ),
  )

function onPlan(plan: string | undefined): Prisma.Sql | undefined {
  const ids = planIds(plan)
  return (
    ids && Prisma.sql`l.user_id IN (SELECT u.user_id FROM users AS u WHERE u.subscription_id IN (${ids}))`
  )
}
