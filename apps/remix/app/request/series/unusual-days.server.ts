import type { Alert } from '../../display/happenings.ts'
import type { Asking } from '../asking.ts'

/** As many as the API looks at. */
const days = 3_650

/**
 * The days out of the ordinary that a chart of days marks, of the whole service: a chart of a part has none. It stands without them if
 * they cannot be had: they are on the overview, too.
 */
export async function unusualDays(
  { analytics }: Asking,
  granularity: 'day' | 'week' | 'month',
  filters: Record<string, string | undefined> = {},
): Promise<Alert[]> {
  if (granularity !== 'day' || Object.values(filters).some((value) => value !== undefined)) return []
  return analytics.alerts({ days }).catch(() => [])
}
