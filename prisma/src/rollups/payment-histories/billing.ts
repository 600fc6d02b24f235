import { Prisma } from '../../generated/client.ts'
import { paymentCases, recoveryTime } from './payment-cases.ts'

/**
 * What became of charges and trials, by the day of the payment: failed charges; cases of them by the day of their first one, and of
 * these those that a charged payment made good within 14 days; trials, and of these those after which something was paid; refunds.
 * @param payments whole histories of whichever users it holds
 */
export function billing(payments: Prisma.Sql): Prisma.Sql {
  const isTrial = Prisma.sql`q.status <> 'failed' AND q.amount = 0`
  const counts = (which: Prisma.Sql, name: string) =>
    Prisma.sql`CASE WHEN ${which} THEN 1 ELSE 0 END::INT8 AS ${Prisma.raw(name)}`
  return Prisma.sql`
    SELECT (q.payment_date AT TIME ZONE 'UTC')::DATE AS day, q.user_id, q.method, q.subscription_id,
      ${counts(Prisma.sql`q.status = 'failed'`, 'failed_charges')},
      ${counts(Prisma.sql`q.starts_case`, 'failure_cases')},
      ${counts(Prisma.sql`q.starts_case AND q.next_charged_at <= q.payment_date + ${recoveryTime}`, 'recovered_cases')},
      ${counts(isTrial, 'trials')},
      ${counts(Prisma.sql`${isTrial} AND q.next_charged_at IS NOT NULL`, 'converted_trials')},
      ${counts(Prisma.sql`q.refunded_amount > 0`, 'refunds')},
      q.refunded_amount AS refunded
    FROM ${paymentCases(payments)}
    WHERE q.status = 'failed' OR q.amount = 0 OR q.refunded_amount > 0`
}
