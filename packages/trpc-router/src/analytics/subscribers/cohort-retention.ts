import { cohortWatchRows, Prisma, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { period } from '../../procedure/fields/filters.ts'
import { Count, Money, optionalParameters, Ratio, YearMonth } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { isLost, lastPaidMonth, monthNumber, monthsTouchedBy } from '../movement-rows.ts'
import { ratio } from '../ratio.ts'
import { hoursOf } from '../viewing-measures.ts'

/** How many of those who came in a month are still there? A month in which none of them paid has no row. */
export const CohortMonth = z
  .object({
    cohort: YearMonth.meta({ description: 'Month of the first payment ever' }),
    months: Count.meta({ description: 'Whole months since' }),
    customers: Count,
    mrr: Money,
    hours: z.coerce.number().meta({
      description:
        'Watched by all users of the cohort, of titles whose length is known, whether or not they paid',
    }),
    customer_retention: Ratio.meta({ description: 'customers ÷ those of the first month' }),
    mrr_retention: Ratio.meta({ description: 'mrr ÷ that of the first month' }),
    hours_retention: Ratio.meta({ description: 'hours ÷ those of the first month' }),
  })
  .meta({
    example: {
      cohort: '2024-09',
      months: 3,
      customers: 12,
      mrr: 159.88,
      hours: 96.4,
      customer_retention: 0.75,
      mrr_retention: 0.8,
      hours_retention: 0.71,
    },
  })

export const cohortRetention = procedure
  .meta({
    method: 'GET',
    path: '/api/cohort-retention',
    summary: 'Retention by cohort',
    description:
      'A cohort is the users whose first payment ever was in a month, wherever the period that is asked for begins. How many of them paid so many whole months later, also after a gap, their MRR then, and the hours that all of them watched. The period names cohorts: all months count that have a day in it.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(optionalParameters(period))
  .output(z.array(CohortMonth))
  .query(({ ctx, input }) =>
    ctx.analytics.prepared(
      Prisma.sql`
        SELECT to_char(s.cohort, 'YYYY-MM') AS cohort, ${monthNumber('s.month')} - ${monthNumber('s.cohort')} AS months,
          s.customers, s.mrr, ${hoursOf(Prisma.sql`s.minutes`)} AS hours,
          ${ratio(Prisma.sql`s.customers`, Prisma.sql`s.first_customers`)} AS customer_retention,
          ${ratio(Prisma.sql`s.mrr`, Prisma.sql`s.first_mrr`)} AS mrr_retention,
          ${ratio(Prisma.sql`s.minutes`, Prisma.sql`s.first_minutes`)} AS hours_retention
        FROM (
          SELECT r.cohort, r.month, r.customers, r.mrr, COALESCE(v.minutes, 0) AS minutes,
            SUM(CASE WHEN r.month = r.cohort THEN COALESCE(v.minutes, 0) END) OVER (PARTITION BY r.cohort) AS first_minutes,
            SUM(CASE WHEN r.month = r.cohort THEN r.customers END) OVER (PARTITION BY r.cohort) AS first_customers,
            SUM(CASE WHEN r.month = r.cohort THEN r.mrr END) OVER (PARTITION BY r.cohort) AS first_mrr
          FROM (
            SELECT m.cohort, m.month, SUM(m.customers)::INT8 AS customers, SUM(m.mrr)::DECIMAL(18, 2) AS mrr
            FROM ${rollupRows('cohort_months')} AS m
            WHERE NOT ${isLost} AND ${monthsTouchedBy(input, 'm.cohort')}
              AND m.month <= (${lastPaidMonth})
            GROUP BY m.cohort, m.month HAVING SUM(m.customers) <> 0
          ) AS r
          LEFT JOIN (
            SELECT w.cohort, w.month, SUM(w.minutes) AS minutes FROM ${cohortWatchRows()} AS w
            WHERE ${monthsTouchedBy(input, 'w.cohort')}
            GROUP BY w.cohort, w.month
          ) AS v ON v.cohort = r.cohort AND v.month = r.month
        ) AS s
        ORDER BY s.cohort, s.month`,
      CohortMonth,
    ),
  )
