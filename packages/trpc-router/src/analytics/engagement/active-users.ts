import { activeUserRows, Prisma } from '@streaming/db'
import { z } from 'zod'
import { type Period, period } from '../../procedure/fields/filters.ts'
import { Count, Day, optionalParameters, Ratio } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { ratio } from '../ratio.ts'
import { wholePeriod } from '../time/whole-period.ts'

/** How many people watch, and how often do they come? Days without a watch in the seven up to them have no row. */
export const ActiveUsers = z
  .object({
    date: Day.meta({ description: 'The day, or the first day of the month' }),
    daily_active_users: z.coerce.number().meta({ description: 'Of a month: the mean of its days' }),
    weekly_active_users: z.coerce
      .number()
      .meta({ description: 'In the seven days up to a day; of a month: the mean of its days' }),
    monthly_active_users: Count.meta({ description: 'In the calendar month' }),
    stickiness: Ratio.meta({ description: 'daily_active_users ÷ monthly_active_users' }),
  })
  .meta({
    example: {
      date: '2024-09-01',
      daily_active_users: 3.2,
      weekly_active_users: 11.5,
      monthly_active_users: 19,
      stickiness: 0.1684,
    },
  })

export const activeUsers = procedure
  .meta({
    method: 'GET',
    path: '/api/active-users',
    summary: 'Daily, weekly and monthly active users',
    description:
      'Distinct users with a watch on a day, in the seven days up to it, and in its calendar month, UTC; stickiness is daily ÷ monthly. By month the daily and weekly numbers are means over the days of the month, those of the last one up to the last day with a watch. A month that the period cuts counts with its days in it, but for monthly_active_users. Up to the last day with a watch, today at the latest.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(
    optionalParameters({
      ...period,
      granularity: z
        .enum(['day', 'month'], 'expected day or month')
        .default('month')
        .meta({ description: 'day or month.', example: 'month' }),
    }),
  )
  .output(z.array(ActiveUsers))
  .query(({ ctx, input: { granularity, ...asked } }) =>
    ctx.analytics.prepared(granularity === 'day' ? byDay(asked) : byMonth(asked), ActiveUsers),
  )

const today = Prisma.sql`(now() AT TIME ZONE 'UTC')::DATE`

/** By day: `d` with day, month, daily and weekly users, up to the last day with a watch. @throws TRPCError when the end lies before the start */
function days(asked: Period): Prisma.Sql {
  const { start_date, end_date } = wholePeriod(asked)
  const daily = Prisma.sql`
    SELECT a.day, SUM(a.active_users) AS users FROM ${activeUserRows('day')} AS a
    WHERE a.day <= ${today} GROUP BY a.day HAVING SUM(a.active_users) <> 0`
  return Prisma.sql`
    WITH daily AS (${daily}), weekly AS (
      SELECT a.last_day AS day, SUM(a.active_users) AS users FROM ${activeUserRows('week')} AS a
      WHERE a.last_day <= (SELECT MAX(daily.day) FROM daily) AND a.last_day >= ${start_date}::DATE AND a.last_day <= ${end_date}::DATE
      GROUP BY a.last_day HAVING SUM(a.active_users) <> 0
    ), d AS (
      SELECT weekly.day, date_trunc('month', weekly.day::TIMESTAMP)::DATE AS month, COALESCE(daily.users, 0) AS daily_users,
        weekly.users AS weekly_users
      FROM weekly LEFT JOIN daily ON daily.day = weekly.day
    ), monthly AS (
      SELECT a.month, SUM(a.active_users)::INT8 AS users FROM ${activeUserRows('month')} AS a GROUP BY a.month
    )`
}

function byDay(asked: Period): Prisma.Sql {
  return Prisma.sql`
    ${days(asked)}
    SELECT to_char(d.day, 'YYYY-MM-DD') AS date, d.daily_users::INT8 AS daily_active_users,
      d.weekly_users::INT8 AS weekly_active_users, COALESCE(m.users, 0)::INT8 AS monthly_active_users,
      ${ratio(Prisma.sql`d.daily_users`, Prisma.sql`m.users`)} AS stickiness
    FROM d LEFT JOIN monthly AS m ON m.month = d.month
    ORDER BY d.day`
}

function byMonth(asked: Period): Prisma.Sql {
  const { start_date, end_date } = wholePeriod(asked)
  return Prisma.sql`
    ${days(asked)}, span AS (
      SELECT d.month, SUM(d.daily_users) AS daily_users, SUM(d.weekly_users) AS weekly_users,
        (LEAST((d.month::TIMESTAMP + INTERVAL '1 month')::DATE - 1, ${end_date}::DATE, (SELECT MAX(daily.day) FROM daily))
          - GREATEST(d.month, ${start_date}::DATE) + 1) AS days
      FROM d GROUP BY d.month
    )
    SELECT to_char(s.month, 'YYYY-MM-DD') AS date, ROUND(s.daily_users::DECIMAL / s.days::DECIMAL, 2) AS daily_active_users,
      ROUND(s.weekly_users::DECIMAL / s.days::DECIMAL, 2) AS weekly_active_users,
      COALESCE(m.users, 0)::INT8 AS monthly_active_users,
      ROUND(s.daily_users::DECIMAL / NULLIF(m.users * s.days, 0)::DECIMAL, 4) AS stickiness
    FROM span AS s LEFT JOIN monthly AS m ON m.month = s.month
    ORDER BY s.month`
}
