import { Prisma, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { Count, Money, optionalParameters, Ratio, YearMonth } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { isLost } from '../movement-rows.ts'
import { addMonths } from '../time/months.ts'
import { forecastWithBacktest } from './forecast-customers.ts'

/** Where do customers and MRR go, and how good are such forecasts? Without history there is no interval and no error: they are null. */
export const ForecastMonth = z
  .object({
    month: YearMonth,
    months_ahead: Count,
    customers: Count,
    customers_low: Count.nullable().meta({ description: 'Lower end of the 95 % interval' }),
    customers_high: Count.nullable().meta({ description: 'Upper end' }),
    mrr: Money,
    mrr_low: Money.nullable(),
    mrr_high: Money.nullable(),
    backtests: Count.meta({ description: 'Forecasts of the past, so many months ahead' }),
    customers_error: Ratio.meta({ description: 'Mean of |forecast − actual| ÷ actual over them' }),
    mrr_error: Ratio,
  })
  .meta({
    example: {
      month: '2024-12',
      months_ahead: 1,
      customers: 33,
      customers_low: 30,
      customers_high: 36,
      mrr: 431.2,
      mrr_low: 395.1,
      mrr_high: 467.3,
      backtests: 12,
      customers_error: 0.031,
      mrr_error: 0.034,
    },
  })

const wholeNumber = 'expected a whole number from 1 to 24'

export const mrrForecast = procedure
  .meta({
    method: 'GET',
    path: '/api/mrr-forecast',
    summary: 'Forecast of customers and MRR',
    description:
      'Customers and MRR of the months after the last whole one in which anybody paid: each cohort goes on as cohorts of its age have so far (from twelve months on all together), as many new customers come each month as in the mean of the last six (without the first month of the data, all of whose customers count as new), and each pays the ARPU of the last month. The same is tried from every month of the past with six months of history; its errors so many months ahead make the 95 % interval (1.96 × the root of their mean square, from three on) and are told as a mean.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(
    optionalParameters({
      months: z
        .int(wholeNumber)
        .min(1, wholeNumber)
        .max(24, wholeNumber)
        .default(6)
        .meta({ description: 'How many months (1 to 24).', example: 6 }),
    }),
  )
  .output(z.array(ForecastMonth))
  .query(async ({ ctx, input }) => {
    const rows = await ctx.analytics.prepared(
      Prisma.sql`
        SELECT to_char(m.cohort, 'YYYY-MM') AS cohort, to_char(m.month, 'YYYY-MM') AS month,
          SUM(m.customers)::INT8 AS customers, SUM(m.mrr)::DECIMAL(18, 2) AS mrr
        FROM ${rollupRows('cohort_months')} AS m
        WHERE NOT ${isLost}
        GROUP BY m.cohort, m.month HAVING SUM(m.customers) <> 0`,
      z.object({ cohort: YearMonth, month: YearMonth, customers: Count, mrr: Money }),
    )
    // The month that is running would look like a loss, and what is dated later has not happened.
    const running = new Date().toISOString().slice(0, 7)
    const whole = rows.filter(({ month }) => month < running)
    const last = whole.reduce((latest, { month }) => (month > latest ? month : latest), '')
    if (last === '') return []
    return forecastWithBacktest(whole, last, input.months).map((month) => ({
      month: addMonths(last, month.months_ahead),
      months_ahead: month.months_ahead,
      customers: Math.round(month.customers),
      customers_low: rounded(month.customers_low, 0),
      customers_high: rounded(month.customers_high, 0),
      mrr: Math.round(month.mrr * 100) / 100,
      mrr_low: rounded(month.mrr_low, 2),
      mrr_high: rounded(month.mrr_high, 2),
      backtests: month.backtests,
      customers_error: rounded(month.customers_error, 4),
      mrr_error: rounded(month.mrr_error, 4),
    }))
  })

function rounded(value: number | null, decimals: number): number | null {
  return value === null ? null : Math.round(value * 10 ** decimals) / 10 ** decimals
}
