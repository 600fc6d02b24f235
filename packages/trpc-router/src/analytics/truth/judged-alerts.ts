import { z } from 'zod'
import { Count, Ratio } from '../../procedure/fields/schemas.ts'
import { type Alert, daysBeforeTheFirst } from '../alerts/alerts.ts'
import { addMonths } from '../time/months.ts'
import type { SimulatedEventDays } from './simulated-events.ts'
import type { Scenario } from './simulation.ts'

export const JudgedAlerts = z.object({
  alerts: Count,
  explained: Count.meta({
    description: 'Alerts of a metric that an event moves, on a day on which it is felt',
  }),
  precision: Ratio.meta({ description: 'explained ÷ alerts' }),
  events: Count.meta({ description: 'Of the days that are judged at all' }),
  found: Count.meta({ description: 'Events that explain an alert' }),
  recall: Ratio.meta({ description: 'found ÷ events' }),
})
export type JudgedAlerts = z.output<typeof JudgedAlerts>

/** The metrics that an event moves. Those who leave after a price rise leave over two months: no metric of a day shows it. */
const moves: Readonly<Record<SimulatedEventDays['kind'], readonly Alert['metric'][]>> = {
  outage: ['watches', 'hours'],
  'price-rise': ['revenue'],
}

/**
 * Holds alerts against what happened.
 * @param simulation months of the data, from the first, `YYYY-MM`: the days that alerts need before them are judged by nobody, and neither
 *   are days of after them or days that have not come
 */
export function judgedAlerts(
  alerts: readonly Pick<Alert, 'date' | 'metric'>[],
  events: readonly SimulatedEventDays[],
  { start, months }: Pick<Scenario, 'start' | 'months'>,
  today = new Date().toISOString().slice(0, 10),
): JudgedAlerts {
  const first = new Date(Date.parse(`${start}-01`) + daysBeforeTheFirst * 86_400_000)
    .toISOString()
    .slice(0, 10)
  const end = `${addMonths(start, months)}-01`
  const isJudged = ({ date }: { date: string }) => date >= first && date < end && date <= today
  const judged = events.filter(isJudged)
  const told = alerts.filter(isJudged)
  const explains = (
    { kind, date, until }: SimulatedEventDays,
    alert: Pick<Alert, 'date' | 'metric'>,
  ): boolean => moves[kind].includes(alert.metric) && alert.date >= date && alert.date <= until
  const explained = told.filter((alert) => events.some((event) => explains(event, alert))).length
  const found = judged.filter((event) => told.some((alert) => explains(event, alert))).length
  return {
    alerts: told.length,
    explained,
    precision: share(explained, told.length),
    events: judged.length,
    found,
    recall: share(found, judged.length),
  }
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000
}
