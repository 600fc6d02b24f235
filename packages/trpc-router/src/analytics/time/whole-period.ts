import { type Period, requireOrder } from '../../procedure/fields/filters.ts'

/**
 * A period with both of its ends: those of the calendar that every engine stores, where it has none. So the text of a statement is the
 * same for every period.
 * @throws TRPCError when the end lies before the start
 */
export function wholePeriod(period: Period): { start_date: string; end_date: string } {
  requireOrder(period)
  const { start_date = '0001-01-01', end_date = '9999-12-31' } = period
  return { start_date, end_date }
}
