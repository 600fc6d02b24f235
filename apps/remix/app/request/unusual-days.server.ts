import type { AppLoadContext } from '@remix-run/node'
import type { Alert } from '../display/happenings.ts'

/** As many as the API looks at. */
const days = 3_650

/** The days out of the ordinary that a chart of days marks. It stands without them if they cannot be had: they are on the overview, too. */
export async function unusualDays(
  { caller }: Pick<AppLoadContext, 'caller'>,
  granularity: 'day' | 'week' | 'month',
): Promise<Alert[]> {
  if (granularity !== 'day') return []
  return caller.analytics.alerts({ days }).catch(() => [])
}
