import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { period, plan } from '../../procedure/fields/filters.ts'
import { Money, optionalParameters, Ratio, YearMonth } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { fill, filledMonths } from '../filled-series.ts'
import { movementIs, movementRows, sumWhere, touchedMonths } from '../movement-rows.ts'
import { ratio } from '../ratio.ts'

/**
 * Why does MRR change? In each month end = start + new + reactivation + expansion − contraction − churned + switched in − switched out,
 * to the cent. The first month of the data starts from 0. A ratio to a start of 0 is null, and so is quick_ratio where nothing was lost.
 */
export const MrrMovements = z
  .object({
    month: YearMonth,
    start_mrr: Money,
    new_mrr: Money.meta({ description: 'Of customers who pay for the first time ever, USD' }),
    reactivation_mrr: Money.meta({ description: 'Of customers who paid before, but not last month, USD' }),
    expansion_mrr: Money,
    contraction_mrr: Money,
    churned_mrr: Money.meta({ description: 'Of last month’s customers who are none now, USD' }),
    switched_in_mrr: Money.meta({ description: 'From another plan, with a filter by plan; else 0' }),
    switched_out_mrr: Money.meta({ description: 'To another plan, with a filter by plan; else 0' }),
    end_mrr: Money,
    gross_churn_rate: Ratio,
    net_churn_rate: Ratio,
    net_revenue_retention: Ratio,
    gross_revenue_retention: Ratio,
    quick_ratio: Ratio,
  })
  .meta({
    example: {
      month: '2024-09',
      start_mrr: 400,
      new_mrr: 30,
      reactivation_mrr: 10,
      expansion_mrr: 5,
      contraction_mrr: 5,
      churned_mrr: 20,
      switched_in_mrr: 0,
      switched_out_mrr: 0,
      end_mrr: 420,
      gross_churn_rate: 0.0625,
      net_churn_rate: 0.025,
      net_revenue_retention: 0.95,
      gross_revenue_retention: 0.9375,
      quick_ratio: 1.8,
    },
  })

export const mrrMovements = procedure
  .meta({
    method: 'GET',
    path: '/api/mrr-movements',
    summary: 'Movements of MRR by month',
    description: `MRR at the start of each month (that of the month before), what new and returning customers, and those who pay more, add to it, what those who pay less or have left take from it, and MRR at its end. gross_churn_rate is (contraction + churned) ÷ start, net_churn_rate (contraction + churned − expansion − reactivation) ÷ start, net_revenue_retention (start + expansion − contraction − churned) ÷ start, gross_revenue_retention (start − contraction − churned) ÷ start, quick_ratio (new + reactivation + expansion) ÷ (contraction + churned). With a plan, who comes from another plan or goes to one is switched_in or switched_out, and counts as kept in the ratios. ${touchedMonths}`,
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(optionalParameters({ ...period, plan, fill }))
  .output(z.array(MrrMovements))
  .query(async ({ ctx, input }) => {
    const { prepared } = ctx.analytics
    const rows = await prepared(movements(movementRows(input)), MrrMovements)
    return input.fill ? filledMonths(rows, withoutMovement) : rows
  })

function movements(rows: Prisma.Sql): Prisma.Sql {
  const lost = Prisma.sql`s.contraction_mrr + s.churned_mrr`
  return Prisma.sql`
    SELECT s.month, s.start_mrr, s.new_mrr, s.reactivation_mrr, s.expansion_mrr, s.contraction_mrr, s.churned_mrr,
      s.switched_in_mrr, s.switched_out_mrr, s.end_mrr,
      ${ratio(lost, Prisma.sql`s.start_mrr`)} AS gross_churn_rate,
      ${ratio(Prisma.sql`${lost} - s.expansion_mrr - s.reactivation_mrr`, Prisma.sql`s.start_mrr`)} AS net_churn_rate,
      ${ratio(Prisma.sql`s.start_mrr + s.expansion_mrr - (${lost})`, Prisma.sql`s.start_mrr`)} AS net_revenue_retention,
      ${ratio(Prisma.sql`s.start_mrr - (${lost})`, Prisma.sql`s.start_mrr`)} AS gross_revenue_retention,
      ${ratio(Prisma.sql`s.new_mrr + s.reactivation_mrr + s.expansion_mrr`, lost)} AS quick_ratio
    FROM (
      SELECT to_char(m.month, 'YYYY-MM') AS month,
        ${money(sumWhere(Prisma.sql`m.was_meant`, 'previous_mrr'))} AS start_mrr,
        ${money(sumWhere(movementIs.new, 'mrr'))} AS new_mrr,
        ${money(sumWhere(movementIs.reactivation, 'mrr'))} AS reactivation_mrr,
        ${money(change(movementIs.expansion, 1))} AS expansion_mrr,
        ${money(change(movementIs.contraction, -1))} AS contraction_mrr,
        ${money(sumWhere(movementIs.churn, 'previous_mrr'))} AS churned_mrr,
        ${money(sumWhere(movementIs.switched_in, 'mrr'))} AS switched_in_mrr,
        ${money(sumWhere(movementIs.switched_out, 'previous_mrr'))} AS switched_out_mrr,
        ${money(sumWhere(Prisma.sql`m.is_meant`, 'mrr'))} AS end_mrr
      FROM ${rows} AS m
      GROUP BY m.month HAVING SUM(m.customers) <> 0
    ) AS s
    ORDER BY s.month`
}

const money = (sum: Prisma.Sql) => Prisma.sql`(${sum})::DECIMAL(18, 2)`

/** By how much MRR grew, or shrank, by those of whom a predicate is true. */
function change(which: Prisma.Sql, sign: 1 | -1): Prisma.Sql {
  const [now, before] = [sumWhere(which, 'mrr'), sumWhere(which, 'previous_mrr')]
  return sign > 0 ? Prisma.sql`${now} - ${before}` : Prisma.sql`${before} - ${now}`
}

function withoutMovement(month: string): z.output<typeof MrrMovements> {
  return {
    month,
    start_mrr: 0,
    new_mrr: 0,
    reactivation_mrr: 0,
    expansion_mrr: 0,
    contraction_mrr: 0,
    churned_mrr: 0,
    switched_in_mrr: 0,
    switched_out_mrr: 0,
    end_mrr: 0,
    gross_churn_rate: null,
    net_churn_rate: null,
    net_revenue_retention: null,
    gross_revenue_retention: null,
    quick_ratio: null,
  }
}
