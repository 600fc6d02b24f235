import { z } from 'zod'
import { Day } from '../../procedure/fields/schemas.ts'
import { addMonths } from '../time/months.ts'
import type { Scenario } from './simulation.ts'

/** What happened to the whole simulated service, in days of UTC. */
export const SimulatedEventDays = z.object({
  kind: z.enum(['price-rise', 'outage']),
  date: Day.meta({ description: 'The first day on which it is felt' }),
  until: Day.meta({ description: 'The last one' }),
  description: z.string(),
})
export type SimulatedEventDays = z.output<typeof SimulatedEventDays>

/** In the order of time. */
export function simulatedEvents(scenario: Scenario): SimulatedEventDays[] {
  return scenario.events
    .map((event) => daysOf(event, scenario))
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
}

function daysOf(event: Scenario['events'][number], { start }: Scenario): SimulatedEventDays {
  const percent = (share: number) => `${Math.round(share * 1_000) / 10} %`
  if (event.kind === 'price-rise') {
    const change = percent(Math.abs(event.factor - 1))
    return {
      kind: event.kind,
      date: `${addMonths(start, event.month)}-01`,
      // More people than usual leave in this month and the next.
      until: dayOf(Date.parse(`${addMonths(start, event.month + 2)}-01`) - 1),
      description: `All prices ${event.factor < 1 ? 'fall' : 'rise'} by ${change}`,
    }
  }
  return {
    kind: event.kind,
    date: event.from.slice(0, 10),
    until: dayOf(Date.parse(event.from) + event.hours * 3_600_000 - 1),
    description: `Outage of ${event.hours} hours: ${percent(event.lost)} of sittings are lost`,
  }
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
