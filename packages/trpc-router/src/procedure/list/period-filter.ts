import type { Period } from '../fields/filters.ts'
import { requireOrder } from '../fields/filters.ts'

/**
 * From the first instant of the first day to the last of the last, UTC, for Prisma Client. Instants are kept in milliseconds.
 * @throws TRPCError when the end lies before the start
 */
export function periodFilter(period: Period): { gte?: Date; lte?: Date } {
  requireOrder(period)
  const { start_date, end_date } = period
  return {
    ...(start_date === undefined ? {} : { gte: new Date(`${start_date}T00:00:00.000Z`) }),
    ...(end_date === undefined ? {} : { lte: new Date(`${end_date}T23:59:59.999Z`) }),
  }
}
